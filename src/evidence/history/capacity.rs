//! The page about capacity: the hours that forwarded leads take against the hours that Sales has.

use jiff::ToSpan;
use jiff::civil::Date;

use super::cell::Cell;
use super::context::PageContext;
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plan_inputs::{PlanInput, attempts, input_row, inputs_table, written_row};
use super::section::{FigureTable, Section};
use crate::evidence::past_leads::{PastLeads, PastScores};
use crate::model::FunnelPlan;
use crate::model::wording::{count_noun, join_list};
use crate::scoring::engine::Bitmap;

/// Says how many hours the forwarded leads of a week take, how many Sales has, and which total would
/// forward as many leads as these allow.
pub(super) fn capacity(context: &PageContext<'_>) -> Section {
    let section = Section::new("capacity", "Capacity of Sales");
    let Some(past) = context.past else {
        return section.note(NO_OUTCOMES);
    };
    let plan = &context.session.workshop.plan;
    let work = Workload::new(plan, &past.leads);
    let mut section = section.note(facts_note(&past.leads)).note(
        "Hours: forwarded leads of a week (by the day they were created, weeks from Monday) x \
         attempts x minutes an attempt.",
    );
    let Some(weeks) = CreationWeeks::of(&past.leads) else {
        section.tables.push(plan_table(plan, &work));
        return section.note("Lacking: a column that says when leads were created.");
    };
    let forwarded = weeks.counts(&past.scored.qualified());
    if let Some(note) = weeks.note() {
        section.notes.push(note);
    }
    let lacking = work.lacking();
    if !lacking.is_empty() {
        let lacking = join_list(&lacking, "and");
        let note = format!("Lacking for the hours: {lacking}; Enter on the row writes it.");
        section.notes.push(note);
    }
    section.tables.push(plan_table(plan, &work));
    section
        .tables
        .push(summary_table(past, &weeks, &forwarded, &work));
    section.tables.push(weeks_table(&weeks, &forwarded, &work));
    section
}

/// What a lead takes, and what there is.
struct Workload {
    attempts: PlanInput<f64>,
    /// Minutes an attempt takes.
    minutes: Option<u32>,
    /// Hours a week of all people together.
    hours: Option<f64>,
}

impl Workload {
    fn new(plan: &FunnelPlan, leads: &PastLeads) -> Self {
        let hours = plan.people.zip(plan.hours_per_week);
        Self {
            attempts: attempts(plan, leads),
            minutes: plan.minutes_per_attempt,
            hours: hours.map(|(people, hours)| f64::from(people) * f64::from(hours)),
        }
    }

    /// Returns the hours that so many leads take.
    fn hours_of(&self, leads: usize) -> Option<f64> {
        let minutes = self.attempts.value()? * f64::from(self.minutes?);
        Some(leads as f64 * minutes / 60.0)
    }

    /// Returns whether so many leads a week fit into the hours.
    fn fits(&self, leads: usize) -> Option<bool> {
        Some(self.hours_of(leads)? <= self.hours?)
    }

    /// Says what is lacking for hours needed, and for those that are there.
    fn lacking(&self) -> Vec<String> {
        let absent = [
            (self.attempts.value().is_none(), "attempts"),
            (self.minutes.is_none(), "minutes an attempt"),
            (self.hours.is_none(), "people with their hours a week"),
        ];
        absent
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, what)| what.to_owned())
            .collect()
    }
}

/// The weeks in which the leads compared were created.
struct CreationWeeks {
    /// The Monday of the first.
    first: Date,
    /// How many there are, with those in which none was created.
    number: usize,
    /// The week of each recorded lead; `None` of those that aren't compared or have no day.
    of_leads: Vec<Option<u32>>,
    /// How many leads compared have no day.
    without_day: usize,
}

impl CreationWeeks {
    /// `None` if no lead compared says when it was created.
    fn of(leads: &PastLeads) -> Option<Self> {
        let created = leads.days(leads.data.created_field.as_ref())?;
        let monday = |day: Date| {
            let after = i64::from(day.weekday().to_monday_zero_offset());
            day.saturating_sub(after.days())
        };
        let days = || leads.counted.iter().filter_map(|lead| created[lead]);
        let first = monday(days().min()?);
        let week = |day: Date| {
            let days = day.since(first).map_or(0, |span| span.get_days());
            u32::try_from(days / 7).unwrap_or(0)
        };
        let number = week(days().max()?) as usize + 1;
        let of_lead = |lead: usize| created[lead].filter(|_| leads.counted.get(lead)).map(week);
        Some(Self {
            first,
            number,
            of_leads: (0..created.len()).map(of_lead).collect(),
            without_day: leads
                .counted
                .iter()
                .filter(|l| created[*l].is_none())
                .count(),
        })
    }

    fn note(&self) -> Option<String> {
        let many = self.without_day;
        let words = count_noun(many, "lead");
        (many > 0).then(|| format!("Left out: {words} without a day of creation."))
    }

