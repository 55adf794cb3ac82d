//! Input that is too long or too large is refused with a sentence, and takes little memory.

use std::fs::File;
use std::io::Write as _;
use std::process::Stdio;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::harness::{Folder, accord, program};

const MODEL: &str = "\
accord: model/1
criteria:
  - id: often
    name: Often
    kind: behaviour
    points: 5
    when: {event: visit, at_least: 100000, within_days: 20}
  - id: steps
    name: Steps
    kind: behaviour
    points: 2
    when: {sequence: [call, visit, call, visit]}
stages:
  - {id: contact, name: Contact, readiness: none}
  - {id: mql, name: MQL, readiness: sales-worthy, rule: {all: [often], points: {total: 6}}}
handoff: {stage: mql, disposition: forward}
bands: [{id: all, name: All, disposition: wait}]
dispositions:
  - {id: forward, name: Forward, action: forward}
  - {id: wait, name: Wait, action: nurture, track: none}
";

/// Runs a command line. Returns its exit code, its output, and its peak memory in MB where the
/// system reports it.
fn measured(args: &[&str]) -> (Option<i32>, String, u64) {
    let mut command = program();
    command.args(args);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut peak = 0;
    loop {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0) / 1024);
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr).into();
    (output.status.code(), message, peak)
}

/// Compresses a text that is far larger unpacked.
fn packed(folder: &Folder, name: &str, start: &str, piece: &[u8], times: usize) -> String {
    let file = File::create(folder.file(name)).unwrap();
    let mut packer = GzEncoder::new(file, Compression::fast());
    packer.write_all(start.as_bytes()).unwrap();
    for _ in 0..times {
        packer.write_all(piece).unwrap();
    }
    packer.finish().unwrap();
    folder.file_arg(name)
}

#[test]
fn an_endless_header_in_a_small_file_is_refused() {
    let folder = Folder::empty();
    let model = folder.write("model.yaml", MODEL);
    let list = packed(&folder, "h.gz", "lead_id,", &vec![b','; 1 << 20], 40);
    let leads = folder.write("leads.csv", "lead_id\nL1\n");
    for args in [
        &["score", &model, &list][..],
        &["score", &model, &leads, "--events", &list],
        &[
            "diff",
            "sessions/worked-example",
            "draft",
            "draft",
            "--leads",
            &list,
        ],
    ] {
        let (code, message, peak) = measured(args);
        assert_eq!(code, Some(2), "{message}");
        assert!(
            message.contains("line 1: the header is longer than 16 MiB"),
            "{message}"
        );
        assert!(peak < 150, "{peak} MB");
    }
}

#[test]
fn an_endless_line_in_a_small_file_is_one_reject() {
    let folder = Folder::empty();
    let model = folder.write("model.yaml", MODEL);
    let leads = folder.write("leads.csv", "lead_id\nL1\n");
    let events = packed(
        &folder,
        "e.gz",
        "lead_id,event,at\nL1,",
        &vec![b','; 1 << 20],
        60,
    );
    let (code, message, peak) = measured(&["score", &model, &leads, "--events", &events]);
    assert_eq!(code, Some(0), "{message}");
    assert!(
        message.contains("line 2: the line is longer than 16 MiB"),
        "{message}"
    );
    assert!(peak < 250, "{peak} MB");
}

/// All events of a lead used to be held twice, 160 MB more for these. The memory for reading
/// depends on the number of cores, as documented.
#[test]
fn a_lead_with_very_many_events_takes_no_more_memory() {
    let folder = Folder::empty();
    let model = folder.write("model.yaml", MODEL);
    let leads = folder.write("leads.csv", format!("lead_id\n{}", "L1\n".repeat(50)));
    let events = |name: &str, many: usize| {
        let names = ["visit", "call"];
        let row = |k: usize| format!("L1,{},2026-03-{:02}\n", names[k % 2], 1 + k * 5 % 28);
        let rows: String = (0..many).map(row).collect();
        folder.write(name, format!("lead_id,event,at\n{rows}"))
    };
    let events = events("many.csv", 2_500_000);
    let (code, message, peak) = measured(&["score", &model, &leads, "--events", &events]);
    assert_eq!(code, Some(0), "{message}");
    assert!(message.contains("50 qualified"), "{message}");
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get().min(16));
    assert!(peak < 130 + 20 * cores as u64, "{peak} MB");
}

#[test]
fn a_session_file_that_is_far_too_large_is_refused() {
    let folder = Folder::copy_of("worked-example");
    let file = File::options()
        .write(true)
        .open(folder.file("session.yaml"))
        .unwrap();
    file.set_len(3 << 30).unwrap();
    let model = folder.write("model.yaml", "");
    let file = File::options().write(true).open(&model).unwrap();
    file.set_len(3 << 30).unwrap();
    for path in [folder.arg(), &model] {
        let (code, message, peak) = measured(&["check", path]);
        assert_eq!(code, Some(2), "{message}");
        assert!(
            message.contains("this file is larger than 256 MiB"),
            "{message}"
        );
        assert!(peak < 100, "{peak} MB");
    }
}

#[cfg(unix)]
#[test]
fn a_device_is_no_session() {
    let message = accord(["check", "/dev/zero"]).failed(2);
    assert!(message.contains("/dev/zero: "), "{message}");
}

/// A broken row costs little memory, even if there is nothing else.
#[test]
fn a_list_of_nothing_but_broken_rows_takes_no_more_memory() {
    let folder = Folder::empty();
    let model = folder.write("model.yaml", MODEL);
    let list = folder.write(
        "bad.csv",
        format!("lead_id,industry\n{}", "a\n".repeat(3_000_000)),
    );
    let (code, message, peak) = measured(&["score", &model, &list]);
    assert_eq!(code, Some(0), "{message}");
    assert!(
        message.contains("3,000,000 rows can't be read") || message.contains("3000000 rows"),
        "{message}"
    );
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get().min(16));
    assert!(peak < 60 + 40 * cores as u64, "{peak} MB");
}

/// As many columns as a wide export has, all of them mapped and passed through.
#[test]
fn fifty_thousand_columns_come_through() {
    let folder = Folder::empty();
    let model = folder.write("model.yaml", MODEL);
    let names: Vec<String> = (0..50_000).map(|n| format!("c{n}")).collect();
    let header = names.join(",");
    let list = folder.write(
        "wide.csv",
        format!("{header}\n{}\n", vec!["v"; 50_000].join(",")),
    );
    // The length of arguments is limited.
    let many = if cfg!(windows) { 2_000 } else { 15_000 };
    let some = names[..many].join(",");
    let out = accord(["score", &model, &list, "--keep", &some]).fine();
    let last = &names[many - 1];
    assert!(out.lines().next().unwrap().ends_with(last.as_str()));
    let message = accord(["score", &model, &list, "--keep", "nobody"]).failed(2);
    assert!(
        message.len() < 2_000 && message.contains("and 49960 more"),
        "{message}"
    );
}
