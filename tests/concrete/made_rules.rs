//! Made-up rules, groups, stages, bands and routes over made-up criteria.

use std::collections::BTreeMap;

use serde_json::json;

use super::language::{
    AtLeast, Band, Criterion, Disposition, Group, Handoff, Model, Never, Of, OneOrMany, Points,
    Route, Rule, Stage, Track,
};
use super::made_up::Wish;
use super::random::Random;

/// Adds to the criteria everything that decides what becomes of a lead.
pub fn add(random: &mut Random, model: &mut Model, wish: Wish) {
    if random.once_in(2) {
        group(random, model);
    }
    let readiness = ["none", "sales-worthy", "sales-ready"];
    let stage = |n: usize, rule: Option<Rule>| Stage {
        id: format!("s{n}"),
        name: format!("S{n}"),
        readiness: Some(readiness[n.min(2)].into()),
        rule,
        decided_by: None,
    };
    let first = random.once_in(2).then(|| rule(random, model, wish, None));
    model.stages.push(stage(0, first));
    let second = rule(random, model, wish, None);
    model.stages.push(stage(1, Some(second)));
    let third = rule(random, model, wish, Some("s1"));
    model.stages.push(stage(2, Some(third)));
    if random.once_in(3) {
        model.stages.push(Stage {
            decided_by: Some("person".into()),
            ..stage(3, None)
        });
    }
    model.tracks.push(Track {
        id: "early".into(),
        name: "Early".into(),
    });
    dispositions(model);
    model.handoff = Some(Handoff {
        stage: if random.once_in(2) { "s1" } else { "s2" }.into(),
        disposition: "forward".into(),
        service_level: Some(json!({"response_hours": 48})),
    });
    let from = random.between(0, 3);
    let band = |n: usize, from: Option<i64>, disposition: &str| Band {
        id: format!("b{n}"),
        name: format!("B{n}"),
        from,
        disposition: Some(disposition.into()),
        qualified: None,
    };
    model.bands = vec![
        band(0, None, "recycle"),
        band(1, Some(from), "nurture"),
        Band {
            qualified: random.once_in(2).then(|| "fast".into()),
            ..band(2, Some(from + random.between(1, 4)), "discard")
        },
    ];
    for n in 0..random.below(3) {
        let route = Route {
            id: format!("r{n}"),
            rule: Some(rule(random, model, wish, Some("s1"))),
            disposition: (*random.pick(&["discard", "nurture"])).into(),
            even_if_qualified: random.once_in(2).then_some(true),
        };
        model.routes.push(route);
    }
    if !wish.without_never && random.once_in(3) {
        let never = never(random, model);
        model.never.push(never);
    }
}

fn dispositions(model: &mut Model) {
    let disposition = |id: &str, action: &str| Disposition {
        id: id.into(),
        name: id.to_uppercase(),
        action: Some(action.into()),
        owner: Some("sales".into()),
        ..Disposition::default()
    };
    model.dispositions = vec![
        disposition("forward", "forward"),
        Disposition {
            service_level: Some(json!({"response_hours": 4})),
            ..disposition("fast", "forward")
        },
        Disposition {
            track: Some("early".into()),
            ..disposition("nurture", "nurture")
        },
        disposition("recycle", "recycle"),
        disposition("discard", "discard"),
    ];
}

fn group(random: &mut Random, model: &mut Model) {
    let kind = random.pick(&model.criteria).kind.clone();
    let of = model
        .criteria
        .iter()
        .filter(|c| c.kind == kind)
        .map(|c| c.id.clone());
    let of: Vec<String> = of.collect();
    let count = random.between(1, of.len() as i64) as usize;
    let min = random.once_in(2).then(|| random.between(-2, 1));
    let max = random.between(2, 5);
    model.groups.push(Group {
        id: "g".into(),
        name: "G".into(),
        of: random.some(&of, count),
        min,
        max: Some(max).filter(|_| min.is_none() || random.once_in(2)),
    });
}

