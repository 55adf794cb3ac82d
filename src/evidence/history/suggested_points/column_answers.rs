//! Which answers of a criterion are worth points of their own, and which share a number.

use crate::model::{Criterion, Id, Reference};

/// Answers of a criterion that are worth the same number of points.
#[derive(Clone, Debug)]
pub(super) struct ColumnAnswers {
    /// The criterion's index in the model.
    pub criterion: usize,
    /// The answers' indices.
    pub answers: Vec<usize>,
    /// The answer as people write it.
    pub reference: Reference,
    /// The answer's label.
    pub label: String,
    /// What it is worth now.
    pub now: i64,
}

/// Returns the answers of a criterion that can be worth points: all times it counts together, and no
/// `otherwise` answer without points, from which the others are counted.
pub(super) fn answer_groups(index: usize, criterion: &Criterion) -> Vec<ColumnAnswers> {
    let all = criterion.answer_list();
    if criterion.answers.is_empty() {
        let counts_times = criterion.each_time().is_some();
        return vec![ColumnAnswers {
            criterion: index,
            answers: (0..all.len()).collect(),
            reference: Reference::bare(criterion.id.clone()),
            label: if counts_times { "each time" } else { "yes" }.into(),
            now: all[0].points,
        }];
    }
    let own = all.iter().enumerate();
    let own = own.filter(|(_, answer)| !(answer.otherwise && answer.points == 0));
    own.map(|(at, answer)| ColumnAnswers {
        criterion: index,
        answers: vec![at],
        reference: Reference::answer(
            criterion.id.clone(),
            Id::new(answer.id).expect("listed answers carry ids"),
        ),
        label: answer.label.to_owned(),
        now: answer.points,
    })
    .collect()
}
