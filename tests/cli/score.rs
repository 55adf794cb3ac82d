//! `accord score`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::harness::{Folder, accord, command, fed};

const SAAS: &str = "sessions/b2b-saas";
const LEADS: &str = "sessions/b2b-saas/leads.csv";
const EVENTS: &str = "sessions/b2b-saas/events.csv";
const HEADER: &str = "lead_id,fit,behaviour,total,stage,readiness,qualified,band,disposition,\
                      missing,unknown,version,why";

/// A model with one criterion: the industry, worth five, at the hand-off.
const MODEL: &str = "\
accord: model/1
criteria:
  - id: mill
    name: Mill
    kind: fit
    points: 5
    when: {field: industry, is: mill}
  - id: visit
    name: Visit
    kind: behaviour
    points: 2
    when: {event: visit, within_days: 10}
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

#[test]
fn three_hundred_leads_in_their_order() {
    let ran = accord(["score", SAAS, LEADS, "--events", EVENTS]);
    assert_eq!(ran.stderr, "300 leads scored with draft: 94 qualified\n");
    let text = ran.fine();
    assert!(text.ends_with('\n') && !text.contains('\r'));
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0].join(","), HEADER);
    assert_eq!(rows.len(), 301);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LEADS);
    let leads = fs::read_to_string(path).unwrap();
    let first = |line: &str| line.split(',').next().unwrap().to_owned();
    let scored: Vec<String> = text.lines().map(first).collect();
    let read: Vec<String> = leads.lines().map(first).collect();
    assert_eq!(scored, read, "in input order");
    let count = |column: usize, value: &str| rows.iter().filter(|r| r[column] == value).count();
    assert_eq!((count(6, "true"), count(6, "false")), (94, 206));
    assert_eq!(count(11, "draft"), 300);
    assert!(
        rows[1..]
            .iter()
            .all(|r| (r[6] == "true") == r[9].is_empty())
    );
}

#[test]
fn what_the_session_says_of_its_data_holds_unless_overridden() {
    let with = accord(["score", SAAS, LEADS, "--events", EVENTS]).fine();
    assert_eq!(accord(["score", SAAS, LEADS]).fine(), with);
    assert_eq!(
        accord(["score", SAAS, LEADS, "--as-of", "2024-02-29"]).fine(),
        with
    );
    // A year later, every event is too old.
    let later = accord(["score", SAAS, LEADS, "--as-of", "2025-02-28"]);
    assert_ne!(later.fine(), with);
}

#[test]
fn a_model_by_itself_scores_a_stream() {
    let (folder, model) = model();
    let events = folder.write(
        "events.csv",
        "id,event,at\nb,visit,2026-11-20\nc,visit,2026-11-01\n",
    );
    let leads = "ID;Industry;Owner\na;Mill ;Ada\nb;MILL;\"B;o\"\nc;dairy;\"C \"\"x\"\"\"\nd;;\n";
    let args = [
        "score",
        &model,
        "-",
        "--events",
        &events,
        "--as-of",
        "2026-11-21",
    ];
    let kept = ["--keep", "owner,Industry"];
    let text = fed(args.iter().chain(&kept), leads).fine();
    assert_eq!(
        text,
        format!(
            "{HEADER},Owner,Industry\n\
             a,5,0,5,contact,none,false,all,wait,total:1,,draft,Mill +5; Wait (by band All),Ada,Mill \n\
             b,5,2,7,mql,sales-worthy,true,all,forward,,,draft,\"Mill +5, Visit +2; Forward (qualified)\",B;o,MILL\n\
             c,0,0,0,contact,none,false,all,wait,mill;total:6,,draft,no points; Wait (by band All),\"C \"\"x\"\"\",dairy\n\
             d,0,0,0,contact,none,false,all,wait,mill;total:6,mill,draft,no points; Wait (by band All),,\n"
        )
    );
}

