//! The lead of which nothing is known: what the formulas give before anything is filled in.

use crate::model::Definition;
use crate::scoring::compiled_model::{Clause, Measure};
use crate::scoring::{Outcome, Responses, Scorer};

/// A compiled model with the lead that answers nothing.
pub(super) struct UnansweredLead<'a> {
    pub definition: &'a Definition,
    pub scorer: Scorer,
    responses: Responses,
    pub outcome: Outcome,
}

impl<'a> UnansweredLead<'a> {
    pub(super) fn of(definition: &'a Definition) -> Self {
        let scorer = Scorer::new(definition);
        let responses = Responses::unknown(&scorer);
        Self {
            definition,
            outcome: scorer.outcome(&responses),
            responses,
            scorer,
        }
    }

    /// Returns 1 where a part of a rule holds.
    pub(super) fn holds(&self, clause: &Clause) -> i64 {
        let points = self.scorer.points(&self.responses);
        i64::from(self.scorer.clause_holds(clause, &self.responses, &points))
    }

    /// Returns 1 where a lead is in a stage or further.
    pub(super) fn holds_stage(&self, stage: usize) -> i64 {
        self.holds(&Clause::Reached(stage))
    }

    /// Returns the points of a group after its limits.
    pub(super) fn group_points(&self, group: usize) -> i64 {
        let points = self.scorer.points(&self.responses);
        points.measured(Measure::Group(group))
    }

    /// Returns how many criteria aren't known: each that has an answer.
    pub(super) fn unknown_criteria(&self) -> usize {
        self.scorer.criteria().len()
    }
}
