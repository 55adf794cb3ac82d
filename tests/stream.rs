//! `accord score` as a stream: its output is that of the second implementation, whatever the list's
//! length, order, compression and flaws.

#[path = "cli/harness.rs"]
#[allow(dead_code)]
mod harness;
#[path = "stream/report.rs"]
mod report;
#[allow(dead_code)]
mod second;

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Stdio;

use accord::model::{Data, Definition, Session};
use accord::store::session_text;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use harness::{Folder, accord, command, fed};
use proptest::prelude::*;
use second::{Options, made_up, score_csv};

const SAAS: &str = "sessions/b2b-saas";

/// One condition on a field, one on events.
const MODEL: &str = "\
accord: model/1
criteria:
  - {id: mill, name: Mill, kind: fit, points: 5, when: {field: industry, is: mill}}
  - {id: visit, name: Visit, kind: behaviour, points: 2, when: {event: visit, at_least: 2, within_days: 10}}
  - {id: asked, name: Asked, kind: behaviour, points: 3, when: {sequence: [visit, quote]}}
stages:
  - {id: contact, name: Contact, readiness: none}
  - {id: mql, name: MQL, readiness: sales-worthy, rule: {all: [mill], points: {total: 6}}}
handoff: {stage: mql, disposition: forward}
bands: [{id: all, name: All, disposition: wait}]
dispositions:
  - {id: forward, name: Forward, action: forward}
  - {id: wait, name: Wait, action: nurture, track: none}
";

fn model() -> (Folder, String) {
    let folder = Folder::empty();
    let path = folder.write("model.yaml", MODEL);
    (folder, path)
}

fn packed(parts: &[&[u8]]) -> Vec<u8> {
    let pack = |part: &&[u8]| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(part).unwrap();
        packer.finish().unwrap()
    };
    parts.iter().map(pack).collect::<Vec<_>>().concat()
}

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    MultiGzDecoder::new(bytes)
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The text of a session with a definition and options.
fn session_of(definition: &Definition, options: &Options) -> String {
    session_text(&Session {
        accord: "session/1".into(),
        definition: definition.clone().into(),
        data: Data {
            id: options.id.clone(),
            columns: options.columns.clone(),
            as_of: options.data_as_of,
            as_of_field: options.as_of_field.clone(),
            ..Data::default()
        }
        .into(),
        ..Session::default()
    })
}