#[test]
fn json_has_the_reasons() {
    let (_folder, model) = model();
    let args = [
        "score", &model, "-", "--format", "json", "--keep", "industry",
    ];
    let text = fed(args, "id,industry\na,mill\nb,\n").fine();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let json: Vec<Value> = lines.collect();
    assert_eq!(json.len(), 2);
    assert!(
        text.starts_with("{\"lead_id\":\"a\",\"line\":2,\"fit\":5,"),
        "{text}"
    );
    assert_eq!(json[0]["lead_id"], "a");
    assert_eq!(json[0]["line"], 2);
    assert_eq!(json[0]["total"], 5);
    assert_eq!(json[0]["reasons"][0]["criterion"], "mill");
    assert_eq!(json[0]["missing"][0]["part"], "total:1");
    assert_eq!(json[0]["missing"][0]["smallest"][0], "visit");
    assert_eq!(json[0]["unknown"][0], "visit");
    assert_eq!(json[0]["version"], "draft");
    assert_eq!(json[0]["kept"]["industry"], "mill");
    assert_eq!(
        fed(["score", &model, "-", "--format", "json"], "id,industry\n").fine(),
        ""
    );
}

#[test]
fn columns_are_found_named_and_missed() {
    let (_folder, model) = model();
    let args = [
        "score",
        &model,
        "-",
        "--id",
        "Nr",
        "--map",
        "industry=Branche",
    ];
    let ran = fed(args, "name,Nr,Branche\nx,7,mill\n");
    assert_eq!(ran.stderr, "1 lead scored with draft: 0 qualified\n");
    assert!(ran.stdout.ends_with(
        "\n7,5,0,5,contact,none,false,all,wait,total:1,visit,draft,Mill +5; Wait (by band All)\n"
    ));
    assert_eq!(
        fed(["score", &model, "-", "--id", "nr"], "id,sector\na,mill\n").failed(2),
        "error: -: there is no column `nr`: the header has `id`, `sector`\n\
         hint: give the columns with --id COLUMN and --map FIELD=COLUMN\n"
    );
    assert_eq!(
        fed(
            ["score", &model, "-", "--keep", "nr"],
            "id,sector\na,mill\n"
        )
        .failed(2),
        "error: -: there is no column `nr` to keep\n\
         hint: the header has `id`, `sector`\n"
    );
}

/// A model whose one condition is this.
fn one_condition(folder: &Folder, condition: &str) -> String {
    let text = MODEL.replace("{event: visit, within_days: 10}", condition);
    assert!(text.contains(condition), "{text}");
    folder.write("asked.yaml", text)
}

#[test]
fn rows_of_events_are_asked_about_by_their_columns() {
    let folder = Folder::empty();
    let model = one_condition(
        &folder,
        "{event: visit, at_least: 2, where: {any: [{field: Page, has: /pricing}, {field: amount, min: 9}]}}",
    );
    let leads = folder.write("leads.csv", "id,industry\na,x\nb,x\nc,x\n");
    let rows = "a,visit,2026-01-01,/Pricing;/blog,\na,visit,2026-01-02,,10.5\n\
                b,visit,2026-01-01,/pricing,\nb,visit,2026-01-02,/blog,8\nb,call,2026-01-02,/pricing,9\n";
    let score = |header: &str| {
        let events = folder.write("events.csv", format!("{header}\n{rows}"));
        accord(["score", &model, &leads, "--events", &events])
    };
    let behaviour = |text: &str| -> Vec<String> {
        let rows = text.lines().skip(1);
        let cells = rows.map(|row| row.split(',').collect::<Vec<_>>());
        cells
            .map(|cells| format!("{} {}", cells[2], cells[10]))
            .collect()
    };
    let ran = score("id,event,at,page,amount");
    assert_eq!(behaviour(&ran.stdout), ["2 ", "0 ", "0 "]);
    assert_eq!(ran.stderr, "3 leads scored with draft: 0 qualified\n");
    // Without the column nothing is known, and that is said once.
    let ran = score("id,event,at,page,price");
    assert_eq!(behaviour(&ran.stdout), ["0 visit", "0 visit", "0 visit"]);
    assert_eq!(
        ran.stderr,
        "warning: the events have no column `amount`: conditions with it are not known\n\
         3 leads scored with draft: 0 qualified\n"
    );
}

