//! The smallest set of further levels that would meet a part of a rule.

use super::machine::{Board, Cancel, further};
use super::rules::Clause;
use super::{Answers, Scorer};
use crate::model::Reference;

/// Work done for one part of a rule: a fraction of a second.
const WORK: u64 = 50_000_000;

impl Scorer {
    /// The smallest set of further levels that would meet some clauses of a rule together: fewest
    /// levels, ties by listed order. Empty where no set does, and for a model so large that it
    /// can't be said within reasonable time; `proof::missing` tells the two apart.
    ///
    /// A further level is any that doesn't hold now, whether it is unknown or known not to; of a
    /// `one-of` criterion it takes the place of the one that holds.
    pub(super) fn smallest(&self, clauses: &[Clause], answers: &Answers) -> Vec<Reference> {
        let mut board = Board::one(self);
        let holds = board.clauses(0, clauses);
        let cancel = Cancel::never().within(WORK);
        let set = holds.and_then(|holds| further(&board, holds, answers, &cancel));
        set.ok().flatten().unwrap_or_default()
    }
}
