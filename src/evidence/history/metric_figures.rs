//! Computes the figures of the five metrics for some of the recorded leads.

use jiff::civil::Date;

use super::cell::Cell;
use super::metric_lines::{LINES, NeededColumn};
use super::recorded_list::{Found, HandedOff, RecordedList, days_between};
use crate::evidence::past_leads::PastLeads;
use crate::model::Median;
use crate::scoring::WrittenTime;
use crate::scoring::engine::Bitmap;

/// What the columns say of the leads that were passed to Sales.
pub(super) struct MetricLeads<'a> {
    list: RecordedList<'a>,
    past: Option<&'a PastLeads>,
    /// When each was handed off, or else created; `None` if no column says.
    from: Option<(HandedOff, Vec<Found<WrittenTime>>)>,
    created: Option<Vec<Option<Date>>>,
    responses: Option<Vec<Found<WrittenTime>>>,
    converted: Option<Vec<Option<Date>>>,
    closed: Option<Vec<Option<Date>>>,
    values: Option<Vec<Found<f64>>>,
    /// Whether each is old enough to count in shares that win.
    is_old: Vec<bool>,
}

impl<'a> MetricLeads<'a> {
    /// Reads the columns. `latest` is the last day of creation of leads that are old enough to count
    /// in shares that win; without one all count.
    pub fn of(list: RecordedList<'a>, past: Option<&'a PastLeads>, latest: Option<Date>) -> Self {
        let data = list.data;
        let created = list.days(data.created_field.as_ref());
        let is_old = |lead: usize| match (&created, latest) {
            (Some(created), Some(latest)) => created[lead].is_some_and(|day| day <= latest),
            _ => true,
        };
        Self {
            is_old: (0..list.dataset.len()).map(is_old).collect(),
            from: list.handed_off(),
            responses: list.times(data.first_response_field.as_ref()),
            converted: list.days(data.converted_field.as_ref()),
            closed: list.days(data.closed_field.as_ref()),
            values: list.numbers(data.value_field.as_ref()),
            created,
            past,
            list,
        }
    }

    /// Returns whether a lead was passed to Sales: it has a day in the column of hand-offs, or there
    /// is no such column.
    pub fn is_passed(&self, lead: usize) -> bool {
        match &self.from {
            Some((HandedOff::InColumn, from)) => from[lead] != Found::Blank,
            _ => true,
        }
    }

    /// Returns whether a column is there.
    pub fn has(&self, column: NeededColumn) -> bool {
        let data = self.list.data;
        let field = match column {
            NeededColumn::FirstResponse => &data.first_response_field,
            NeededColumn::Bucket => &data.bucket_field,
            NeededColumn::Created => &data.created_field,
            NeededColumn::HandedOff => &data.handed_off_field,
            NeededColumn::HandedOffOrCreated => return self.from.is_some(),
            NeededColumn::Converted => &data.converted_field,
            NeededColumn::Closed => &data.closed_field,
            NeededColumn::Outcome => &data.outcome_field,
            NeededColumn::Value => &data.value_field,
        };
        self.list.has(field.as_ref())
    }

    /// Returns the figures of [`LINES`] for those of some leads that were passed to Sales; `None`
    /// where a column is lacking.
    pub fn figures(&self, some: &Bitmap) -> [Option<Cell>; LINES.len()] {
        let leads: Vec<usize> = some.iter().filter(|lead| self.is_passed(*lead)).collect();
        let mut at = 0;
        [(); LINES.len()].map(|()| {
            let is_there = LINES[at].needs.iter().all(|column| self.has(*column));
            let figure = is_there.then(|| self.figure(at, &leads));
            at += 1;
            figure
        })
    }

    /// Returns one figure, by its index in [`LINES`].
    fn figure(&self, line: usize, leads: &[usize]) -> Cell {
        let opportunities = || {
            leads
                .iter()
                .copied()
                .filter(|lead| self.is_opportunity(*lead))
        };
        match line {
            0 => self.answered(leads),
            1 => Cell::share(count(leads, |lead| self.is_viable(lead)), leads.len()),
            2 => median(leads, |lead| self.days_to_hand_off(lead)),
            3 => Cell::share(opportunities().count(), leads.len()),
            4 => median(leads, |lead| self.days_to_opportunity(lead)),
            5 => {
                let old: Vec<usize> = opportunities().filter(|lead| self.is_old[*lead]).collect();
                Cell::share(count(&old, |lead| self.is_won(lead)), old.len())
            }
            6 => median(leads, |lead| self.days_to_closing(lead)),
            7 => Cell::count(opportunities().count()),
            8 => self.value(opportunities()),
            9 => Cell::count(opportunities().filter(|lead| self.is_open(*lead)).count()),
            10 => self.value(opportunities().filter(|lead| self.is_open(*lead))),
            11 => {
                let old = || leads.iter().filter(|lead| self.is_old[**lead]);
                let won = old().filter(|lead| self.is_won(**lead)).count();
                let lost = old().filter(|lead| self.is_lost(**lead)).count();
                Cell::share(won, won + lost)
            }
            _ => self.value(leads.iter().copied().filter(|lead| self.is_won(*lead))),
        }
    }

