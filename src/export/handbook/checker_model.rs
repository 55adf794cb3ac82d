//! The model as the lead checker reads it: compiled, so that names are positions and a malformed
//! part never holds, with the words that people read.

use serde::Serialize;

use super::super::markdown::details;
use crate::model::printable::clean;
use crate::model::{Criterion, Definition, DispositionAction, Rule, wording};
use crate::scoring::Scorer;
use crate::scoring::compiled_model::{
    Clause, CompiledCriterion, CompiledRule, EntryRule, Measure, ResolvedRef,
};

/// The model. Every reference to a criterion, stage, group or disposition is its position.
#[derive(Serialize)]
pub(super) struct CheckerModel {
    criteria: Vec<CheckedCriterion>,
    groups: Vec<CheckedGroup>,
    stages: Vec<CheckedStage>,
    /// The hand-off's stage and disposition.
    handoff: Option<(Option<usize>, Option<usize>)>,
    bands: Vec<CheckedBand>,
    routes: Vec<CheckedRoute>,
    never: Vec<CheckedNever>,
    dispositions: Vec<CheckedDisposition>,
}

#[derive(Serialize)]
struct CheckedCriterion {
    id: String,
    name: String,
    kind: &'static str,
    combine: &'static str,
    /// Whether it counts times: its answers are from the first time, the second, and so on.
    times: bool,
    group: Option<usize>,
    /// Label and points of each answer.
    answers: Vec<(String, i64)>,
}

#[derive(Serialize)]
struct CheckedGroup {
    name: String,
    kind: &'static str,
    min: Option<i64>,
    max: Option<i64>,
}

#[derive(Serialize)]
struct CheckedStage {
    id: String,
    name: String,
    readiness: &'static str,
    /// Whether a person decides, and no rule.
    by_person: bool,
    /// The entry rule; `None` if every lead enters.
    rule: Option<Vec<CheckedClause>>,
}

#[derive(Serialize)]
struct CheckedBand {
    id: String,
    name: String,
    from: Option<i64>,
    disposition: Option<usize>,
    qualified: Option<usize>,
}

#[derive(Serialize)]
struct CheckedRoute {
    name: String,
    rule: Vec<CheckedClause>,
    disposition: Option<usize>,
    even: bool,
}

#[derive(Serialize)]
struct CheckedNever {
    words: String,
    rule: Vec<CheckedClause>,
}

#[derive(Serialize)]
struct CheckedDisposition {
    id: String,
    name: String,
    forwards: bool,
    details: String,
}

/// One part of a rule.
#[derive(Serialize)]
struct CheckedClause {
    /// `all`, `any`, `not`, `count`, `topics`, `points`, `reached` or `never`.
    is: &'static str,
    /// The part in words.
    words: String,
    /// How many must hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    /// What is referred to: of topics a list for each, else one list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    of: Vec<Vec<CheckedRef>>,
    /// `total`, `fit`, `behaviour` or the position of a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<Measured>,
    /// The least points.
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<usize>,
}

/// A criterion and those of its answers that satisfy a reference; `None` if it is gone.
type CheckedRef = (Option<usize>, Vec<usize>);

