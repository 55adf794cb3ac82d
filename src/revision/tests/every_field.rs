//! No field is forgotten: each row of the field tables, set to another value, is reported.

use std::sync::Arc;

use super::worked;
use crate::model::record::{FieldShape, FieldSpec, FieldWeight};
use crate::model::{Definition, Kind, Place, Session};
use crate::revision::{ChangeSeverity, Diff};

/// Every kind of thing in a definition.
const KINDS: [Kind; 19] = [
    Kind::Segment,
    Kind::Persona,
    Kind::Journey,
    Kind::Step,
    Kind::Stage,
    Kind::Exit,
    Kind::Term,
    Kind::Metric,
    Kind::Target,
    Kind::Qualification,
    Kind::Criterion,
    Kind::Answer,
    Kind::Group,
    Kind::Handoff,
    Kind::Band,
    Kind::Route,
    Kind::Never,
    Kind::Disposition,
    Kind::Track,
];

/// Returns texts of which at least two are valid for a field of this shape.
fn texts(spec: &FieldSpec) -> Vec<String> {
    let own = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect();
    match spec.shape {
        FieldShape::Choice(words) | FieldShape::Choices(words) => {
            let words = words.iter().map(|(word, _)| (*word).to_owned());
            words.chain([String::new()]).collect()
        }
        FieldShape::Number(from, to) => vec![from.to_string(), to.to_string()],
        FieldShape::Flag => own(&["yes", ""]),
        FieldShape::Condition => own(&["", r#"{"field":"a","is":"b"}"#]),
        FieldShape::Rule => own(&["", r#"{"all":["demo"]}"#]),
        FieldShape::Line if spec.key == "qualification" => own(&["1", "2-3"]),
        FieldShape::Day => own(&["", "2027-01-31"]),
        _ => own(&["one", "two"]),
    }
}

fn session(definition: &Definition) -> Session {
    Session {
        definition: Arc::new(definition.clone()),
        ..Session::default()
    }
}

/// A definition with at least one thing of every kind.
fn full() -> Definition {
    let mut definition = worked();
    definition.never.push(crate::model::NeverRule {
        id: crate::model::Id::new("nobody").unwrap(),
        ..crate::model::NeverRule::default()
    });
    definition.groups.push(crate::model::Group {
        id: super::id("web"),
        name: "Web".into(),
        of: vec![super::id("demo")],
        ..Default::default()
    });
    definition
}

#[test]
fn every_field_of_every_thing_is_told_and_carried_over() {
    let before = full();
    let mut fields = 0;
    for kind in KINDS {
        let old = session(&before);
        let place: Place = old.places(kind).first().expect("one of each kind").clone();
        for spec in old.record(&place).unwrap().specs() {
            let mut reported = 0;
            for text in texts(spec) {
                let mut new = old.clone();
                if new
                    .record_mut(&place)
                    .unwrap()
                    .set(spec.key, &text)
                    .is_err()
                    || new.definition == old.definition
                {
                    continue;
                }
                let diff = Diff::between(&before, &new.definition);
                let about: Vec<_> = diff.changes.iter().filter(|c| c.place == place).collect();
                assert!(!about.is_empty(), "{place} {}", spec.key);
                assert!(
                    about.iter().any(|c| c.field == Some(spec.key)),
                    "{place} {}: {about:?}",
                    spec.key
                );
                for change in &about {
                    check_meaning(change.base_severity, change.scored, spec);
                    assert!(!change.message.contains("{}"), "{}", change.message);
                    assert!(!change.message.ends_with("changed"), "{}", change.message);
                }
                assert_eq!(diff.apply(&before), *new.definition);
                reported += 1;
            }
            assert!(reported > 0, "{place} {} took no other text", spec.key);
            fields += 1;
        }
    }
    assert!(fields > 100, "{fields}");
}

fn check_meaning(plain: ChangeSeverity, scored: bool, spec: &FieldSpec) {
    match spec.weight {
        FieldWeight::Wording => assert_eq!(
            (plain, scored),
            (ChangeSeverity::Wording, false),
            "{}",
            spec.key
        ),
        FieldWeight::Meaning => assert_eq!(
            (plain, scored),
            (ChangeSeverity::Meaning, false),
            "{}",
            spec.key
        ),
        FieldWeight::Scored => assert!(
            scored && matches!(plain, ChangeSeverity::Meaning | ChangeSeverity::Queue),
            "{}",
            spec.key
        ),
    }
}

#[test]
fn a_difference_no_field_shows_is_told_too() {
    let before = worked();
    let mut after = before.clone();
    after.dispositions[0].service_level = Some(crate::model::ServiceLevel::default());
    let diff = Diff::between(&before, &after);
    assert_eq!(diff.changes.len(), 1);
    assert_eq!(
        diff.changes[0].message,
        "disposition Forward to Sales is written differently"
    );
    // It overrides the hand-off's service level, so the proof must consider it.
    assert!(diff.changes[0].scored);
    assert_eq!(diff.apply(&before), after);
}
