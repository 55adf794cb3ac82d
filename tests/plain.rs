//! The plain mode: lines in, lines and documents out.

mod common;

use std::io::Cursor;
use std::path::Path;

use accord::model::{Decision, Workshop};
use accord::store::SessionFolder;
use common::{example, template, workshop};
use tempfile::TempDir;

const MEETING: &str = include_str!("scripts/meeting.txt");
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

/// Returns the output of the plain mode for these lines.
fn run_plain(path: &Path, lines: &str) -> String {
    let mut out = Vec::new();
    let input = Cursor::new(lines.to_owned());
    accord::plain::run(path, input, &mut out, accord::plain::Typist::Script).expect("it opens");
    String::from_utf8(out).expect("text")
}

/// Whether a text contains a date such as 2026-11-21.
fn has_date(text: &str) -> bool {
    text.as_bytes().windows(10).any(|bytes| {
        let is = |(i, b): (usize, &u8)| match i {
            4 | 7 => *b == b'-',
            _ => b.is_ascii_digit(),
        };
        bytes.iter().enumerate().all(is)
    })
}

/// Returns a published file without timestamps and the digests that depend on them.
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
        keys.iter().any(|key| line.starts_with(key)) || has_date(line) || line.contains("UTC")
    };
    text.lines()
        .filter(|l| !is_time(l))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the ballots and decisions without timestamps.
fn votes_and_decisions(workshop: &Workshop) -> Vec<String> {
    let mut all = Vec::new();
    for ballot in &workshop.ballots {
        all.push(format!(
            "{} {} {}",
            ballot.id, ballot.subject, ballot.outcome
        ));
        for round in &ballot.rounds {
            assert!(round.revealed.is_some());
            for vote in &round.votes {
                let (who, what) = (&vote.voter, &vote.value);
                all.push(format!("  {who} {what} {} {}", vote.absent, vote.reason));
            }
        }
    }
    for decision in &workshop.decisions {
        let timeless = Decision {
            at: None,
            ..decision.clone()
        };
        all.push(format!("{timeless:?}"));
    }
    all
}

#[test]
fn a_meeting_with_ballots_in_lines_is_the_meeting_at_the_keyboard() {
    let bench = workshop::meeting(|_, _| {});
    let folder = new("standard");
    let out = run_plain(folder.path(), MEETING);
    let wrong = out.lines().find(|l| l.starts_with("line "));
    assert_eq!(wrong, None, "{out}");
    assert!(out.contains("Published 1.0.0"), "{out}");
    for file in ["model.yaml", "glossary.yaml", "recap.md"] {
        let (plain, keys) = (timeless(folder.path(), file), timeless(bench.path(), file));
        assert_eq!(plain, keys, "{file}");
    }
    let (session, _) = SessionFolder::at(folder.path()).load().expect("it reads");
    let (plain, keys) = (&session.workshop, &bench.session().workshop);
    assert!(session.definition == bench.session().definition);
    let decided = votes_and_decisions(plain);
    assert_eq!(decided, votes_and_decisions(keys));
    assert_eq!((plain.ballots.len(), plain.decisions.len()), (8, 8));
    assert_eq!(plain.actions, keys.actions);
    assert_eq!(plain.participants, keys.participants);
    let words = |w: &Workshop| -> Vec<_> {
        let all = w.positions.iter();
        all.map(|p| (p.subject.clone(), p.side, p.text.clone()))
            .collect()
    };
    assert_eq!(words(plain), words(keys));
}

#[test]
fn a_vote_in_lines_is_said_by_nobody_before_it_is_shown() {
    let folder = copy("worked-example");
    let lines = "find demo criterion\nvote 1\n44977\nInes: 44977\nnonsense99\nstatus\nshow\nesc\nshow\nvote 1\n";
    let out = run_plain(folder.path(), lines);
    assert!(out.contains("Voted: Sales 2 of 3,"), "{out}");
    assert!(!out.contains("44977"), "{out}");
    assert!(!out.contains("nonsense99"), "{out}");
    // A script's invalid vote is not taken for the next voter's, or the reverse.
    assert!(out.contains("Write a whole number of points."), "{out}");
    let on_disk = std::fs::read_to_string(folder.path().join("session.yaml")).expect("a file");
    assert!(on_disk.contains("answer:demo/one-to-one"), "{on_disk}");
    assert!(!on_disk.contains("44977"), "{on_disk}");
    let out = run_plain(
        folder.path(),
        "find demo criterion\nvote 1\nreveal\ny\nnames\n",
    );
    assert!(out.contains("Tom Brackley: 44977"), "{out}");
}

