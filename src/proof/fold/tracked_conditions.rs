//! The conditions that a fold tracks, each a conjunction of terms, as bits of a mask.
//!
//! Terms are in a normal form over factors, so that a condition shared by two rules or two versions
//! is tracked once. `rule_conditions` makes them from rules.

use rustc_hash::FxHashMap;

use super::super::cancel::ProofError;

/// The number of bits in a mask.
const MAX_CONDITIONS: usize = 128;

/// A tracked condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TrackedCondition {
    /// Holds for every lead.
    Always,
    /// Holds for no lead.
    Never,
    /// Holds for leads whose mask has this bit.
    Bit(usize),
}

impl TrackedCondition {
    /// Returns whether it holds for leads with this mask.
    pub(crate) fn holds_for(self, mask: u128) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Bit(bit) => mask >> bit & 1 == 1,
        }
    }
}

/// A feature of a factor: one of some answers holds, as a model sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Feature {
    pub factor: usize,
    /// The model; the first one if both see the factor alike.
    pub model: usize,
    /// For each of the factor's answers, whether it is one of them.
    pub answers: Vec<bool>,
}

/// One term of a condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ConditionTerm {
    /// The feature must hold (`true`), or must not.
    Single(Feature, bool),
    /// At least this many must hold, each of a different factor.
    Count(usize, Vec<Feature>),
    /// At least this many of several things must be covered, each by one of its features.
    Covered(usize, Vec<Vec<Feature>>),
    /// At least this many points: model, measure and minimum.
    Points(usize, PointSum, i64),
}

/// A sum of points that a condition can compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PointSum {
    Total,
    Fit,
    Behaviour,
    Group(usize),
}

/// The conditions tracked in one fold.
#[derive(Default)]
pub(crate) struct ConditionSet {
    pub(super) list: Vec<Vec<ConditionTerm>>,
    by_terms: FxHashMap<Vec<ConditionTerm>, usize>,
}

impl ConditionSet {
    /// Tracks a conjunction of terms, each distinct one once; `None` stands for one that never
    /// holds.
    ///
    /// # Errors
    ///
    /// Fails if the mask has no bit left.
    pub(super) fn intern(
        &mut self,
        parts: Option<Vec<ConditionTerm>>,
    ) -> Result<TrackedCondition, ProofError> {
        let Some(mut parts) = parts else {
            return Ok(TrackedCondition::Never);
        };
        parts.sort();
        parts.dedup();
        if parts.is_empty() {
            return Ok(TrackedCondition::Always);
        }
        if let Some(bit) = self.by_terms.get(&parts) {
            return Ok(TrackedCondition::Bit(*bit));
        }
        let bit = self.list.len();
        if bit == MAX_CONDITIONS {
            return Err(ProofError::TooLarge(format!(
                "rules, routing rules and bands together ask for more than {MAX_CONDITIONS} different things: \
                 fewer of them can be proved"
            )));
        }
        self.list.push(parts.clone());
        self.by_terms.insert(parts, bit);
        Ok(TrackedCondition::Bit(bit))
    }
}
