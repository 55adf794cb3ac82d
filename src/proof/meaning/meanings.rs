//! The meanings of conditions: the entry point of this folder.

use rustc_hash::FxHashMap;

use super::super::cancel::ProofError;
use super::assignments::{JointTruths, depends_on_day, joint_truths, used_variables};
use super::atoms::{Atoms, VariableKind};
use super::expressions::ExpressionId as MeaningId;
use super::limits::Limits;
use crate::model::Condition;
use crate::model::wording::join_list;

/// The meanings of some conditions. Equal meanings that are written otherwise mostly have one id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meanings {
    atoms: Atoms,
}

impl Meanings {
    /// Adds a condition.
    pub(crate) fn add(&mut self, condition: &Condition) -> MeaningId {
        self.atoms.expression(condition)
    }

    /// Returns which groups of conditions share a field, an event or the day that is looked back
    /// from, directly or through others: for each group, the first that it belongs with.
    pub(crate) fn topics(&self, groups: &[Vec<MeaningId>]) -> Vec<usize> {
        let variables = self.atoms.variables();
        let by_day: Vec<bool> = variables
            .iter()
            .map(|variable| depends_on_day(&self.atoms, variable))
            .collect();
        let mut topics: Vec<usize> = (0..groups.len()).collect();
        let mut owners: FxHashMap<usize, usize> = FxHashMap::default();
        for (group, meanings) in groups.iter().enumerate() {
            for (v, variable) in variables.iter().enumerate() {
                let used = used_variables(&self.atoms, meanings, std::slice::from_ref(variable));
                if used.is_empty() {
                    continue;
                }
                // All variables that depend on the day share it.
                let shared = if by_day[v] { usize::MAX } else { v };
                for key in [v, shared] {
                    let owner = *owners.entry(key).or_insert(group);
                    let (from, to) = (topics[group], topics[owner]);
                    let (first, last) = (from.min(to), from.max(to));
                    topics
                        .iter_mut()
                        .filter(|t| **t == last)
                        .for_each(|t| *t = first);
                }
            }
        }
        topics
    }

    /// Returns every combination of truths that these conditions can have.
    ///
    /// # Errors
    ///
    /// If it can't be settled: the error names the fields and events they are about.
    pub(crate) fn joint_truths(
        &mut self,
        meanings: &[MeaningId],
        stop: &dyn Fn() -> bool,
    ) -> Result<Vec<JointTruths>, ProofError> {
        let variables = self.atoms.variables();
        let used = used_variables(&self.atoms, meanings, &variables);
        let limits = Limits::new(stop);
        let found = joint_truths(&mut self.atoms, meanings, &used, &limits);
        found.map_err(|unsettled| {
            if stop() {
                return ProofError::Cancelled;
            }
            let mut names: Vec<String> = used
                .iter()
                .flat_map(|variable| match &variable.kind {
                    VariableKind::Field(field) => vec![format!("`{field}`")],
                    VariableKind::Events(names) => {
                        names.iter().map(|name| format!("`{name}`")).collect()
                    }
                })
                .collect();
            if names.len() > 4 {
                let more = names.split_off(3).len();
                names.push(format!("{more} more"));
            }
            ProofError::TooLarge(format!(
                "what the conditions on {} mean together isn't settled: {}",
                join_list(&names, "and"),
                unsettled.reason
            ))
        })
    }
}
