//! `accord score` on 1,000,000 leads, CSV to CSV: as many newer operators of conditions as older
//! ones, on the same files in the same run.
//!
//! `cargo bench --bench operators` makes the files in a temporary folder, scores them by turns and
//! fails if newer operators of fields take more than 1.3 times as long as older ones, or newer ones
//! of events more than twice. The best of some rounds counts.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const LEADS: u32 = 1_000_000;
const ROUNDS: usize = 5;

/// A name, its conditions, and whether they are about events.
struct Model {
    name: &'static str,
    conditions: &'static [&'static str],
    on_events: bool,
}

const OLD_FIELDS: Model = Model {
    name: "older operators of fields",
    on_events: false,
    conditions: &[
        "{field: title, contains: head}",
        "{field: title, contains: sales}",
        "{field: title, is: head of sales 7}",
        "{field: industry, in: [retail, energy]}",
        "{field: industry, not_in: [public]}",
        "{field: tools, contains: crm}",
        "{field: tools, contains: wiki}",
        "{field: size, min: 100}",
        "{field: size, max: 5000}",
        "{field: revenue, min: 1000000}",
        "{field: joined, is: 2026-03-01}",
        "{field: seen, known: true}",
    ],
};

const NEW_FIELDS: Model = Model {
    name: "newer operators of fields",
    on_events: false,
    conditions: &[
        "{field: title, starts_with: head}",
        "{field: title, ends_with: '7'}",
        "{field: title, starts_with: head of sales}",
        "{field: industry, starts_with: re}",
        "{field: industry, ends_with: gy}",
        "{field: tools, has: crm}",
        "{field: tools, has: wiki}",
        "{field: joined, on_or_after: 2026-01-01}",
        "{field: joined, on_or_before: 2026-06-30}",
        "{field: joined, within_days: 90}",
        "{field: seen, older_than_days: 30}",
        "{field: seen, within_days: 90, older_than_days: 7}",
    ],
};

const OLD_EVENTS: Model = Model {
    name: "older operators of events",
    on_events: true,
    conditions: &[
        "{event: visit}",
        "{event: visit, at_least: 3}",
        "{event: visit, within_days: 30}",
        "{event: demo, within_days: 60}",
        "{event: download, at_least: 2, within_days: 90}",
        "{event: call, within_days: 14}",
        "{sequence: [visit, demo]}",
        "{sequence: [download, call], within_days: 60}",
    ],
};

const NEW_EVENTS: Model = Model {
    name: "newer operators of events",
    on_events: true,
    conditions: &[
        "{event: [visit, download]}",
        "{event: visit, at_most: 2}",
        "{event: visit, older_than_days: 30}",
        "{event: [demo, call], within_days: 60, older_than_days: 7}",
        "{event: download, at_least: 2, distinct_days: true}",
        "{event: visit, where: {field: page, starts_with: /pricing}}",
        "{event: visit, at_least: 2, where: {field: source, in: [mail, ads]}}",
        "{sequence: [download, call], older_than_days: 14}",
    ],
};

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u32::try_from(self.0 >> 33).expect("31 bits") % end
    }

    fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.below(texts.len() as u32) as usize]
    }

    /// A day of the year before the one to look back from, 2026-11-21.
    fn day(&mut self) -> String {
        let ago = i64::from(self.below(365));
        let day = jiff::civil::date(2026, 11, 21);
        day.saturating_sub(jiff::Span::new().days(ago)).to_string()
    }
}

fn write_leads(path: &Path) {
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    writeln!(
        file,
        "lead_id,title,industry,tools,size,revenue,joined,seen"
    )
    .expect("room");
    let mut dice = Dice(7);
    for lead in 0..LEADS {
        let title = dice.of(&["Head of Sales", "Head of IT", "Clerk", "Chief of Staff", ""]);
        let tools = dice.of(&["CRM; ERP", "ERP;Wiki", "crm", "Wiki; Mail; CRM", ""]);
        let industry = dice.of(&["Retail", "Energy", "Public", "Health", "Logistics", ""]);
        let (number, size, revenue) = (dice.below(200), dice.below(10_000), dice.below(5_000_000));
        let joined = dice.day();
        let seen = if dice.below(4) == 0 {
            String::new()
        } else {
            dice.day()
        };
        writeln!(
            file,
            "{lead},{title} {number},{industry},{tools},{size},{revenue},{joined},{seen}"
        )
        .expect("room");
    }
}

