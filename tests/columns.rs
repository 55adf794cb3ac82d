//! What the loader knows about the columns of the leads' file: the workbench, the plain mode and
//! `accord score` say the same.

mod common;

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use accord::app::Step;
use accord::model::{Criterion, Data, Definition, Id, Session};
use accord::store::SessionFolder;
use common::{Bench, example};
use tempfile::TempDir;

const DUPLICATE: &str = "columns 2 and 3 are both called `region`: the first counts";
const ABSENT_AS_OF: &str = "the field `seen`, which holds each lead's own day, isn't a column of the file: the general as-of day is used (`--as-of` or the session's)";
const ABSENT_FIELD: &str = "no column holds the field `industry`: conditions on it are not known";

/// The leads' header has a name twice, lacks the as-of column `seen`, and has nothing on the
/// `industry` that a criterion asks about.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write_leads(folder.path(), "leads.csv", "id,region,region");
    write_leads(folder.path(), "better.csv", "id,region,industry");
    SessionFolder::create(folder.path(), &session()).expect("a session");
    folder
}

fn write_leads(folder: &Path, name: &str, header: &str) {
    std::fs::write(folder.join(name), format!("{header}\nL1,EU,north\n")).expect("leads");
}

fn session() -> Session {
    let when = serde_json::from_str(r#"{"field":"industry","is":"mills"}"#);
    let folder = SessionFolder::at(&example("worked-example"));
    let (worked, _) = folder.load().expect("the example reads");
    let mut definition = Definition::clone(&worked.definition);
    let here = serde_json::from_str(r#"{"field":"region","is":"EU"}"#);
    definition.criteria.push(Criterion {
        id: Id::new("here").expect("an id"),
        name: "Near us".into(),
        points: Some(1.into()),
        when: Some(here.expect("a condition")),
        ..Criterion::default()
    });
    definition.criteria.push(Criterion {
        id: Id::new("trade").expect("an id"),
        name: "Right trade".into(),
        points: Some(5.into()),
        when: Some(when.expect("a condition")),
        ..Criterion::default()
    });
    Session {
        definition: Arc::new(definition),
        data: Arc::new(Data {
            leads: Some("leads.csv".into()),
            as_of_field: Some("seen".into()),
            ..Data::default()
        }),
        ..worked
    }
}

/// The notes of the leads' file on Evidence, in order.
fn notes(bench: &mut Bench) -> Vec<String> {
    bench.go(Step::Evidence).keys("<esc><home>");
    let (rows, _) = bench.state.detail();
    let notes = rows.into_iter().filter(|row| row.text == "Note");
    notes.map(|row| row.value).collect()
}

#[test]
fn evidence_has_a_note_for_each() {
    let mut bench = Bench::at(folder()).size(118, 40);
    assert_eq!(notes(&mut bench), [DUPLICATE, ABSENT_AS_OF, ABSENT_FIELD]);
    let screen = bench.screen();
    assert!(screen.contains("are both called `region`"), "{screen}");
    assert!(screen.contains("no column holds the field"), "{screen}");
}

#[test]
fn once_read_the_first_is_named_and_the_others_counted() {
    let mut bench = Bench::at(folder());
    bench.go(Step::Evidence);
    bench.keys("<home><enter><down><enter><ctrl-u>./leads.csv<enter>");
    let notice = bench.state.notice.clone().expect("a notice");
    assert_eq!(
        notice.text,
        format!("{DUPLICATE} (and 2 more: see Evidence)")
    );
    bench.keys("<esc><home><enter><home><down><enter><ctrl-u>better.csv<enter>");
    let notice = bench.state.notice.clone().expect("a notice");
    assert_eq!(notice.text, ABSENT_AS_OF);
    assert_eq!(notes(&mut bench), [ABSENT_AS_OF]);
}

#[test]
fn a_mended_condition_loses_its_note_at_once_and_undo_brings_it_back() {
    let mut bench = Bench::at(folder());
    assert!(notes(&mut bench).contains(&ABSENT_FIELD.to_owned()));
    bench.go(Step::Points);
    bench.keys("/Right trade<enter>m<tab><end><enter><home>d");
    bench.keys("a<enter>region<enter><enter> <enter><ctrl-s>");
    let trade = bench.session().definition.criteria.last();
    let when = trade.and_then(|criterion| criterion.when.as_ref());
    let field = when.and_then(|when| when.field.as_deref());
    assert_eq!(field, Some("region"), "{}", bench.screen());
    assert_eq!(notes(&mut bench), [DUPLICATE, ABSENT_AS_OF]);
    bench.go(Step::Points).keys("u");
    assert_eq!(notes(&mut bench), [DUPLICATE, ABSENT_AS_OF, ABSENT_FIELD]);
}

#[test]
fn the_plain_mode_says_them_too() {
    let folder = folder();
    let mut out = Vec::new();
    let lines = Cursor::new("step evidence\n1\n");
    accord::plain::run(
        folder.path(),
        lines,
        &mut out,
        accord::plain::Typist::Script,
    )
    .expect("it opens");
    let out = String::from_utf8(out).expect("text");
    let first = format!("{DUPLICATE} (and 2 more: see Evidence)");
    assert!(out.contains(&first), "{out}");
    for note in [DUPLICATE, ABSENT_AS_OF, ABSENT_FIELD] {
        assert!(out.contains(&format!("Note: {note}")), "{note}\n{out}");
    }
}

#[test]
fn accord_score_warns_in_the_same_words() {
    let folder = folder();
    let mut program = std::process::Command::new(assert_cmd::cargo::cargo_bin!("accord"));
    program.env("ACCORD_HOME", folder.path().join("home"));
    program.args(["score", "--version", "draft"]);
    program.args([folder.path(), &folder.path().join("leads.csv")]);
    let ran = program.output().expect("it runs");
    let stderr = String::from_utf8(ran.stderr).expect("text");
    let warnings: Vec<&str> = stderr
        .lines()
        .filter_map(|line| line.strip_prefix("warning: "))
        .collect();
    assert_eq!(
        warnings,
        [DUPLICATE, ABSENT_AS_OF, ABSENT_FIELD],
        "{stderr}"
    );
}

#[test]
fn values_events_and_ids_are_said_on_evidence_as_by_accord_score() {
    let folder = folder();
    let criteria = r#"[
        {"id": "trade", "name": "Trade", "kind": "fit", "points": 5, "when": {"field": "industry", "is": "Machinery"}},
        {"id": "size", "name": "Size", "kind": "fit", "points": 5, "when": {"field": "size", "min": 1000}},
        {"id": "demo", "name": "Demo", "kind": "behaviour", "points": 5, "when": {"event": "demo"}}
    ]"#;
    let mut session = session();
    Arc::make_mut(&mut session.definition).criteria =
        serde_json::from_str(criteria).expect("criteria");
    let definition = Arc::make_mut(&mut session.definition);
    definition.groups.clear();
    definition.routes.clear();
    definition.never.clear();
    for stage in &mut definition.stages {
        stage.rule = None;
    }
    session.samples = Arc::default();
    session.data = Arc::new(Data {
        leads: Some("rows.csv".into()),
        events: Some("events.csv".into()),
        as_of: Some("2024-02-29".parse().expect("a day")),
        ..Data::default()
    });
    let path = folder.path().join("session.yaml");
    std::fs::write(path, accord::store::session_text(&session)).expect("a session");
    let rows = "id,industry,size\nL1,Machinry,\"1,098\"\nL2,,900\nL1,,2000\n";
    std::fs::write(folder.path().join("rows.csv"), rows).expect("leads");
    let events = "id,event,at\nL1,Demo,2026-01-01\nL9,demo,2024-01-01\n,demo,2024-01-01\n";
    std::fs::write(folder.path().join("events.csv"), events).expect("events");
    let mut bench = Bench::at(folder);
    let notes = notes(&mut bench);
    let begins = [
        "industry is never `Machinery`; the file has `Machinry`: ",
        "size: 1 of 3 values is no number, such as `1,098`, ",
        "1 event has no lead's id and belongs to nobody: ",
        "1 of 1 events is later than 2024-02-29 (session's as_of) and doesn't count, ",
        "1 id occurs more than once, in 2 rows, 1 with different verdicts, such as on lines 2 and 4: ",
    ];
    assert_eq!(notes.len(), begins.len(), "{notes:#?}");
    for (note, begin) in notes.iter().zip(begins) {
        assert!(note.starts_with(begin), "{note}");
    }
}