fn reference(random: &mut Random, criteria: &[Criterion]) -> String {
    let criterion = random.pick(criteria);
    let answers: Vec<String> = match (&criterion.answers, criterion.points) {
        (Some(answers), _) => answers.iter().map(|a| a.id.clone()).collect(),
        (None, Some(Points::Each { each, up_to })) => {
            (1..=up_to / each).map(|k| format!("x{k}")).collect()
        }
        _ => return criterion.id.clone(),
    };
    if random.once_in(3) {
        return criterion.id.clone();
    }
    let count = random.between(1, answers.len().min(2) as i64) as usize;
    format!(
        "{}={}",
        criterion.id,
        random.some(&answers, count).join("|")
    )
}

fn references(random: &mut Random, model: &Model) -> Vec<String> {
    let mut references: Vec<String> = (0..random.between(1, 2))
        .map(|_| reference(random, &model.criteria))
        .collect();
    references.sort();
    references.dedup();
    references
}

fn counts(random: &mut Random, model: &Model, wish: Wish) -> AtLeast {
    let topic = |random: &mut Random| (*random.pick(&["need", "money", "authority"])).to_owned();
    let of = match random.below(if wish.old_operators_only { 3 } else { 4 }) {
        0 => Of::Phase {
            phase: "research".into(),
        },
        1 => Of::Covers {
            covers: OneOrMany::One(topic(random)),
        },
        2 => Of::List(
            (0..3)
                .flat_map(|_| references(random, model))
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect(),
        ),
        _ => Of::Covers {
            covers: OneOrMany::Many(random.some(&["need", "money", "timing"].map(String::from), 2)),
        },
    };
    AtLeast {
        count: random.between(1, 2) as u32,
        of,
    }
}

fn rule(random: &mut Random, model: &Model, wish: Wish, reached: Option<&str>) -> Rule {
    let mut rule = Rule::default();
    for _ in 0..random.between(1, 2) {
        match random.below(6) {
            0 => rule.all = Some(references(random, model)),
            1 => rule.any = Some(references(random, model)),
            2 => rule.none = Some(references(random, model)),
            3 => rule.at_least = Some(OneOrMany::One(counts(random, model, wish))),
            4 => {
                let mut what = vec!["total", "fit", "behaviour"];
                what.extend(model.groups.iter().map(|g| g.id.as_str()));
                let what = (*random.pick(&what)).to_owned();
                rule.points = Some(BTreeMap::from([(what, random.between(-1, 5))]));
            }
            _ => rule.reached = reached.map(Into::into),
        }
    }
    rule
}

fn never(random: &mut Random, model: &Model) -> Never {
    let mut rule = Rule {
        all: Some(references(random, model)),
        ..Rule::default()
    };
    if random.once_in(3) {
        rule.any = Some(references(random, model));
    }
    Never {
        id: "impossible".into(),
        rule,
        why: "Nobody has seen one.".into(),
    }
}

/// Changes one of the rules.
pub fn edit(random: &mut Random, model: &mut Model, wish: Wish) {
    match random.below(6) {
        0 => {
            let place = 1 + random.below(2);
            let reached = (place == 2).then_some("s1");
            model.stages[place].rule = Some(rule(random, model, wish, reached));
        }
        1 => {
            let from = random.between(0, 3);
            model.bands[1].from = Some(from);
            model.bands[2].from = Some(from + random.between(1, 4));
        }
        2 => {
            if let Some(route) = model.routes.first_mut() {
                route.disposition = "recycle".into();
            }
        }
        3 => {
            if let Some(group) = model.groups.first_mut() {
                group.max = Some(random.between(2, 5));
            }
        }
        4 if !wish.without_never => {
            let never = never(random, model);
            model.never = vec![never];
        }
        _ => {
            for rule in model.stages.iter_mut().filter_map(|s| s.rule.as_mut()) {
                for least in rule.points.iter_mut().flat_map(|p| p.values_mut()) {
                    *least += random.between(-1, 1);
                }
            }
        }
    }
}
