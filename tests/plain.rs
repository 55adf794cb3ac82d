//! The plain mode: lines in, lines and documents out.

mod common;
#[path = "plain/conditions.rs"]
mod conditions;

use std::io::Cursor;
use std::path::Path;

use accord::app::dialogs::text_entry::TextEntry;
use accord::app::input::entry_command::EntryCommand;
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
    // The sheet leaves what a vote decided before at the same number.
    assert_eq!((plain.ballots.len(), plain.decisions.len()), (8, 7));
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
    let named = "1 room\n1\nVotes\nNamed\n";
    let lines = format!(
        "{named}find demo criterion\nvote 1\n44977\nInes: 44977\nnonsense99\nstatus\nshow\nesc\nshow\nvote 1\n"
    );
    let out = run_plain(folder.path(), &lines);
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
fn a_file_is_mapped_by_numbers_and_no_word_is_left_out() {
    let folder = copy("b2b-saas");
    let out = run_plain(folder.path(), "evidence\nmap\n4\nbucket\n\n");
    assert!(out.contains("4. region text, 100% filled"), "{out}");
    assert!(out.contains("== BUCKET: WORDS OF region"), "{out}");
    assert!(out.contains(": not mapped"), "{out}");
    let (session, _) = SessionFolder::at(folder.path()).load().expect("it reads");
    assert_eq!(session.data.bucket_field.as_deref(), Some("region"));
}

#[test]
fn the_lines_of_a_list_lose_their_bullets() {
    let folder = copy("b2b-saas");
    let out = run_plain(
        folder.path(),
        "personas\nfind IT director persona\nedit titles\n- Head of IT\n2. Systems lead\n.\n",
    );
    let (session, _) = SessionFolder::at(folder.path()).load().expect("it reads");
    let mut personas = session.definition.personas.iter();
    let director = personas.find(|p| p.name == "IT director").expect("one");
    assert_eq!(director.titles, ["Head of IT", "Systems lead"], "{out}");
}

/// A copy of the example in which a thought was being typed when the program was killed.
fn with_a_text_half_typed() -> TempDir {
    let folder = copy("worked-example");
    let mut entry = TextEntry::line(EntryCommand::Park, "Park a thought", "", "");
    entry.paste("Ask the partners about rebates");
    let session = SessionFolder::at(folder.path());
    accord::store::write_draft(&session, &entry.draft()).expect("a draft");
    folder
}

fn parked(folder: &TempDir) -> Vec<String> {
    let (session, _) = SessionFolder::at(folder.path()).load().expect("it reads");
    let parking = session.workshop.parking.iter();
    parking.map(|thought| thought.name.clone()).collect()
}

#[test]
fn a_text_that_came_back_takes_no_line_unasked() {
    let folder = with_a_text_half_typed();
    let before = parked(&folder);
    let out = run_plain(folder.path(), "points\n");
    assert!(
        out.contains(
            "? Go on with what was being typed?\nPark a thought: Ask the partners about rebates\n"
        ),
        "{out}"
    );
    assert!(
        out.contains("line 1: `points` isn't an answer here: type y or n."),
        "{out}"
    );
    assert_eq!(parked(&folder), before);

    // It is there again until it is answered.
    let out = run_plain(folder.path(), "y\nAsk them in May\n");
    assert!(out.contains("Now: Ask the partners about rebates"), "{out}");
    assert_eq!(parked(&folder).last().expect("one"), "Ask them in May");
}

