//! What a paste or a list costs, counted for tests: whoever goes through a text or a list as a
//! whole says how long it is. Outside tests nothing is counted.

/// So many bytes of a text, or things of a list, are gone through.
#[cfg(not(test))]
#[inline]
pub(super) fn walked(_many: usize) {}

#[cfg(test)]
pub(super) use counted::{walked, walked_by};

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    thread_local! {
        static WALKED: Cell<usize> = const { Cell::new(0) };
    }

    pub(in crate::app) fn walked(many: usize) {
        WALKED.set(WALKED.get() + many);
    }

    /// How many are gone through while something is done.
    pub(in crate::app) fn walked_by(act: impl FnOnce()) -> usize {
        let before = WALKED.get();
        act();
        WALKED.get() - before
    }
}
