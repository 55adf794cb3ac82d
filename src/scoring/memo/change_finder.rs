//! Finds the day on which a lead's disposition changes by itself: nothing more is heard of it, and
//! time goes by.
//!
//! What is known of a lead changes only on the days of [`TurningDays`], finitely many. So the lead is
//! judged on each of them, in order, until its disposition is another. Events are read once for each
//! such day, so memory doesn't grow with their number.

use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use super::memo_lead::MemoLead;
use crate::scoring::compile::Scorer;
use crate::scoring::dataset::{Dataset, Lead, day_number};
use crate::scoring::evaluate::{BoundScorer, EventTally, TurningDays};

/// A change of a lead's disposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextChange {
    /// The first day with another disposition.
    pub day: Date,
    /// That disposition, by index; `None` if nothing decides any more.
    pub disposition: Option<usize>,
}

/// Finds when leads' dispositions change.
pub struct ChangeFinder<'a> {
    scorer: &'a Scorer,
    bound: BoundScorer<'a>,
    turning: TurningDays,
    tally: EventTally,
    columns: usize,
    lead: Lead,
    days: Vec<i32>,
}

impl<'a> ChangeFinder<'a> {
    /// Judges leads with the columns of `shape`. `event_names` are the event names that leads
    /// record by index.
    pub fn new(scorer: &'a Scorer, shape: &Dataset, event_names: &[Arc<str>]) -> Self {
        let bound = scorer.bind(shape);
        Self {
            scorer,
            turning: bound.turning_days(event_names, &shape.reading),
            tally: bound.event_tally(event_names),
            bound,
            columns: shape.columns.len(),
            lead: Lead {
                values: vec![String::new(); shape.columns.len()],
                ..Lead::default()
            },
            days: Vec::new(),
        }
    }

    /// Returns the first day after `as_of` on which a lead's disposition is another than on that
    /// day, if its values and its events up to that day stay and nothing follows; `None` if it
    /// never is, or if there is no day to look back from.
    ///
    /// # Errors
    ///
    /// Fails if the lead's events can't be read.
    pub fn next_change<L: MemoLead>(
        &mut self,
        lead: &mut L,
        as_of: Option<Date>,
    ) -> Result<Option<NextChange>, L::Error> {
        let Some(as_of) = as_of.filter(|_| !self.turning.is_empty()) else {
            return Ok(None);
        };
        let today = day_number(as_of);
        self.days.clear();
        for column in self.turning.columns() {
            set_value(&mut self.lead, lead, column);
        }
        self.turning.of_values(&self.lead, today, &mut self.days);
        let (turning, days) = (&self.turning, &mut self.days);
        let mut last = days.len().max(DAYS_BETWEEN_SORTS);
        lead.for_each_event(|event| {
            if event.at.date() <= as_of {
                turning.of_event(&event, today, days);
            }
            if days.len() > 2 * last {
                sort_days(days);
                last = days.len().max(DAYS_BETWEEN_SORTS);
            }
        })?;
        if self.days.is_empty() {
            return Ok(None);
        }
        sort_days(&mut self.days);
        for column in 0..self.columns {
            set_value(&mut self.lead, lead, column);
        }
        let before = self.disposition(lead, as_of, as_of)?;
        for at in 0..self.days.len() {
            let later = i64::from(self.days[at]) - i64::from(today);
            let span = Span::new().try_days(later);
            let Ok(day) = span.and_then(|span| as_of.checked_add(span)) else {
                // The calendar ends before.
                return Ok(None);
            };
            let disposition = self.disposition(lead, as_of, day)?;
            if disposition != before {
                return Ok(Some(NextChange { day, disposition }));
            }
        }
        Ok(None)
    }

    /// Returns a lead's disposition on a day, of the events up to `last`.
    fn disposition<L: MemoLead>(
        &mut self,
        lead: &mut L,
        last: Date,
        day: Date,
    ) -> Result<Option<usize>, L::Error> {
        self.tally.begin_lead(Some(day));
        let tally = &mut self.tally;
        lead.for_each_event(|event| {
            if event.at.date() <= last {
                tally.record(event);
            }
        })?;
        self.tally.end_lead();
        self.lead.as_of = Some(day);
        let responses = self.bound.responses_tallied(&self.lead, &self.tally);
        Ok(self.scorer.outcome(&responses).disposition)
    }
}

/// Days collected before equal ones are removed.
const DAYS_BETWEEN_SORTS: usize = 4096;

fn sort_days(days: &mut Vec<i32>) {
    days.sort_unstable();
    days.dedup();
}

fn set_value(own: &mut Lead, lead: &impl MemoLead, column: usize) {
    let value = &mut own.values[column];
    value.clear();
    value.push_str(lead.value(column));
}