#[test]
fn a_workshop_in_lines_is_the_workshop_at_the_keyboard() {
    let bench = workshop::first();
    let folder = new("standard");
    let out = run_plain(folder.path(), SCRIPT);
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
    let out = run_plain(
        folder.path(),
        "find demo criterion\n+ 2\n2\nPoints\n7\nundo\nstatus\nquit\npoints\n",
    );
    insta::assert_snapshot!(out);
}

#[test]
fn a_line_that_does_not_work_is_named_and_the_next_goes_on() {
    let folder = copy("worked-example");
    let lines = "points\n99\nnonsense\nfind demo criterion\nitem 1\n2\nseven\nundo\nundo\n";
    let out = run_plain(folder.path(), lines);
    let wrong: Vec<&str> = out.lines().filter(|l| l.starts_with("line ")).collect();
    insta::assert_snapshot!(wrong.join("\n"));
}

#[test]
fn words_stay_sealed_and_what_the_end_cuts_off_is_kept() {
    let folder = new("standard");
    let lines = "What is a qualified\nSales' wording\npurple\nelephants\n.\nMarketing's wording\ngreen giraffes";
    let out = run_plain(folder.path(), lines);
    assert!(out.contains("What is a qualified lead"), "{out}");
    assert!(!out.contains("elephants"), "{out}");
    assert!(!out.contains("giraffes"), "{out}");
    let on_disk = std::fs::read_to_string(folder.path().join("session.yaml")).expect("a file");
    assert!(on_disk.contains("What is a qualified lead"), "{on_disk}");
    assert!(!on_disk.contains("elephants"), "{on_disk}");
    assert!(!on_disk.contains("giraffes"), "{on_disk}");
    let out = run_plain(folder.path(), "What is a qualified\nreveal\ny\n");
    assert!(out.contains("Sales: purple / elephants"), "{out}");
    assert!(out.contains("Marketing: green giraffes"), "{out}");
}

#[test]
fn no_codes_come_out() {
    let folder = new("standard");
    let out = run_plain(
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
    let out = run_plain(folder.path(), lines);
    assert!(
        out.contains("sign [SIDE]: Record one side's agreement to exactly this text"),
        "{out}"
    );
}

#[test]
fn the_last_line_is_true_of_an_open_question() {
    let folder = copy("worked-example");
    assert!(run_plain(folder.path(), "").ends_with("End of input: everything is saved.\n"));

    // A workbench was killed, and one change is only in the journal.
    let session_folder = SessionFolder::at(folder.path());
    let text = std::fs::read_to_string(session_folder.session_file()).expect("text");
    let mut journal = accord::store::Journal::create(&session_folder, &text).expect("a journal");
    let park = r#"{"Edit":{"edit":{"Add":{"at":"parked:t1","index":0,"name":"t1","fields":[]}},"continues":false}}"#;
    journal.append_edit(park).expect("an edit");
    drop(journal);
    let before = std::fs::read(folder.path().join(".accord/journal")).expect("a journal");
    let out = run_plain(folder.path(), "");
    assert!(
        out.contains("1 change after that was kept. Nothing is lost"),
        "{out}"
    );
    assert!(
        out.ends_with("End of input: the question is still open, so nothing was written; everything that was found is left where it was.\n"),
        "{out}"
    );
    let after = std::fs::read(folder.path().join(".accord/journal")).expect("a journal");
    assert_eq!(before, after);

    let out = run_plain(folder.path(), "k\n");
    assert!(
        out.ends_with("End of input: everything is saved.\n"),
        "{out}"
    );
    assert!(text != std::fs::read_to_string(session_folder.session_file()).expect("text"));
}

#[test]
fn absent_marks_a_voter_and_so_does_the_older_away() {
    let folder = copy("worked-example");
    let out = run_plain(
        folder.path(),
        "points\nfind Demo criterion\n1\nvote\nabsent Tom\naway Ines\nesc\n",
    );
    for said in ["absent [NAME]", "Sales 0 of 2", "Sales 0 of 1"] {
        assert!(out.contains(said), "{said}: {out}");
    }
    assert!(!out.contains("away"), "{out}");

    let folder = copy("worked-example");
    let out = run_plain(
        folder.path(),
        "points\nsheet\nMarta: 5\nabsent Tom\naway Dev\nesc\n",
    );
    assert!(out.contains("absent NAME"), "{out}");
    let (session, _) = SessionFolder::at(folder.path()).load().expect("a session");
    let absent = |who: &str| {
        let rounds = session.workshop.ballots.iter().flat_map(|b| &b.rounds);
        let mut votes = rounds.flat_map(|round| &round.votes);
        votes.any(|vote| vote.voter == *who && vote.absent)
    };
    assert!(absent("tom") && absent("dev") && !absent("ines"));
}
