//! Budgets for proofs, cancellation, and the reasons a proof ends early.
//!
//! Work and memory are counted, never timed: steps, and the bytes of tables held at one time. So a
//! query has the same answer on every machine and in every run. Time only decides whether anybody
//! still wants the answer.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use serde::Serialize;

use crate::model::wording::count_noun;

/// Steps between two checks for cancellation.
const CHECK_INTERVAL: u64 = 1 << 16;

const MILLION: u64 = 1_000_000;

/// The steps and memory that a proof may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Budget {
    /// Steps of work. An ordinary laptop does about 150 million a second.
    pub steps: u64,
    /// Bytes of tables held at one time.
    pub bytes: u64,
}

impl Budget {
    /// For somebody waiting at the screen: about two seconds, and 200 MB.
    pub const WAITING: Self = Self::new(250 * MILLION, 200 * MILLION);

    /// For a command: about half a minute, and 1 GB.
    pub const COMMAND: Self = Self::million_steps(4_000);

    /// Creates a budget of `steps` steps and `bytes` bytes.
    pub const fn new(steps: u64, bytes: u64) -> Self {
        Self { steps, bytes }
    }

    /// Creates a budget in millions of steps, with the memory of a command.
    pub const fn million_steps(millions: u64) -> Self {
        Self::new(millions.saturating_mul(MILLION), 1_000 * MILLION)
    }
}

impl Budget {
    /// Returns half the steps with the same memory.
    #[must_use]
    pub const fn half(self) -> Self {
        Self::new(self.steps / 2, self.bytes)
    }
}

impl Default for Budget {
    /// Returns [`Budget::COMMAND`].
    fn default() -> Self {
        Self::COMMAND
    }
}

impl fmt::Display for Budget {
    /// Formats as `4000 million steps and 1000 MB`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.steps / MILLION, self.steps % MILLION) {
            (millions, 0) => write!(f, "{millions} million steps")?,
            _ => write!(f, "{}", count_noun(self.steps, "step"))?,
        }
        write!(f, " and {} MB", self.bytes / MILLION)
    }
}

/// Why a proof has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// It was cancelled on request.
    #[error("stopped before it was worked out")]
    Cancelled,
    /// It would exceed its budget, or the query is beyond what can be represented. Holds a full
    /// sentence that says what was too large.
    #[error("{0}")]
    TooLarge(String),
}

/// Decides when a proof gives up: on request, or when its budget is used up. It serves one query,
/// or several that take shares of it ([`Cancel::with_share`]).
pub struct Cancel<'a> {
    stop: &'a dyn Fn() -> bool,
    /// The initial budget, for all queries that share it.
    budget: Budget,
    steps_left: Cell<u64>,
    /// Steps since the last check for cancellation.
    steps_since_check: Cell<u64>,
    /// Bytes that may still be taken.
    bytes_left: Rc<Cell<u64>>,
}

impl Cancel<'static> {
    /// Creates one that never cancels, with the budget of a command.
    pub fn never() -> Self {
        Cancel::when(&|| false)
    }
}

impl<'a> Cancel<'a> {
    /// Creates one that cancels soon after `stop` returns true, with the budget of a command.
    pub fn when(stop: &'a dyn Fn() -> bool) -> Self {
        Self {
            stop,
            budget: Budget::COMMAND,
            steps_left: Cell::new(Budget::COMMAND.steps),
            steps_since_check: Cell::new(0),
            bytes_left: Rc::new(Cell::new(Budget::COMMAND.bytes)),
        }
    }

    /// Replaces the budget.
    #[must_use]
    pub fn with_budget(self, budget: Budget) -> Self {
        Self {
            budget,
            steps_left: Cell::new(budget.steps),
            bytes_left: Rc::new(Cell::new(budget.bytes)),
            ..self
        }
    }

    /// Returns the initial budget, for all queries that share it.
    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// Returns the steps that are left.
    pub fn steps_left(&self) -> u64 {
        self.steps_left.get()
    }

    /// Returns whether cancellation was requested.
    pub fn is_cancelled(&self) -> bool {
        (self.stop)()
    }

