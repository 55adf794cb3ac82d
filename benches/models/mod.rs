//! Models shared by benches and tests.

use accord::model::{
    Answer, AtLeast, Band, Combine, CountScope, Covers, Criterion, CriterionKind, Definition,
    Disposition, DispositionAction, Group, Handoff, Id, Phase, Readiness, Reference, Route, Rule,
    Stage,
};

fn id(text: &str) -> Id {
    Id::new(text).expect("well formed")
}

/// Sixty criteria: twenty with one of four answers, forty yes/no; eight stages with rules over
/// twelve criteria each and points; four groups; bands and routing rules.
pub fn sixty() -> Definition {
    let mut criteria: Vec<Criterion> = (0..20).map(ladder).collect();
    criteria.extend((0..40).map(yes_no));
    let groups = (0..4).map(|g| group(g, &criteria));
    let groups = groups.collect();
    let stages = (0..8).map(|s| stage(s, &criteria)).collect();
    let dispositions = [
        ("forward", DispositionAction::Forward),
        ("nurture", DispositionAction::Nurture),
        ("recycle", DispositionAction::Recycle),
        ("discard", DispositionAction::Discard),
    ];
    let band = |name: &str, from, disposition: &str| Band {
        id: id(name),
        name: name.into(),
        from,
        disposition: Some(id(disposition)),
        qualified: None,
    };
    Definition {
        handoff: Some(Handoff {
            stage: id("s5"),
            disposition: id("forward"),
            ..Handoff::default()
        }),
        bands: vec![
            band("cold", None, "recycle"),
            band("warm", Some(30), "nurture"),
            band("hot", Some(60), "nurture"),
        ],
        routes: vec![Route {
            id: id("out"),
            rule: Some(Rule {
                any: Some(vec![bare(&criteria, 3), bare(&criteria, 25)]),
                none: Some(vec![bare(&criteria, 30)]),
                ..Rule::default()
            }),
            disposition: id("discard"),
            even_if_qualified: true,
            ..Route::default()
        }],
        dispositions: dispositions
            .map(|(name, action)| Disposition {
                id: id(name),
                name: name.into(),
                action,
                ..Disposition::default()
            })
            .to_vec(),
        criteria,
        groups,
        stages,
        ..Definition::default()
    }
}

fn ladder(n: usize) -> Criterion {
    let kinds = [CriterionKind::Fit, CriterionKind::Behaviour];
    let level = |(l, name): (usize, &str)| Answer {
        id: id(name),
        label: name.into(),
        points: [5, 3, 1, 0][l] + i64::from(l < 3 && n.is_multiple_of(4)),
        otherwise: l == 3,
        ..Answer::default()
    };
    Criterion {
        id: id(&format!("ladder-{n}")),
        name: format!("Ladder {n}"),
        kind: kinds[n % 2],
        covers: vec![Covers::ALL[n % 3]],
        phase: (n % 2 == 1).then_some(Phase::ALL[n % 4]),
        combine: Some(Combine::OneOf),
        answers: ["best", "good", "fair", "other"]
            .into_iter()
            .enumerate()
            .map(level)
            .collect(),
        ..Criterion::default()
    }
}

fn yes_no(n: usize) -> Criterion {
    let kind = if n < 14 {
        CriterionKind::Fit
    } else {
        CriterionKind::Behaviour
    };
    Criterion {
        id: id(&format!("sign-{n}")),
        name: format!("Sign {n}"),
        kind,
        phase: (kind == CriterionKind::Behaviour).then_some(Phase::ALL[n % 4]),
        points: Some([1, 2, 3, 5, -2][n % 5].into()),
        ..Criterion::default()
    }
}

/// Five criteria of one kind under a cap.
fn group(g: usize, criteria: &[Criterion]) -> Group {
    let kind = [CriterionKind::Fit, CriterionKind::Behaviour][g % 2];
    let of = criteria.iter().filter(|c| c.kind == kind);
    let of = of.skip(6 + 5 * (g / 2)).take(5).map(|c| c.id.clone());
    Group {
        id: id(&format!("group-{g}")),
        name: format!("Group {g}"),
        of: of.collect(),
        min: Some(0),
        max: Some(8),
    }
}

fn bare(criteria: &[Criterion], n: usize) -> Reference {
    Reference::bare(criteria[n].id.clone())
}

/// Stages that require ever more of the same twelve criteria.
fn stage(s: usize, criteria: &[Criterion]) -> Stage {
    let named = [0, 2, 5, 9, 14, 20, 26, 31, 37, 43, 50, 57];
    let level = |n: usize, levels: &[&str]| Reference {
        criterion: criteria[n].id.clone(),
        answers: levels.iter().map(|l| id(l)).collect(),
    };
    let rule = Rule {
        all: (s > 1).then(|| vec![level(named[0], &["best", "good"]), bare(criteria, named[5])]),
        any: (s > 2).then(|| vec![level(named[1], &["best"]), bare(criteria, named[6])]),
        none: (s > 3).then(|| vec![bare(criteria, named[11])]),
        at_least: vec![AtLeast {
            count: 1 + s as u32 / 2,
            of: CountScope::References(named[2..10].iter().map(|n| bare(criteria, *n)).collect()),
        }],
        points: Some(
            [
                ("total".to_owned(), 8 * s as i64),
                ("fit".to_owned(), 3 * s as i64),
            ]
            .into(),
        ),
        reached: None,
    };
    Stage {
        id: id(&format!("s{s}")),
        name: format!("Stage {s}"),
        readiness: Readiness::ALL[s * Readiness::ALL.len() / 8],
        rule: Some(rule),
        ..Stage::default()
    }
}
