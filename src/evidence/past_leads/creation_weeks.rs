//! The weeks in which past leads were created.

use jiff::ToSpan;
use jiff::civil::Date;

use super::leads::PastLeads;
use crate::scoring::engine::Bitmap;

/// The weeks in which the leads compared were created.
#[derive(Clone, Debug)]
pub struct CreationWeeks {
    /// The Monday of the first.
    first: Date,
    /// How many there are, with those in which none was created.
    pub number: usize,
    /// The week of each recorded lead; `None` of those that aren't compared or have no day.
    pub of_leads: Vec<Option<u32>>,
    /// How many leads compared have no day.
    pub without_day: usize,
}

impl CreationWeeks {
    /// `None` if no lead compared says when it was created.
    pub(super) fn of(leads: &PastLeads) -> Option<Self> {
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

    /// Counts some leads by week.
    pub fn counts(&self, some: &Bitmap) -> Vec<usize> {
        let mut counts = vec![0; self.number];
        for week in some.iter().filter_map(|lead| self.of_leads[lead]) {
            counts[week as usize] += 1;
        }
        counts
    }

    /// Returns the Monday of a week.
    pub fn monday(&self, week: usize) -> Date {
        self.first.saturating_add((7 * week as i64).days())
    }
}

/// The number that half of the weeks have or are below, and the greatest.
pub fn median_and_most(counts: &[usize]) -> (usize, usize) {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let median = sorted.len().div_ceil(2).checked_sub(1);
    (
        median.map_or(0, |at| sorted[at]),
        sorted.last().copied().unwrap_or(0),
    )
}
