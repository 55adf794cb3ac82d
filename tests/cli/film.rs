//! `accord film`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::harness::{Folder, Ran, accord, fed};

/// The scripted meeting, in the words of the plain mode.
const MEETING: &str = include_str!("../scripts/meeting.txt");

/// Everybody in it, and the parts of their names.
const PEOPLE: [&str; 10] = [
    "Tom", "Brackley", "Ines", "Corrigan", "Marta", "Ruiz", "Owen", "Prys", "Ruth", "Ashdown",
];

/// A session in which these lines were typed.
fn worked(lines: &str) -> Folder {
    let folder = Folder::empty();
    let path = folder.file_arg("session");
    accord(["new", &path, "--template", "standard", "--no-open"]).fine();
    fed(["--plain", &path], lines).fine();
    folder
}

fn film(folder: &Folder, args: &[&str]) -> Ran {
    let path = folder.file_arg("session");
    accord(["film", &path].into_iter().chain(args.iter().copied()))
}

/// A parsed film: the header, then time and data of each frame.
fn parsed(text: &str) -> (Value, Vec<(f64, String)>) {
    let mut lines = text.lines();
    let header = serde_json::from_str(lines.next().expect("a header")).expect("JSON");
    let event = |line: &str| {
        let (time, kind, data): (f64, String, String) =
            serde_json::from_str(line).expect("an event");
        assert_eq!(kind, "o");
        (time, data)
    };
    (header, lines.map(event).collect())
}

/// What a terminal shows after each frame.
fn shown(header: &Value, frames: &[(f64, String)]) -> Vec<String> {
    let side = |name: &str| u16::try_from(header[name].as_u64().expect("a number")).expect("small");
    let mut screen = vt100::Parser::new(side("height"), side("width"), 0);
    let show = |(_, data): &(f64, String)| {
        screen.process(data.as_bytes());
        screen.screen().contents()
    };
    frames.iter().map(show).collect()
}

/// Number of edits in a session's journal.
fn edits(folder: &Folder) -> usize {
    let journal = folder.read("session/.accord/journal");
    journal
        .lines()
        .filter(|line| line.starts_with("e "))
        .count()
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            let bytes = fs::read(&path).expect("a file");
            all.insert(path.display().to_string(), bytes);
        }
    }
    all
}

#[test]
fn a_workshop_is_filmed_edit_by_edit_without_names() {
    let folder = worked(MEETING);
    let before = files(&folder.file("session"));
    let ran = film(&folder, &[]);
    let count = edits(&folder);
    assert!(count > 60, "{count} edits");
    assert_eq!(ran.stderr, format!("filmed {count} edits\n"));
    let text = ran.fine();
    assert_eq!(film(&folder, &[]).fine(), text, "the same each time");
    assert_eq!(files(&folder.file("session")), before, "nothing is written");
    let (header, frames) = parsed(&text);
    assert_eq!(header["version"], 2);
    assert_eq!(
        (&header["width"], &header["height"]),
        (&120.into(), &35.into())
    );
    assert!(
        header["timestamp"].as_i64().is_some_and(|at| at > 0),
        "{header}"
    );
    assert_eq!(frames.len(), count + 1, "the beginning, and each edit");
    for (number, (time, data)) in frames.iter().enumerate() {
        assert!(
            (time - number as f64 * 0.7).abs() < 0.0005,
            "{number}: {time}"
        );
        assert!(data.contains("\u{1b}[H"), "a whole screen");
    }
    let screens = shown(&header, &frames);
    assert!(
        screens[0].contains("after the last save before it"),
        "{}",
        screens[0]
    );
    assert!(screens[0].contains(&format!("{count} edits, one every 0.7 seconds")));
    assert!(
        screens
            .iter()
            .any(|screen| screen.contains("HOW MANY POINTS"))
    );
    assert!(
        screens
            .iter()
            .any(|screen| screen.contains("written, sealed"))
    );
    assert!(screens[count].contains(&format!("edit {count} of {count}")));
    for screen in screens.iter().chain([&text]) {
        for name in PEOPLE {
            assert!(!screen.contains(name), "{name} in\n{screen}");
        }
    }
}

