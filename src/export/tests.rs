//! Documents of the worked example, and texts that try to break their layout.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::*;
use crate::check::checklist;
use crate::model::{
    Decision, Definition, GlossaryFile, ModelFile, Position, Rule, Sealed, Session, Side, SignOff,
    Version,
};

fn worked() -> Session {
    let text = include_str!("../../sessions/worked-example/session.yaml");
    crate::store::parse_session(std::path::Path::new("session.yaml"), text)
        .expect("the example reads")
}

fn at() -> Timestamp {
    "2026-11-21T16:30:00Z".parse().unwrap()
}

fn published(session: &Session) -> ExportSource {
    ExportSource {
        version: Some(Version::FIRST),
        published: Some(at()),
        agreed_by: [
            (Side::Sales, "Tom Brackley"),
            (Side::Marketing, "Marta Lindqvist"),
        ]
        .map(|(side, name)| SignOff {
            side,
            name: name.into(),
            at: Some(at()),
            digest: session.definition.digest(),
        })
        .into(),
        ..ExportSource::draft(session)
    }
}

#[test]
fn the_worked_example_as_markdown() {
    let text = markdown_text(&published(&worked())).unwrap();
    insta::assert_snapshot!(text);
}

#[test]
fn the_worked_example_s_minutes() {
    let mut session = worked();
    let words = |subject: &str, side, text: &str| Position {
        subject: subject.into(),
        side,
        text: text.into(),
        sealed: None,
        at: None,
    };
    let workshop = Arc::make_mut(&mut session.workshop);
    workshop.positions = vec![
        words(
            "question:qualified",
            Side::Sales,
            "Somebody with a budget.\nAnd a date.",
        ),
        words(
            "question:qualified",
            Side::Marketing,
            "Two downloads | and a form.",
        ),
        words("stage:mql", Side::Sales, "Funded, and in our market."),
        words("stage:mql", Side::Marketing, "Had a demo."),
        Position {
            sealed: Some(Sealed::new("a secret", b"salt")),
            ..words("question:past", Side::Sales, "")
        },
    ];
    workshop.sign_offs = published(&worked()).agreed_by;
    workshop.waivers = vec![crate::model::Waiver {
        id: "e1".parse().unwrap(),
        code: "A204".into(),
        place: "stage:mql".into(),
        reason: "Both sides know what is meant".into(),
    }];
    let text = {
        let findings = crate::check::check(&session, jiff::civil::date(2026, 11, 21));
        recap(&session, Version::FIRST, at(), &TimeZone::UTC, &findings)
    };
    assert!(!text.contains("secret"));
    insta::assert_snapshot!(text);
}

#[test]
fn the_times_of_the_minutes_are_those_of_the_room_and_its_zone_is_named() {
    let mut session = worked();
    let workshop = Arc::make_mut(&mut session.workshop);
    workshop.sign_offs = published(&worked()).agreed_by;
    workshop.decisions.push(Decision {
        subject: "stage:mql".into(),
        value: "As written".into(),
        at: Some(at()),
        ..Decision::default()
    });
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    let text = recap(&session, Version::FIRST, at(), &berlin, &[]);
    for place in [
        "Published 2026-11-21 17:30. Times are local: Europe/Berlin.",
        "| 2026-11-21 17:30 |",
        "- Sales: Tom Brackley, 2026-11-21 17:30",
    ] {
        assert!(text.contains(place), "{place}: {text}");
    }
    assert!(!text.contains("UTC"), "{text}");
}

#[test]
fn json_holds_the_definition_whole_and_in_order() {
    let session = worked();
    let text = json::render(&published(&session)).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let keys: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let expected = [
        "name",
        "version",
        "published",
        "digest",
        "agreed_by",
        "definition",
    ];
    assert_eq!(keys, expected);
    assert_eq!(value["version"], "1.0.0");
    assert_eq!(value["digest"], session.definition.digest());
    let read: Definition = serde_json::from_value(value["definition"].clone()).unwrap();
    assert_eq!(read, *session.definition);
    let draft = json::render(&ExportSource::draft(&session)).unwrap();
    assert!(draft.contains("\"version\": \"draft\""));
}

#[test]
fn the_committed_schema_of_the_export_is_up_to_date() {
    let name = "assets/schema/export.schema.json";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let fresh = export_schema();
    if std::env::var_os("ACCORD_BLESS").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == fresh,
        "{name} is out of date: run `ACCORD_BLESS=1 cargo test --lib schema` and look at the difference"
    );
}

