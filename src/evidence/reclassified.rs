//! The leads whose outcome a change reclassifies.

/// The most reclassified leads listed by name.
const MAX_NAMED: usize = 10;

/// The leads whose outcome differs between two summaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reclassified {
    /// Leads that qualify now and didn't before.
    pub newly_qualified: MovedLeads,
    /// Leads that qualified before and don't now.
    pub no_longer_qualified: MovedLeads,
    /// How many get another disposition.
    pub redirected: usize,
    /// How many have another total.
    pub total_changed: usize,
}

/// A number of leads, with the first few by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovedLeads {
    /// The number of leads.
    pub count: usize,
    /// The first few: name, total before, total after.
    pub named: Vec<(String, i64, i64)>,
}

impl MovedLeads {
    /// Counts a lead, and names it if it is among the first few.
    pub(super) fn add(&mut self, named: impl FnOnce() -> (String, i64, i64)) {
        if self.count < MAX_NAMED {
            self.named.push(named());
        }
        self.count += 1;
    }
}