    /// Counts some leads by week.
    fn counts(&self, some: &Bitmap) -> Vec<usize> {
        let mut counts = vec![0; self.number];
        for week in some.iter().filter_map(|lead| self.of_leads[lead]) {
            counts[week as usize] += 1;
        }
        counts
    }

    fn monday(&self, week: usize) -> Date {
        self.first.saturating_add((7 * week as i64).days())
    }
}

/// The number that half of the weeks have or are below, and the greatest.
fn median_and_most(counts: &[usize]) -> (usize, usize) {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let median = sorted.len().div_ceil(2).checked_sub(1);
    (
        median.map_or(0, |at| sorted[at]),
        sorted.last().copied().unwrap_or(0),
    )
}

fn plan_table(plan: &FunnelPlan, work: &Workload) -> FigureTable {
    let mut table = inputs_table();
    let count = |value: Option<u32>| value.map(|value| Cell::Count(value.into()));
    table.rows = vec![
        input_row(
            "attempts for a lead",
            "attempts",
            &work.attempts,
            |attempts| Cell::Number(*attempts, 1),
        ),
        written_row(
            "minutes an attempt",
            "minutes_per_attempt",
            count(plan.minutes_per_attempt),
        ),
        written_row("people", "people", count(plan.people)),
        written_row(
            "hours a week of each",
            "hours_per_week",
            count(plan.hours_per_week),
        ),
    ];
    table
}

fn summary_table(
    past: &PastScores,
    weeks: &CreationWeeks,
    forwarded: &[usize],
    work: &Workload,
) -> FigureTable {
    let columns = ["what", "median week", "fullest week"];
    let mut table = FigureTable::new("summary", "HOURS NEEDED AND THERE", &columns);
    let (median, most) = median_and_most(forwarded);
    let mut add = |what: &str, cells: [Cell; 2]| {
        table.push([Cell::text(what)].into_iter().chain(cells));
    };
    add("forwarded leads", [median, most].map(Cell::count));
    let hours = |leads| work.hours_of(leads);
    let needed = [median, most].map(hours);
    let number = |number: Option<f64>| number.map_or(Cell::Blank, |n| Cell::Number(n, 1));
    if needed[0].is_some() {
        add("hours needed", needed.map(number));
    }
    if work.hours.is_some() {
        add("hours there", [work.hours; 2].map(number));
    }
    let (Some(there), [Some(_), _]) = (work.hours.filter(|hours| *hours > 0.0), needed) else {
        return table;
    };
    let used = |hours: Option<f64>| number(hours.map(|hours| 100.0 * hours / there));
    add("of the hours used, %", needed.map(used));
    let fitting = fitting_totals(past, weeks, work);
    let total = |total: Option<i64>| total.map_or(Cell::text("none"), Cell::Count);
    add("lowest total that fits", fitting.map(total));
    table
}

/// Returns the lowest total that occurs from which the leads of the median week, and those of the
/// fullest one, fit into the hours.
fn fitting_totals(past: &PastScores, weeks: &CreationWeeks, work: &Workload) -> [Option<i64>; 2] {
    let leads = past.leads.counted.iter();
    let dated = leads.filter_map(|lead| Some((past.scored.total(lead), weeks.of_leads[lead]?)));
    let mut leads: Vec<(i64, u32)> = dated.collect();
    leads.sort_unstable_by_key(|(total, _)| std::cmp::Reverse(*total));
    let mut counts = vec![0; weeks.number];
    let mut lowest = [None, None];
    for equal in leads.chunk_by(|a, b| a.0 == b.0) {
        for (_, week) in equal {
            counts[*week as usize] += 1;
        }
        let (median, most) = median_and_most(&counts);
        let fits = [median, most].map(|leads| work.fits(leads) == Some(true));
        for (lowest, fits) in lowest.iter_mut().zip(fits) {
            if fits {
                *lowest = Some(equal[0].0);
            }
        }
        if !fits[0] {
            break;
        }
    }
    lowest
}

fn weeks_table(weeks: &CreationWeeks, forwarded: &[usize], work: &Workload) -> FigureTable {
    let over = forwarded
        .iter()
        .filter(|leads| work.fits(**leads) == Some(false))
        .count();
    let title = match work.hours {
        Some(_) if work.lacking().is_empty() => {
            format!("BY WEEK: {over} of {} over capacity", forwarded.len())
        }
        _ => "BY WEEK".to_owned(),
    };
    let mut table = FigureTable::new("weeks", title, &["week from", "forwarded", "hours", "over"]);
    for (week, leads) in forwarded.iter().enumerate() {
        let is_over = work.fits(*leads) == Some(false);
        table.push([
            Cell::text(weeks.monday(week).to_string()),
            Cell::count(*leads),
            work.hours_of(*leads)
                .map_or(Cell::Blank, |h| Cell::Number(h, 1)),
            Cell::text(if is_over { "over" } else { "" }),
        ]);
        if let Some(row) = table.rows.last_mut() {
            row.stands_out = is_over;
        }
    }
    table
}