/// Runs the binary on a case made up for the second implementation; `None` if `check` finds
/// something that must be fixed.
fn by_the_binary(
    definition: &Definition,
    leads: &[u8],
    events: Option<&[u8]>,
    options: &Options,
    more: &[&str],
) -> Option<String> {
    let folder = Folder::empty();
    folder.write("session.yaml", session_of(definition, options));
    let mut args = vec![
        "score".into(),
        folder.arg().into(),
        folder.write("leads.csv", leads),
    ];
    if let Some(events) = events {
        args.extend(["--events".into(), folder.write("events.csv", events)]);
    }
    if let Some(day) = options.as_of {
        args.extend(["--as-of".into(), day.to_string()]);
    }
    if !options.keep.is_empty() {
        args.extend(["--keep".into(), options.keep.join(",")]);
    }
    args.extend(more.iter().map(ToString::to_string));
    let ran = accord(args);
    // A list without any column that the model asks about is refused.
    let is_refused = ran.code == 1 || ran.stderr.contains("that the model asks about");
    (!is_refused).then(|| ran.fine())
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 10_000, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn made_up_models_and_leads_come_out_as_the_second_way_says(
        (definition, leads, events, options) in made_up::case()
    ) {
        prop_assume!(!leads.windows(5).any(|bytes| bytes == b"\"open"));
        let options = Options { version: "draft".into(), ..options };
        let stream = by_the_binary(&definition, &leads, events.as_deref(), &options, &[]);
        let second = score_csv(&definition, &leads, events.as_deref(), &options);
        prop_assume!(stream.is_some());
        prop_assert_eq!(stream, Some(second));
    }
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    records
        .map(|record| record.iter().map(String::from).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 10_000, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn a_disposition_lasts_until_the_day_that_trying_every_day_finds(
        (definition, leads, events, options) in made_up::case()
    ) {
        const DAYS: i64 = 400;
        prop_assume!(!leads.windows(5).any(|bytes| bytes == b"\"open"));
        let options = Options { keep: Vec::new(), ..options };
        let stream = by_the_binary(&definition, &leads, events.as_deref(), &options, &["--until", "--keep-run"]);
        prop_assume!(stream.is_some());
        let day = |text: &str| second::time::read(text).map(second::time::Moment::day);
        let found: Vec<Option<(i64, String)>> = records(&stream.unwrap())[1..].iter().map(|cells| {
            let (until, as_of) = (day(&cells[13]), day(&cells[15]));
            let until = until.filter(|until| until - as_of.unwrap() <= DAYS);
            until.map(|until| (until, cells[14].clone()))
        }).collect();
        let expected = second::changes(&definition, &leads, events.as_deref(), &options, DAYS);
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_order_is_that_of_sorting_what_came_in_its_order(
        (definition, leads, events, options) in made_up::case()
    ) {
        let in_order = by_the_binary(&definition, &leads, events.as_deref(), &options, &[]);
        prop_assume!(in_order.is_some());
        let sorted = by_the_binary(&definition, &leads, events.as_deref(), &options, &["--order"]);
        let mut expected = records(&in_order.unwrap());
        let forwards = |cells: &[String]| {
            let action = definition.dispositions.iter().find(|d| d.id == *cells[8]).map(|d| d.action);
            action.map_or(cells[6] == "true", |a| a == accord::model::DispositionAction::Forward)
        };
        expected[1..].sort_by_key(|cells| {
            (!forwards(cells), std::cmp::Reverse(cells[3].parse::<i64>().unwrap()))
        });
        prop_assert_eq!(records(&sorted.unwrap()), expected);
    }
}

#[test]
fn a_list_of_many_blocks_comes_out_in_its_order() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(SAAS)
        .join("leads.csv");
    let text = fs::read_to_string(path).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let once = accord(["score", SAAS, "sessions/b2b-saas/leads.csv"]).fine();
    let (columns, verdicts) = once.split_once('\n').unwrap();
    let folder = Folder::empty();
    // Ids that repeat, each time with their events.
    let long = folder.write("long.csv", format!("{header}\n{}", rows.repeat(150)));
    assert!(
        fs::metadata(&long).unwrap().len() > 4 << 20,
        "several blocks"
    );
    let ran = accord(["score", SAAS, &long]);
    assert_eq!(
        ran.stderr,
        "note: 300 ids occur more than once, in 45,000 rows, with the same verdicts, such as on lines 2 and 302\n\
         45,000 leads scored with draft: 14,100 qualified\n"
    );
    assert!(ran.stdout == format!("{columns}\n{}", verdicts.repeat(150)));
}

/// A list in which one row in a hundred is broken, each differently, with the numbers of those
/// lines and the ids of the other rows.
fn broken_list() -> (Vec<u8>, Vec<(u64, &'static str)>, Vec<String>) {
    let mut file = b"id,industry,note\n".to_vec();
    let (mut line, mut broken, mut kept) = (2, Vec::new(), Vec::new());
    for n in 0..40_000 {
        let kind = if n % 100 == 50 { n / 100 % 8 } else { 99 };
        let (row, why): (Vec<u8>, _) = match kind {
            0 => (format!("{n},mill\n").into(), Some("2 fields where")),
            1 => (format!("{n},mill,a,b\n").into(), Some("4 fields where")),
            2 => (format!("{n},\"mill,a\n").into(), Some("a quote opens")),
            3 => (format!("\"{n},mill,a\n").into(), Some("a quote opens")),
            4 => (
                [n.to_string().as_bytes(), b",mill,\xFF\n"].concat(),
                Some("the row isn't valid UTF-8"),
            ),
            5 => (format!("{n},mi\0ll,a\n").into(), Some("the row has a NUL")),
            6 => (
                format!("{n},mill,\"a\"b\",c\n").into(),
                Some("4 fields where"),
            ),
            7 => (format!("{n},mill\r").into(), Some("2 fields where")),
            _ if n % 7 == 0 => (
                format!("{n},mill,\"two\nlines, \"\"quoted\"\"\"\r\n").into(),
                None,
            ),
            _ => (format!("{n},dairy,plain\n").into(), None),
        };
        match why {
            Some(why) => broken.push((line, why)),
            None => kept.push(n.to_string()),
        }
        // A lone CR ends a line too.
        line += 1 + u64::from(row.windows(4).any(|part| part == b"two\n"));
        file.extend(row);
    }
    (file, broken, kept)
}

#[test]
fn each_broken_row_is_named_once_and_no_neighbour_lost() {
    let (folder, model) = model();
    let (file, broken, kept) = broken_list();
    assert!(file.len() > 64 * 1024 && broken.len() == 400);
    let leads = folder.write("leads.csv", &file);
    let rejects = folder.file_arg("rejects.csv");
    let args = [
        "score",
        &model,
        &leads,
        "--encoding",
        "utf-8",
        "--rejects",
        &rejects,
    ];
    let ran = accord(args);
    assert_eq!(ran.code, 0);
    let said: Vec<&str> = ran.stderr.lines().collect();
    for (said, (line, why)) in said.iter().zip(&broken[..10]) {
        assert!(
            said.starts_with(&format!("{leads}: line {line}: {why}")),
            "{said}"
        );
    }
    assert_eq!(said[10..12], ["and 390 more", "400 rows can't be read"]);
    let written = folder.read("rejects.csv");
    let named: Vec<&str> = written.lines().skip(1).collect();
    assert_eq!(named.len(), 400);
    for (named, (line, why)) in named.iter().zip(&broken) {
        let named = named
            .strip_prefix(&format!("{leads},{line},"))
            .unwrap_or_else(|| panic!("{named}: {line}"));
        assert!(named.trim_start_matches('"').starts_with(why), "{named}");
    }
    let ids = ran
        .stdout
        .lines()
        .skip(1)
        .map(|row| row.split(',').next().unwrap());
    assert!(ids.eq(kept.iter().map(String::as_str)));
}

#[test]
fn packed_lists_and_results() {
    let (folder, model) = model();
    let leads = "id,industry\na,mill\nb,dairy\nc,mill\n";
    let events = "id,event,at\na,visit,2026-01-01\na,visit,2026-01-02\nc,visit,2026-01-01\nc,quote,2026-01-02\n";
    let plain = folder.write("leads.csv", leads);
    let plain_events = folder.write("events.csv", events);
    let expected = accord(["score", &model, &plain, "--events", &plain_events]).fine();
    assert_eq!(expected.matches(",true,").count(), 2);
    // Several gzip members, split in the middle of a row; detected by content, not by name.
    let (first, second) = leads.as_bytes().split_at(17);
    let packed_leads = folder.write("leads.bin", packed(&[first, b"", second]));
    let packed_events = folder.write("events.csv.gz", packed(&[events.as_bytes()]));
    let out = folder.file_arg("out.csv.gz");
    let args = [
        "score",
        &model,
        &packed_leads,
        "--events",
        &packed_events,
        "-o",
        &out,
    ];
    accord(args).fine();
    assert_eq!(unpacked(&fs::read(&out).unwrap()), expected);
    // From stdin too.
    let run = command()
        .args(["score", &model, "-", "--events", &packed_events])
        .write_stdin(packed(&[first, second]))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(run.stdout).unwrap(), expected);
    // A truncated file is an error, not the end of the list.
    let whole = packed(&[leads.as_bytes()]);
    let torn = folder.write("torn.gz", &whole[..whole.len() - 12]);
    let stderr = accord(["score", &model, &torn]).stderr;
    assert!(
        stderr.starts_with(&format!("error: {torn}: after line ")),
        "{stderr}"
    );
    // Without leads the output is an empty file, but it exists.
    let none = folder.write("none.csv", "id,industry\n");
    accord(["score", &model, &none, "--format", "json", "-o", &out]).fine();
    assert_eq!(unpacked(&fs::read(&out).unwrap()), "");
}

/// Leads in one order and events in another; sorted, unsorted, with repeated ids.
#[test]
fn events_find_their_leads_in_any_order() {
    let (folder, model) = model();
    let day = |n: u64| format!("2026-01-{:02}", n % 28 + 1);
    let mut rows: Vec<(u64, String)> = Vec::new();
    for n in 0..3_000_u64 {
        for k in 0..n % 4 {
            let name = ["visit", "Visit ", "quote"][((n + k) % 3) as usize];
            rows.push((n, format!("K{n},{name},{}\n", day(n * 3 + k * 5))));
        }
    }
    let file = |rows: &[(u64, String)]| {
        let rows: String = rows.iter().map(|(_, row)| row.as_str()).collect();
        format!("id,event,at\n{rows}")
    };
    let sorted = folder.write("sorted.csv", file(&rows));
    // A lead's own events keep their order, which decides between equal times.
    rows.sort_by_key(|(n, _)| n * 7_919 % 3_001);
    let mixed = folder.write("mixed.csv", file(&rows));
    let mut leads = String::from("id,industry\n");
    for n in (0..9_000_u64).map(|n| n * 1_009 % 3_000) {
        let _ = writeln!(leads, " K{n} ,{}", ["mill", "dairy"][(n % 2) as usize]);
    }
    let definition = accord::store::read_model(Path::new(&model))
        .unwrap()
        .0
        .definition();
    let expected = score_csv(
        &definition,
        leads.as_bytes(),
        Some(file(&rows).as_bytes()),
        &Options::default(),
    );
    assert!(expected.contains(",2,7,") && expected.contains(",5,5,") && expected.contains(",3,8,"));
    let path = folder.write("leads.csv", &leads);
    for events in [&sorted, &mixed] {
        let ran = accord(["score", &model, &path, "--events", events]).fine();
        assert!(ran == expected);
        assert!(fed(["score", &model, "-", "--events", events], &leads).fine() == expected);
    }
}

#[test]
fn whoever_reads_one_line_ends_a_long_run_quietly() {
    let (folder, model) = model();
    let leads = format!("id,industry\n{}", "a,mill\n".repeat(400_000));
    let path = folder.write("leads.csv", leads);
    let mut child = std::process::Command::new(command().get_program())
        .args(["score", &model, &path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut few = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut few).unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*stderr), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_half_file() {
    use std::os::unix::process::ExitStatusExt as _;
    let (folder, model) = model();
    let (out, rejects) = (folder.file_arg("out.csv"), folder.file_arg("rejects.csv"));
    let mut child = std::process::Command::new(command().get_program())
        .args(["score", &model, "-", "-o", &out, "--rejects", &rejects])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let names = || {
        let entries = fs::read_dir(folder.arg()).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name())
            .collect::<Vec<_>>()
    };
    // The program keeps reading, as stdin is not closed.
    let mut stdin = child.stdin.take().unwrap();
    let leads = format!("id,industry\n{}", "a,mill\n".repeat(100_000));
    stdin.write_all(leads.as_bytes()).unwrap();
    let mut waited = 0;
    while names().len() < 3 {
        waited += 1;
        assert!(waited < 500, "it begins to write both files");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    signal(child.id());
    let status = child.wait().unwrap();
    assert_eq!(status.signal(), Some(2));
    assert_eq!(names(), ["model.yaml"]);
    drop(stdin);
}

#[cfg(unix)]
fn signal(process: u32) {
    let sent = std::process::Command::new("kill")
        .args(["-INT", &process.to_string()])
        .status();
    assert!(sent.unwrap().success());
}
