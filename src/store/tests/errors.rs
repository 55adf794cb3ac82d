//! The exact wording of errors.

use std::io;
use std::path::Path;

use super::super::error::StoreError;
use super::super::{Cause, FileDocument, SessionFolder, document, read_model};
use crate::model::{ModelFile, Session};

const HEAD: &str = "accord: session/1\nname: Acme\n";

fn refused<D: FileDocument>(text: &str) -> StoreError {
    let path = Path::new("acme/session.yaml");
    match document::parse::<D>(path, text) {
        Ok(_) => panic!("this was read: {text}"),
        Err(error) => error,
    }
}

/// Returns the error's sentence without the file's name.
fn says(text: &str) -> String {
    let sentence = refused::<Session>(text).sentence();
    sentence
        .strip_prefix("acme/session.yaml:")
        .unwrap()
        .trim_start()
        .to_owned()
}

/// Like `says`, for a text after the two opening lines.
fn body(text: &str) -> String {
    says(&format!("{HEAD}{text}"))
}

#[test]
fn an_unknown_key_is_shown_with_the_nearest_known_one() {
    let text = format!("{HEAD}definition:\n  criteria:\n    - id: a\n      nmae: A\n");
    let error = refused::<Session>(&text);
    assert_eq!(error.cause(), Cause::Malformed);
    assert_eq!(
        error.sentence(),
        "acme/session.yaml:6:7: unknown key `nmae`; did you mean `name`?"
    );
    assert_eq!(
        error.to_string(),
        "acme/session.yaml:6:7: unknown key `nmae`; did you mean `name`?\n  \
         |\n6 |       nmae: A\n  |       ^^^^"
    );
    assert_eq!(
        body("colour: red\n"),
        "3:1: unknown key `colour`; known here: accord, name, definition, data, samples, workshop, retired"
    );
}

#[test]
fn a_wrong_indent_is_shown_where_it_is() {
    let indent = "this line's indentation fits nothing above it; indent it like its neighbours";
    let item = "definition:\n  criteria:\n    - id: a\n      name: A\n";
    assert_eq!(
        body(&format!("{item}     kind: fit\n")),
        format!("7:6: {indent}")
    );
    assert_eq!(
        body(&format!("{item}       kind: fit\n")),
        "7:12: a `:` doesn't fit here; indent the line like its neighbours, or put a text with `: ` in quotes"
    );
    assert_eq!(body("retired:\n  - a\n - b\n"), format!("5:2: {indent}"));
    assert_eq!(
        body("definition:\n\tcriteria: []\n"),
        "4:2: a tab in the indentation; indent with spaces"
    );
}

#[test]
fn wrong_values_say_what_belongs_there() {
    let criterion = |rest: &str| {
        body(&format!(
            "definition:\n  criteria:\n    - id: a\n      name: A\n      {rest}\n"
        ))
    };
    assert_eq!(
        criterion("kind: fot"),
        "7:13: unknown word `fot`; did you mean `fit`?"
    );
    assert_eq!(
        criterion("kind: colour"),
        "7:13: unknown word `colour`; write one of fit, behaviour"
    );
    assert_eq!(criterion(""), "6:7: the key `kind` is missing here; add it");
    assert_eq!(
        criterion("points: five"),
        "7:15: `five` is not a whole number; write digits alone, such as 5 or -3, or the keys `each` and `up_to`"
    );
    assert_eq!(
        criterion("points: {each: two, up_to: 10}"),
        "7:22: a whole number expected here; write digits alone, such as 5 or -3"
    );
    assert_eq!(
        criterion("points: {each: 2}"),
        "7:16: the key `up_to` is missing here; add it"
    );
    assert_eq!(
        criterion("points: {each: 2, upto: 10}"),
        "7:25: unknown key `upto`; did you mean `up_to`?"
    );
    assert_eq!(
        criterion("answers:"),
        "7:14: there is no value here; give it a value or leave the key out"
    );
    assert_eq!(
        criterion("levels: 5"),
        "7:15: a list expected here; write one"
    );
    assert_eq!(
        criterion("suggested: yes"),
        "7:18: true or false expected here; write one of the two"
    );
    assert_eq!(
        criterion("when: {field: size, min: big}"),
        "7:32: `big` is not a number; write at most 18 digits, with a point before at most 12 decimals, such as 250 or -1.5"
    );
    assert_eq!(
        criterion("name: B"),
        "7:7: the key `name` appears twice; keep one of them"
    );
    assert_eq!(
        body("samples:\nretired: []\n"),
        "3:8: there is no value here; give it a value or leave the key out"
    );
    assert_eq!(
        body("definition:\n  stages:\n    - {id: A B, name: A}\n"),
        "5:12: `A B` can't be an id; use lowercase letters, digits, `-` and `_`, beginning with a letter or digit"
    );
}