#[test]
fn a_condition_that_cannot_be_read_is_told_with_its_line_and_its_remedy() {
    let folder = Folder::empty();
    for (condition, said) in [
        (
            "{field: due, on_or_after: 2026-1-1}",
            "12:37: `2026-1-1` isn't a day",
        ),
        ("{event: []}", "an empty list of events"),
        (
            "{field: size, min: 1234567890123456789}",
            "at most 18 digits",
        ),
        (
            "{event: visit, at_least: 3, at_most: 2}",
            "at least 3 and at most 2 is never",
        ),
        (
            "{event: visit, where: {event: call}}",
            "`where` asks about the event's own row",
        ),
    ] {
        let model = one_condition(&folder, condition);
        let ran = fed(["score", &model, "-"], "id,industry\n");
        assert_ne!(ran.code, 0, "{condition}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn rejects_are_named_counted_kept_and_strict_about() {
    let (folder, model) = model();
    let mut leads = "id,industry\na,mill\n".to_owned();
    for n in 0..12 {
        leads.push_str(&format!("x{n},mill,too much\n"));
    }
    leads.push_str("z,mill\n");
    let path = folder.write("leads.csv", leads);
    let (out, rejects) = (folder.file_arg("out.csv"), folder.file_arg("rejects.csv"));
    let args = ["score", &model, &path, "-o", &out];
    let ran = accord(args.iter().chain(&["--rejects", rejects.as_str()]));
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    let said: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(said.len(), 13, "{}", ran.stderr);
    assert!(
        said[0].starts_with(&format!("{path}: line 3: ")),
        "{}",
        said[0]
    );
    assert!(
        said[9].starts_with(&format!("{path}: line 12: ")),
        "{}",
        said[9]
    );
    assert_eq!(said[10..12], ["and 2 more", "12 rows can't be read"]);
    assert_eq!(folder.read("out.csv").lines().count(), 3);
    let kept = folder.read("rejects.csv");
    assert!(kept.starts_with("file,line,reason\n"));
    assert_eq!(kept.lines().count(), 13);

    fs::write(&out, "old").unwrap();
    let ran = accord(args.iter().chain(&["--strict"]));
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr
            .ends_with("error: 12 rows can't be read, and --strict was given\n")
    );
    assert_eq!(folder.read("out.csv"), "old", "no half result is left");
    assert_eq!(
        fs::read_dir(folder.arg()).unwrap().count(),
        4,
        "nothing else is left"
    );
}

#[test]
fn the_encoding_is_found_out_or_named() {
    let (folder, model) = model();
    let bytes = b"id,industry\nM\xFCller,mill\n";
    let path = folder.write("leads.csv", bytes);
    assert!(
        accord(["score", &model, &path])
            .fine()
            .contains("\nMüller,5,")
    );
    let ran = accord(["score", &model, &path, "--encoding", "utf-8"]);
    assert!(ran.stderr.contains("line 2: "), "{}", ran.stderr);
    let stderr = accord(["score", &model, &path, "--encoding", "klingon"]).failed(2);
    assert!(stderr.contains("`klingon` isn't an encoding"), "{stderr}");
}

#[test]
fn the_last_version_scores_unless_another_is_named() {
    let folder = Folder::copy_of("b2b-saas");
    let signed = ["--sign", "sales=Paul", "--sign", "marketing=Asha"];
    let unverified = [
        "--unverified",
        "no quotes yet",
        "--owner",
        "Asha",
        "--due",
        "2027-03-31",
    ];
    accord(
        ["publish", folder.arg()]
            .iter()
            .chain(&signed)
            .chain(&unverified),
    )
    .fine();
    // One point more: of the 94 that qualify, 87 have 27 or more.
    folder.edit("          total: 26\n", "          total: 27\n");
    let qualified = |more: &[&str]| {
        let ran = accord(["score", folder.arg(), LEADS].iter().chain(more));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stderr
    };
    let published = "300 leads scored with 1.0.0: 94 qualified\n";
    let draft = "300 leads scored with draft: 87 qualified\n";
    assert_eq!(qualified(&[]), published);
    assert_eq!(qualified(&["--version", "1.0.0"]), published);
    assert_eq!(qualified(&["--version", "draft"]), draft);
    let model = folder.file_arg("versions/1.0.0/model.yaml");
    let alone = accord([
        "score",
        &model,
        LEADS,
        "--events",
        EVENTS,
        "--as-of",
        "2024-02-29",
    ]);
    assert_eq!(alone.stderr, published);
    assert_eq!(alone.fine(), accord(["score", folder.arg(), LEADS]).fine());
    let args = ["score", folder.arg(), LEADS, "--version", "2.0.0"];
    assert_eq!(
        accord(args).failed(2),
        "error: there is no version 2.0.0 of this session\nhint: the only version is 1.0.0\n"
    );
    let stderr = accord(["score", &model, LEADS, "--version", "1.0.0"]).failed(2);
    assert!(
        stderr.starts_with("error: a model.yaml is one version by itself\n"),
        "{stderr}"
    );
}

#[test]
fn a_definition_with_errors_is_refused() {
    let (folder, _) = model();
    let broken = folder.write("broken.yaml", MODEL.replace("stage: mql", "stage: mqx"));
    let stderr = fed(["score", &broken, "-"], "id\na\n").failed(1);
    assert_eq!(
        stderr,
        format!(
            "error: 1 thing must be fixed first: \
             the hand-off refers to stage `mqx`, which no longer exists\n\
             hint: `accord check {broken}` lists everything\n"
        )
    );
}

#[test]
fn inputs_that_are_not_there() {
    let (folder, model) = model();
    assert_eq!(
        accord(["score", &model, "no.csv"]).failed(2),
        "error: no.csv: there is nothing here\n"
    );
    assert_eq!(
        accord(["score", &model, folder.arg()]).failed(2),
        format!("error: {}: this is a folder, not a file\n", folder.arg())
    );
    assert_eq!(
        fed(["score", &model, "-"], "").failed(2),
        "error: -: the file is empty: its first line must name the columns\n"
    );
    assert_eq!(
        accord(["score", &model, "-", "--events", "-"]).failed(2),
        "error: leads and events can't both come from stdin\n"
    );
    let stderr = accord(["score", &model, "-", "--as-of", "21.11.2026"]).failed(2);
    assert!(
        stderr.contains("write year-month-day, such as 2026-11-21"),
        "{stderr}"
    );
}

#[test]
fn a_reader_that_has_had_enough_ends_it_quietly() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LEADS);
    let leads = fs::read_to_string(path).unwrap();
    let program = command();
    let mut child = std::process::Command::new(program.get_program())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["score", SAAS, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    // The program may end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(leads.as_bytes());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*stderr), (Some(0), ""));
}

