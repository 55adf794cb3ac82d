//! The past leads that were judged: viable against rejected or, where no column has buckets, won
//! against lost.

use crate::evidence::past_leads::PastLeads;

/// The compared leads that turned out well or badly. Untouched and open ones are left out.
#[derive(Clone, Debug)]
pub(super) struct JudgedLeads {
    /// Their indices in the file, in order.
    pub leads: Vec<usize>,
    /// Whether each turned out well.
    pub outcome: Vec<bool>,
    /// How many compared leads turned out neither way.
    pub others: usize,
    /// What those that turned out well, and those that turned out badly, are called.
    pub words: [&'static str; 2],
}

impl JudgedLeads {
    pub(super) fn of(past: &PastLeads) -> Self {
        let groups = &past.groups;
        let judged = |lead: &usize| groups.viable.get(*lead) || groups.rejected.get(*lead);
        let leads: Vec<usize> = past.counted.iter().filter(judged).collect();
        let outcome: Vec<bool> = leads.iter().map(|lead| groups.viable.get(*lead)).collect();
        let bucket = past.data.bucket_field.as_ref();
        let is_by_bucket = bucket.is_some_and(|field| past.dataset.column(field).is_some());
        Self {
            others: past.counted.count() - leads.len(),
            leads,
            outcome,
            words: if is_by_bucket {
                ["viable", "rejected"]
            } else {
                ["won", "lost"]
            },
        }
    }

    /// Returns how many of some of them turned out well, and how many badly.
    pub(super) fn counts(&self, rows: &[usize]) -> [usize; 2] {
        let well = rows.iter().filter(|row| self.outcome[**row]).count();
        [well, rows.len() - well]
    }
}
