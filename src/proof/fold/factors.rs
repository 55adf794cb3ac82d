//! Factors, the variables that a fold runs over: the criteria of one model, or of two versions of
//! it merged, with the answers that can hold.

use crate::model::{Combine, Id};
use crate::scoring::Scorer;
use crate::scoring::compiled_model::CompiledCriterion;

use super::super::meaning::{MeaningId, Meanings};

/// A criterion of one model, or of two versions merged.
#[derive(Clone, Debug)]
pub(crate) struct Factor {
    /// The criterion's index in each model that has it.
    pub criteria: [Option<usize>; 2],
    /// The answers, those of the second version first.
    pub answers: Vec<FactorAnswer>,
    /// Whether at most one answer holds; otherwise any subset can. Without meaning in a topic.
    pub exclusive: bool,
    /// Whether both models, or the only one, see the same answers, points aside.
    pub same_in_both: bool,
    /// The position of its first answer among all answers.
    pub first_place: usize,
    /// The topic it belongs to, if an answer has a condition.
    pub topic: Option<usize>,
}

/// An answer of a factor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FactorAnswer {
    /// The answer's index in each model that has it.
    pub index: [Option<usize>; 2],
    /// Whether it is the `otherwise` answer in every model that has it.
    pub otherwise: bool,
    /// Whether the patterns of its topic say if it holds.
    pub decided: bool,
    /// The place of the second version's answer with the same id, if that is apart from it.
    pub twin: Option<usize>,
}

impl Factor {
    /// Returns whether the factor has an `otherwise` answer.
    pub(crate) fn has_otherwise(&self) -> bool {
        self.answers.iter().any(|answer| answer.otherwise)
    }

    /// Returns the index among its answers of a model's answer.
    pub(super) fn entry(&self, model: usize, answer: usize) -> Option<usize> {
        let mut answers = self.answers.iter();
        answers.position(|entry| entry.index[model] == Some(answer))
    }

    /// Returns whether one of its answers counts towards the size of a lead: `otherwise` doesn't,
    /// and an answer that both versions have counts once.
    pub(super) fn is_counted(&self, answer: usize, holds: impl Fn(usize) -> bool) -> bool {
        let answer = &self.answers[answer];
        !answer.otherwise && !answer.twin.is_some_and(holds)
    }

    /// Returns how many of its answers no pattern decides.
    pub(super) fn free_answers(&self) -> usize {
        let free = self.answers.iter().filter(|answer| !answer.decided);
        free.count()
    }
}

/// The conditions of models' answers as meanings: by model, criterion and answer.
pub(super) type AnswerMeanings = Vec<Vec<Vec<Option<MeaningId>>>>;

/// Returns the meanings of all conditions of some models.
pub(super) fn answer_meanings(models: &[&Scorer], meanings: &mut Meanings) -> AnswerMeanings {
    let mut of_answers = |criterion: &CompiledCriterion| -> Vec<Option<MeaningId>> {
        let answers = criterion.answers.iter();
        answers
            .map(|answer| Some(meanings.add(answer.when.as_ref()?)))
            .collect()
    };
    models
        .iter()
        .map(|scorer| scorer.criteria().iter().map(&mut of_answers).collect())
        .collect()
}

/// Returns the factors of one model.
pub(super) fn model_factors(scorer: &Scorer, conditions: &[Vec<Option<MeaningId>>]) -> Vec<Factor> {
    let criteria = scorer.criteria().iter().enumerate();
    let factors = criteria.map(|(c, compiled)| {
        let one_of = compiled.combine == Combine::OneOf;
        let in_topic = conditions[c].iter().any(Option::is_some);
        let answers = (0..compiled.answers.len()).map(|l| FactorAnswer {
            index: [Some(l), None],
            otherwise: compiled.otherwise == Some(l),
            decided: in_topic && (one_of || conditions[c][l].is_some()),
            twin: None,
        });
        Factor {
            criteria: [Some(c), None],
            answers: answers.collect(),
            exclusive: one_of,
            same_in_both: true,
            first_place: 0,
            topic: None,
        }
    });
    assign_places(factors.collect())
}

/// Returns the factors of two versions.
pub(super) fn version_factors(
    before: &Scorer,
    after: &Scorer,
    conditions: &AnswerMeanings,
) -> Vec<Factor> {
    let place = |scorer: &Scorer, id: &Id| scorer.criteria().iter().position(|c| c.id == *id);
    let now = after.criteria().iter().enumerate();
    let now = now.map(|(c, compiled)| [place(before, &compiled.id), Some(c)]);
    let gone = before.criteria().iter().enumerate();
    let gone = gone.filter(|(_, compiled)| place(after, &compiled.id).is_none());
    let gone = gone.map(|(c, _)| [Some(c), None]);
    let factors = now.chain(gone).map(|criteria| {
        let side = |m: usize, scorer: &'_ Scorer| {
            criteria[m].map(|c| Side {
                compiled: scorer.criteria()[c].clone(),
                conditions: conditions[m][c].clone(),
            })
        };
        new_factor(criteria, &[side(0, before), side(1, after)])
    });
    assign_places(factors.collect())
}

