//! A lead that shows something is so.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::model::{Id, Reference};
use crate::scoring::machine::Board;
use crate::scoring::{Answers, Scorer, Truth};

/// A lead that shows something is so: the smallest one. What isn't told doesn't hold.
///
/// Smallest means fewest levels, `otherwise` levels not counted, ties by listed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witness {
    /// What is told of it, in listed order.
    pub told: Vec<Told>,
}

/// One thing told of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// This level holds; the criterion alone where it is yes/no.
    Holds(Reference),
    /// No level of this `one-of` criterion holds, not even its `otherwise`: it isn't known.
    Unknown(Id),
    /// Of two versions with different conditions for this level: it holds as the first has it.
    HoldsBefore(Reference),
    /// Of two versions with different conditions for this level: it holds as the second has it.
    HoldsAfter(Reference),
}

impl fmt::Display for Told {
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
    /// The texts, joined by commas; `nothing` where nothing holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.told.is_empty() {
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
    /// The lead in which the levels at these places hold.
    pub(super) fn told_by(board: &Board<'_>, places: &[usize]) -> Self {
        let mut told = Vec::new();
        for topic in &board.topics {
            let levels = topic.levels.iter().enumerate();
            let held = levels.filter(|(l, _)| places.contains(&(topic.first + l)));
            let before = told.len();
            told.extend(held.filter_map(|(_, level)| {
                let reference = |m: usize| {
                    let scorer = board.models.get(m)?;
                    scorer.reference_to(topic.criteria[m]?, level.of[m]?)
                };
                match (reference(0), reference(1)) {
                    (Some(before), None) if board.splits(topic, level, 0) => {
                        Some(Told::HoldsBefore(before))
                    }
                    (None, Some(after)) if board.splits(topic, level, 1) => {
                        Some(Told::HoldsAfter(after))
                    }
                    (before, after) => after.or(before).map(Told::Holds),
                }
            }));
            if told.len() == before && topic.has_otherwise() {
                let id = |m: usize| board.models[m].criterion_id(topic.criteria[m]?);
                told.extend(id(0).or_else(|| id(1)).cloned().map(Told::Unknown));
            }
        }
        Self { told }
    }

    /// What is told, as written: `specification`, `demo=one-to-one`, `vertical=?`.
    pub fn texts(&self) -> Vec<String> {
        self.told.iter().map(ToString::to_string).collect()
    }

    /// The levels that hold in a model; of two versions, in the first.
    pub fn levels(&self) -> impl Iterator<Item = &Reference> {
        self.told.iter().filter_map(|told| match told {
            Told::Holds(reference) | Told::HoldsBefore(reference) => Some(reference),
            Told::Unknown(_) | Told::HoldsAfter(_) => None,
        })
    }

    /// Its answers to a model; of two versions, to the first. Levels the model doesn't know say
    /// nothing.
    pub fn answers(&self, scorer: &Scorer) -> Answers {
        self.answers_by(scorer, |told| match told {
            Told::Holds(reference) | Told::HoldsBefore(reference) => Some(reference),
            Told::Unknown(_) | Told::HoldsAfter(_) => None,
        })
    }

    /// Its answers to the second of two versions.
    pub fn answers_after(&self, scorer: &Scorer) -> Answers {
        self.answers_by(scorer, |told| match told {
            Told::Holds(reference) | Told::HoldsAfter(reference) => Some(reference),
            Told::Unknown(_) | Told::HoldsBefore(_) => None,
        })
    }

    fn answers_by<'a>(
        &'a self,
        scorer: &Scorer,
        held: impl Fn(&'a Told) -> Option<&'a Reference>,
    ) -> Answers {
        let mut answers = Answers::unknown(scorer);
        for c in 0..scorer.criteria() {
            let unknown = self.told.iter().any(
                |told| matches!(told, Told::Unknown(id) if scorer.criterion_id(c) == Some(id)),
            );
            for l in 0..scorer.levels(c) {
                answers.set(c, l, if unknown { Truth::Unknown } else { Truth::No });
            }
        }
        for reference in self.told.iter().filter_map(held) {
            let Some(c) = scorer.criterion_index(reference.criterion.as_str()) else {
                continue;
            };
            let id = reference.levels.first().map_or("yes", Id::as_str);
            if let Some(l) = scorer.level_index(c, id) {
                answers.set(c, l, Truth::Yes);
            }
        }
        answers
    }

    /// Its answers as a sample lead's lists: what is said yes to, and what no. Of a `one-of`
    /// criterion, yes to one level says no to the others.
    pub fn sample_lists(&self, scorer: &Scorer) -> (Vec<Reference>, Vec<Reference>) {
        let answers = self.answers(scorer);
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for c in 0..scorer.criteria() {
            let told = scorer.is_one_of(c) && answers.of(c).iter().any(|truth| truth.is_yes());
            for l in 0..scorer.levels(c) {
                match answers.get(c, l) {
                    Truth::Yes => yes.extend(scorer.reference_to(c, l)),
                    Truth::No if !told => no.extend(scorer.reference_to(c, l)),
                    Truth::No | Truth::Unknown => {}
                }
            }
        }
        (yes, no)
    }
}