#[test]
fn a_version_s_two_halves_are_the_whole_again() {
    let session = worked();
    let (definition, name) = (&session.definition, &session.name);
    let glossary = GlossaryFile::of(definition, name);
    let whole = ExportSource::version(&glossary, &ModelFile::of(definition, name));
    assert_eq!(whole.definition, **definition);
    assert_eq!(whole.definition.digest(), definition.digest());
}

#[test]
fn people_s_text_reads_as_itself() {
    for (text, expected) in [
        ("a | b", "a \\| b"),
        ("`code` <b>bold</b>", "\\`code\\` \\<b>bold\\</b>"),
        ("one\ntwo\r\n\n  three", "one two three"),
        ("# no heading", "\\# no heading"),
        ("- no list", "\\- no list"),
        ("-5 is a number", "-5 is a number"),
        ("2. no list", "2\\. no list"),
        ("2.5 million", "2.5 million"),
        ("lead_id and _this_", "lead_id and \\_this\\_"),
        ("AT&T [x](y) \\", "AT\\&T \\[x\\](y) \\\\"),
        ("a\u{1b}[2Jb", "a \\[2Jb"),
        ("", ""),
    ] {
        assert_eq!(escape_markdown(text), expected, "{text}");
    }
}

#[test]
fn hostile_text_leaves_every_table_in_order() {
    let hostile = "x | y\n| z | `q` <b>w</b>\n\n# h";
    let mut session = worked();
    let plain = markdown_text(&ExportSource::draft(&session)).unwrap();
    let definition = Arc::make_mut(&mut session.definition);
    for stage in &mut definition.stages {
        stage.definition = hostile.into();
        // Each owner has a frame in the map.
        stage.owner = format!("{} {hostile}", stage.owner);
    }
    definition.terms[0].definition = hostile.into();
    definition.criteria[0].answers[0].label = hostile.into();
    definition.metrics[0].formula = hostile.into();
    let text = markdown_text(&ExportSource::draft(&session)).unwrap();
    assert!(!text.contains("<b>w") || text.contains("\\<b>w"));
    let shape = |text: &str| -> Vec<(bool, usize)> {
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        text.lines()
            .map(|line| (line.starts_with('#'), cells(line)))
            .collect()
    };
    assert_eq!(shape(&text), shape(&plain));
}

#[test]
fn the_seven_points_say_what_proves_them_or_what_is_open() {
    let points = checklist(&worked());
    assert_eq!(points.len(), 7);
    assert!(points.iter().all(|point| point.done), "{points:#?}");
    assert_eq!(
        points[0].proof,
        "12 leads remembered in the workshop, in 3 buckets, reviewed with Sales by 2026-11-16"
    );
    let empty = checklist(&Session::new("x"));
    assert!(empty.iter().all(|point| !point.done), "{empty:#?}");

    let mut session = worked();
    let definition = Arc::make_mut(&mut session.definition);
    definition.stages[3].rule = Some(Rule {
        all: Some(vec!["money=funded".parse().unwrap()]),
        ..Rule::default()
    });
    definition.criteria[6].example.clear();
    definition.handoff.as_mut().unwrap().service_level = None;
    definition
        .handoff
        .as_mut()
        .unwrap()
        .report_back
        .as_mut()
        .unwrap()
        .within_hours = None;
    definition.tracks[1].exit.clear();
    Arc::make_mut(&mut session.data).buckets[1].reviewed = None;
    let open: Vec<String> = checklist(&session)
        .into_iter()
        .filter(|point| !point.done)
        .map(|point| point.proof)
        .collect();
    assert_eq!(
        open,
        [
            "not reviewed with Sales yet: Touched and rejected",
            "Marketing qualified lead (MQL) lacks fit",
            "no real example yet: Demo",
            "the hand-off has no service level yet",
            "open: by when",
            "no way back into scoring: Right company, wrong moment",
        ]
    );
}

#[test]
fn each_open_point_says_where_it_is_settled() {
    let mut session = worked();
    Arc::make_mut(&mut session.definition).criteria[6]
        .example
        .clear();
    Arc::make_mut(&mut session.definition).tracks[1]
        .exit
        .clear();
    let places = checklist(&session).into_iter().filter(|point| !point.done);
    let places: Vec<String> = places.map(|point| point.place.to_string()).collect();
    assert_eq!(places, ["criterion:demo", "track:not-ready"]);
}
