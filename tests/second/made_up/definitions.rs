//! Made-up definitions, valid by construction.

use std::collections::BTreeMap;

use accord::model::{
    Answer, AtLeast, Attempts, Band, Combine, CountScope, Covers, Criterion, CriterionKind,
    DecidedBy, Definition, Disposition, DispositionAction, Group, Handoff, Id, Phase, Readiness,
    Reference, Route, Rule, ServiceLevel, Stage, Track,
};

use super::super::worked::id;
use super::conditions::condition;
use super::dice::Dice;

/// The numbers for each part.
pub struct Parts {
    pub criteria: Vec<Vec<u16>>,
    pub groups: Vec<Vec<u16>>,
    pub stages: Vec<Vec<u16>>,
    pub bands: Vec<Vec<u16>>,
    pub routes: Vec<Vec<u16>>,
    pub rest: Dice,
}

const LEVELS: [&str; 4] = ["best", "good", "yes", "0_other"];
const DISPOSITIONS: [(&str, DispositionAction); 5] = [
    ("forward", DispositionAction::Forward),
    ("forward-fast", DispositionAction::Forward),
    ("nurture", DispositionAction::Nurture),
    ("recycle", DispositionAction::Recycle),
    ("discard", DispositionAction::Discard),
];

/// Builds a definition from its parts.
pub fn build(parts: Parts) -> Definition {
    let mut rest = parts.rest;
    let criteria: Vec<Criterion> = numbered(parts.criteria, criterion);
    let mut free = criteria.clone();
    let groups = numbered(parts.groups, |n, dice| group(n, dice, &mut free));
    let groups: Vec<Group> = groups.into_iter().flatten().collect();
    let mut stages: Vec<Stage> = Vec::new();
    for (n, rolls) in parts.stages.into_iter().enumerate() {
        let stage = stage(n, &mut Dice::new(rolls), &criteria, &groups, &stages);
        stages.push(stage);
    }
    let ruled = |stage: &&Stage| stage.rule.is_some();
    if stages.iter().find(ruled).is_none() {
        let name = format!("s{}", stages.len());
        stages.push(Stage {
            id: id(&name),
            name,
            rule: Some(rule(&mut rest, &criteria, &groups, &stages)),
            ..Stage::default()
        });
    }
    let routes = numbered(parts.routes, |n, dice| Route {
        id: id(&format!("r{n}")),
        rule: Some(rule(dice, &criteria, &groups, &stages)),
        disposition: disposition_id(dice, 0),
        even_if_qualified: dice.one_in(2),
        ..Route::default()
    });
    // A rule refers only to stages made before it, so there is no cycle; they are listed in any
    // order.
    for last in (1..stages.len()).rev() {
        stages.swap(last, last - rest.below(last + 1));
    }
    let ruled: Vec<Id> = stages.iter().filter(ruled).map(|s| s.id.clone()).collect();
    let handoff = Handoff {
        stage: ruled[rest.below(ruled.len())].clone(),
        disposition: id("forward"),
        service_level: service_level(&mut rest),
        ..Handoff::default()
    };
    let mut from = None;
    let bands = numbered(parts.bands, |n, dice| band(n, dice, &mut from));
    let dispositions = DISPOSITIONS.map(|(name, action)| disposition(name, action, &mut rest));
    Definition {
        criteria,
        groups,
        stages,
        handoff: Some(handoff),
        bands,
        routes,
        dispositions: dispositions.to_vec(),
        tracks: vec![Track {
            id: id("early"),
            name: "Early".into(),
            ..Track::default()
        }],
        ..Definition::default()
    }
}

fn numbered<T>(parts: Vec<Vec<u16>>, mut make: impl FnMut(usize, &mut Dice) -> T) -> Vec<T> {
    let dice = parts.into_iter().map(Dice::new).enumerate();
    dice.map(|(n, mut dice)| make(n, &mut dice)).collect()
}