/// No mill visits us, as far as this model knows.
const NEVER: &str =
    "never:\n  - {id: no-visit, rule: {all: [mill, visit]}, why: Mills send letters}\n";

#[test]
fn leads_that_no_lead_can_be_are_counted_with_an_example() {
    let folder = Folder::empty();
    let model = folder.write("model.yaml", format!("{MODEL}{NEVER}"));
    let plain = folder.write("plain.yaml", MODEL);
    let leads = folder.write("leads.csv", "id,industry\nA,mill\nB,shop\nC,mill\nD,mill\n");
    let events = folder.write(
        "events.csv",
        "lead,event,time\nB,visit,2026-11-20\nC,visit,2026-11-20\nD,visit,2026-11-20\n",
    );
    let score = |model: &str, format: &str| {
        let args = [
            "score", model, &leads, "--events", &events, "--format", format,
        ];
        accord(args)
    };
    let ran = score(&model, "csv");
    assert_eq!(
        ran.stderr,
        "warning: 2 leads contradict the never rule `no-visit`, such as `C`\n\
         4 leads scored with draft: 2 qualified\n"
    );
    assert_eq!(
        ran.fine(),
        score(&plain, "csv").fine(),
        "no verdict changes"
    );
    let lines = score(&model, "json").fine();
    let verdicts: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(verdicts[0].get("contradicts"), None);
    assert_eq!(verdicts[2]["contradicts"], serde_json::json!(["no-visit"]));
}