#[test]
fn what_is_no_yaml_or_more_than_one_document_is_refused() {
    let check = "check indentation, quotes and brackets here";
    assert_eq!(
        body("retired: [a, b\n"),
        format!("3:10: this isn't YAML (unclosed bracket '['); {check}")
    );
    assert_eq!(
        body("---\nname: b\n"),
        "4:1: a second document begins here; keep one document in the file"
    );
    assert_eq!(
        body("retired: [*a]\n"),
        "3:11: an alias (`*`) of something that isn't there; write the value out, or put the text in quotes"
    );
    assert_eq!(
        body("retired: [!x a]\n"),
        "3:14: a tag (`!`) isn't used in these files; leave it out"
    );
}

#[test]
fn deep_nests_are_refused_and_those_a_form_can_make_are_read() {
    let nested = |depth: usize| {
        let (open, close) = ("{all: [".repeat(depth), "]}".repeat(depth));
        format!(
            "{HEAD}definition:\n  criteria:\n    - {{id: a, name: A, kind: fit,\n       when: {open}{{field: x, known: true}}{close}}}\n"
        )
    };
    assert!(document::parse::<Session>(Path::new("x"), &nested(63)).is_ok());
    for depth in [100, 200, 50_000] {
        let error = refused::<Session>(&nested(depth)).sentence();
        assert!(
            error.ends_with(": nested too deeply; bring it down to a few levels"),
            "{error}"
        );
    }
}

#[test]
fn alias_bombs_are_refused() {
    let mut text = format!(
        "{HEAD}definition:\n  criteria:\n    - id: a\n      name: A\n      kind: fit\n      when:\n        all:\n          - &c0 {{field: x, known: true}}\n"
    );
    for n in 1..12 {
        let before = vec![format!("*c{}", n - 1); 10].join(", ");
        text.push_str(&format!("          - &c{n} {{all: [{before}]}}\n"));
    }
    let started = std::time::Instant::now();
    let error = refused::<Session>(&text);
    assert!(started.elapsed().as_secs() < 5);
    assert!(
        error
            .sentence()
            .ends_with("too much is repeated by aliases; write the repeated parts out"),
        "{error}"
    );
}

#[test]
fn duplicate_ids_are_shown_at_the_second() {
    let text = format!(
        "{HEAD}definition:\n  stages:\n    - {{id: mql, name: A}}\n    - id: sql\n      name: mql\n    - name: B\n      id: mql\n"
    );
    let error = refused::<Session>(&text);
    assert_eq!(error.cause(), Cause::DuplicateId);
    assert_eq!(
        error.sentence(),
        "acme/session.yaml:9:11: `mql` is already the id of the stage in line 5; give one of the two another id"
    );
    assert_eq!(error.position().unwrap().text, "      id: mql");
}

#[test]
fn duplicate_answers_and_steps_are_found_within_their_parents() {
    let levels = "combine: one-of, answers: [{id: x, label: X, points: 1}";
    let model = format!(
        "accord: model/1\ncriteria:\n  - {{id: a, name: A, kind: fit, {levels}]}}\n  - {{id: b, name: B, kind: fit, {levels},\n     {{id: x, label: Y, points: 2}}]}}\n"
    );
    assert_eq!(
        refused::<ModelFile>(&model).sentence(),
        "acme/session.yaml:5:11: `x` is already the id of the answer in line 4; give one of the two another id"
    );
    let journeys = "definition:\n  journeys:\n    - id: one\n      persona: p\n      segment: s\n      steps: [{id: x, name: X, phase: research}]\n    - id: two\n      persona: p\n      segment: t\n      steps: [{id: x, name: X, phase: research}]\n";
    let error = body(journeys);
    assert_eq!(
        error,
        "12:20: `x` is already the id of the buying step in line 8; give one of the two another id"
    );
}

#[test]
fn another_format_gets_its_own_sentence_before_anything_else() {
    assert_eq!(
        says("accord: session/2\nnew_things: 1\n"),
        "1:1: `session/2` was written by a newer Accord; update Accord to open it; the file is left as it is"
    );
    assert_eq!(
        refused::<Session>("\u{feff}accord: \"session/2\" # x\n").cause(),
        Cause::NewerFormat
    );
    let error = refused::<Session>("# a comment\naccord: model/1\ncriteria: []\n");
    assert_eq!(error.cause(), Cause::WrongKind);
    assert_eq!(
        error.sentence(),
        "acme/session.yaml:2:1: this is a model file where a session file is expected; give the session's folder or its session.yaml instead"
    );
    assert_eq!(
        says("accord: sesion/1\nname: x\n"),
        "1:1: the format `sesion/1` isn't known; write `accord: session/1`"
    );
    let missing = "the line `accord:` is missing, so this may be another program's file; begin the file with `accord: session/1`";
    assert_eq!(says("name: x\n"), missing);
    assert_eq!(says("hello\n"), missing);
}