#[derive(Serialize)]
#[serde(untagged)]
enum Measured {
    Sum(&'static str),
    Group(usize),
}

impl CheckerModel {
    pub(super) fn of(definition: &Definition, scorer: &Scorer) -> Self {
        let criteria = definition.criteria.iter().zip(scorer.criteria());
        let groups = definition.groups.iter().zip(scorer.groups());
        let bands = definition.bands.iter().zip(scorer.bands());
        Self {
            criteria: criteria.map(|(one, made)| criterion(one, made)).collect(),
            groups: groups
                .map(|(group, made)| CheckedGroup {
                    name: clean(&group.name),
                    kind: made.kind.word(),
                    min: made.min,
                    max: made.max,
                })
                .collect(),
            stages: stages(definition, scorer),
            handoff: scorer.handoff().map(|h| (h.stage, h.disposition)),
            bands: bands
                .map(|(band, made)| CheckedBand {
                    id: band.id.to_string(),
                    name: clean(&band.name),
                    from: made.from,
                    disposition: made.disposition,
                    qualified: made.qualified,
                })
                .collect(),
            routes: routes(definition, scorer),
            never: never(definition, scorer),
            dispositions: dispositions(definition),
        }
    }
}

fn criterion(criterion: &Criterion, made: &CompiledCriterion) -> CheckedCriterion {
    let answers = criterion.answer_list().into_iter();
    CheckedCriterion {
        id: criterion.id.to_string(),
        name: clean(&criterion.name),
        kind: made.kind.word(),
        combine: made.combine.word(),
        times: made.counts_times,
        group: made.group,
        answers: answers.map(|a| (clean(a.label), a.points)).collect(),
    }
}

fn stages(definition: &Definition, scorer: &Scorer) -> Vec<CheckedStage> {
    let stages = definition.stages.iter().zip(scorer.stages());
    stages
        .map(|(stage, made)| CheckedStage {
            id: stage.id.to_string(),
            name: clean(&stage.name),
            readiness: stage.readiness.label(),
            by_person: matches!(made.rule, EntryRule::ByPerson),
            rule: match &made.rule {
                EntryRule::Rule(rule) => Some(clauses(definition, stage.rule.as_ref(), rule)),
                EntryRule::Always | EntryRule::ByPerson => None,
            },
        })
        .collect()
}

fn routes(definition: &Definition, scorer: &Scorer) -> Vec<CheckedRoute> {
    let routes = definition.routes.iter().zip(scorer.routes());
    routes
        .map(|(route, made)| CheckedRoute {
            name: clean(route.title()),
            rule: clauses(definition, route.rule.as_ref(), &made.rule),
            disposition: made.disposition,
            even: made.even_if_qualified,
        })
        .collect()
}

fn never(definition: &Definition, scorer: &Scorer) -> Vec<CheckedNever> {
    let never = definition.never.iter().zip(scorer.never());
    never
        .map(|(never, made)| CheckedNever {
            words: clean(&wording::never(definition, never)),
            rule: clauses(definition, never.rule.as_ref(), &made.rule),
        })
        .collect()
}

fn dispositions(definition: &Definition) -> Vec<CheckedDisposition> {
    let all = definition.dispositions.iter();
    all.map(|disposition| CheckedDisposition {
        id: disposition.id.to_string(),
        name: clean(&disposition.name),
        forwards: disposition.action == DispositionAction::Forward,
        details: clean(&details(definition, disposition)),
    })
    .collect()
}

/// Returns the parts of a rule with their words.
fn clauses(
    definition: &Definition,
    rule: Option<&Rule>,
    compiled: &CompiledRule,
) -> Vec<CheckedClause> {
    let parts = rule.map_or_else(Vec::new, single_parts);
    let words = |at: usize| {
        let part = parts
            .get(at)
            .filter(|_| parts.len() == compiled.clauses.len());
        part.map_or_else(
            || "a part that isn't well formed".into(),
            |part| clean(&wording::rule(definition, part)),
        )
    };
    let numbered = compiled.clauses.iter().enumerate();
    numbered.map(|(at, one)| clause(one, words(at))).collect()
}

/// Splits a rule into rules of one part each, in the order in which a rule is compiled.
pub(in crate::export) fn single_parts(rule: &Rule) -> Vec<Rule> {
    let none = Rule::default;
    let mut parts = Vec::new();
    for reference in rule.all.iter().flatten() {
        let all = Some(vec![reference.clone()]);
        parts.push(Rule { all, ..none() });
    }
    if rule.any.is_some() {
        let any = rule.any.clone();
        parts.push(Rule { any, ..none() });
    }
    for reference in rule.none.iter().flatten() {
        let not = Some(vec![reference.clone()]);
        parts.push(Rule {
            none: not,
            ..none()
        });
    }
    for part in &rule.at_least {
        let at_least = vec![part.clone()];
        parts.push(Rule { at_least, ..none() });
    }
    for (of, least) in rule.points.iter().flatten() {
        let points = Some([(of.clone(), *least)].into());
        parts.push(Rule { points, ..none() });
    }
    if rule.reached.is_some() {
        let reached = rule.reached.clone();
        parts.push(Rule { reached, ..none() });
    }
    parts
}

fn clause(clause: &Clause, words: String) -> CheckedClause {
    let refs = |of: &[ResolvedRef]| of.iter().map(checked_ref).collect::<Vec<_>>();
    let mut checked = CheckedClause {
        is: "never",
        words,
        count: None,
        of: Vec::new(),
        measure: None,
        least: None,
        stage: None,
    };
    match clause {
        Clause::All(one) => (checked.is, checked.of) = ("all", vec![vec![checked_ref(one)]]),
        Clause::Not(one) => (checked.is, checked.of) = ("not", vec![vec![checked_ref(one)]]),
        Clause::Any(of) => (checked.is, checked.of) = ("any", vec![refs(of)]),
        Clause::AtLeast { count, of, .. } => {
            (checked.is, checked.count, checked.of) = ("count", Some(*count), vec![refs(of)]);
        }
        Clause::AtLeastTopics { count, topics, .. } => {
            (checked.is, checked.count) = ("topics", Some(*count));
            checked.of = topics.iter().map(|of| refs(of)).collect();
        }
        Clause::Points { of, least, .. } => {
            (checked.is, checked.least) = ("points", Some(*least));
            checked.measure = Some(match of {
                Measure::Total => Measured::Sum("total"),
                Measure::Kind(kind) => Measured::Sum(kind.word()),
                Measure::Group(group) => Measured::Group(*group),
            });
        }
        Clause::Reached(stage) => (checked.is, checked.stage) = ("reached", Some(*stage)),
        Clause::Never(_) => {}
    }
    checked
}

fn checked_ref(one: &ResolvedRef) -> CheckedRef {
    let numbered = one.answers.iter().enumerate();
    let satisfying = numbered.filter(|(_, satisfies)| **satisfies);
    (one.criterion, satisfying.map(|(at, _)| at).collect())
}