fn write_events(path: &Path) {
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    writeln!(file, "lead_id,event,at,page,source").expect("room");
    let mut dice = Dice(8);
    for lead in 0..LEADS {
        for _ in 0..dice.below(5) {
            let event = dice.of(&["visit", "visit", "demo", "download", "call"]);
            let page = dice.of(&["/pricing", "/pricing/team", "/home", "/docs", ""]);
            let source = dice.of(&["mail", "ads", "search", ""]);
            writeln!(file, "{lead},{event},{},{page},{source}", dice.day()).expect("room");
        }
    }
}

/// Writes a model in which each condition is a criterion worth a point.
fn write_model(path: &Path, model: &Model) {
    let mut text = String::from("accord: model/1\ncriteria:\n");
    for (index, when) in model.conditions.iter().enumerate() {
        let kind = if model.on_events { "behaviour" } else { "fit" };
        writeln!(
            text,
            "  - {{id: c{index}, name: C{index}, kind: {kind}, points: 1, when: {when}}}"
        )
        .expect("a text");
    }
    text.push_str(
        "stages:
  - {id: contact, name: Contact, readiness: none}
  - {id: mql, name: MQL, readiness: sales-worthy, rule: {all: [c0], points: {total: 4}}}
handoff: {stage: mql, disposition: forward}
bands:
  - {id: cold, name: Cold, disposition: nurture}
  - {id: warm, name: Warm, from: 4, disposition: nurture}
dispositions:
  - {id: forward, name: Forward, action: forward}
  - {id: nurture, name: Nurture, action: nurture, track: early}
tracks: [{id: early, name: Early}]
",
    );
    std::fs::write(path, text).expect("a model");
}

/// Scores the leads by a model; returns how long it takes.
fn score(folder: &Path, model: &Model) -> Duration {
    let path = folder.join(format!("{}.yaml", model.name));
    write_model(&path, model);
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.arg("score").arg(path).arg(folder.join("leads.csv"));
    if model.on_events {
        command.arg("--events").arg(folder.join("events.csv"));
    }
    command.args(["--as-of", "2026-11-21", "--output"]);
    command.arg(folder.join("out.csv")).stdout(Stdio::null());
    let started = Instant::now();
    let output = command.stderr(Stdio::piped()).output().expect("it runs");
    let took = started.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", model.name);
    took
}

/// Times two models by turns and returns whether the newer takes at most so many times as long.
fn compare(folder: &Path, old: &Model, new: &Model, limit: f64) -> bool {
    assert_eq!(old.conditions.len(), new.conditions.len());
    let mut best = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        for (best, model) in best.iter_mut().zip([old, new]) {
            *best = score(folder, model).min(*best);
        }
    }
    let [old_time, new_time] = best.map(|time| time.as_secs_f64());
    let times = new_time / old_time;
    let count = old.conditions.len();
    println!("{count} {}: {old_time:.2} s", old.name);
    println!(
        "{count} {}: {new_time:.2} s, {times:.2} times (at most {limit})",
        new.name
    );
    times <= limit
}

fn main() {
    // `cargo test --benches` only asks whether it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    write_leads(&folder.path().join("leads.csv"));
    write_events(&folder.path().join("events.csv"));
    let fields = compare(folder.path(), &OLD_FIELDS, &NEW_FIELDS, 1.3);
    let events = compare(folder.path(), &OLD_EVENTS, &NEW_EVENTS, 2.0);
    if !(fields && events) {
        std::process::exit(1);
    }
}
