//! The plain mode: lines in, lines and documents out.

mod common;

use std::io::Cursor;
use std::path::Path;

use accord::screens;
use accord::store::SessionFolder;
use common::{example, template, workshop};
use tempfile::TempDir;

const SCRIPT: &str = include_str!("scripts/first-workshop.txt");

/// A new session from a template.
fn new(name: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    SessionFolder::create(folder.path(), &template(name)).expect("a session");
    folder
}

/// A copy of an example.
fn copy(name: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["session.yaml", "leads.csv", "events.csv"] {
        let from = example(name).join(file);
        if from.exists() {
            std::fs::copy(from, folder.path().join(file)).expect("a copy");
        }
    }
    folder
}

/// What the plain mode says to these lines.
fn said(path: &Path, lines: &str) -> String {
    let mut out = Vec::new();
    let input = Cursor::new(lines.to_owned());
    accord::plain::run(path, &screens::ALL, input, &mut out, false).expect("it opens");
    String::from_utf8(out).expect("text")
}

/// A published file without what differs by time: when it was, and the digests over that.
fn timeless(path: &Path, file: &str) -> String {
    let text = std::fs::read_to_string(path.join("versions/1.0.0").join(file)).expect(file);
    let is_time = |line: &&str| {
        let line = line.trim_start().trim_start_matches("- ");
        let keys = [
            "published:",
            "at:",
            "digest:",
            "recap:",
            "model: sha256",
            "workshop: sha256",
        ];
        keys.iter().any(|key| line.starts_with(key))
            || line.contains("2026-")
            || line.contains("UTC")
    };
    text.lines()
        .filter(|l| !is_time(l))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_workshop_in_lines_is_the_workshop_at_the_keyboard() {
    let bench = workshop::first();
    let folder = new("standard");
    let out = said(folder.path(), SCRIPT);
    assert!(out.contains("Published 1.0.0"), "{out}");
    let wrong = out.lines().find(|l| l.starts_with("line "));
    assert_eq!(wrong, None, "{out}");
    for file in ["model.yaml", "glossary.yaml", "recap.md"] {
        let (plain, keys) = (timeless(folder.path(), file), timeless(bench.path(), file));
        assert_eq!(plain, keys, "{file}");
        assert!(plain.len() > 500, "{file} is more than its times");
    }
    let (session, _) = SessionFolder::at(folder.path()).load().expect("it reads");
    assert!(session.definition == bench.session().definition);
    assert_eq!(session.samples, bench.session().samples);
    assert!(accord::store::versions::verify(&SessionFolder::at(folder.path())).is_ok());
}

#[test]
fn what_a_point_does_is_said_at_once() {
    let folder = copy("worked-example");
    let out = said(
        folder.path(),
        "find demo criterion\n+ 2\n2\nPoints\n7\nundo\nstatus\nquit\npoints\n",
    );
    insta::assert_snapshot!(out);
}

#[test]
fn a_line_that_does_not_work_is_named_and_the_next_goes_on() {
    let folder = copy("worked-example");
    let lines = "points\n99\nnonsense\nfind demo criterion\nitem 1\n2\nseven\nundo\nundo\n";
    let out = said(folder.path(), lines);
    let wrong: Vec<&str> = out.lines().filter(|l| l.starts_with("line ")).collect();
    insta::assert_snapshot!(wrong.join("\n"));
}

#[test]
fn words_stay_sealed_and_what_the_end_cuts_off_is_kept() {
    let folder = new("standard");
    let lines = "What is a qualified\nSales' words\npurple\nelephants\n.\nMarketing's words\ngreen giraffes";
    let out = said(folder.path(), lines);
    assert!(
        !out.contains("elephants") && !out.contains("giraffes"),
        "{out}"
    );
    let on_disk = std::fs::read_to_string(folder.path().join("session.yaml")).expect("a file");
    assert!(!on_disk.contains("elephants") && !on_disk.contains("giraffes"));
    let out = said(folder.path(), "What is a qualified\nreveal\ny\n");
    assert!(out.contains("Sales: purple / elephants"), "{out}");
    assert!(out.contains("Marketing: green giraffes"), "{out}");
}

#[test]
fn no_codes_come_out() {
    let folder = new("standard");
    let out = said(
        folder.path(),
        "park a \u{1b}[31mred\u{7} thought\npublish\n",
    );
    assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{out:?}");
    assert!(out.contains("red"), "{out}");
}

#[test]
fn conditions_forms_and_lists_have_prompts() {
    let folder = copy("worked-example");
    let lines = "find demo criterion\nmore\nshow\nhelp\n";
    let out = said(folder.path(), lines);
    assert!(
        out.contains(
            "sign: Agree: to the thing in hand; on Publish, to exactly this text for one side"
        ),
        "{out}"
    );
}
