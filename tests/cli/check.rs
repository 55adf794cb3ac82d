//! `accord check`.

use serde_json::Value;

use crate::harness::{Folder, accord};

#[test]
fn an_example_has_no_errors() {
    for example in ["sessions/worked-example", "sessions/b2b-saas"] {
        let text = accord(["check", example]).fine();
        assert!(!text.contains("error"), "{text}");
    }
}

#[test]
fn an_error_is_named_with_its_place_and_remedy_and_fails() {
    let folder = Folder::copy_of("worked-example");
    folder.edit("  handoff:\n    stage: mql", "  handoff:\n    stage: mqx");
    let ran = accord(["check", folder.arg()]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    let first: Vec<&str> = ran.stdout.lines().take(2).collect();
    assert_eq!(
        first,
        [
            "error A151 handoff: the hand-off is at `mqx`, which is gone",
            "  hint: Name another stage.",
        ]
    );
    assert_eq!(ran.stdout.lines().last(), Some("1 error, 1 warning"));
}

#[test]
fn json_stands_alone_on_stdout() {
    let folder = Folder::copy_of("worked-example");
    let json: Value =
        serde_json::from_str(&accord(["check", folder.arg(), "--format", "json"]).fine()).unwrap();
    assert_eq!(json["ok"], true);
    let keys: Vec<&String> = json["findings"][0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["code", "severity", "place", "message", "hint", "witness"]
    );
    folder.edit("  handoff:\n    stage: mql", "  handoff:\n    stage: mqx");
    let ran = accord(["check", folder.arg(), "--format", "json"]);
    assert_eq!(ran.code, 1);
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["ok"], false);
    assert_eq!(json["findings"][0]["code"], "A151");
    assert_eq!(json["findings"][0]["severity"], "error");
    assert_eq!(json["findings"][0]["place"], "handoff:handoff");
}

#[test]
fn what_cannot_be_read_is_shown_with_its_line() {
    let folder = Folder::empty();
    let file = folder.write(
        "session.yaml",
        "accord: session/1\nname: x\ndefinitoin: {}\n",
    );
    let stderr = accord(["check", folder.arg()]).failed(2);
    let mut lines = stderr.lines();
    let first = lines.next().unwrap();
    assert!(
        first.starts_with(&format!("error: {file}:3:1: ")),
        "{stderr}"
    );
    assert!(first.contains("`definitoin`"), "{stderr}");
    assert!(stderr.contains("3 | definitoin: {}"), "{stderr}");
    let last = lines.next_back().unwrap();
    assert!(
        last.starts_with("hint: ") && last.contains("`definition`"),
        "{stderr}"
    );
}

#[test]
fn nothing_there_is_wrong_usage() {
    let stderr = accord(["check", "no/such"]).failed(2);
    assert_eq!(
        stderr,
        "error: no/such: there is nothing here\n\
         hint: check the path, or make a session with `accord new`\n"
    );
}

#[test]
fn what_steers_a_terminal_does_not_come_through() {
    let folder = Folder::copy_of("worked-example");
    folder.edit("  handoff:\n    stage: mql", "  handoff:\n    stage: mqx");
    folder.edit("name: Contact\n", "name: \"Con\\e[2Jtact\"\n");
    let ran = accord(["check", folder.arg()]);
    assert!(ran.stdout.contains("Con·[2Jtact"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('\u{1b}'));
}
