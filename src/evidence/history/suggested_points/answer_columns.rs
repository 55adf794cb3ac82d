//! The answers that can be worth points, as columns of numbers: how often each judged lead has one.

use super::super::context::PageContext;
use super::column_answers::{ColumnAnswers, answer_groups};
use super::judged_leads::JudgedLeads;
use crate::evidence::past_leads::PastScores;
use crate::model::{Combine, Criterion, Reference};
use crate::scoring::{Responses, Truth};
use crate::statistics::{CardColumn, FEWEST, MOST_POINTS};

/// An answer that can be worth points; all times together where a criterion counts them.
#[derive(Clone, Debug)]
pub(super) struct AnswerColumn {
    /// The criterion's index in the model.
    pub criterion: usize,
    /// Which answers of the model have these points.
    pub answers: Vec<usize>,
    /// The answer as people write it.
    pub reference: Reference,
    /// The criterion's name.
    pub name: String,
    /// The answer's.
    pub label: String,
    /// What it is worth now.
    pub now: i64,
    /// What the room pinned it to.
    pub pinned: Option<i64>,
    /// How often each judged lead has it; 0 where that isn't known.
    pub times: Vec<u8>,
    /// How many judged leads have it, and how many of them turned out well.
    pub having: [usize; 2],
}

/// The columns, and the criteria that have none.
#[derive(Clone, Debug, Default)]
pub(super) struct AnswerColumns {
    /// The columns, in the order of the model.
    pub columns: Vec<AnswerColumn>,
    /// The criteria that are left out, as they ask about something that tells the outcome: name,
    /// and what that is.
    pub left_out: Vec<(String, String)>,
}

impl AnswerColumns {
    pub(super) fn of(context: &PageContext<'_>, past: &PastScores, judged: &JudgedLeads) -> Self {
        let mut found = Self::default();
        for (index, criterion) in context.session.definition.criteria.iter().enumerate() {
            if let Some(field) = leak(past, criterion) {
                found.left_out.push((criterion.name.clone(), field));
                continue;
            }
            let columns = answer_groups(index, criterion).into_iter().map(|group| {
                let pinned = context.settings.pinned.get(&group.reference);
                AnswerColumn::new(group, criterion, pinned.copied())
            });
            found.columns.extend(columns);
        }
        for (row, lead) in judged.leads.iter().enumerate() {
            let responses = past.scored.responses(*lead);
            let criteria = found
                .columns
                .chunk_by_mut(|a, b| a.criterion == b.criterion);
            for columns in criteria {
                let criterion = &context.session.definition.criteria[columns[0].criterion];
                count_times(columns, criterion, &responses, judged.outcome[row]);
            }
        }
        found
    }

    /// Returns what each column may be worth; nothing where too few leads have or lack it.
    pub(super) fn rules(&self) -> Vec<CardColumn> {
        self.columns.iter().map(AnswerColumn::rule).collect()
    }

    /// Returns the points that the columns give an answer of the model.
    pub(super) fn points_of(&self, points: &[i64], criterion: usize, answer: usize) -> i64 {
        let columns = self.columns.iter().zip(points);
        let mut own = columns.filter(|(column, _)| column.criterion == criterion);
        let found = own.find(|(column, _)| column.answers.contains(&answer));
        found.map_or(0, |(_, points)| *points)
    }
}

impl AnswerColumn {
    fn new(group: ColumnAnswers, criterion: &Criterion, pinned: Option<i64>) -> Self {
        Self {
            criterion: group.criterion,
            answers: group.answers,
            reference: group.reference,
            name: criterion.name.clone(),
            label: group.label,
            now: group.now,
            pinned,
            times: Vec::new(),
            having: [0; 2],
        }
    }

    /// Returns whether too few judged leads have it, or lack it, to say anything.
    pub(super) fn is_of_few(&self) -> bool {
        let fewest = FEWEST as usize;
        self.having[0] < fewest || self.times.len() - self.having[0] < fewest
    }

    /// Its sign follows its present points; without any it is worth something good.
    fn rule(&self) -> CardColumn {
        let (least, most) = match self.pinned {
            Some(pinned) => (pinned, pinned),
            None if self.is_of_few() => (0, 0),
            None if self.now < 0 => (-MOST_POINTS, 0),
            None => (0, MOST_POINTS),
        };
        CardColumn {
            criterion: self.criterion,
            least,
            most,
        }
    }
}

/// Returns what a criterion asks about that tells the outcome, if anything.
fn leak(past: &PastScores, criterion: &Criterion) -> Option<String> {
    let mut conditions = criterion.conditions();
    conditions.find_map(|condition| past.leads.outcome_told_by(condition))
}

/// Counts how often a lead has each answer of a criterion. Where only the best answer counts, that
/// is the one with the most present points.
fn count_times(
    columns: &mut [AnswerColumn],
    criterion: &Criterion,
    responses: &Responses,
    well: bool,
) {
    let index = columns[0].criterion;
    let holds = |answer: &usize| responses.get(index, *answer) == Truth::Yes;
    let best = best_answer(criterion, |answer| holds(&answer));
    for column in columns {
        let counts = |answer: &&usize| holds(answer) && best.is_none_or(|best| best == **answer);
        let times = column.answers.iter().filter(counts).count();
        column.times.push(u8::try_from(times).unwrap_or(u8::MAX));
        if times > 0 {
            column.having[0] += 1;
            column.having[1] += usize::from(well);
        }
    }
}

/// Returns the answer that alone counts for a lead, if only one does.
fn best_answer(criterion: &Criterion, holds: impl Fn(usize) -> bool) -> Option<usize> {
    if criterion.combination() != Some(Combine::Highest) {
        return None;
    }
    let answers = criterion.answers.iter().enumerate();
    let holding = answers.filter(|(at, _)| holds(*at));
    // The first of equal ones.
    let best = holding.rev().max_by_key(|(_, answer)| answer.points);
    best.map(|(at, _)| at)
}