    /// Runs a query with one of `shares` equal shares of the steps that are left. What it doesn't
    /// use stays available, so no query is starved by an earlier one.
    ///
    /// # Errors
    ///
    /// Returns the query's error.
    pub fn with_share<T>(
        &self,
        shares: u64,
        ask: impl FnOnce(&Cancel<'a>) -> Result<T, ProofError>,
    ) -> Result<T, ProofError> {
        self.with_steps(self.steps_left.get() / shares.max(1), ask)
    }

    /// Runs a query with at most `steps` of the steps that are left.
    pub(crate) fn with_steps<T>(
        &self,
        steps: u64,
        run: impl FnOnce(&Cancel<'a>) -> Result<T, ProofError>,
    ) -> Result<T, ProofError> {
        let allowed = steps.min(self.steps_left.get());
        let part = Cancel {
            stop: self.stop,
            budget: self.budget,
            steps_left: Cell::new(allowed),
            steps_since_check: Cell::new(0),
            bytes_left: self.bytes_left.clone(),
        };
        let result = run(&part);
        let used = allowed - part.steps_left.get();
        self.steps_left.set(self.steps_left.get() - used);
        result
    }

    /// Records work about to be done. If it exceeds the budget, the remaining steps are used up.
    ///
    /// # Errors
    ///
    /// Fails if the budget is used up or cancellation was requested.
    pub fn spend(&self, steps: u64) -> Result<(), ProofError> {
        let left = self.steps_left.get();
        if steps > left {
            self.steps_left.set(0);
            return Err(ProofError::TooLarge(
                "there are too many different cases to prove within the budget; use fewer rules \
                 that count many criteria, or fewer different point values"
                    .into(),
            ));
        }
        self.steps_left.set(left - steps);
        let look = self.steps_since_check.get() + steps;
        self.steps_since_check.set(look);
        if look >= CHECK_INTERVAL {
            self.steps_since_check.set(0);
            if (self.stop)() {
                return Err(ProofError::Cancelled);
            }
        }
        Ok(())
    }

    /// Starts tracking memory, to be taken as needed and returned when the handle is dropped.
    pub(crate) fn hold_memory(&self) -> HeldMemory {
        HeldMemory {
            bytes: 0,
            bytes_left: self.bytes_left.clone(),
        }
    }
}

/// Tracked memory, returned to the budget on drop.
pub(crate) struct HeldMemory {
    bytes: u64,
    bytes_left: Rc<Cell<u64>>,
}

impl HeldMemory {
    /// Takes `bytes` more.
    pub(crate) fn grow(&mut self, bytes: u64) -> Result<(), ProofError> {
        let Some(left) = self.bytes_left.get().checked_sub(bytes) else {
            return Err(ProofError::TooLarge(
                "the tables of a proof would take more memory than the budget allows: fewer \
                 rules that count many criteria, or fewer different point values, would help"
                    .into(),
            ));
        };
        self.bytes_left.set(left);
        self.bytes += bytes;
        Ok(())
    }

    /// Returns a handle on the same budget that is released separately.
    pub(crate) fn sibling(&self) -> Self {
        Self {
            bytes: 0,
            bytes_left: self.bytes_left.clone(),
        }
    }
}

impl Drop for HeldMemory {
    fn drop(&mut self) {
        self.bytes_left.set(self.bytes_left.get() + self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_too_large<T>(result: &Result<T, ProofError>) -> bool {
        matches!(result, Err(ProofError::TooLarge(_)))
    }

    #[test]
    fn shares_leave_to_others_what_they_dont_use() {
        let cancel = Cancel::never().with_budget(Budget::new(1_000, 0));
        let greedy = cancel.with_share(4, |own| {
            assert_eq!(own.steps_left(), 250);
            own.spend(200)?;
            own.spend(51)
        });
        assert!(is_too_large(&greedy));
        assert_eq!(cancel.steps_left(), 750, "it had its share and no more");
        cancel.with_share(3, |own| own.spend(10)).unwrap();
        assert_eq!(cancel.steps_left(), 740);
        cancel.with_share(2, |own| own.spend(370)).unwrap();
        cancel.with_share(1, |own| own.spend(370)).unwrap();
        assert!(is_too_large(&cancel.with_share(1, |own| own.spend(1))));
    }

    #[test]
    fn memory_is_given_back() {
        let cancel = Cancel::never().with_budget(Budget::new(0, 100));
        let mut first = cancel.hold_memory();
        first.grow(60).unwrap();
        let mut second = first.sibling();
        second.grow(40).unwrap();
        assert!(is_too_large(&second.grow(1)));
        drop(first);
        second.grow(60).unwrap();
        drop(second);
        let part = cancel.with_share(1, |own| own.hold_memory().grow(101));
        assert!(is_too_large(&part));
        cancel.hold_memory().grow(100).unwrap();
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let cancel = Cancel::when(&|| true);
        assert_eq!(cancel.spend(CHECK_INTERVAL - 1), Ok(()));
        assert_eq!(cancel.spend(1), Err(ProofError::Cancelled));
    }

    #[test]
    fn budgets_in_words() {
        assert_eq!(
            Budget::COMMAND.to_string(),
            "4000 million steps and 1000 MB"
        );
        assert_eq!(Budget::new(1, 0).to_string(), "1 step and 0 MB");
        assert_eq!(Budget::million_steps(u64::MAX).steps, u64::MAX);
    }
}
