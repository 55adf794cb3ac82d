//! Witnesses: smallest leads that show that something can happen.

use std::fmt;

use serde::{Serialize, Serializer};

use super::fold::{Factor, Solver};
use super::meaning::LeadFacts;
use crate::model::{Id, Reference};
use crate::scoring::{BoundCondition, Responses, Scorer, Truth};

/// The smallest lead that shows that something can happen. Answers it doesn't name don't hold.
///
/// Smallest means fewest answers, not counting `otherwise`, with ties broken by listed order.
/// Answers that come from conditions come with facts that give them, which the evaluator has judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witness {
    /// What is known of the lead's answers, in listed order.
    pub answers: Vec<WitnessAnswer>,
    /// What a lead has and did that gives it the answers with conditions.
    pub facts: LeadFacts,
}

/// What is known of an answer of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessAnswer {
    /// This answer holds; a bare criterion if it is yes/no.
    Holds(Reference),
    /// No answer of this `one-of` criterion holds, not even its `otherwise`: it is unknown.
    Unknown(Id),
    /// The answer's condition differs between two versions, and it holds by the first one's.
    HoldsBefore(Reference),
    /// The answer's condition differs between two versions, and it holds by the second one's.
    HoldsAfter(Reference),
}

impl fmt::Display for WitnessAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Holds(reference) => write!(f, "{reference}"),
            Self::Unknown(criterion) => write!(f, "{criterion}=?"),
            Self::HoldsBefore(reference) => write!(f, "{reference} (by the old definition)"),
            Self::HoldsAfter(reference) => write!(f, "{reference} (by the new definition)"),
        }
    }
}

impl fmt::Display for Witness {
    /// Formats the answers joined by commas, or `nothing` if there are none, and the facts behind
    /// them: `size=large, demo (employees = 150; demo 3 days ago)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.answers.is_empty() {
            f.write_str("nothing")?;
        } else {
            f.write_str(&self.texts().join(", "))?;
        }
        let facts = self.facts.to_string();
        if facts.is_empty() {
            Ok(())
        } else {
            write!(f, " ({facts})")
        }
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
        let mut witness = Self::default();
        let mut asked = Vec::new();
        let mut unknown = Vec::new();
        for topic in solver.topics() {
            let Some(pattern) = topic.pattern_of(solver.factors(), places) else {
                continue;
            };
            witness.facts.extend(topic.facts(pattern));
            let truths = topic.truths(pattern).iter().copied();
            asked.extend(topic.conditions.iter().copied().zip(truths));
            if pattern.extended {
                unknown.extend(topic.factors.iter().copied());
            }
        }
        for (t, factor) in solver.factors().iter().enumerate() {
            let held =
                (0..factor.answers.len()).filter(|l| places.contains(&(factor.first_place + l)));
            let before = witness.answers.len();
            let named = held.filter_map(|l| witness_answer(solver, factor, l, places));
            witness.answers.extend(named);
            let may_be_unknown = factor.topic.is_none() || unknown.contains(&t);
            if witness.answers.len() == before && factor.has_otherwise() && may_be_unknown {
                let id = |m: usize| solver.models[m].criterion_id(factor.criteria[m]?);
                let id = id(0).or_else(|| id(1)).cloned();
                witness.answers.extend(id.map(WitnessAnswer::Unknown));
            }
        }
        // Facts that the evaluator judges otherwise are a fault of ours: better none than wrong ones.
        if !witness.is_as_judged(solver, &asked) {
            debug_assert!(false, "{witness}: {:?} {asked:?}", witness.facts);
            witness.facts = LeadFacts::default();
        }
        witness
    }

    /// Returns whether the evaluator finds the conditions of all answers as they are said to be.
    fn is_as_judged(&self, solver: &Solver<'_>, asked: &[((usize, usize, usize), Truth)]) -> bool {
        let (data, lead) = self.facts.to_lead();
        asked.iter().all(|((m, c, l), truth)| {
            let answer = &solver.models[*m].criteria()[*c].answers[*l];
            let when = answer.when.as_ref();
            when.is_some_and(|when| BoundCondition::new(when, &data).evaluate(&lead) == *truth)
        })
    }

    /// Returns the answers as text: `specification`, `demo=one-to-one`, `vertical=?`.
    pub fn texts(&self) -> Vec<String> {
        self.answers.iter().map(ToString::to_string).collect()
    }

    /// Returns an iterator over the answers that hold in a model; of two versions, in the first.
    pub fn held_answers(&self) -> impl Iterator<Item = &Reference> {
        self.answers.iter().filter_map(|fact| match fact {
            WitnessAnswer::Holds(reference) | WitnessAnswer::HoldsBefore(reference) => {
                Some(reference)
            }
            WitnessAnswer::Unknown(_) | WitnessAnswer::HoldsAfter(_) => None,
        })
    }

    /// Returns the lead's responses in a model; of two versions, in the first. Answers that the
    /// model doesn't have are ignored.
    pub fn responses(&self, scorer: &Scorer) -> Responses {
        self.responses_by(scorer, |fact| match fact {
            WitnessAnswer::Holds(reference) | WitnessAnswer::HoldsBefore(reference) => {
                Some(reference)
            }
            WitnessAnswer::Unknown(_) | WitnessAnswer::HoldsAfter(_) => None,
        })
    }

    /// Returns the lead's responses in the second of two versions.
    pub fn responses_after(&self, scorer: &Scorer) -> Responses {
        self.responses_by(scorer, |fact| match fact {
            WitnessAnswer::Holds(reference) | WitnessAnswer::HoldsAfter(reference) => {
                Some(reference)
            }
            WitnessAnswer::Unknown(_) | WitnessAnswer::HoldsBefore(_) => None,
        })
    }

    fn responses_by<'a>(
        &'a self,
        scorer: &Scorer,
        held: impl Fn(&'a WitnessAnswer) -> Option<&'a Reference>,
    ) -> Responses {
        let mut responses = Responses::unknown(scorer);
        for c in 0..scorer.criterion_count() {
            let unknown = self.answers.iter().any(
                |fact| matches!(fact, WitnessAnswer::Unknown(id) if scorer.criterion_id(c) == Some(id)),
            );
            for l in 0..scorer.answer_count(c) {
                responses.set(c, l, if unknown { Truth::Unknown } else { Truth::No });
            }
        }
        for reference in self.answers.iter().filter_map(held) {
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

/// Returns what is known of an answer that holds; `None` if its counterpart in the other version
/// says it.
fn witness_answer(
    solver: &Solver<'_>,
    factor: &Factor,
    answer: usize,
    places: &[usize],
) -> Option<WitnessAnswer> {
    let answer = &factor.answers[answer];
    let reference = |m: usize| {
        let scorer = solver.models.get(m)?;
        scorer.reference_to(factor.criteria[m]?, answer.index[m]?)
    };
    let (model, reference) = match (reference(0), reference(1)) {
        (Some(before), None) => (0, before),
        (None, Some(after)) => (1, after),
        (before, after) => return after.or(before).map(WitnessAnswer::Holds),
    };
    match solver.counterpart(factor, answer, model) {
        None => Some(WitnessAnswer::Holds(reference)),
        Some(other) if places.contains(&other) => {
            (model == 1).then_some(WitnessAnswer::Holds(reference))
        }
        Some(_) if model == 0 => Some(WitnessAnswer::HoldsBefore(reference)),
        Some(_) => Some(WitnessAnswer::HoldsAfter(reference)),
    }
}