/// A criterion as one of two versions has it.
struct Side {
    compiled: CompiledCriterion,
    /// The meaning of each answer's condition.
    conditions: Vec<Option<MeaningId>>,
}

impl Side {
    fn one_of(&self) -> bool {
        self.compiled.combine == Combine::OneOf
    }

    fn has_conditions(&self) -> bool {
        self.conditions.iter().any(Option::is_some)
    }
}

fn new_factor(criteria: [Option<usize>; 2], sides: &[Option<Side>; 2]) -> Factor {
    let some = || sides.iter().flatten();
    let in_topic = some().any(Side::has_conditions);
    let one_of = some().any(Side::one_of);
    let merged = merged_answers(sides);
    let mut factor = Factor {
        criteria,
        answers: merged,
        exclusive: false,
        same_in_both: false,
        first_place: 0,
        topic: None,
    };
    if let [Some(before), Some(after)] = sides {
        let both = factor
            .answers
            .iter()
            .all(|l| l.index.iter().all(Option::is_some));
        let in_order = factor.answers.iter().all(|l| l.index[0] == l.index[1]);
        let both_one_of = before.one_of() && after.one_of();
        factor.exclusive = both_one_of && both && in_order;
        factor.same_in_both = before.compiled.combine == after.compiled.combine
            && both
            && (factor.exclusive || !before.one_of());
    }
    let apart = one_of && !factor.same_in_both;
    if apart {
        // Which answer is the first that holds may differ between the versions.
        factor.answers = separate_answers(sides);
    }
    if in_topic || apart {
        for answer in &mut factor.answers {
            let asked = |m: usize| {
                let of = answer.index[m].zip(sides[m].as_ref());
                of.is_some_and(|(l, side)| side.conditions[l].is_some())
            };
            answer.decided = one_of || asked(0) || asked(1);
        }
    }
    factor
}

/// Merges the answers of two versions. An answer whose condition means something else becomes two,
/// one per version.
fn merged_answers(sides: &[Option<Side>; 2]) -> Vec<FactorAnswer> {
    let [before, after] = sides;
    let mut answers = Vec::new();
    let answers_of = |side: &Option<Side>| side.as_ref().map_or(0, |s| s.compiled.answers.len());
    let mut old: Vec<usize> = (0..answers_of(before)).collect();
    for l in 0..answers_of(after) {
        let same = old
            .iter()
            .position(|o| is_same_answer(before.as_ref(), *o, after.as_ref(), l));
        let of = [same.map(|at| old.remove(at)), Some(l)];
        answers.push(new_answer(sides, of));
    }
    answers.extend(old.into_iter().map(|o| new_answer(sides, [Some(o), None])));
    answers
}

/// Returns the answers of two versions apart, the second version's first.
fn separate_answers(sides: &[Option<Side>; 2]) -> Vec<FactorAnswer> {
    let indices = |m: usize| {
        let side = sides[m].as_ref();
        0..side.map_or(0, |side| side.compiled.answers.len())
    };
    let after = indices(1).map(|l| new_answer(sides, [None, Some(l)]));
    let before = indices(0).map(|l| new_answer(sides, [Some(l), None]));
    after.chain(before).collect()
}

fn new_answer(sides: &[Option<Side>; 2], index: [Option<usize>; 2]) -> FactorAnswer {
    let otherwise = |m: usize, l: usize| {
        let side = sides[m].as_ref();
        side.is_some_and(|side| side.compiled.otherwise == Some(l))
    };
    FactorAnswer {
        index,
        otherwise: (0..2).all(|m| index[m].is_none_or(|l| otherwise(m, l))),
        decided: false,
        twin: None,
    }
}

/// Returns whether two answers are the same: equal ids and conditions that mean the same.
fn is_same_answer(before: Option<&Side>, old: usize, after: Option<&Side>, new: usize) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let otherwise = [
        before.compiled.otherwise == Some(old),
        after.compiled.otherwise == Some(new),
    ];
    before.compiled.answers[old].id == after.compiled.answers[new].id
        && before.conditions[old] == after.conditions[new]
        && otherwise[0] == otherwise[1]
}

fn assign_places(mut factors: Vec<Factor>) -> Vec<Factor> {
    let mut first = 0;
    for factor in &mut factors {
        factor.first_place = first;
        first += factor.answers.len();
    }
    factors
}

/// Notes for each answer of the first version its counterpart in the second that is apart from it.
pub(super) fn find_twins(models: &[&Scorer], factors: &mut [Factor]) {
    for factor in factors {
        let id = |m: usize, answer: &FactorAnswer| {
            let (criterion, answer) = (factor.criteria[m]?, answer.index[m]?);
            models.get(m)?.answer_id(criterion, answer)
        };
        let twins: Vec<Option<usize>> = factor
            .answers
            .iter()
            .map(|answer| {
                let own = id(0, answer).filter(|_| answer.index[1].is_none())?;
                let after = factor.answers.iter();
                let twin = after
                    .enumerate()
                    .find(|(_, other)| other.index[0].is_none() && id(1, other) == Some(own));
                twin.map(|(l, _)| factor.first_place + l)
            })
            .collect();
        for (answer, twin) in factor.answers.iter_mut().zip(twins) {
            answer.twin = twin;
        }
    }
}