fn criterion(n: usize, dice: &mut Dice) -> Criterion {
    let kind = [CriterionKind::Behaviour, CriterionKind::Fit][dice.below(2)];
    let mut criterion = Criterion {
        id: id(["c", "c-", "0_c"][dice.below(3)]),
        kind,
        covers: if dice.one_in(2) {
            dice.some(&Covers::ALL[..3], 2)
        } else {
            Vec::new()
        },
        ..Criterion::default()
    };
    criterion.id = id(&format!("{}{n}", criterion.id));
    criterion.name = format!("Criterion {n}");
    if kind == CriterionKind::Behaviour && dice.one_in(2) {
        criterion.phase = Some(Phase::ALL[dice.below(Phase::ALL.len())]);
    }
    match dice.below(6) {
        0 => criterion.points = Some(dice.between(-4, 8).into()),
        1 => {}
        2 | 3 => criterion.combine = Some(Combine::OneOf),
        4 => criterion.combine = Some(Combine::Highest),
        _ => criterion.combine = Some(Combine::Sum),
    }
    if criterion.combine.is_some() {
        add_levels(dice, &mut criterion);
    } else {
        criterion.when = (!dice.one_in(10)).then(|| condition(dice, 2));
    }
    criterion
}

fn add_levels(dice: &mut Dice, criterion: &mut Criterion) {
    let count = 1 + dice.below(LEVELS.len());
    let otherwise = criterion.combine == Some(Combine::OneOf) && count > 1 && dice.one_in(2);
    for (at, name) in LEVELS.iter().take(count).enumerate() {
        let otherwise = otherwise && at + 1 == count;
        let blind = dice.one_in(12);
        criterion.answers.push(Answer {
            id: id(name),
            label: format!("Level {name}"),
            points: dice.between(-4, 8),
            when: (!otherwise && !blind).then(|| condition(dice, 2)),
            otherwise,
        });
    }
}

/// A group of criteria that are in no other group.
fn group(n: usize, dice: &mut Dice, free: &mut Vec<Criterion>) -> Option<Group> {
    let kind = [CriterionKind::Behaviour, CriterionKind::Fit][dice.below(2)];
    let candidates: Vec<Id> = free
        .iter()
        .filter(|criterion| criterion.kind == kind)
        .map(|criterion| criterion.id.clone())
        .collect();
    if candidates.is_empty() {
        return None;
    }
    let of = dice.some(&candidates, 4);
    free.retain(|criterion| !of.contains(&criterion.id));
    let which = dice.below(3);
    let min = dice.between(-6, 4);
    let max = min + dice.between(0, 8);
    Some(Group {
        id: id(&format!("g{n}")),
        name: format!("Group {n}"),
        of,
        min: (which != 0).then_some(min),
        max: (which != 1).then_some(max),
    })
}

fn stage(
    n: usize,
    dice: &mut Dice,
    criteria: &[Criterion],
    groups: &[Group],
    earlier: &[Stage],
) -> Stage {
    let shape = dice.below(6);
    Stage {
        id: id(&format!("s{n}")),
        name: format!("Stage {n}"),
        readiness: Readiness::ALL[dice.below(Readiness::ALL.len())],
        decided_by: (shape == 5).then_some(DecidedBy::Person),
        rule: (1..5)
            .contains(&shape)
            .then(|| rule(dice, criteria, groups, earlier)),
        ..Stage::default()
    }
}

/// A rule with at least one part.
fn rule(dice: &mut Dice, criteria: &[Criterion], groups: &[Group], earlier: &[Stage]) -> Rule {
    let mut rule = Rule::default();
    while rule.is_empty() || dice.one_in(3) {
        match dice.below(8) {
            0 | 1 => add_minimum(dice, groups, rule.points.get_or_insert_default()),
            2 => rule.all = Some(references(dice, criteria, 2)),
            3 => rule.any = Some(references(dice, criteria, 4)),
            4 => rule.none = Some(references(dice, criteria, 2)),
            5 | 6 => rule.at_least.push(at_least(dice, criteria)),
            _ => rule.reached = reached(dice, earlier),
        }
    }
    rule
}

fn add_minimum(dice: &mut Dice, groups: &[Group], minima: &mut BTreeMap<String, i64>) {
    let mut of: Vec<&str> = vec!["total", "fit", "behaviour"];
    of.extend(groups.iter().map(|group| group.id.as_str()));
    minima.insert(dice.pick(&of).to_owned(), dice.between(-2, 9));
}

