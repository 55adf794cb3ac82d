//! How often rows are built, counted in tests. Outside tests nothing is counted.

/// What is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Built {
    /// The rows of a list, without its tail.
    List,
    /// A row of a list's tail.
    TailRow,
    /// The rows of the detail pane.
    Detail,
}

/// Reports that rows are built.
#[cfg(not(test))]
#[inline]
pub fn built(_: Built) {}

#[cfg(test)]
pub use counted::{built, rows_built_by};

#[cfg(test)]
mod counted {
    use std::cell::RefCell;

    use super::Built;

    thread_local! {
        static BUILT: RefCell<Vec<Built>> = const { RefCell::new(Vec::new()) };
    }

    pub fn built(what: Built) {
        BUILT.with_borrow_mut(|built| built.push(what));
    }

    /// Returns how many lists, tail rows and details are built while `act` runs.
    pub fn rows_built_by(act: impl FnOnce()) -> [usize; 3] {
        BUILT.take();
        act();
        let all = BUILT.take();
        [Built::List, Built::TailRow, Built::Detail]
            .map(|what| all.iter().filter(|built| **built == what).count())
    }
}
