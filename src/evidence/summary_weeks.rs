//! How many leads of a week qualify.

use super::lead_summary::LeadSummary;
use super::past_leads::median_and_most;

impl LeadSummary {
    /// Returns how many of the leads created in a week qualify, in the median week; `None` if nothing
    /// says when leads were created, or how they ended.
    pub fn median_week(&self) -> Option<usize> {
        let recorded = self.recorded.as_ref()?;
        let count = || {
            let past = recorded.past.as_ref()?;
            let weeks = past.creation_weeks()?;
            Some(median_and_most(&weeks.counts(&past.scored.qualified())).0)
        };
        *recorded.median_week.get_or_init(count)
    }
}
