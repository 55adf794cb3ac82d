//! Witnesses: smallest leads that show that something can happen.

use std::fmt;

use serde::{Serialize, Serializer};

use super::fold::Solver;
use crate::model::{Id, Reference};
use crate::scoring::{Responses, Scorer, Truth};

/// The smallest lead that shows that something can happen. Answers it doesn't name don't hold.
///
/// Smallest means fewest answers, not counting `otherwise`, with ties broken by listed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witness {
    /// What is known of the lead, in listed order.
    pub facts: Vec<WitnessFact>,
}

/// A fact about a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessFact {
    /// This answer holds; a bare criterion if it is yes/no.
    Holds(Reference),
    /// No answer of this `one-of` criterion holds, not even its `otherwise`: it is unknown.
    Unknown(Id),
    /// The answer's condition differs between two versions, and it holds by the first one's.
    HoldsBefore(Reference),
    /// The answer's condition differs between two versions, and it holds by the second one's.
    HoldsAfter(Reference),
}

impl fmt::Display for WitnessFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Holds(reference) => write!(f, "{reference}"),
            Self::Unknown(criterion) => write!(f, "{criterion}=?"),
            Self::HoldsBefore(reference) => write!(f, "{reference} (as before)"),
            Self::HoldsAfter(reference) => write!(f, "{reference} (as now)"),
        }
    }
}

impl fmt::Display for Witness {
    /// Formats the texts joined by commas, or `nothing` if there are none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.facts.is_empty() {
            return f.write_str("nothing");
        }
        f.write_str(&self.texts().join(", "))
    }
}

impl Serialize for Witness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.texts())
    }
}

impl Witness {
    /// Builds the lead in which the answers at these positions hold.
    pub(super) fn from_places(solver: &Solver<'_>, places: &[usize]) -> Self {
        let mut facts = Vec::new();
        for factor in &solver.factors {
            let answers = factor.answers.iter().enumerate();
            let held = answers.filter(|(l, _)| places.contains(&(factor.first_place + l)));
            let before = facts.len();
            facts.extend(held.filter_map(|(_, answer)| {
                let reference = |m: usize| {
                    let scorer = solver.models.get(m)?;
                    scorer.reference_to(factor.criteria[m]?, answer.index[m]?)
                };
                match (reference(0), reference(1)) {
                    (Some(before), None) if solver.has_changed_condition(factor, answer, 0) => {
                        Some(WitnessFact::HoldsBefore(before))
                    }
                    (None, Some(after)) if solver.has_changed_condition(factor, answer, 1) => {
                        Some(WitnessFact::HoldsAfter(after))
                    }
                    (before, after) => after.or(before).map(WitnessFact::Holds),
                }
            }));
            if facts.len() == before && factor.has_otherwise() {
                let id = |m: usize| solver.models[m].criterion_id(factor.criteria[m]?);
                facts.extend(id(0).or_else(|| id(1)).cloned().map(WitnessFact::Unknown));
            }
        }
        Self { facts }
    }

    /// Returns the facts as text: `specification`, `demo=one-to-one`, `vertical=?`.
    pub fn texts(&self) -> Vec<String> {
        self.facts.iter().map(ToString::to_string).collect()
    }

    /// Returns an iterator over the answers that hold in a model; of two versions, in the first.
    pub fn answers(&self) -> impl Iterator<Item = &Reference> {
        self.facts.iter().filter_map(|fact| match fact {
            WitnessFact::Holds(reference) | WitnessFact::HoldsBefore(reference) => Some(reference),
            WitnessFact::Unknown(_) | WitnessFact::HoldsAfter(_) => None,
        })
    }

    /// Returns the lead's responses in a model; of two versions, in the first. Answers that the
    /// model doesn't have are ignored.
    pub fn responses(&self, scorer: &Scorer) -> Responses {
        self.responses_by(scorer, |fact| match fact {
            WitnessFact::Holds(reference) | WitnessFact::HoldsBefore(reference) => Some(reference),
            WitnessFact::Unknown(_) | WitnessFact::HoldsAfter(_) => None,
        })
    }

    /// Returns the lead's responses in the second of two versions.
    pub fn responses_after(&self, scorer: &Scorer) -> Responses {
        self.responses_by(scorer, |fact| match fact {
            WitnessFact::Holds(reference) | WitnessFact::HoldsAfter(reference) => Some(reference),
            WitnessFact::Unknown(_) | WitnessFact::HoldsBefore(_) => None,
        })
    }

    fn responses_by<'a>(
        &'a self,
        scorer: &Scorer,
        held: impl Fn(&'a WitnessFact) -> Option<&'a Reference>,
    ) -> Responses {
        let mut responses = Responses::unknown(scorer);
        for c in 0..scorer.criterion_count() {
            let unknown = self.facts.iter().any(
                |fact| matches!(fact, WitnessFact::Unknown(id) if scorer.criterion_id(c) == Some(id)),
            );
            for l in 0..scorer.answer_count(c) {
                responses.set(c, l, if unknown { Truth::Unknown } else { Truth::No });
            }
        }
        for reference in self.facts.iter().filter_map(held) {
            let Some(c) = scorer.criterion_index(reference.criterion.as_str()) else {
                continue;
            };
            let id = reference.answers.first().map_or("yes", Id::as_str);
            if let Some(l) = scorer.answer_index(c, id) {
                responses.set(c, l, Truth::Yes);
            }
        }
        responses
    }

    /// Returns the lead as the lists of a sample: answers with yes, and answers with no. In a
    /// `one-of` criterion, yes to one answer implies no to the others.
    pub fn sample_lists(&self, scorer: &Scorer) -> (Vec<Reference>, Vec<Reference>) {
        let responses = self.responses(scorer);
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for c in 0..scorer.criterion_count() {
            let answered = scorer.is_one_of(c)
                && responses
                    .criterion_truths(c)
                    .iter()
                    .any(|truth| truth.is_yes());
            for l in 0..scorer.answer_count(c) {
                match responses.get(c, l) {
                    Truth::Yes => yes.extend(scorer.reference_to(c, l)),
                    Truth::No if !answered => no.extend(scorer.reference_to(c, l)),
                    Truth::No | Truth::Unknown => {}
                }
            }
        }
        (yes, no)
    }
}
