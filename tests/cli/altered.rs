//! Published versions that were altered: no command uses one without saying so.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::harness::{Folder, Ran, accord, writable};

const SIGNED: [&str; 4] = [
    "--sign",
    "sales=Tom Brackley",
    "--sign",
    "marketing=Marta Lindqvist",
];
const FILES: [&str; 4] = ["model.yaml", "glossary.yaml", "recap.md", "workshop.yaml"];

fn publish(folder: &Folder, more: &[&str]) -> Ran {
    accord(["publish", folder.arg()].iter().chain(&SIGNED).chain(more))
}

/// The worked example with 1.0.0 and 2.0.0, and a draft that differs from both.
pub fn published() -> Folder {
    let folder = Folder::copy_of("worked-example");
    publish(&folder, &[]).fine();
    folder.edit("          total: 20", "          total: 18");
    publish(&folder, &[]).fine();
    folder.edit("We may write to them", "We can write to them");
    folder.write("leads.csv", LEADS);
    folder
}

const LEADS: &str = "lead_id\nL1\nL2\n";

/// Replaces the content of a read-only file, as a determined user would.
fn replace(path: &Path, bytes: &[u8]) {
    writable(path);
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

fn alter(folder: &Folder, name: &str, from: &str, to: &str) {
    let text = folder.read(name);
    assert!(text.contains(from), "{name}: {from}");
    replace(&folder.file(name), text.replacen(from, to, 1).as_bytes());
}

/// A seeded generator, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// The commands that read a version, except verify and publish.
fn reading(folder: &Folder, version: &str) -> Vec<Vec<String>> {
    let (path, leads) = (folder.arg(), folder.file_arg("leads.csv"));
    let model = folder.file_arg(&format!("versions/{version}/model.yaml"));
    let all: [&[&str]; 4] = [
        &["score", path, &leads, "--version", version],
        &["score", &model, &leads],
        &["diff", path, version, "draft"],
        &["log", path],
    ];
    // Of the formats, the ballot has nothing that a version decides; four aren't printed as a text.
    let others = ["ballot", "csv", "dbt", "golden", "xlsx"];
    let formats = accord::export::FORMATS
        .iter()
        .filter(|f| !others.contains(&f.name));
    let exports = formats.map(|f| vec!["export", path, "--version", version, "--format", f.name]);
    let all = all.iter().map(|args| args.to_vec()).chain(exports);
    let owned = |args: Vec<&str>| args.into_iter().map(str::to_owned).collect();
    all.map(owned).collect()
}

/// How often a result was right, reported an alteration, or was refused.
#[derive(Default)]
struct Tally {
    right: u32,
    says: u32,
    refused: u32,
}

/// Every file of a version, altered by one byte at seeded positions and in its digest and version
/// number.
#[test]
fn no_byte_of_a_version_changes_an_answer_in_silence() {
    let folder = published();
    let (mut dice, mut tally) = (Dice(10), Tally::default());
    for (version, places) in [("2.0.0", 4), ("1.0.0", 1)] {
        let commands = reading(&folder, version);
        let was: Vec<String> = commands.iter().map(|args| accord(args).fine()).collect();
        for name in FILES {
            let path = folder.file(&format!("versions/{version}/{name}"));
            let bytes = fs::read(&path).unwrap();
            let mut ats: Vec<usize> = (0..places).map(|_| dice.below(bytes.len())).collect();
            for line in ["\ndigest: sha256:", "\nversion: \""] {
                let found = bytes.windows(line.len()).position(|w| w == line.as_bytes());
                // The first letter of the line, and of its value.
                ats.extend(found.map(|at| at + line.len()));
                ats.extend(found.filter(|_| places > 1).map(|at| at + 1));
            }
            for at in ats {
                let mut is = bytes.clone();
                is[at] = match dice.below(4) {
                    0 => b'#',
                    1 => b'7',
                    2 => b'\r',
                    _ => is[at] ^ 1,
                };
                if is[at] == bytes[at] {
                    is[at] ^= 1;
                }
                replace(&path, &is);
                let what = format!("{version}/{name}, byte {at}");
                for (args, was) in commands.iter().zip(&was) {
                    judge(&accord(args), was, &format!("{what}: {args:?}"), &mut tally);
                }
                assert_eq!(accord(["verify", folder.arg()]).code, 1, "{what}");
                let refused = publish(&folder, &[]).failed(1);
                assert!(
                    refused.contains(&format!("error: version {version}: ")),
                    "{refused}"
                );
            }
            replace(&path, &bytes);
        }
    }
    accord(["verify", folder.arg()]).fine();
    assert!(!folder.file("versions/2.0.1").exists());
    let Tally {
        right,
        says,
        refused,
    } = tally;
    assert!(
        right > 0 && says > 0 && refused > 0,
        "{right} {says} {refused}"
    );
}

#[track_caller]
fn judge(ran: &Ran, was: &str, what: &str, tally: &mut Tally) {
    if ran.code != 0 {
        assert!(ran.has_no_result(), "{what}: {ran:#?}");
        assert!(ran.stderr.contains("error: "), "{what}: {ran:#?}");
        tally.refused += 1;
    } else if ran.stdout == was {
        tally.right += 1;
    } else {
        let stamped = ran.stdout.to_lowercase().contains("altered");
        assert!(stamped, "{what}: {ran:#?}");
        assert!(ran.stderr.contains("warning: "), "{what}: {ran:#?}");
        tally.says += 1;
    }
}

#[test]
fn an_altered_version_is_built_on_only_for_a_reason_which_is_kept() {
    let folder = published();
    alter(
        &folder,
        "versions/2.0.0/model.yaml",
        "total: 18",
        "total: 12",
    );
    let what = "version 2.0.0: model.yaml was altered: its content doesn't match its digest";
    assert_eq!(
        publish(&folder, &[]).failed(1),
        format!(
            "error: {what}; put back what was published, or say why to publish anyway\n\
             hint: `accord verify {}` lists everything\n\
             hint: go on with --despite-altered REASON; it goes into the minutes and the glossary\n",
            folder.arg()
        )
    );
    let stderr = publish(&folder, &["--despite-altered", " "]).failed(2);
    assert!(stderr.contains("say why"), "{stderr}");
    publish(&folder, &["--despite-altered", "The *backup* is lost"]).fine();
    let recap = folder.read("versions/3.0.0/recap.md");
    assert!(
        recap.contains("## Published although a version was altered"),
        "{recap}"
    );
    assert!(recap.contains(&format!("- {what}")), "{recap}");
    assert!(recap.contains("Why: The \\*backup\\* is lost"), "{recap}");
    let log = accord(["log", folder.arg(), "--format", "json"]).fine();
    let log: Value = serde_json::from_str(&log).unwrap();
    assert_eq!(log[0]["changes"]["despite_altered"], "The *backup* is lost");
    assert_eq!(log[0]["changes"]["altered"][0], what);
    assert_eq!(log[0]["altered"], Value::Null);
    assert_eq!(log[1]["altered"][0], what);
    let list = folder.read("versions/CHANGELOG.md");
    assert!(
        list.contains("although a version before it was altered: The \\*backup"),
        "{list}"
    );
}

#[test]
fn an_altered_model_is_not_scored_under_its_version() {
    let folder = published();
    let (path, leads) = (folder.arg(), folder.file_arg("leads.csv"));
    let model = folder.file_arg("versions/2.0.0/model.yaml");
    alter(
        &folder,
        "versions/2.0.0/model.yaml",
        "total: 18",
        "total: 12",
    );
    for target in [path, &model] {
        let ran = accord(["score", target, &leads]);
        assert!(
            ran.stderr.contains("model.yaml was altered"),
            "{}",
            ran.stderr
        );
        let rows = ran.fine();
        let versions: Vec<&str> = rows
            .lines()
            .skip(1)
            .filter_map(|row| row.split(',').nth(11))
            .collect();
        assert_eq!(versions, ["2.0.0+altered"; 2]);
        let stderr = accord(["score", target, &leads, "--strict"]).failed(2);
        assert!(
            stderr.contains("isn't the one that was published"),
            "{stderr}"
        );
    }
    let ran = accord(["check", &model]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.stdout.starts_with("altered: version 2.0.0: "),
        "{}",
        ran.stdout
    );
    let ran = accord(["check", &model, "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((ran.code, &json["ok"]), (1, &Value::Bool(false)));
    assert_eq!(json["altered"].as_array().map(Vec::len), Some(1));
    // Other files of the version do not count here: the model is as published.
    let folder = published();
    alter(&folder, "versions/2.0.0/recap.md", "minutes", "Minutes");
    let ran = accord([
        "score",
        folder.arg(),
        &folder.file_arg("leads.csv"),
        "--strict",
    ]);
    assert!(
        ran.stderr.contains("recap.md was altered"),
        "{}",
        ran.stderr
    );
    assert!(ran.fine().contains(",2.0.0,"));
}

/// A published file with 5 points changed to 50.
#[test]
fn a_published_model_by_itself_is_held_to_its_digest() {
    let folder = published();
    let away = Folder::empty();
    let text = folder.read("versions/1.0.0/model.yaml");
    let model = away.write("model.yaml", &text);
    let leads = away.write("leads.csv", LEADS);
    assert!(
        accord(["score", &model, &leads, "--strict"])
            .fine()
            .contains(",1.0.0,")
    );
    away.write("model.yaml", text.replace('\n', "\r\n"));
    assert!(
        accord(["score", &model, &leads, "--strict"])
            .fine()
            .contains(",1.0.0,")
    );
    away.write("model.yaml", text.replacen("points: 5", "points: 50", 1));
    assert!(
        accord(["score", &model, &leads])
            .fine()
            .contains(",1.0.0+altered,")
    );
    accord(["score", &model, &leads, "--strict"]).failed(2);
    // Without the digest line it would be trusted again; it still claims to be published.
    let line = text
        .lines()
        .find(|line| line.starts_with("digest: "))
        .unwrap();
    away.write("model.yaml", text.replace(line, "# no digest"));
    assert!(
        accord(["score", &model, &leads])
            .fine()
            .contains(",1.0.0+altered,")
    );
    let before = folder.file_arg("versions/1.0.0/model.yaml");
    let ran = accord(["diff", &before, &model]);
    assert!(ran.fine().contains("ALTERED: version 1.0.0: "));
}

#[test]
fn what_is_no_version_stops_nothing() {
    let folder = published();
    for name in ["v2", "1.0", "9.9.9"] {
        fs::create_dir(folder.file(&format!("versions/{name}"))).unwrap();
    }
    let ran = accord(["log", folder.arg()]);
    let notes: Vec<&str> = ran.stderr.lines().collect();
    assert!(
        notes[0].starts_with("note: versions/1.0 isn't named like a version"),
        "{notes:?}"
    );
    assert!(
        notes[1].starts_with("note: versions/9.9.9 holds neither"),
        "{notes:?}"
    );
    assert!(
        notes[2].starts_with("note: versions/v2 isn't named"),
        "{notes:?}"
    );
    assert!(ran.fine().starts_with("2.0.0  "));
    accord(["diff", folder.arg()]).fine();
    let verified = accord(["verify", folder.arg()]).fine();
    assert!(
        verified.contains("2.0.0  unchanged since it was published\nnote: versions/1.0 isn't"),
        "{verified}"
    );
    publish(&folder, &[]).fine();
}

#[test]
fn the_newest_version_is_missed_and_its_number_not_given_again() {
    let folder = published();
    for entry in fs::read_dir(folder.file("versions/2.0.0")).unwrap() {
        writable(&entry.unwrap().path());
    }
    fs::remove_dir_all(folder.file("versions/2.0.0")).unwrap();
    let ran = accord(["verify", folder.arg()]);
    assert_eq!(ran.code, 1);
    let gone = "the whole version is gone; this folder's .accord lists it as the newest";
    assert_eq!(
        ran.stdout,
        format!("1.0.0  unchanged since it was published\n2.0.0  {gone}\n1 problem\n")
    );
    let ran = accord(["score", folder.arg(), &folder.file_arg("leads.csv")]);
    assert!(ran.stderr.contains(gone), "{}", ran.stderr);
    let refused = publish(&folder, &[]).failed(1);
    assert!(refused.contains(gone), "{refused}");
    publish(&folder, &["--despite-altered", "It was never used"]).fine();
    assert!(folder.file("versions/3.0.0").exists());
    let verified = accord(["verify", folder.arg()]).fine();
    assert_eq!(
        verified,
        "1.0.0  unchanged since it was published\n3.0.0  unchanged since it was published\n"
    );
}

/// A pipe in place of a file would block until somebody writes to it.
#[cfg(unix)]
#[test]
fn pipes_hold_nothing_up() {
    let folder = published();
    for name in ["versions/2.0.0/model.yaml", "versions/2.0.0/recap.md"] {
        let path = folder.file(name);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.unwrap().success());
        for args in reading(&folder, "2.0.0") {
            let ran = crate::harness::command()
                .args(&args)
                .timeout(std::time::Duration::from_secs(60))
                .output()
                .unwrap();
            assert!(ran.status.code().is_some(), "{args:?} waits");
            let stderr = String::from_utf8(ran.stderr).unwrap();
            // A model by itself does not involve the minutes.
            let alone = args[1].ends_with("model.yaml") && name.ends_with("recap.md");
            assert!(
                alone || stderr.contains("pipe") || stderr.contains("folder"),
                "{args:?}: {stderr}"
            );
        }
        let refused = publish(&folder, &[]).failed(1);
        assert!(refused.contains("a pipe"), "{refused}");
        replace(&path, &bytes);
    }
}

#[test]
fn the_list_of_versions_is_there_again_after_the_next_publication() {
    let folder = published();
    fs::remove_file(folder.file("versions/CHANGELOG.md")).unwrap();
    fs::create_dir(folder.file("versions/.publishing-x")).unwrap();
    folder.edit("We can write to them", "We may write to them");
    publish(&folder, &[]).failed(1);
    assert!(folder.read("versions/CHANGELOG.md").contains("## 2.0.0 - "));
    assert!(!folder.file("versions/.publishing-x").exists());
}
