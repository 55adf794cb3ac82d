//! How much may be enumerated, and why something wasn't.
//!
//! Counted, never timed, and apart from the budget of a proof: so what conditions mean is the same
//! for every question that is asked of a model.

use std::cell::Cell;

/// Steps for one topic: a few hundredths of a second.
const STEPS: u64 = 1_500_000;
/// Classes of values of one field, histories of its events, or patterns of a topic.
const CLASSES: usize = 50_000;

/// Why it isn't known what conditions mean together: the rest of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unsettled {
    /// What is too much.
    pub reason: String,
}

impl Unsettled {
    pub(super) fn of(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }
}

/// The limits of one topic.
pub(super) struct Limits<'a> {
    steps: Cell<u64>,
    stop: &'a dyn Fn() -> bool,
}

impl<'a> Limits<'a> {
    /// Creates limits that nothing was taken from; `stop` ends the work early.
    pub(super) fn new(stop: &'a dyn Fn() -> bool) -> Self {
        Self {
            steps: Cell::new(STEPS),
            stop,
        }
    }

    /// Takes steps of work.
    pub(super) fn spend(&self, steps: u64) -> Result<(), Unsettled> {
        let left = self.steps.get().checked_sub(steps);
        let Some(left) = left else {
            return Err(Unsettled::of("its conditions have too many cases"));
        };
        if left >> 16 != self.steps.get() >> 16 && (self.stop)() {
            return Err(Unsettled::of("it was stopped"));
        }
        self.steps.set(left);
        Ok(())
    }
}

/// Checks that there aren't too many classes of something.
pub(super) fn check_number(classes: usize) -> Result<(), Unsettled> {
    if classes > CLASSES {
        return Err(Unsettled::of("its conditions have too many cases"));
    }
    Ok(())
}
