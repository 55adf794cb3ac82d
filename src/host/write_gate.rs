//! Decides between stopping a publication and writing it: whoever asks first.

use std::sync::atomic::{AtomicU8, Ordering};

const WORKING: u8 = 0;
const STOPPED: u8 = 1;
const COMMITTED: u8 = 2;

/// A gate that is passed once, or closed before that. Once it is passed, nothing can be stopped any
/// more; once it is closed, nothing is written.
#[derive(Debug, Default)]
pub struct WriteGate(AtomicU8);

impl WriteGate {
    /// Closes the gate. Returns whether that came in time.
    pub fn stop(&self) -> bool {
        self.decide(STOPPED)
    }

    /// Whether it was closed in time.
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Acquire) == STOPPED
    }

    /// Passes the gate, from where on the result stands. Returns whether it is still open.
    pub fn pass(&self) -> bool {
        self.decide(COMMITTED)
    }

    /// Decides what becomes of it, and returns whether that is what was decided first.
    fn decide(&self, outcome: u8) -> bool {
        let before = self
            .0
            .compare_exchange(WORKING, outcome, Ordering::AcqRel, Ordering::Acquire);
        before.map_or_else(|decided| decided == outcome, |_| true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_decision_stands() {
        let stopped = WriteGate::default();
        assert!(!stopped.is_stopped());
        assert!(stopped.stop() && stopped.is_stopped() && !stopped.pass());
        let passed = WriteGate::default();
        assert!(passed.pass() && !passed.stop() && !passed.is_stopped());
        // Both a refusal and the writing pass it.
        assert!(passed.pass());
    }
}
