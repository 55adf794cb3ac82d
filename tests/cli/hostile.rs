//! Hostile names never reach a terminal raw, through any command.

use std::fs;

use accord::model::printable::is_steering;

use crate::harness::{Folder, Ran, accord, command};

/// A window title, a bell, a text direction, a zero-width character, an 8-bit code, and a line end.
const HOSTILE: &str = "x\u{1b}]0;owned\u{7}\u{202e}y\u{200b}z\u{9b}31m\nw";

/// The same name in YAML.
const QUOTED: &str = r#""x\e]0;owned\a\u202ey\u200bz\x9b31m\nw""#;

/// A session in which people, criteria and the session itself have that name, published once.
fn published() -> Folder {
    let folder = Folder::copy_of("worked-example");
    folder.edit("name: Demo\n", &format!("name: {QUOTED}\n"));
    let path = folder.arg().to_owned();
    let sales = format!("sales={HOSTILE}");
    accord([
        "publish",
        &path,
        "--sign",
        &sales,
        "--sign",
        "marketing=Owen",
    ])
    .fine();
    folder
}

#[track_caller]
fn harmless(ran: &Ran) {
    assert!(!ran.stdout.is_empty() || !ran.stderr.is_empty(), "silence");
    for text in [&ran.stdout, &ran.stderr] {
        let odd = text.chars().find(|c| is_steering(*c) && *c != '\n');
        assert_eq!(odd, None, "{text:?}");
        assert!(!text.contains("31m\nw"), "a name is one line: {text:?}");
    }
}

#[test]
fn no_command_prints_a_name_raw() {
    let folder = published();
    let path = folder.arg();
    let leads = folder.write("l.csv", format!("lead_id\n\"{HOSTILE}\"\nL2\n"));
    let lines: [&[&str]; 11] = [
        &["check", path],
        &["check", path, "--format", "json"],
        &["log", path],
        &["log", path, "--format", "json"],
        &["verify", path],
        &["verify", path, "--format", "json"],
        &["diff", path],
        &["diff", path, "--format", "json"],
        &["diff", path, "--format", "markdown"],
        &["score", path, &leads, "--format", "json"],
        &["score", path, HOSTILE],
    ];
    folder.edit("We may write to them", "We can write to them");
    // A workbook is no text: `src/export/workbook/tests.rs` reads its cells.
    let texts = accord::export::FORMATS.iter();
    let exports = texts.filter(|format| format.name != "xlsx");
    let exports = exports.map(|format| vec!["export", path, "--format", format.name]);
    let lines = lines.iter().map(|line| line.to_vec()).chain(exports);
    for line in lines {
        let ran = accord(&line);
        assert!(!ran.stdout.is_empty() || !ran.stderr.is_empty(), "{line:?}");
        harmless(&ran);
    }
}

#[test]
fn json_still_says_what_was_there() {
    let folder = published();
    let text = accord(["export", folder.arg(), "--format", "json"]).fine();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let criteria = json["definition"]["criteria"].as_array().unwrap();
    assert!(criteria.iter().any(|c| c["name"] == HOSTILE), "{text}");
    let log = accord(["log", folder.arg(), "--format", "json"]).fine();
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    // Names of people are kept on one line from the start.
    let signed = HOSTILE.replace('\n', " ");
    assert_eq!(log[0]["agreed_by"][0]["name"], signed);
}

#[test]
fn cells_of_csv_are_data() {
    let folder = Folder::copy_of("worked-example");
    let leads = folder.write("l.csv", format!("lead_id\n\"{HOSTILE}\"\n"));
    let rows = accord(["score", folder.arg(), &leads]).fine();
    assert!(rows.contains(HOSTILE), "{rows:?}");
}

#[test]
fn documents_of_a_version_hold_no_codes() {
    let folder = published();
    for file in ["versions/1.0.0/recap.md", "versions/CHANGELOG.md"] {
        let text = fs::read_to_string(folder.file(file)).unwrap();
        let odd = text.chars().find(|c| is_steering(*c) && *c != '\n');
        assert_eq!(odd, None, "{file}: {text:?}");
    }
}

#[cfg(unix)]
#[test]
fn paths_and_arguments_are_shown_and_not_sent() {
    let folder = Folder::empty();
    let path = folder.file_arg(HOSTILE);
    // A name that Windows cannot have is refused, and the message steers nothing either.
    let refused = accord(["new", &path, "--no-open"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    harmless(&refused);
    let plain = folder.file_arg("plain");
    accord(["new", &plain, "--no-open"]).fine();
    fs::rename(&plain, &path).unwrap();
    for line in [
        &["new", &path][..],
        &["check", HOSTILE],
        &["--theme", HOSTILE],
        &["export", &path, "--format", HOSTILE],
        &["nothing", HOSTILE, HOSTILE],
        &[&format!("--{HOSTILE}")],
        &["publish", &path],
    ] {
        let ran = accord(line);
        assert_ne!(ran.code, 0, "{line:?}");
        harmless(&ran);
    }
}

#[test]
fn the_plain_mode_and_the_log_print_nothing_raw() {
    let folder = published();
    let home = Folder::empty();
    let output = command()
        .env("ACCORD_HOME", home.arg())
        .args(["--plain", folder.arg()])
        .write_stdin("n\nPoints\nquit\n")
        .output()
        .unwrap();
    let ran = Ran {
        code: 0,
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(ran.stdout.contains("x·]0;owned"), "{}", ran.stdout);
    harmless(&ran);
    command()
        .env("ACCORD_HOME", home.arg())
        .args(["check", HOSTILE])
        .output()
        .unwrap();
    let mut logs = 0;
    let mut folders = vec![home.file("")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "log") {
                logs += 1;
                let text = fs::read_to_string(&path).unwrap();
                assert!(text.contains("owned"), "{text:?}");
                assert_eq!(text.chars().find(|c| is_steering(*c) && *c != '\n'), None);
            }
        }
    }
    assert_eq!(logs, 1);
}
