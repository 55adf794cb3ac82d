//! How far a walk may go, and why it ended early.
//!
//! Work and memory are counted, never timed: steps, and the bytes of tables held at one time. So a
//! question has the same answer on every machine and in every run. What time decides is only
//! whether anybody still wants the answer.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use serde::Serialize;

/// How much is done between two looks at whether to stop.
const CHECK_INTERVAL: u64 = 1 << 16;

/// A million.
const MILLION: u64 = 1_000_000;

/// How much a proof may take, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Budget {
    /// Steps of work; some 150 million take a second on an ordinary laptop.
    pub steps: u64,
    /// Bytes of tables that are held at one time.
    pub bytes: u64,
}

impl Budget {
    /// While somebody waits at the screen: about two seconds, and 200 MB.
    pub const WAITING: Self = Self::new(250 * MILLION, 200 * MILLION);

    /// For a command: about half a minute, and 1 GB.
    pub const COMMAND: Self = Self::million_steps(4_000);

    /// So many steps, and so many bytes.
    pub const fn new(steps: u64, bytes: u64) -> Self {
        Self { steps, bytes }
    }

    /// So many million steps, and the memory of a command.
    pub const fn million_steps(millions: u64) -> Self {
        Self::new(millions.saturating_mul(MILLION), 1_000 * MILLION)
    }
}

impl Budget {
    /// Half of the steps, and the same memory.
    #[must_use]
    pub const fn half(self) -> Self {
        Self::new(self.steps / 2, self.bytes)
    }
}

impl Default for Budget {
    /// That of a command.
    fn default() -> Self {
        Self::COMMAND
    }
}

impl fmt::Display for Budget {
    /// `4000 million steps and 1000 MB`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.steps / MILLION, self.steps % MILLION) {
            (millions, 0) => write!(f, "{millions} million steps")?,
            _ => write!(f, "{} steps", self.steps)?,
        }
        write!(f, " and {} MB", self.bytes / MILLION)
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Somebody asked for it to stop.
    #[error("stopped before it was worked out")]
    Cancelled,
    /// It would take more than its budget, or is beyond what can be asked. A whole sentence says
    /// what of.
    #[error("{0}")]
    TooLarge(String),
}

/// When to give up: on request, or when the budget is used up. One for each question, or one for
/// several that [share](Cancel::share) it.
pub struct Cancel<'a> {
    stop: &'a dyn Fn() -> bool,
    /// What there was at the beginning, for all questions that share it.
    budget: Budget,
    /// Steps that are left.
    steps_left: Cell<u64>,
    /// Steps since it was last asked whether to stop.
    steps_since_check: Cell<u64>,
    /// Bytes that may still be held.
    bytes_left: Rc<Cell<u64>>,
}

impl Cancel<'static> {
    /// Goes on until it is done or beyond the budget of a command.
    pub fn never() -> Self {
        Cancel::when(&|| false)
    }
}

impl<'a> Cancel<'a> {
    /// Stops soon after this says so, or beyond the budget of a command.
    pub fn when(stop: &'a dyn Fn() -> bool) -> Self {
        Self {
            stop,
            budget: Budget::COMMAND,
            steps_left: Cell::new(Budget::COMMAND.steps),
            steps_since_check: Cell::new(0),
            bytes_left: Rc::new(Cell::new(Budget::COMMAND.bytes)),
        }
    }

    /// With another budget.
    #[must_use]
    pub fn with_budget(self, budget: Budget) -> Self {
        Self {
            budget,
            steps_left: Cell::new(budget.steps),
            bytes_left: Rc::new(Cell::new(budget.bytes)),
            ..self
        }
    }

    /// What there was at the beginning, for all questions that share it.
    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// Steps that are left.
    pub fn steps_left(&self) -> u64 {
        self.steps_left.get()
    }

    /// Whether somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        (self.stop)()
    }

    /// Asks a question that may take one of so many equal shares of the steps that are left. What
    /// it doesn't use is there for the others, and none is starved by the one before it.
    pub fn with_share<T>(
        &self,
        shares: u64,
        ask: impl FnOnce(&Cancel<'a>) -> Result<T, ProofError>,
    ) -> Result<T, ProofError> {
        self.with_steps(self.steps_left.get() / shares.max(1), ask)
    }

    /// Runs something that may do so much of the work that is left.
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

    /// Notes work about to be done. Where there is too much of it, all that was left is used up.
    pub fn spend(&self, steps: u64) -> Result<(), ProofError> {
        let left = self.steps_left.get();
        if steps > left {
            self.steps_left.set(0);
            return Err(ProofError::TooLarge(
                "there are too many different cases to be proved within the budget: fewer rules \
                 that count many criteria, or fewer different point values, would help"
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

    /// Memory to be taken as it is needed, and given back at the end of this.
    pub(crate) fn hold_memory(&self) -> HeldMemory {
        HeldMemory {
            bytes: 0,
            bytes_left: self.bytes_left.clone(),
        }
    }
}

/// Memory that is held, counted; given back when it is dropped.
pub(crate) struct HeldMemory {
    bytes: u64,
    bytes_left: Rc<Cell<u64>>,
}

impl HeldMemory {
    /// Notes so many bytes more.
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

    /// Memory that is counted with this and given back by itself.
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
        assert_eq!(Budget::new(1, 0).to_string(), "1 steps and 0 MB");
        assert_eq!(Budget::million_steps(u64::MAX).steps, u64::MAX);
    }
}
