//! Lists made from a good one by one mishap to the whole file: either `accord score --strict`
//! refuses them, or every verdict is as before, or a line says which column, file or count is
//! suspicious. `ACCORD_DAMAGE=2000` sets their number.

#[path = "damage/good_list.rs"]
mod good_list;
#[path = "damage/mishap.rs"]
mod mishap;
#[path = "common/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use good_list::{Files, good_list};
use mishap::{MISHAPS, Mishap};
use random::Random;

/// The verdict on each lead: the cells of its row.
type Verdicts = BTreeMap<String, Vec<String>>;

/// Scores the lists in a folder.
fn score(folder: &Path, files: &Files) -> Output {
    std::fs::write(folder.join("leads.csv"), &files.leads).unwrap();
    std::fs::write(folder.join("events.csv"), &files.events).unwrap();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("accord"));
    command.current_dir(folder).env("TZ", "UTC").args([
        "score",
        "model.yaml",
        "leads.csv",
        "--events",
        "events.csv",
        "--as-of",
        good_list::AS_OF,
        "--strict",
    ]);
    command.output().unwrap()
}

/// Reads the verdicts; rows of one lead that differ are kept side by side.
fn verdicts(output: &Output) -> Verdicts {
    let mut reader = csv::Reader::from_reader(&output.stdout[..]);
    let mut verdicts = Verdicts::new();
    for row in reader.records() {
        let row = row.unwrap();
        let cells: Vec<String> = row.iter().skip(1).map(str::to_owned).collect();
        let of_lead = verdicts.entry(row[0].to_owned()).or_default();
        let cells = cells.join("|");
        if !of_lead.contains(&cells) {
            of_lead.push(cells);
        }
    }
    verdicts
}

/// Returns what is wrong with how a damaged list was scored, if anything is.
fn fault(good: &Verdicts, mishap: &Mishap, output: &Output) -> Option<String> {
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() != Some(0) {
        // Refused: the sentence must be about this list.
        let is_told = said.contains("leads.csv")
            || said.contains("events.csv")
            || mishap.names.iter().any(|name| said.contains(name));
        return (output.status.code() != Some(2) || !is_told)
            .then(|| format!("it ended with {:?}: {said}", output.status.code()));
    }
    let now = verdicts(output);
    if now == *good {
        return None;
    }
    let mut lines = said.lines().filter(|line| !line.contains(" scored with "));
    let is_named = lines.any(|line| mishap.names.iter().any(|name| line.contains(name)));
    let differing = good.iter().find(|(id, cells)| now.get(*id) != Some(cells));
    (!is_named).then(|| {
        format!(
            "{differing:?} is now {:?}, and nothing is said of {:?}: {said}",
            differing.and_then(|(id, _)| now.get(id)),
            mishap.names
        )
    })
}

#[test]
fn no_damage_changes_a_verdict_in_silence() {
    let wanted = std::env::var("ACCORD_DAMAGE").ok();
    let wanted: u64 = wanted.and_then(|n| n.parse().ok()).unwrap_or(150);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("model.yaml"), good_list::MODEL).unwrap();
    let (mut refused, mut same, mut told) = (0, 0, 0);
    let mut faults = Vec::new();
    for seed in 0..wanted {
        let mut random = Random(seed);
        let files = good_list(&mut random);
        let output = score(folder.path(), &files);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "seed {seed}: {said}");
        assert_eq!(said.lines().count(), 1, "a good list is quiet: {said}");
        let good = verdicts(&output);
        let make = MISHAPS[usize::try_from(seed).unwrap() % MISHAPS.len()];
        let mishap = make(&files, &mut random);
        let output = score(folder.path(), &mishap.files);
        if let Some(fault) = fault(&good, &mishap, &output) {
            faults.push(format!("seed {seed}, {}: {fault}", mishap.what));
        } else if output.status.code() != Some(0) {
            refused += 1;
        } else if verdicts(&output) == good {
            same += 1;
        } else {
            told += 1;
        }
    }
    println!("{wanted} lists: {refused} refused, {same} scored as before, {told} told");
    let first = faults.iter().take(12);
    let first: Vec<&str> = first.map(String::as_str).collect();
    assert!(
        faults.is_empty(),
        "{} in silence:\n{}",
        faults.len(),
        first.join("\n")
    );
    assert!(refused > 0 && same > 0, "the mishaps are of several kinds");
}
