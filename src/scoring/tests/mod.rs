//! Tests of the whole module, with small definitions built by hand and the worked example.

mod bound_condition;
mod could_qualify;
mod each_time;
mod event_tally;
mod never;
mod points;
pub(crate) mod properties;
pub(crate) mod rules;
mod samples;
pub(crate) mod worked;

use std::sync::Arc;

use jiff::civil::Date;

use super::{Dataset, Event, Lead, Responses, Scorer, Truth, Verdict};
use crate::model::{
    Answer, AtLeast, Band, Combine, Condition, CountScope, Criterion, CriterionKind, Definition,
    Disposition, DispositionAction, Handoff, Id, Reference, Route, Rule, Stage,
};

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn refs(texts: &[&str]) -> Vec<Reference> {
    texts.iter().map(|t| t.parse().unwrap()).collect()
}

/// Parses a condition or rule from JSON, the shortest way to write one.
pub(crate) fn json<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

pub(crate) fn yes_no(name: &str, kind: CriterionKind, points: i64) -> Criterion {
    Criterion {
        id: id(name),
        name: name.into(),
        kind,
        points: Some(points.into()),
        ..Criterion::default()
    }
}

/// A criterion with several answers; `*` before a name makes it the `otherwise` answer.
pub(crate) fn levelled_criterion(
    name: &str,
    kind: CriterionKind,
    combine: Combine,
    answers: &[(&str, i64)],
) -> Criterion {
    let answers = answers.iter().map(|(answer_name, points)| Answer {
        id: id(answer_name.trim_start_matches('*')),
        label: (*answer_name).into(),
        points: *points,
        otherwise: answer_name.starts_with('*'),
        when: None,
    });
    Criterion {
        id: id(name),
        name: name.into(),
        kind,
        combine: Some(combine),
        answers: answers.collect(),
        ..Criterion::default()
    }
}

pub(crate) fn stage(name: &str, rule: Option<Rule>) -> Stage {
    Stage {
        id: id(name),
        name: name.into(),
        rule,
        ..Stage::default()
    }
}

/// Stages `contact` and `mql`, with the hand-off at `mql` under this rule.
pub(crate) fn handing_off(criteria: Vec<Criterion>, rule: Rule) -> Definition {
    Definition {
        criteria,
        stages: vec![stage("contact", None), stage("mql", Some(rule))],
        handoff: Some(Handoff {
            stage: id("mql"),
            disposition: id("forward"),
            ..Handoff::default()
        }),
        dispositions: vec![disposition("forward", DispositionAction::Forward)],
        ..Definition::default()
    }
}

fn disposition(name: &str, action: DispositionAction) -> Disposition {
    Disposition {
        id: id(name),
        name: name.into(),
        action,
        ..Disposition::default()
    }
}

/// Responses in which exactly these answers hold.
pub(crate) fn only_holding(scorer: &Scorer, held: &[&str]) -> Responses {
    let mut responses = Responses::uniform(scorer, Truth::No);
    set_truths(scorer, &mut responses, held, Truth::Yes);
    responses
}

/// The verdict on a lead for which exactly these answers hold.
fn verdict_on(definition: &Definition, held: &[&str]) -> Verdict {
    let scorer = Scorer::new(definition);
    scorer.verdict(&only_holding(&scorer, held))
}

pub(crate) fn set_truths(
    scorer: &Scorer,
    responses: &mut Responses,
    answers: &[&str],
    truth: Truth,
) {
    for reference in refs(answers) {
        let c = scorer
            .criterion_index(reference.criterion.as_str())
            .unwrap();
        let answer = reference.answers.first().map_or("yes", Id::as_str);
        responses.set(c, scorer.answer_index(c, answer).unwrap(), truth);
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A lead with values for the columns, and events as `name@day` or `name@day time`.
fn lead(values: &[&str], events: &[&str]) -> Lead {
    let events = events.iter().map(|event| {
        let (name, at) = event.split_once('@').unwrap();
        // `visit@2026-03-31`, or `visit@2026-03-31T09:00` with the values of its row after `|`.
        let (at, values) = at.split_once('|').unwrap_or((at, ""));
        Event {
            has_time: at.contains('T'),
            values: values.split('|').map(Arc::from).collect(),
            ..Event::new(name, at.parse().unwrap())
        }
    });
    Lead {
        id: "L".into(),
        line: 2,
        values: values.iter().map(|v| (*v).into()).collect(),
        events: events.collect(),
        as_of: None,
    }
}

fn data(columns: &[&str]) -> Dataset {
    Dataset {
        columns: columns.iter().map(|c| (*c).into()).collect(),
        ..Dataset::default()
    }
}
