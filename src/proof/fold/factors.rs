//! Factors, the variables that a fold runs over: the criteria of one model, or of two versions of
//! it merged, with the answers that can hold.

use crate::model::{Combine, Id};
use crate::scoring::Scorer;
use crate::scoring::compiled_model::CompiledCriterion;

/// A criterion of one model, or of two versions merged.
#[derive(Clone, Debug)]
pub(crate) struct Factor {
    /// The criterion's index in each model that has it.
    pub criteria: [Option<usize>; 2],
    /// The answers, those of the second version first.
    pub answers: Vec<FactorAnswer>,
    /// Whether at most one answer holds; otherwise any subset can.
    pub exclusive: bool,
    /// Whether both models, or the only one, see the same answers, points aside.
    pub same_in_both: bool,
    /// The position of its first answer among all answers.
    pub first_place: usize,
}

/// An answer of a factor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FactorAnswer {
    /// The answer's index in each model that has it.
    pub index: [Option<usize>; 2],
    /// Whether it is the `otherwise` answer in every model that has it.
    pub otherwise: bool,
}

impl Factor {
    /// Returns whether the factor has an `otherwise` answer.
    pub(crate) fn has_otherwise(&self) -> bool {
        self.answers.iter().any(|answer| answer.otherwise)
    }
}

/// Returns the factors of one model.
pub(super) fn model_factors(scorer: &Scorer) -> Vec<Factor> {
    let criteria = scorer.criteria().iter().enumerate();
    let factors = criteria.map(|(c, compiled)| Factor {
        criteria: [Some(c), None],
        answers: (0..compiled.answers.len())
            .map(|l| FactorAnswer {
                index: [Some(l), None],
                otherwise: compiled.otherwise == Some(l),
            })
            .collect(),
        exclusive: compiled.combine == Combine::OneOf,
        same_in_both: true,
        first_place: 0,
    });
    assign_places(factors.collect())
}

/// Returns the factors of two versions: the second version's criteria in order, then the removed
/// ones.
pub(super) fn version_factors(before: &Scorer, after: &Scorer) -> Vec<Factor> {
    let place = |scorer: &Scorer, id: &Id| scorer.criteria().iter().position(|c| c.id == *id);
    let now = after.criteria().iter().enumerate();
    let now = now.map(|(c, compiled)| [place(before, &compiled.id), Some(c)]);
    let gone = before.criteria().iter().enumerate();
    let gone = gone.filter(|(_, compiled)| place(after, &compiled.id).is_none());
    let gone = gone.map(|(c, _)| [Some(c), None]);
    let factors = now.chain(gone).map(|criteria| {
        let compiled = [
            criteria[0].map(|c| &before.criteria()[c]),
            criteria[1].map(|c| &after.criteria()[c]),
        ];
        new_factor(criteria, compiled)
    });
    assign_places(factors.collect())
}

fn new_factor(criteria: [Option<usize>; 2], compiled: [Option<&CompiledCriterion>; 2]) -> Factor {
    let answers = merged_answers(compiled);
    let mut factor = Factor {
        criteria,
        answers,
        exclusive: false,
        same_in_both: false,
        first_place: 0,
    };
    if let [Some(before), Some(after)] = compiled {
        let both = factor
            .answers
            .iter()
            .all(|l| l.index.iter().all(Option::is_some));
        let in_order = factor.answers.iter().all(|l| l.index[0] == l.index[1]);
        let one_of = [before.combine, after.combine].map(|c| c == Combine::OneOf);
        factor.exclusive = one_of == [true, true] && both && in_order;
        factor.same_in_both =
            before.combine == after.combine && both && (factor.exclusive || !one_of[0]);
    }
    factor
}

/// Merges the answers of two versions. An answer whose condition changed becomes two, one per
/// version.
fn merged_answers(compiled: [Option<&CompiledCriterion>; 2]) -> Vec<FactorAnswer> {
    let new_answer = |of: [Option<usize>; 2]| FactorAnswer {
        index: of,
        otherwise: (0..2).all(|m| {
            of[m]
                .is_none_or(|l| compiled[m].is_some_and(|criterion| criterion.otherwise == Some(l)))
        }),
    };
    let [before, after] = compiled;
    let mut answers = Vec::new();
    let mut old: Vec<usize> = (0..before.map_or(0, |b| b.answers.len())).collect();
    for l in 0..after.map_or(0, |a| a.answers.len()) {
        let same = old
            .iter()
            .position(|o| is_same_answer(before, *o, after, l));
        let of = [same.map(|at| old.remove(at)), Some(l)];
        answers.push(new_answer(of));
    }
    answers.extend(old.into_iter().map(|o| new_answer([Some(o), None])));
    answers
}

/// Returns whether two answers are the same: equal ids and equal conditions.
fn is_same_answer(
    before: Option<&CompiledCriterion>,
    old: usize,
    after: Option<&CompiledCriterion>,
    new: usize,
) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let (was, is) = (&before.answers[old], &after.answers[new]);
    let otherwise = [before.otherwise == Some(old), after.otherwise == Some(new)];
    was.id == is.id && was.when == is.when && otherwise[0] == otherwise[1]
}

fn assign_places(mut factors: Vec<Factor>) -> Vec<Factor> {
    let mut first = 0;
    for factor in &mut factors {
        factor.first_place = first;
        first += factor.answers.len();
    }
    factors
}
