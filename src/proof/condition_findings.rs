//! What is odd about the conditions of a model by themselves: answers that no lead can have, and
//! conditions that tell nothing apart.

use super::cancel::{Cancel, ProofError};
use super::fold::{Pattern, SharedTopic, Solver};
use super::meaning::{Gap, gap_between};
use crate::model::{Combine, Condition};
use crate::scoring::{Responses, Scorer, Truth};

/// An answer: its criterion, and its place in the criterion.
pub type AnswerPlace = (usize, usize);

/// Something odd about conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionFinding {
    /// The condition contradicts itself: it holds of no lead.
    NeverHolds(AnswerPlace),
    /// An answer of a `one-of` criterion is never the one: whenever its condition holds, that of an
    /// answer listed before it does. The second is the one, if it is always the same.
    NeverFirst(AnswerPlace, Option<usize>),
    /// The condition holds of every lead of which it is known whether it does.
    AlwaysHolds(AnswerPlace),
    /// Two answers hold of the same leads.
    SameLeads(AnswerPlace, AnswerPlace),
    /// Between the ranges of a criterion's answers there is a value that fits none of them: the
    /// criterion, the field, and the value.
    Gap(usize, String, String),
}

/// Something odd about conditions, with facts of a lead that shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddCondition {
    /// What is odd.
    pub kind: ConditionFinding,
    /// What a lead has and did that shows it, as text; empty if no lead can.
    pub facts: Vec<String>,
}

/// Finds what is odd about the conditions of a model.
///
/// # Errors
///
/// Fails if what conditions mean together can't be settled, or the proof is cancelled.
pub fn condition_findings(
    scorer: &Scorer,
    cancel: &Cancel<'_>,
) -> Result<Vec<OddCondition>, ProofError> {
    let solver = Solver::for_model(scorer, cancel)?;
    let mut found = Vec::new();
    for topic in solver.topics() {
        find_in_topic(scorer, topic, &mut found);
    }
    for c in 0..scorer.criterion_count() {
        found.extend(gap_in_criterion(scorer, c));
    }
    found.sort_by_key(|odd: &OddCondition| odd.kind.criterion());
    Ok(found)
}

impl ConditionFinding {
    /// Returns the criterion it is about.
    pub fn criterion(&self) -> usize {
        match self {
            Self::NeverHolds((c, _))
            | Self::NeverFirst((c, _), _)
            | Self::AlwaysHolds((c, _))
            | Self::SameLeads((c, _), _)
            | Self::Gap(c, ..) => *c,
        }
    }
}

fn find_in_topic(scorer: &Scorer, topic: &SharedTopic, found: &mut Vec<OddCondition>) {
    let columns: Vec<Vec<Truth>> = (0..topic.conditions.len())
        .map(|at| topic.joint().map(|truths| truths[at]).collect())
        .collect();
    let mut told: Vec<usize> = Vec::new();
    for (at, (_, c, l)) in topic.conditions.iter().enumerate() {
        let (place, column) = ((*c, *l), &columns[at]);
        let shown = column.iter().position(|truth| truth.is_yes());
        let facts = shown.map_or_else(Vec::new, |case| topic.case_facts(case).texts());
        let kind = if shown.is_none() {
            Some(ConditionFinding::NeverHolds(place))
        } else if let Some(by) = always_after(scorer, topic, &columns, at) {
            Some(ConditionFinding::NeverFirst(place, by))
        } else if !column.contains(&Truth::No) {
            Some(ConditionFinding::AlwaysHolds(place))
        } else {
            let same = told.iter().find(|other| columns[**other] == *column);
            same.map(|same| {
                let (_, other, answer) = topic.conditions[*same];
                ConditionFinding::SameLeads(place, (other, answer))
            })
        };
        found.extend(kind.map(|kind| OddCondition { kind, facts }));
        if shown.is_none() {
            continue;
        }
        told.push(at);
    }
}

/// Returns whether an answer of a `one-of` criterion holds only where one before it does, and which
/// one that is, if it is always the same.
#[allow(clippy::option_option)] // whether, and which
fn always_after(
    scorer: &Scorer,
    topic: &SharedTopic,
    columns: &[Vec<Truth>],
    at: usize,
) -> Option<Option<usize>> {
    let (_, c, l) = topic.conditions[at];
    if scorer.criteria()[c].combine != Combine::OneOf {
        return None;
    }
    let before: Vec<usize> = (0..at)
        .filter(
            |other| matches!(topic.conditions[*other], (_, of, answer) if of == c && answer < l),
        )
        .collect();
    let cases: Vec<usize> = (0..columns[at].len())
        .filter(|case| columns[at][*case].is_yes())
        .collect();
    let holds = |other: &usize, case: &usize| columns[*other][*case].is_yes();
    let all = cases
        .iter()
        .all(|case| before.iter().any(|other| holds(other, case)));
    let one = before
        .iter()
        .find(|other| cases.iter().all(|case| holds(other, case)));
    all.then(|| one.map(|other| topic.conditions[*other].2))
}

/// Returns a value between the ranges of a criterion's answers that fits none of them.
fn gap_in_criterion(scorer: &Scorer, c: usize) -> Option<OddCondition> {
    let compiled = &scorer.criteria()[c];
    if compiled.answers.len() < 2 || compiled.otherwise.is_some() {
        return None;
    }
    let conditions: Vec<&Condition> = compiled
        .answers
        .iter()
        .map(|answer| answer.when.as_ref())
        .collect::<Option<_>>()?;
    let Gap { field, value } = gap_between(&conditions)?;
    Some(OddCondition {
        facts: vec![format!("{field} = {value}")],
        kind: ConditionFinding::Gap(c, field, value),
    })
}

/// Returns the criteria whose known answers contradict each other, if no lead can have them: those
/// that hold and those that don't.
///
/// # Errors
///
/// Fails if what conditions mean together can't be settled, or the proof is cancelled.
pub fn contradiction_in(
    scorer: &Scorer,
    responses: &Responses,
    cancel: &Cancel<'_>,
) -> Result<Option<Vec<usize>>, ProofError> {
    let solver = Solver::for_model(scorer, cancel)?;
    let fits = |topic: &SharedTopic, pattern: &Pattern| {
        topic.factors.iter().all(|t| {
            let factor = &solver.factors()[*t];
            factor.answers.iter().enumerate().all(|(l, answer)| {
                let place = factor.first_place + l;
                let held = pattern.held.binary_search(&place).is_ok();
                let known = factor.criteria[0].zip(answer.index[0]);
                !answer.decided
                    || match known.map(|(c, l)| responses.get(c, l)) {
                        Some(Truth::Yes) => held,
                        Some(Truth::No) => !held,
                        Some(Truth::Unknown) | None => true,
                    }
            })
        })
    };
    let mut topics = solver.topics().iter();
    let against = topics.find(|topic| !topic.patterns.iter().any(|pattern| fits(topic, pattern)));
    Ok(against.map(|topic| {
        let criteria = topic.factors.iter();
        let criteria = criteria.filter_map(|t| solver.factors()[*t].criteria[0]);
        let known = |c: &usize| {
            !responses
                .criterion_truths(*c)
                .iter()
                .all(|t| t.is_unknown())
        };
        criteria.filter(known).collect()
    }))
}
