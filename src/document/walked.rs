//! Cost of a paste or a list, counted in tests: code that scans a whole text or list reports
//! its length. Outside tests nothing is counted.

/// Reports that this many bytes of a text, or records of a list, are scanned.
#[cfg(not(test))]
#[inline]
pub fn walked(_many: usize) {}

#[cfg(test)]
pub use counted::{walked, walked_by};

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    thread_local! {
        static WALKED: Cell<usize> = const { Cell::new(0) };
    }

    pub fn walked(count: usize) {
        WALKED.set(WALKED.get() + count);
    }

    /// Returns how many are scanned while `act` runs.
    pub fn walked_by(act: impl FnOnce()) -> usize {
        let before = WALKED.get();
        act();
        WALKED.get() - before
    }
}
