//! How long a walk may go on, and why it ended early.

use std::cell::Cell;

/// Work a walk may do unless told otherwise: some seconds on an ordinary laptop.
const USUAL: u64 = 200_000_000;

/// How much is done between two looks at whether to stop.
const STRIDE: u64 = 1 << 16;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Somebody asked for it to stop.
    #[error("stopped before it was worked out")]
    Cancelled,
    /// It would take too long or too much. A whole sentence says what of.
    #[error("{0}")]
    TooLarge(String),
}

/// When to give up: on request, or after so much work. One for each question.
pub struct Cancel<'a> {
    stop: &'a dyn Fn() -> bool,
    left: Cell<u64>,
    look: Cell<u64>,
}

impl Cancel<'static> {
    /// Goes on until it is done or out of hand.
    pub fn never() -> Self {
        Cancel::when(&|| false)
    }
}

impl<'a> Cancel<'a> {
    /// Stops soon after this says so.
    pub fn when(stop: &'a dyn Fn() -> bool) -> Self {
        Self {
            stop,
            left: Cell::new(USUAL),
            look: Cell::new(0),
        }
    }

    /// Gives up after so much work; some fifty million are a second.
    #[must_use]
    pub fn within(self, work: u64) -> Self {
        self.left.set(work);
        self
    }

    /// Runs something that may do so much of the work that is left.
    pub(crate) fn part<T>(
        &self,
        work: u64,
        run: impl FnOnce(&Cancel<'a>) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let allowed = work.min(self.left.get());
        let part = Cancel::when(self.stop).within(allowed);
        let result = run(&part);
        self.left.set(self.left.get() - (allowed - part.left.get()));
        result
    }

    /// Notes work about to be done.
    pub(crate) fn spend(&self, work: u64) -> Result<(), Refused> {
        let left = self.left.get();
        if work > left {
            return Err(Refused::TooLarge(
                "the model has too many different cases to be proved in reasonable time: fewer \
                 rules that count many criteria, or fewer different point values, would help"
                    .into(),
            ));
        }
        self.left.set(left - work);
        let look = self.look.get() + work;
        self.look.set(look);
        if look >= STRIDE {
            self.look.set(0);
            if (self.stop)() {
                return Err(Refused::Cancelled);
            }
        }
        Ok(())
    }
}
