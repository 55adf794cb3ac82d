//! Which rows are built, noted in tests. Outside tests nothing is noted.

/// What is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Built {
    /// The rows of a list, without its tail.
    List,
    /// A row of a list's tail, by its index in it.
    TailRow(usize),
    /// The rows of the detail pane.
    Detail,
}

/// Reports that rows are built.
#[cfg(not(test))]
#[inline]
pub fn built(_: Built) {}

#[cfg(test)]
pub use noted::{built, built_by};

#[cfg(test)]
mod noted {
    use std::cell::RefCell;

    use super::Built;

    thread_local! {
        static BUILT: RefCell<Vec<Built>> = const { RefCell::new(Vec::new()) };
    }

    pub fn built(what: Built) {
        BUILT.with_borrow_mut(|built| built.push(what));
    }

    /// Returns what is built while `act` runs, in order.
    pub fn built_by(act: impl FnOnce()) -> Vec<Built> {
        BUILT.take();
        act();
        BUILT.take()
    }
}
