//! Small made-up models from a seed, with every feature that outcomes can depend on.

use std::collections::BTreeMap;

use accord::model::{
    Answer, AtLeast, Attempts, Band, Combine, CountScope, Covers, Criterion, CriterionKind,
    DecidedBy, Definition, Disposition, DispositionAction, Group, Handoff, Id, Phase, Readiness,
    Reference, Route, Rule, ServiceLevel, Stage,
};

/// An id.
pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// A seeded source of small numbers.
pub struct Dice(u64);

impl Dice {
    /// Different for each seed.
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..4 {
            dice.roll(2);
        }
        dice
    }

    /// Returns a number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 20) % sides as u64) as usize
    }

    /// True once in so many times.
    pub fn one_in(&mut self, of: usize) -> bool {
        self.roll(of) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

/// Small points, sometimes far apart.
fn points(dice: &mut Dice, scale: i64) -> i64 {
    *dice.pick(&[5, 3, 1, 0, -2, 4, 2, -5, 0, 1]) * scale
}

fn criterion(dice: &mut Dice, n: usize, scale: i64) -> Criterion {
    let kind = *dice.pick(&[CriterionKind::Fit, CriterionKind::Behaviour]);
    let mut made = Criterion {
        id: id(&format!("c{n}")),
        name: format!("Criterion {n}"),
        kind,
        ..Criterion::default()
    };
    if dice.one_in(3) {
        made.points = (!dice.one_in(6)).then(|| points(dice, scale).into());
    } else {
        let combine = *dice.pick(Combine::ALL);
        made.combine = Some(combine);
        for name in &["a", "b", "c"][..=dice.roll(3)] {
            made.answers.push(Answer {
                id: id(name),
                label: (*name).into(),
                points: points(dice, scale),
                ..Answer::default()
            });
        }
        if combine == Combine::OneOf && dice.one_in(2) {
            made.answers.last_mut().unwrap().otherwise = true;
        }
    }
    if kind == CriterionKind::Behaviour {
        made.phase = Some(*dice.pick(Phase::ALL)).filter(|_| !dice.one_in(3));
    }
    if dice.one_in(2) {
        made.covers = vec![Covers::Need];
    }
    made
}

fn reference(dice: &mut Dice, criteria: &[Criterion]) -> Reference {
    let criterion = dice.pick(criteria);
    let chosen = criterion.answers.iter().filter(|_| dice.one_in(2));
    let chosen = chosen.map(|l| l.id.clone()).collect();
    let mut criterion = criterion.id.clone();
    if dice.one_in(60) {
        criterion = id("gone");
    }
    Reference {
        criterion,
        answers: chosen,
    }
}

/// A rule with at least one part; it may refer to an earlier stage.
pub fn rule(dice: &mut Dice, criteria: &[Criterion], before: &[Stage], scale: i64) -> Rule {
    let mut rule = Rule::default();
    let some = |dice: &mut Dice, most: usize| -> Vec<Reference> {
        (0..=dice.roll(most))
            .map(|_| reference(dice, criteria))
            .collect()
    };
    while rule.is_empty() || dice.one_in(2) {
        match dice.roll(8) {
            0 => rule.all = Some(some(dice, 2)),
            1 => rule.any = Some(some(dice, 4)),
            2 => rule.none = Some(some(dice, 2)),
            3 | 4 => {
                let of = match dice.roll(4) {
                    0 => CountScope::Phase(Phase::Consideration),
                    1 => CountScope::Covers(Covers::Need),
                    _ => CountScope::References(some(dice, 5)),
                };
                let count = 1 + dice.roll(3) as u32;
                rule.at_least.push(AtLeast { count, of });
            }
            5 if !before.is_empty() => rule.reached = Some(dice.pick(before).id.clone()),
            _ => {
                let of = *dice.pick(&["total", "total", "fit", "behaviour", "g0", "g1"]);
                let minima = rule.points.get_or_insert_with(BTreeMap::new);
                minima.insert(of.into(), (dice.roll(14) as i64 - 3) * scale);
            }
        }
    }
    rule
}

fn service_level(dice: &mut Dice) -> Option<ServiceLevel> {
    dice.one_in(2).then(|| ServiceLevel {
        response_hours: Some(24 + dice.roll(2) as u32),
        attempts: dice.one_in(2).then_some(Attempts { min: 1, max: 3 }),
    })
}

const DISPOSITIONS: [(&str, DispositionAction); 4] = [
    ("forward", DispositionAction::Forward),
    ("fast", DispositionAction::Forward),
    ("nurture", DispositionAction::Nurture),
    ("discard", DispositionAction::Discard),
];

fn disposition(dice: &mut Dice) -> Id {
    id(dice.pick(&DISPOSITIONS).0)
}

/// A small definition with up to this many criteria.
pub fn definition(dice: &mut Dice, criteria: usize) -> Definition {
    let scale = if dice.one_in(12) { 1_000_000 } else { 1 };
    let criteria: Vec<Criterion> = (0..=dice.roll(criteria))
        .map(|n| criterion(dice, n, scale))
        .collect();
    let groups = groups(dice, &criteria, scale);
    let mut stages: Vec<Stage> = Vec::new();
    for n in 0..=dice.roll(4) {
        let rule = (!dice.one_in(5)).then(|| rule(dice, &criteria, &stages, scale));
        stages.push(Stage {
            id: id(&format!("s{n}")),
            name: format!("Stage {n}"),
            readiness: *dice.pick(Readiness::ALL),
            decided_by: dice.one_in(8).then_some(DecidedBy::Person),
            rule,
            ..Stage::default()
        });
    }
    for stage in stages.iter_mut().filter(|stage| stage.decided_by.is_some()) {
        stage.rule = None;
    }
    let routes = (0..dice.roll(3)).map(|n| Route {
        id: id(&format!("r{n}")),
        rule: Some(rule(dice, &criteria, &stages, scale)),
        disposition: disposition(dice),
        even_if_qualified: dice.one_in(2),
        ..Route::default()
    });
    let routes = routes.collect();
    let mut from = -2;
    let bands = (0..dice.roll(4)).map(|n| {
        from += 1 + dice.roll(5) as i64;
        Band {
            id: id(&format!("b{n}")),
            name: format!("Band {n}"),
            from: (n > 0).then_some(from * scale),
            disposition: (!dice.one_in(4)).then(|| disposition(dice)),
            qualified: dice.one_in(3).then(|| disposition(dice)),
        }
    });
    let bands = bands.collect();
    let handoff = (!dice.one_in(12)).then(|| Handoff {
        stage: dice.pick(&stages).id.clone(),
        disposition: id("forward"),
        service_level: service_level(dice),
        ..Handoff::default()
    });
    let dispositions = DISPOSITIONS.map(|(name, action)| Disposition {
        id: id(name),
        name: name.into(),
        action,
        service_level: service_level(dice),
        ..Disposition::default()
    });
    Definition {
        criteria,
        groups,
        stages,
        handoff,
        bands,
        routes,
        dispositions: dispositions.to_vec(),
        ..Definition::default()
    }
}

fn groups(dice: &mut Dice, criteria: &[Criterion], scale: i64) -> Vec<Group> {
    let mut groups = Vec::new();
    for (n, kind) in [CriterionKind::Fit, CriterionKind::Behaviour]
        .iter()
        .enumerate()
    {
        if dice.one_in(2) {
            continue;
        }
        let of = criteria
            .iter()
            .filter(|c| c.kind == *kind && !dice.one_in(3));
        groups.push(Group {
            id: id(&format!("g{n}")),
            name: format!("Group {n}"),
            of: of.map(|c| c.id.clone()).collect(),
            min: dice.one_in(2).then(|| (dice.roll(4) as i64 - 2) * scale),
            max: dice.one_in(2).then(|| (3 + dice.roll(5) as i64) * scale),
        });
    }
    groups
}