#[test]
fn ids_of_recorded_leads_are_left_out() {
    let wording = "As with lead-0042 or 17, unlike lead-43.";
    let folder = worked(&format!(
        "stages\nfind marketing qualified stage\nAgreed wording\n{wording}\n.\n"
    ));
    let (header, frames) = parsed(&film(&folder, &[]).fine());
    let without_leads = shown(&header, &frames).join("\n");
    assert!(without_leads.contains(wording), "{without_leads}");
    folder.write("session/leads.csv", "lead_id\nLEAD-0042\n17\n");
    let session = folder.read("session/session.yaml");
    let named = session.replacen("\ndata:\n", "\ndata:\n  leads: leads.csv\n", 1);
    assert_ne!(session, named);
    folder.write("session/session.yaml", named);
    let (header, frames) = parsed(&film(&folder, &[]).fine());
    let screens = shown(&header, &frames).join("\n");
    let expected = "As with (lead) or 17, unlike lead-43.";
    assert!(screens.contains(expected), "{screens}");
}

#[test]
fn what_is_sealed_when_the_journal_ends_is_nowhere() {
    let lines = "room\nfind What is a qualified lead\nSales' wording\npurplish elephantine\n.\n";
    let folder = worked(lines);
    assert!(folder.read("session/.accord/journal").contains("Write"));
    let text = film(&folder, &[]).fine();
    let (header, frames) = parsed(&text);
    let screens = shown(&header, &frames);
    assert!(
        screens
            .iter()
            .any(|screen| screen.contains("written, sealed")),
        "{screens:#?}"
    );
    assert!(!text.contains("purplish") && !text.contains("elephantine"));
}

#[test]
fn pace_size_and_file_are_as_asked() {
    let folder = worked("points\nadd fit\nSaw a demo\n");
    let out = folder.file_arg("film.cast");
    let args = ["-o", &out, "--pace", "0.25", "--size", "80x24"];
    let ran = film(&folder, &args);
    assert!(ran.stderr.starts_with("filmed "), "{}", ran.stderr);
    assert_eq!(ran.fine(), "");
    let (header, frames) = parsed(&folder.read("film.cast"));
    assert_eq!(
        (&header["width"], &header["height"]),
        (&80.into(), &24.into())
    );
    assert!((frames[1].0 - 0.25).abs() < 0.0005);
    for wrong in [["--pace", "0"], ["--size", "10x10"]] {
        assert_eq!(film(&folder, &wrong).code, 2);
    }
    for own in ["session/session.yaml", "session/.accord/journal"] {
        let path = folder.file_arg(own);
        let before = folder.read(own);
        let why = film(&folder, &["-o", &path]).failed(2);
        assert!(why.contains("the session's own"), "{why}");
        assert_eq!(folder.read(own), before);
    }
}

#[test]
fn a_damaged_journal_is_filmed_up_to_the_damage() {
    let folder = worked(
        "points\nadd fit\nSaw a demo\nadd fit\nWanted the price list\nadd fit\nWrote to us\n",
    );
    let count = edits(&folder);
    let journal = folder.read("session/.accord/journal");
    folder.write(
        "session/.accord/journal",
        journal.replace("Wanted the", "Asked the"),
    );
    let ran = film(&folder, &[]);
    assert!(
        ran.stderr.contains("the film ends before them"),
        "{}",
        ran.stderr
    );
    let (_, frames) = parsed(&ran.fine());
    assert!(
        (2..count).contains(&frames.len()),
        "{} of {count}",
        frames.len()
    );
}

#[test]
fn without_a_journal_there_is_no_film() {
    let folder = Folder::copy_of("worked-example");
    let why = accord(["film", folder.arg()]).failed(2);
    assert!(
        why.contains("there is no journal with edits to film"),
        "{why}"
    );
    let folder = worked("points\nadd fit\nSaw a demo\n");
    let journal = folder.read("session/.accord/journal");
    folder.write(
        "session/.accord/journal",
        journal.replacen("b 0 ", "b 1 ", 1),
    );
    let why = film(&folder, &[]).failed(2);
    assert!(
        why.contains("the journal's beginning can't be read"),
        "{why}"
    );
    let empty = Folder::empty();
    let why = accord(["film", empty.arg()]).failed(2);
    assert!(why.contains("there is no session.yaml"), "{why}");
}