fn reached(dice: &mut Dice, earlier: &[Stage]) -> Option<Id> {
    let computed: Vec<&Stage> = earlier.iter().filter(|s| s.decided_by.is_none()).collect();
    (!computed.is_empty()).then(|| dice.pick(&computed).id.clone())
}

fn has_positive(criterion: &Criterion) -> bool {
    criterion.answers.iter().any(|level| level.points > 0)
}

/// Up to so many references, without duplicates.
fn references(dice: &mut Dice, criteria: &[Criterion], most: usize) -> Vec<Reference> {
    let mut references: Vec<Reference> = Vec::new();
    for _ in 0..=dice.below(most) {
        let criterion = &criteria[dice.below(criteria.len())];
        let yes_no = criterion.answers.is_empty();
        let may_be_bare = yes_no || has_positive(criterion);
        let levels = if may_be_bare && !dice.one_in(2) {
            Vec::new()
        } else if yes_no {
            vec![id("yes")]
        } else {
            let ids: Vec<Id> = criterion.answers.iter().map(|l| l.id.clone()).collect();
            dice.some(&ids, 2)
        };
        let reference = Reference {
            criterion: criterion.id.clone(),
            answers: levels,
        };
        if !references.contains(&reference) {
            references.push(reference);
        }
    }
    references
}

/// A count that enough criteria can meet.
fn at_least(dice: &mut Dice, criteria: &[Criterion]) -> AtLeast {
    let phase = Phase::ALL[dice.below(Phase::ALL.len())];
    let covers = Covers::ALL[dice.below(3)];
    let countable = |wanted: &dyn Fn(&Criterion) -> bool| {
        let can_hold = |c: &&Criterion| c.answers.is_empty() || has_positive(c);
        criteria
            .iter()
            .filter(can_hold)
            .filter(|c| wanted(c))
            .count()
    };
    let of_phase = countable(&|criterion| criterion.phase == Some(phase));
    let of_covers = countable(&|criterion| criterion.covers.contains(&covers));
    let (most, of) = match dice.below(3) {
        1 if of_phase > 0 => (of_phase, CountScope::Phase(phase)),
        2 if of_covers > 0 => (of_covers, CountScope::Covers(covers)),
        _ => {
            let references = references(dice, criteria, 5);
            let mut distinct: Vec<&Id> = references.iter().map(|r| &r.criterion).collect();
            distinct.sort();
            distinct.dedup();
            (distinct.len(), CountScope::References(references))
        }
    };
    let count = 1 + u32::try_from(dice.below(most.min(3))).expect("small");
    AtLeast { count, of }
}

fn disposition_id(dice: &mut Dice, from: usize) -> Id {
    id(DISPOSITIONS[from + dice.below(DISPOSITIONS.len() - from)].0)
}

fn band(n: usize, dice: &mut Dice, from: &mut Option<i64>) -> Band {
    if n == 1 {
        *from = Some(dice.between(-3, 6));
    } else {
        *from = from.map(|from| from + dice.between(1, 6));
    }
    Band {
        id: id(&format!("b{n}")),
        name: format!("Band {n}"),
        from: *from,
        disposition: Some(disposition_id(dice, 2)),
        qualified: dice.one_in(3).then(|| id("forward-fast")),
    }
}

fn service_level(dice: &mut Dice) -> Option<ServiceLevel> {
    let min = u32::try_from(dice.between(5, 7)).expect("small");
    let level = ServiceLevel {
        response_hours: Some(48),
        attempts: Some(Attempts { min, max: 9 }),
    };
    dice.one_in(2).then_some(level)
}

fn disposition(name: &str, action: DispositionAction, dice: &mut Dice) -> Disposition {
    let forwards = action == DispositionAction::Forward;
    Disposition {
        id: id(name),
        name: name.to_owned(),
        action,
        owner: "Marketing".into(),
        track: (!forwards).then(|| id(["early", "none"][dice.below(2)])),
        service_level: forwards.then(|| service_level(dice)).flatten(),
    }
}
