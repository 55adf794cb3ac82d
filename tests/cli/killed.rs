//! `accord publish` killed at random moments: a version is there in full or not at all.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use crate::harness::{Folder, accord, command};

/// Number of kills, unless `ACCORD_KILL_ROUNDS` sets another.
const ROUNDS: u32 = 6;

const SIGNED: [&str; 4] = ["--sign", "sales=Tom", "--sign", "marketing=Marta"];

/// The command to start and kill.
fn publishing(folder: &Folder) -> Command {
    let tried = command();
    let mut started = Command::new(tried.get_program());
    for (key, value) in tried.get_envs() {
        started.env(key, value.unwrap_or_default());
    }
    started.args(["publish", folder.arg()]).args(SIGNED);
    started.stdout(Stdio::null()).stderr(Stdio::null());
    started
}

/// Returns the complete versions, each with its files.
fn versions(folder: &Folder) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder.file("versions")) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    // A version in preparation does not count.
    let named = |name: &String| !name.starts_with('.') && name != "CHANGELOG.md";
    let mut names: Vec<String> = names.filter(named).collect();
    // By number: 1.9.0 comes before 1.10.0.
    names.sort_by_key(|name| name.parse::<accord::model::Version>().ok());
    names
}

#[test]
fn a_version_is_there_whole_or_not_at_all() {
    let rounds = std::env::var("ACCORD_KILL_ROUNDS");
    let rounds = rounds.map_or(ROUNDS, |text| text.parse().expect("a number of kills"));
    let folder = Folder::copy_of("worked-example");
    let begun = Instant::now();
    assert!(publishing(&folder).status().unwrap().success());
    let takes = begun.elapsed() * 2;
    let mut dice = SystemTime::UNIX_EPOCH.elapsed().unwrap().subsec_nanos();
    let mut before = versions(&folder);
    assert_eq!(before, ["1.0.0"]);
    let mut text = "An answer to the one open question".to_owned();
    let mut cut = 0;
    for round in 0..rounds {
        let next = format!("An answer to question {round}");
        folder.edit(&text, &next);
        text = next;
        let mut child = publishing(&folder).spawn().unwrap();
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // Most of the time is spent reading and proving; the end is the delicate part.
        let share = f64::from(dice >> 8) / f64::from(1_u32 << 24);
        std::thread::sleep(Duration::from_secs_f64(takes.as_secs_f64() * 1.2 * share));
        child.kill().unwrap();
        child.wait().unwrap();
        let after = versions(&folder);
        cut += usize::from(after == before);
        assert!(after.len() <= before.len() + 1, "{before:?} {after:?}");
        // Complete: every file is there, every digest correct, the chain unbroken, the session
        // readable.
        let verified = accord(["verify", folder.arg()]).fine();
        let whole = "unchanged since it was published\n";
        assert_eq!(verified.matches(whole).count(), after.len(), "{verified}");
        assert_ne!(accord(["check", folder.arg()]).code, 2);
        before = after;
    }
    println!("{cut} of {rounds} publications were cut short, at up to {takes:?}");
    folder.edit(&text, "An answer to the last question");
    assert!(publishing(&folder).status().unwrap().success());
    assert_eq!(versions(&folder).len(), before.len() + 1);
    let left = std::fs::read_dir(folder.file("versions")).unwrap();
    // The versions, the list of them, and git's attributes.
    assert_eq!(left.count(), before.len() + 3, "nothing half done is left");
    let newest = folder.read(".accord/newest");
    let last = versions(&folder).pop().expect("a version");
    assert!(newest.starts_with(&format!("{last} sha256:")), "{newest}");
    let list = folder.read("versions/CHANGELOG.md");
    assert_eq!(list.matches("\n## ").count(), before.len() + 1, "{list}");
}