    /// Leads with a first response; those with one before the hand-off contradict themselves and
    /// those whose time can't be read say nothing: neither counts.
    fn answered(&self, leads: &[usize]) -> Cell {
        let Some(responses) = &self.responses else {
            return Cell::Blank;
        };
        let counts = |lead: &&usize| !self.is_left_out_of_reach(**lead);
        let (mut answered, mut of) = (0, 0);
        for lead in leads.iter().filter(counts) {
            answered += usize::from(responses[*lead] != Found::Blank);
            of += 1;
        }
        Cell::share(answered, of)
    }

    /// Returns whether a lead was answered before its hand-off, or at a time that can't be read.
    fn is_left_out_of_reach(&self, lead: usize) -> bool {
        let Some(responses) = &self.responses else {
            return false;
        };
        let Found::Value(to) = responses[lead] else {
            return responses[lead] != Found::Blank;
        };
        let from = self.from.as_ref().and_then(|(_, from)| from[lead].value());
        from.is_some_and(|from| self.list.elapsed(from, to).is_negative())
    }

    /// Returns how many of the leads passed to Sales don't count in the share answered.
    pub fn left_out_of_reach(&self) -> usize {
        let passed = (0..self.is_old.len()).filter(|lead| self.is_passed(*lead));
        passed
            .filter(|lead| self.is_left_out_of_reach(*lead))
            .count()
    }

    fn is_viable(&self, lead: usize) -> bool {
        self.past.is_some_and(|past| past.all.viable.get(lead))
    }

    fn is_won(&self, lead: usize) -> bool {
        self.past.is_some_and(|past| past.all.won.get(lead))
    }

    fn is_lost(&self, lead: usize) -> bool {
        self.past.is_some_and(|past| past.all.lost.get(lead))
    }

    fn is_opportunity(&self, lead: usize) -> bool {
        day_of(self.converted.as_ref(), lead).is_some()
    }

    /// An opportunity is open that was neither won nor lost nor closed.
    fn is_open(&self, lead: usize) -> bool {
        let is_closed = day_of(self.closed.as_ref(), lead).is_some();
        !(is_closed || self.is_won(lead) || self.is_lost(lead))
    }

    fn days_to_hand_off(&self, lead: usize) -> Option<i64> {
        let created = day_of(self.created.as_ref(), lead)?;
        days_since(created, self.handed_off_day(lead)?)
    }

    fn days_to_opportunity(&self, lead: usize) -> Option<i64> {
        let converted = day_of(self.converted.as_ref(), lead)?;
        days_since(self.handed_off_day(lead)?, converted)
    }

    fn days_to_closing(&self, lead: usize) -> Option<i64> {
        let converted = day_of(self.converted.as_ref(), lead)?;
        days_since(converted, day_of(self.closed.as_ref(), lead)?)
    }

    fn handed_off_day(&self, lead: usize) -> Option<Date> {
        let (_, from) = self.from.as_ref()?;
        Some(from[lead].value()?.at.date())
    }

    /// Adds up what some deals were worth.
    fn value(&self, leads: impl Iterator<Item = usize>) -> Cell {
        let Some(values) = &self.values else {
            return Cell::Blank;
        };
        let sum: f64 = leads.filter_map(|lead| values[lead].value()).sum();
        if sum.fract() == 0.0 && sum.abs() < 1e15 {
            Cell::Count(sum as i64)
        } else {
            Cell::Number(sum, 2)
        }
    }

    /// Returns how many of the leads passed to Sales have days in an order that contradicts itself:
    /// handed off before they were created, opportunities before the hand-off, closed before they
    /// were opportunities.
    pub fn contradicting(&self) -> usize {
        let is_before =
            |from: Option<Date>, to: Option<Date>| from.zip(to).is_some_and(|(from, to)| to < from);
        let contradicts = |lead: &usize| {
            let converted = day_of(self.converted.as_ref(), *lead);
            let handed_off = self.handed_off_day(*lead);
            is_before(day_of(self.created.as_ref(), *lead), handed_off)
                || is_before(handed_off, converted)
                || is_before(converted, day_of(self.closed.as_ref(), *lead))
        };
        let passed = (0..self.is_old.len()).filter(|lead| self.is_passed(*lead));
        passed.filter(contradicts).count()
    }

    /// Returns how many opportunities have no value that can be read, and how many there are.
    pub fn without_value(&self) -> Option<(usize, usize)> {
        let values = self.values.as_ref()?;
        let passed = (0..self.is_old.len()).filter(|lead| self.is_passed(*lead));
        let all: Vec<usize> = passed.filter(|lead| self.is_opportunity(*lead)).collect();
        Some((
            count(&all, |lead| values[lead].value().is_none()),
            all.len(),
        ))
    }
}

fn count(leads: &[usize], is: impl Fn(usize) -> bool) -> usize {
    leads.iter().filter(|lead| is(**lead)).count()
}

/// Returns the median of the days of those leads that have any; blank if none has.
fn median(leads: &[usize], days: impl Fn(usize) -> Option<i64>) -> Cell {
    let days: Vec<i64> = leads.iter().filter_map(|lead| days(*lead)).collect();
    match Median::of(&days) {
        Some(median) => Cell::Number(median.doubled as f64 / 2.0, 1),
        None => Cell::Blank,
    }
}

fn day_of(days: Option<&Vec<Option<Date>>>, lead: usize) -> Option<Date> {
    days?[lead]
}

/// Returns the days from one day to another; `None` if they are in the wrong order.
fn days_since(from: Date, to: Date) -> Option<i64> {
    let days = days_between(from, to);
    (days >= 0).then_some(i64::from(days))
}
