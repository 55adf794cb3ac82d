//! What is asked of a lead to find its verdict.

use crate::scoring::evaluate::EventTally;

/// A recorded lead in whatever form it is read. Only the values that conditions test are asked for.
pub trait MemoLead {
    /// Why its events can't be read.
    type Error;

    /// Returns the lead's id, trimmed.
    fn id(&self) -> &str;

    /// Returns the lead's value in a column of the data set.
    fn value(&self, column: usize) -> &str;

    /// Records the lead's events in the order of [`crate::scoring::Event::order_key`]. Returns how many there were.
    ///
    /// # Errors
    ///
    /// Fails if they can't be read.
    fn record_events(&mut self, tally: &mut EventTally) -> Result<u64, Self::Error>;
}
