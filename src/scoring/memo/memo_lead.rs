//! What is asked of a lead to find its verdict.

use crate::scoring::evaluate::TalliedEvent;

/// A recorded lead in whatever form it is read. Only the values that conditions test are asked for.
pub trait MemoLead {
    /// Why its events can't be read.
    type Error;

    /// Returns the lead's id, trimmed.
    fn id(&self) -> &str;

    /// Returns the lead's value in a column of the data set.
    fn value(&self, column: usize) -> &str;

    /// Calls `take` with the lead's events in the order of
    /// [`crate::scoring::Event::order_key`]. Returns how many there were.
    ///
    /// # Errors
    ///
    /// Fails if they can't be read.
    fn for_each_event(&mut self, take: impl FnMut(TalliedEvent<'_>)) -> Result<u64, Self::Error>;
}
