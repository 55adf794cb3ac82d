//! The worked example: seven criteria, one rule, 9,216 possible leads.

use accord::model::{
    Answer, Band, Combine, Condition, Criterion, CriterionKind, Definition, Disposition,
    DispositionAction, Handoff, Id, Readiness, Rule, Stage,
};

/// Makes an id from a valid text.
pub fn id(text: &str) -> Id {
    Id::new(text).expect("a well-formed id")
}

/// The worked example, with its ladders (meeting, money, references, demo) counted in a given way.
pub fn definition(ladders: Combine) -> Definition {
    let ladder = |name, levels: &[(&str, i64)]| behaviour(name, ladders, levels);
    Definition {
        criteria: vec![
            graded(
                "vertical",
                [("expertise", 5), ("adjacent", 3), ("other", 0)],
            ),
            graded("product", [("ideal", 5), ("customised", 3), ("invest", 0)]),
            ladder(
                "meeting",
                &[("decision-maker", 5), ("recommender", 3), ("influencer", 1)],
            ),
            Criterion {
                id: id("specification"),
                points: Some(5.into()),
                when: Some(says("specification", "specification")),
                ..Criterion::default()
            },
            ladder("money", &[("funded", 5), ("approved", 3)]),
            ladder("references", &[("contacted", 5), ("requested", 1)]),
            ladder("demo", &[("one-to-one", 5), ("online", 1)]),
        ],
        stages: vec![
            Stage {
                id: id("contact"),
                ..Stage::default()
            },
            Stage {
                id: id("mql"),
                readiness: Readiness::SalesWorthy,
                rule: Some(rule()),
                ..Stage::default()
            },
        ],
        handoff: Some(Handoff {
            stage: id("mql"),
            disposition: id("forward"),
            ..Handoff::default()
        }),
        bands: vec![
            band("cold", None, "recycle"),
            band("warm", Some(10), "nurture"),
            band("hot", Some(20), "nurture"),
        ],
        dispositions: vec![
            disposition("forward", DispositionAction::Forward),
            disposition("nurture", DispositionAction::Nurture),
            disposition("recycle", DispositionAction::Recycle),
        ],
        ..Definition::default()
    }
}

fn rule() -> Rule {
    let all = [
        "money=funded",
        "demo=one-to-one",
        "vertical=expertise|adjacent",
    ];
    Rule {
        all: Some(all.map(|text| text.parse().expect("a reference")).to_vec()),
        points: Some([("total".to_owned(), 20)].into()),
        ..Rule::default()
    }
}

/// The criterion's field contains the answer's id as a word.
fn says(field: &str, word: &str) -> Condition {
    Condition {
        field: Some(field.into()),
        contains: Some(word.into()),
        ..Condition::default()
    }
}

fn level(criterion: &str, name: &str, points: i64) -> Answer {
    Answer {
        id: id(name),
        points,
        when: Some(says(criterion, name)),
        ..Answer::default()
    }
}

fn graded(name: &str, levels: [(&str, i64); 3]) -> Criterion {
    let mut levels = levels.map(|(level_name, points)| level(name, level_name, points));
    levels[2].when = None;
    levels[2].otherwise = true;
    Criterion {
        id: id(name),
        kind: CriterionKind::Fit,
        combine: Some(Combine::OneOf),
        answers: levels.to_vec(),
        ..Criterion::default()
    }
}

fn behaviour(name: &str, combine: Combine, levels: &[(&str, i64)]) -> Criterion {
    Criterion {
        id: id(name),
        combine: Some(combine),
        answers: levels
            .iter()
            .map(|(l, points)| level(name, l, *points))
            .collect(),
        ..Criterion::default()
    }
}

fn band(name: &str, from: Option<i64>, then: &str) -> Band {
    Band {
        id: id(name),
        from,
        disposition: Some(id(then)),
        ..Band::default()
    }
}

fn disposition(name: &str, action: DispositionAction) -> Disposition {
    Disposition {
        id: id(name),
        action,
        ..Disposition::default()
    }
}