#[test]
fn a_format_in_quotes_or_json_is_set_right() {
    for text in [
        "accord: 'session/1'\nname: x\n",
        "name: x\naccord: session/1 # ours\n",
        "{\"accord\": \"session/1\", \"name\": \"x\"}",
        "\u{feff}# hello\r\n\r\naccord: session/1\r\nname: x\r\n",
    ] {
        let session: Session = document::parse(Path::new("x"), text).unwrap();
        assert_eq!(
            (session.accord.as_str(), session.name.as_str()),
            ("session/1", "x")
        );
    }
    assert_eq!(
        refused::<Session>("{\"accord\": \"session/3\", \"name\": \"x\"}").cause(),
        Cause::NewerFormat
    );
}

#[test]
fn empty_files_and_other_bytes_are_refused() {
    let empty = "the file is empty; put a copy from your backup here, or create a session with `accord new`";
    for text in ["", "\n\n", "# only a comment\n", "---\n", "\u{feff}"] {
        assert_eq!(says(text), empty, "{text:?}");
    }
    let (_dir, folder) = super::folder();
    std::fs::write(
        folder.session_file(),
        b"accord: session/1\nname: M\xfcller\n",
    )
    .unwrap();
    let error = folder.load().unwrap_err();
    assert_eq!(error.cause(), Cause::NotText);
    assert!(
        error.sentence().ends_with(
            "session.yaml:2:8: this isn't UTF-8 text; save the file as UTF-8 in your editor"
        ),
        "{error}"
    );
}

#[test]
fn paths_that_lead_nowhere_say_so() {
    let (dir, folder) = super::folder();
    let sentence = |folder: &SessionFolder| {
        let sentence = folder.load().unwrap_err().sentence();
        let path = format!("{}", dir.path().display());
        sentence.replace(&path, "DIR").replace('\\', "/")
    };
    assert_eq!(
        sentence(&folder),
        "DIR: there is no session.yaml in this folder; check the path, or create a session with `accord new`"
    );
    let nowhere = SessionFolder::at(&dir.path().join("no"));
    assert_eq!(
        sentence(&nowhere),
        "DIR/no: there is nothing here; check the path, or create a session with `accord new`"
    );
    std::fs::write(dir.path().join("file"), "x").unwrap();
    let file = SessionFolder::at(&dir.path().join("file"));
    assert_eq!(
        sentence(&file),
        "DIR/file: this is a file; a session is a folder with a session.yaml in it; give the folder"
    );
    std::fs::create_dir(folder.session_file()).unwrap();
    assert_eq!(
        sentence(&folder),
        "DIR/session.yaml: this is a folder, not a file; give the file"
    );
    assert_eq!(
        read_model(dir.path()).unwrap_err().cause(),
        Cause::WrongShape
    );
}

#[test]
fn refused_permission_says_what_to_change() {
    let error = StoreError::io(Path::new("a/b"), &io::ErrorKind::PermissionDenied.into());
    assert_eq!(error.cause(), Cause::NoPermission);
    let other = if cfg!(windows) {
        "no permission, or another program has it open; close it there, "
    } else {
        "no permission; "
    };
    assert_eq!(
        error.sentence(),
        format!("a/b: {other}change the file's permissions, or use a copy you own")
    );
}

#[test]
fn what_another_program_holds_is_said_to_be_open_there() {
    let error = StoreError::io(Path::new("a/b"), &io::ErrorKind::ResourceBusy.into());
    assert_eq!(error.cause(), Cause::Held);
    assert_eq!(
        error.sentence(),
        "a/b: another program has it open; close it there (Excel, an editor, OneDrive), then try again; nothing was overwritten"
    );
}

#[test]
fn nothing_in_a_file_can_move_the_cursor() {
    let error = refused::<Session>(&format!("{HEAD}\"\\e[2J\": 1\n"));
    assert!(error.sentence().contains("unknown key `·[2J`"), "{error}");
    assert!(!error.to_string().contains('\u{1b}'));
    let raw = refused::<Session>(&format!("{HEAD}x: \u{1b}[2J\n"));
    assert!(!raw.to_string().contains('\u{1b}'), "{:?}", raw.to_string());
}