#[test]
fn a_text_that_came_back_is_discarded_with_a_letter_and_the_lines_go_on() {
    let folder = with_a_text_half_typed();
    let before = parked(&folder);
    let out = run_plain(folder.path(), "n\npoints\n");
    assert!(out.contains("Discarded what was typed"), "{out}");
    assert!(out.contains("\n== 6 Points\n"), "{out}");
    assert_eq!(parked(&folder), before);
    let out = run_plain(folder.path(), "");
    assert!(!out.contains("Go on with what"), "{out}");
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

#[test]
fn a_ballot_on_a_lead_says_its_facts_and_no_points() {
    let folder = copy("worked-example");
    let text = run_plain(folder.path(), "find Pump maker\nvote\nesc\n");
    let ballot = text.find("? Would you forward").expect("a ballot");
    let asked = &text[ballot..];
    assert!(asked.contains("\nYes: Target vertical: "), "{asked}");
    assert!(
        asked.contains("\nNo: Meeting held: With a recommender; "),
        "{asked}"
    );
    assert!(!asked.contains("37"), "{asked}");
}

#[test]
fn the_draft_is_read_in_lines_with_a_word_for_each_change() {
    let folder = copy("worked-example");
    let lines = "sign sales\nTom\nsign marketing\nMarta\npublish\ny\nstages\nitem 1\n2\nA person.\n.\ndraft\n";
    let out = run_plain(folder.path(), lines);
    assert!(
        out.contains("== The draft, 1 change since 1.0.0\n"),
        "{out}"
    );
    assert!(
        out.contains("\nas it was: Definition: A person to whom"),
        "{out}"
    );
    assert!(out.contains("\nchanged: Definition: A person.\n"), "{out}");
}

#[test]
fn the_seven_points_are_said_in_lines() {
    let folder = copy("worked-example");
    let out = run_plain(folder.path(), "checklist\n");
    assert!(
        out.contains("== The seven points\ndone: Past leads analysed: 12 leads"),
        "{out}"
    );
}

#[test]
fn a_new_signer_is_taken_with_a_note() {
    let folder = copy("worked-example");
    let out = run_plain(
        folder.path(),
        "sign sales\nAda Fell\nsign marketing\nmarta\n",
    );
    assert!(
        out.contains("Ada Fell has signed exactly this text for Sales, and isn't among the participants of Sales"),
        "{out}"
    );
    assert!(
        out.contains("Marta Lindqvist has signed exactly this text for Marketing\n"),
        "{out}"
    );
}

/// Lines a person types, with the output.
fn typed(path: &Path, lines: &str) -> String {
    let mut out = Vec::new();
    let input = Cursor::new(lines.to_owned());
    accord::plain::run(path, input, &mut out, accord::plain::Typist::Person).expect("it opens");
    String::from_utf8(out).expect("text")
}

fn session_in(folder: &TempDir) -> accord::model::Session {
    let folder = SessionFolder::at(folder.path());
    folder.load().expect("a session").0
}

#[test]
fn find_lists_what_matches_and_a_number_goes_there() {
    let folder = copy("worked-example");
    let lines = "find maintenance\n";
    let out = typed(folder.path(), lines);
    let list = &out[out.find("? Find").expect("a list")..];
    let row = list
        .lines()
        .find(|line| line.contains("Maintenance manager"))
        .expect("the persona");
    assert!(list.matches("\n2. ").count() == 1, "several: {list}");
    let number = row.split('.').next().expect("a number");
    let out = typed(folder.path(), &format!("{lines}{number}\n"));
    assert!(out.contains("== 3 Personas, Maintenance manager"), "{out}");
}

#[test]
fn find_with_one_match_goes_at_once_and_with_none_says_so() {
    let folder = copy("worked-example");
    let out = typed(folder.path(), "find Finance director\nfind zebra\nfind\n");
    assert!(out.contains("== 3 Personas, Finance director"), "{out}");
    assert!(out.contains("Nothing here is called `zebra`."), "{out}");
    assert!(out.contains("Say what to find: find WORDS."), "{out}");
}

#[test]
fn find_lists_several_even_if_one_is_called_just_this() {
    let folder = copy("worked-example");
    let out = typed(folder.path(), "find demo\n.\n");
    let list = &out[out.find("? Find").expect("a list")..];
    assert!(
        list.contains("Demo (") && list.contains("Toured the online demo"),
        "{list}"
    );
}

#[test]
fn a_full_stop_where_nothing_is_asked_and_the_room_view_are_answered() {
    let folder = copy("worked-example");
    let out = typed(folder.path(), ".\nroom view\nesc\n");
    assert!(out.contains("Nothing is asked"), "{out}");
    assert_eq!(out.matches("`accord room FOLDER`").count(), 1, "{out}");
    assert!(!out.contains("isn't known"), "{out}");
}

#[test]
fn after_find_another_command_leaves_its_list() {
    let folder = copy("worked-example");
    for typed_by in [typed, run_plain] {
        let out = typed_by(folder.path(), "find maintenance\nstatus\n");
        assert!(out.contains("1 Room: draft, saved."), "{out}");
    }
}

#[test]
fn a_number_is_only_what_a_menu_said_it_is() {
    let folder = copy("worked-example");
    // The palette and the list of sides weren't shown yet, and a form has three rows.
    let lines = "points\ncommands 6\nesc\nundo 3\nsign 1\nfind Demo criterion\n2\n9\n";
    let out = typed(folder.path(), lines);
    assert!(out.contains("`undo` takes nothing after it"), "{out}");
    assert!(out.contains("No choice contains `1`."), "{out}");
    assert!(out.contains("There is no field `9` here."), "{out}");
    assert!(session_in(&folder).workshop.sign_offs.is_empty());
}

#[test]
fn a_mistyped_word_takes_no_text() {
    let folder = copy("worked-example");
    let before = session_in(&folder).definition;
    for mistyped in [
        "nam",
        "lst",
        "see",
        "a lead is qualified when",
        "p they",
        "undo that",
        "delete Dmo",
    ] {
        let lines = format!("find Demo criterion\n{mistyped}\nstatus\nquit\n");
        let out = typed(folder.path(), &lines);
        assert!(
            out.contains("Demo: draft, saved.") || out.contains("6 Points: draft, saved."),
            "{mistyped}: {out}"
        );
        assert_eq!(session_in(&folder).definition, before, "{mistyped}");
        assert!(session_in(&folder).workshop.parking.len() < 4, "{mistyped}");
    }
    let out = typed(folder.path(), "lst\n");
    assert!(out.contains("did you mean `list`?"), "{out}");
}

#[test]
fn an_empty_line_or_a_full_stop_leaves_what_a_bare_word_asks() {
    let folder = copy("worked-example");
    let before = session_in(&folder);
    for word in [
        "park",
        "points\nlist",
        "points\nadd",
        "sign",
        "points\nfind Demo criterion\nName",
        "commands",
    ] {
        for leave in ["", "."] {
            let out = typed(folder.path(), &format!("{word}\n{leave}\nstatus\n"));
            assert!(out.contains("draft, saved."), "{word} {leave:?}: {out}");
        }
    }
    let after = session_in(&folder);
    assert_eq!(after.definition, before.definition);
    assert_eq!(after.workshop.parking, before.workshop.parking);
    assert_eq!(after.workshop.sign_offs, before.workshop.sign_offs);
}

#[test]
fn esc_leaves_a_text_of_several_lines_half_way() {
    let folder = new("standard");
    let out = typed(
        folder.path(),
        "personas\nlist\nesc\nstages\nMarketing qualified\nAgreed wording\nfirst line\nesc\nstatus\n",
    );
    assert!(out.contains("Discarded what was typed"), "{out}");
    assert!(out.contains("5 Stages: draft, saved."), "{out}");
    let session = session_in(&folder);
    let text = format!("{:?}", session.definition);
    assert!(!text.contains("first line"), "{out}");
}

#[test]
fn prompts_and_messages_name_words_and_no_keys() {
    let folder = copy("worked-example");
    let lines = "add\n.\npark\n.\nWhat is a qualified lead\nSales' wording\nours\n.\nback\npoints\nadd behaviour\n.\nfind Toured the online demo\n-\ndelete\nundo\nrules\nfindings\n.\npreview\nfind Pump maker\nback\npublish\n.\nsheet\npoints\nsheet\n.\nvote 1\n.\n";
    let out = typed(folder.path(), lines);
    for key in [
        "Ctrl-", "F5", "F6", "Esc", "Space:", "Enter ", "u brings", "press ",
    ] {
        let named = out.lines().find(|line| line.contains(key));
        assert_eq!(named, None, "{key}");
    }
    assert!(out.contains("`undo` brings it back"), "{out}");
}

#[test]
fn a_findings_number_goes_to_it() {
    let folder = copy("worked-example");
    let out = typed(folder.path(), "findings\n99\n1\nstatus\n");
    assert!(out.contains("? Findings\n1. "), "{out}");
    assert!(out.contains("No finding has the number 99"), "{out}");
    assert!(!out.contains("1 Room: draft"), "it went somewhere: {out}");
}

#[test]
fn a_question_takes_its_letter_or_its_word_and_nothing_that_begins_alike() {
    let folder = copy("worked-example");
    let lines = "find Demo criterion\nvote 1\n4\nreveal\nyellow\nesc\nesc\n";
    let out = typed(folder.path(), lines);
    assert!(
        out.contains("`yellow` isn't an answer here: type y"),
        "{out}"
    );
}

#[test]
fn save_and_words_of_the_palette_work_in_lines() {
    let folder = copy("worked-example");
    let out = typed(
        folder.path(),
        "park a thought\nsave\nnew session\nexit\npoints\n",
    );
    assert!(out.contains("Saved: session.yaml has everything"), "{out}");
    assert!(out.contains("accord new NAME"), "{out}");
    assert!(!out.contains("== 6 Points"), "exit quits: {out}");
}

#[test]
fn criteria_that_can_go_are_rows_at_the_end_of_points() {
    let folder = copy("worked-example");
    let file = folder.path().join("session.yaml");
    let session = std::fs::read_to_string(&file).expect("the session");
    let cat = "  criteria:\n    - {id: cat, name: Has a cat, kind: fit, points: 0}\n";
    std::fs::write(&file, session.replace("  criteria:\n", cat)).expect("written");
    let out = run_plain(folder.path(), "points\nlist\n");
    let rows = "\
-- CAN GO: NO OUTCOME CHANGES: 1 of 8
9. Has a cat: proved
-- DECIDE LEAST: of 18,432 possible
10. Gave us a specification and buying criteria: 1,546
";
    assert!(out.contains(rows), "{out}");
}

#[test]
fn a_picture_of_what_the_room_sees_is_a_word() {
    let folder = copy("worked-example");
    let said = run_plain(folder.path(), "find Demo criterion\npicture\nquit\n");
    assert!(said.contains("The picture is pictures/20"), "{said}");
    let names = std::fs::read_dir(folder.path().join("pictures")).expect("pictures");
    let names: Vec<String> = names
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(
        names.iter().all(|name| name.contains("-points-demo.")),
        "{names:?}"
    );
}
