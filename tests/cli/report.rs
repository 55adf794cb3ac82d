//! `accord score --report` and `--strict`: what a run says of its list, figure by figure.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::harness::{Folder, Ran, accord};

const MODEL: &str = "\
accord: model/1
criteria:
  - {id: industry, name: Industry, kind: fit, points: 5, when: {field: industry, in: [Machinery, Chemicals]}}
  - {id: size, name: Size, kind: fit, points: 3, when: {field: employees, min: 1000}}
  - {id: fresh, name: Fresh, kind: behaviour, points: 1, when: {field: created, within_days: 30}}
  - {id: demo, name: Demo, kind: behaviour, points: 6, when: {event: demo}}
  - {id: prices, name: Prices, kind: behaviour, points: 2, when: {event: [pricing, prices], at_least: 2}}
stages:
  - {id: contact, name: Contact, readiness: none}
  - {id: mql, name: MQL, readiness: sales-worthy, rule: {points: {total: 6}}}
handoff: {stage: mql, disposition: forward}
bands: [{id: all, name: All, disposition: wait}]
dispositions:
  - {id: forward, name: Forward, action: forward}
  - {id: wait, name: Wait, action: nurture, track: none}
";

pub const HEADER: &str = "lead_id,industry,employees,created\n";

/// A model, a list and a file of events.
pub struct Setup {
    pub folder: Folder,
    args: Vec<String>,
}

impl Setup {
    pub fn new(leads: &str, events: Option<&str>) -> Self {
        Self::with_model(MODEL, leads, events)
    }

    fn with_model(model: &str, leads: &str, events: Option<&str>) -> Self {
        let folder = Folder::empty();
        let mut args = vec!["score".to_owned(), folder.write("model.yaml", model)];
        args.push(folder.write("leads.csv", leads));
        if let Some(events) = events {
            args.extend(["--events".into(), folder.write("events.csv", events)]);
        }
        args.extend(["--report".into(), folder.file_arg("report.json")]);
        args.extend(["-o".into(), folder.file_arg("out.csv")]);
        Self { folder, args }
    }

    fn run(&self, more: &[&str]) -> Ran {
        accord(
            self.args
                .iter()
                .map(String::as_str)
                .chain(more.iter().copied()),
        )
    }

    /// Runs it, and returns the report.
    pub fn report(&self, more: &[&str]) -> (Ran, Value) {
        let ran = self.run(more);
        let report = serde_json::from_str(&self.folder.read("report.json")).unwrap();
        (ran, report)
    }
}

/// Returns what stderr says before its last line.
fn said(ran: &Ran) -> Vec<&str> {
    let mut lines: Vec<&str> = ran.stderr.lines().collect();
    lines.pop();
    lines
}

#[test]
fn a_clean_run_stays_quiet_and_its_report_has_every_figure() {
    let leads = format!("{HEADER}A,Machinery,1200,2026-01-20\nB,chemicals,900,\n");
    let events = "lead,event,at\nA,Demo,2026-01-30\nB,pricing,2026-01-31\nA,visit,2026-01-31\nB,prices,2026-01-02\n";
    let setup = Setup::new(&leads, Some(events));
    let (ran, report) = setup.report(&["--strict"]);
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (0, "2 leads scored with draft: 2 qualified\n")
    );
    let column = |field: &str, numbers: Value, days: Value, texts: u64, empty: u64| {
        json!({
            "field": field, "leads": 2, "empty": empty,
            "no_number": numbers, "first_no_number": null,
            "no_day": days, "first_no_day": null,
            "texts": texts, "never_seen": [],
        })
    };
    let digest = report["model"]["digest"].as_str().unwrap().to_owned();
    assert!(
        digest.starts_with("sha256:") && digest.len() == 71,
        "{digest}"
    );
    let expected = json!({
        "report": 1,
        "model": {"version": "draft", "digest": digest, "altered": false},
        "as_of": {"day": "2026-01-31", "from": "latest-event", "field": null},
        "leads": {"read": 2, "scored": 2, "qualified": 2, "rejected": 0, "reasons": [],
            "ends_within_line": false,
        },
        "ids": {
            "distinct": 2, "repeated": 0, "repeated_rows": 0,
            "with_different_verdicts": 0, "example_lines": null,
        },
        "events": {
            "read": 4, "rejected": 0, "reasons": [], "without_id": 0, "asked": 3,
            "asked_without_id": 0, "matched": 3, "unknown_lead": 0, "later": 0, "again": 0,
            "ends_within_line": false, "latest": "2026-01-31", "windows": [], "never_seen": [],
        },
        "columns": [
            column("industry", Value::Null, Value::Null, 2, 0),
            column("employees", json!(0), Value::Null, 0, 0),
            column("created", Value::Null, json!(0), 0, 1),
        ],
        "absent_fields": [], "absent_event_columns": [], "headers": [], "guesses": [], "never": [],
        "lines": [],
    });
    assert_eq!(report, expected);
}

#[test]
fn an_event_later_than_the_as_of_day_is_told_with_the_day_and_where_it_is_from() {
    let leads = format!("{HEADER}A,Machinery,1,\nB,Machinery,1,\n");
    let events = "lead,event,at\nA,demo,2026-01-30\nA,pricing,2024-01-01\nX,demo,2026-01-30\n";
    let setup = Setup::new(&leads, Some(events));
    let (ran, report) = setup.report(&["--as-of", "2024-02-29"]);
    assert_eq!(ran.code, 0);
    assert!(
        said(&ran).contains(
            &"note: 1 of 2 events is later than 2024-02-29 (--as-of) and doesn't count, of those that the model asks about: look back from a later day (`--as-of`, or `as_of` of the session), unless that is meant"
        ),
        "{ran:#?}"
    );
    let events = &report["events"];
    let figures = ["read", "asked", "matched", "unknown_lead", "later"];
    assert_eq!(
        figures.map(|name| events[name].as_u64().unwrap()),
        [3, 3, 2, 1, 1]
    );
    assert_eq!(
        report["as_of"],
        json!({"day": "2024-02-29", "from": "as-of", "field": null})
    );
    // More than half, and the verdicts are doubtful.
    let (ran, _) = setup.report(&["--as-of", "2023-02-28", "--strict"]);
    let stderr = ran.failed(2);
    assert!(
        stderr
            .contains("warning: 2 of 2 events are later than 2023-02-28 (--as-of) and don't count"),
        "{stderr}"
    );
    assert!(
        stderr
            .ends_with("error: 1 warning above makes verdicts doubtful, and --strict was given\n"),
        "{stderr}"
    );
}

#[test]
fn values_that_are_no_number_or_day_are_counted_with_an_example() {
    let leads = format!(
        "{HEADER}A,Machinery,\"1,098\",2026-01-20\nB,Chemicals,$5,11/2/2026\nC,,900,\nD,,,\nE,,\"1,098\",11/2/2026\n"
    );
    let setup = Setup::new(&leads, None);
    let (ran, report) = setup.report(&["--as-of", "2026-02-01"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        said(&ran),
        [
            "warning: employees: 3 of 4 values are no number, such as `1,098`, and not known to conditions: write numbers as 1098 or 1098.5",
            "warning: created: 2 of 3 values are no day, such as `11/2/2026`, and not known to conditions: write days as 2026-11-21",
        ]
    );
    assert_eq!(report["columns"][1]["no_number"], 3);
    assert_eq!(report["columns"][1]["empty"], 1);
    assert_eq!(report["columns"][2]["no_day"], 2);
    assert_eq!(report["columns"][2]["first_no_day"], "11/2/2026");
    std::fs::remove_file(setup.folder.file("out.csv")).unwrap();
    let stderr = setup.run(&["--strict"]).failed(2);
    assert!(
        stderr
            .ends_with("error: 2 warnings above make verdicts doubtful, and --strict was given\n"),
        "{stderr}"
    );
    assert!(!setup.folder.file("out.csv").exists());
}

#[test]
fn events_of_nobody_are_told() {
    let leads = format!("{HEADER}A,Machinery,1,\n");
    // The activity's own id stands where the lead's is looked for.
    let setup = Setup::new(&leads, Some("id,contact,event,at\ne1,A,demo,2026-01-30\n"));
    let (ran, report) = setup.report(&["--strict"]);
    let stderr = ran.failed(2);
    assert!(
        stderr.contains("warning: 0 of 1 events belong to a lead of the list, of those that the model asks about: check that both files have the same ids, and which column has them\n"),
        "{stderr}"
    );
    assert_eq!(report["events"]["unknown_lead"], 1);
    // An event without an id belongs to nobody, and is no unknown lead's either.
    let events = "lead,event,at\n,demo,2026-01-30\nA,demo,2026-01-30\n , visit,2026-01-30\nX,prices,2026-01-30\nX,pricing,2026-01-30\n";
    let (ran, report) = Setup::new(&leads, Some(events)).report(&[]);
    assert_eq!(
        said(&ran),
        [
            "note: 2 events have no lead's id and belong to nobody: fill it in, unless they are of unknown visitors",
            "note: 1 of 3 events belong to a lead of the list, of those that the model asks about: check the ids, unless the list is a part of all leads",
        ]
    );
    let figures = [
        "read",
        "without_id",
        "asked",
        "asked_without_id",
        "matched",
        "unknown_lead",
    ];
    assert_eq!(
        figures.map(|name| report["events"][name].as_u64().unwrap()),
        [5, 2, 4, 1, 1, 2]
    );
}

#[test]
fn a_renamed_event_or_value_is_told_with_the_nearest() {
    let leads = format!("{HEADER}A,Machinry,1,\nB,Chemicals,1,\n");
    let events =
        "lead,event,at\nA,Demo Request,2026-01-30\nA,pricing,2026-01-30\nA,prices,2026-01-30\n";
    let setup = Setup::new(&leads, Some(events));
    let (ran, report) = setup.report(&[]);
    assert_eq!(
        said(&ran),
        [
            "warning: industry is never `Machinery`; the file has `Machinry`: if both mean the same, write the model's text in the file or the file's in the model",
            "warning: no event is called `demo`; the file has `Demo Request`: if both mean the same, call it the same in the file and the model",
        ]
    );
    assert_eq!(
        report["events"]["never_seen"],
        json!([{"text": "demo", "nearest": "Demo Request", "same_in_other_words": true}])
    );
    setup.run(&["--strict"]).failed(2);
    // What is only absent is a note, and nothing in a short list.
    let leads = format!("{HEADER}A,Mining,1,\nB,Chemicals,1,\n");
    let (ran, _) =
        Setup::new(&leads, Some("lead,event,at\nA,pricing,2026-01-30\n")).report(&["--strict"]);
    assert_eq!(ran.code, 0, "{ran:#?}");
    assert_eq!(
        said(&ran),
        ["note: no event is called `demo`: check what the file calls it, if leads have done it"]
    );
}

#[test]
fn a_long_list_without_any_of_a_columns_texts_is_doubtful() {
    let rows = |industry: &str, count: usize| {
        let mut rows = HEADER.to_owned();
        for n in 0..count {
            writeln!(rows, "L{n},{industry},1,2026-01-01").unwrap();
        }
        rows
    };
    let (ran, _) = Setup::new(&rows("28", 19), None).report(&["--strict"]);
    assert_eq!((ran.code, said(&ran)), (0, Vec::new()));
    let (ran, _) = Setup::new(&rows("28", 20), None).report(&[]);
    assert_eq!(
        said(&ran),
        [
            "warning: industry has 20 values, and none of those that the model asks for, `Machinery`, `Chemicals`: check that it is the right column and what its values are called"
        ]
    );
    let (ran, _) = Setup::new(&rows("Chemicals", 20), None).report(&["--strict"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        said(&ran),
        ["note: industry is never `Machinery`: check how the file writes it, if leads have it"]
    );
    // A column without values says so.
    let (ran, _) = Setup::new(&rows("", 20), None).report(&["--strict"]);
    assert_eq!(
        said(&ran),
        [
            "note: `industry` is empty in every lead, so conditions on it are not known: check the export, or take it from another column"
        ]
    );
}

#[test]
fn ids_that_repeat_are_counted_and_doubtful_where_verdicts_differ() {
    let leads = format!(
        "{HEADER}A,Machinery,1,\nB,Chemicals,2,\nA ,Chemicals,1,\n,x,1,\nB,,2,\nC,,,\n,y,1,\nB,Machinery,,\n"
    );
    let setup = Setup::new(
        &leads,
        Some("lead,event,at\nA,demo,2026-01-30\nA,pricing,2026-01-30\nB,prices,2026-01-30\n"),
    );
    let (ran, report) = setup.report(&["--strict"]);
    let stderr = ran.failed(2);
    assert!(
        stderr.contains("warning: 2 ids occur more than once, in 5 rows, 1 with different verdicts, such as on lines 3 and 6: keep one row for each lead\n"),
        "{stderr}"
    );
    assert!(stderr.contains("2 rows can't be read"), "{stderr}");
    assert_eq!(
        report["ids"],
        json!({
            "distinct": 3, "repeated": 2, "repeated_rows": 3,
            "with_different_verdicts": 1, "example_lines": [3, 6],
        })
    );
    // Each event counts once, however many rows its lead has.
    assert_eq!(report["events"]["matched"], 3);
    let leads = format!("{HEADER}A,Machinery,1,\nA,Chemicals,1,\n");
    let (ran, _) = Setup::new(&leads, None).report(&["--strict"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        said(&ran),
        [
            "note: 1 id occurs more than once, in 2 rows, with the same verdicts, such as on lines 2 and 3"
        ]
    );
}

#[test]
fn rejects_columns_and_headers_are_in_the_report() {
    let leads = "lead_id,industry,industry\nA,Machinery,x\nB\nC,1\nD,a,b,c\n";
    let setup = Setup::new(
        leads,
        Some(
            "lead,event,at\nA,demo,today\nA,demo,2026-01-30\nA,pricing,2026-01-30\nA,prices,soon\nA,prices,2026-01-30\n",
        ),
    );
    let (ran, report) = setup.report(&["--strict"]);
    let stderr = ran.failed(2);
    assert!(
        stderr.ends_with("error: 5 rows can't be read, 3 warnings above make verdicts doubtful, and --strict was given\n"),
        "{stderr}"
    );
    assert_eq!(report["leads"]["read"], 4);
    assert_eq!(report["leads"]["rejected"], 3);
    assert_eq!(report["leads"]["reasons"].as_array().unwrap().len(), 3);
    assert_eq!(
        report["events"]["reasons"],
        json!([{
            "reason": "`today` isn't a time: write it as 2026-11-21 or 2026-11-21T09:30+01:00, or say how the list writes dates (`--dates`, `--time-format`, or the session's `data.reading`)",
            "rows": 2, "first_line": 2,
        }])
    );
    assert_eq!(report["absent_fields"], json!(["employees", "created"]));
    assert_eq!(
        report["headers"],
        json!(["columns 2 and 3 are both called `industry`: the first counts"])
    );
    let abouts: Vec<&str> = report["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["about"].as_str().unwrap())
        .collect();
    assert_eq!(
        abouts,
        ["rejects", "rejects", "columns", "columns", "columns"]
    );
}

/// A published file with points changed (5 made 50), by itself.
#[test]
fn an_altered_model_is_in_the_report_and_in_no_strict_run() {
    let published = super::altered::published();
    let text = published.read("versions/1.0.0/model.yaml");
    let stated = text
        .lines()
        .find_map(|line| line.strip_prefix("digest: "))
        .unwrap();
    let setup = Setup::with_model(&text, "lead_id\nL1\n", None);
    let (_, report) = setup.report(&[]);
    assert_eq!(
        report["model"],
        json!({"version": "1.0.0", "digest": stated, "altered": false})
    );
    // The same from the session.
    let report = setup.folder.file_arg("report.json");
    let leads = setup.folder.file_arg("leads.csv");
    let args = [
        "score",
        published.arg(),
        &leads,
        "--version",
        "1.0.0",
        "--report",
        &report,
    ];
    accord(args).fine();
    let report: Value = serde_json::from_str(&setup.folder.read("report.json")).unwrap();
    assert_eq!(report["model"]["digest"], stated);
    let altered = text.replacen("points: 5", "points: 50", 1);
    let setup = Setup::with_model(&altered, "lead_id\nL1\n", None);
    let (_, report) = setup.report(&[]);
    assert_eq!(report["model"]["version"], "1.0.0+altered");
    assert_eq!(report["model"]["altered"], true);
    assert_ne!(report["model"]["digest"], stated);
    let line = &report["lines"][0];
    assert_eq!(
        (&line["about"], &line["doubt"]),
        (&json!("model"), &json!(true))
    );
    setup.run(&["--strict"]).failed(2);
    assert_eq!(accord(["check", &setup.args[1]]).code, 1);
}

#[test]
fn events_that_end_too_early_are_told_and_doubtful_where_none_can_count() {
    let leads = format!("{HEADER}A,Machinery,1,\n");
    let events = "lead,event,at\nA,demo,2025-12-20\nA,pricing,2025-12-21\n";
    let model = MODEL
        .replace("{event: demo}", "{event: demo, within_days: 30}")
        .replace("at_least: 2}", "at_least: 2, within_days: 90}");
    let setup = Setup::with_model(&model, &leads, Some(events));
    let told = |as_of: &str, days: u32, within: u32| {
        format!(
            "the latest event is of 2025-12-21, {days} days before {as_of} (--as-of): none is within {within} days, as the model asks; take newer events, or look back from an earlier day"
        )
    };
    let (ran, _) = setup.report(&["--as-of", "2026-01-20", "--strict"]);
    assert!(!ran.stderr.contains("the latest event"), "{}", ran.stderr);
    let (ran, _) = setup.report(&["--as-of", "2026-01-21", "--strict"]);
    let note = format!("note: {}", told("2026-01-21", 31, 30));
    assert!(said(&ran).contains(&note.as_str()), "{}", ran.stderr);
    let stderr = setup.run(&["--as-of", "2026-03-22", "--strict"]).failed(2);
    let warning = format!("warning: {}", told("2026-03-22", 91, 90));
    assert!(stderr.contains(&warning), "{stderr}");
}

#[test]
fn events_with_the_same_lead_name_and_time_are_told() {
    let leads = format!("{HEADER}A,Machinery,1,\n");
    // Those without a time of day may well have happened twice.
    let events = "lead,event,at\nA,demo,2026-01-30T09:00\nA,pricing,2026-01-30\n\
                  A,Demo,2026-01-30T09:00\nA,demo,2026-01-30T09:01\nA,pricing,2026-01-30\n\
                  A,demo,2026-01-30T09:00\n";
    let (ran, report) = Setup::new(&leads, Some(events)).report(&["--strict"]);
    assert_eq!(ran.code, 0);
    assert!(
        said(&ran).contains(
            &"note: 2 of 6 events are there more than once, with the same lead, name and time, and each counts: check that no file of events was exported twice"
        ),
        "{}",
        ran.stderr
    );
    assert_eq!(report["events"]["again"], 2);
}

#[test]
fn a_file_whose_last_line_has_no_end_may_have_been_cut_off() {
    let rows = |n: usize| {
        (0..n).fold(HEADER.to_owned(), |list, n| {
            list + &format!("L{n},Machinery,1,\n")
        })
    };
    let note = "note: the last line of the leads has no line break: if the file was cut off, rows are missing; export it again";
    let cut = |list: &str| list.trim_end().to_owned();
    for (list, told) in [
        (rows(10), false),
        (cut(&rows(9)), false),
        (cut(&rows(10)), true),
        (cut(&rows(100_000)), true),
    ] {
        let (ran, report) = Setup::new(&list, None).report(&["--strict"]);
        assert_eq!(ran.code, 0);
        assert_eq!(said(&ran).contains(&note), told, "{}", ran.stderr);
        assert_eq!(report["leads"]["ends_within_line"], list.ends_with(','));
    }
}

#[test]
fn an_event_in_whose_place_another_counts_is_not_missed() {
    let leads = format!("{HEADER}A,Machinery,1,\n");
    let told = |events: &str| {
        let setup = Setup::new(&leads, Some(&format!("lead,event,at\n{events}")));
        let (_, report) = setup.report(&["--as-of", "2026-01-31"]);
        let names = report["events"]["never_seen"].as_array().unwrap().iter();
        names
            .map(|name| name["text"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(told("A,demo,2026-01-30\nA,prices,2026-01-30\n"), [""; 0]);
    assert_eq!(
        told("A,demo,2026-01-30\nA,call,2026-01-30\n"),
        ["prices", "pricing"]
    );
    // In other words it is there all the same.
    assert_eq!(
        told("A,demo,2026-01-30\nA,prices,2026-01-30\nA,Pricing!,2026-01-30\n"),
        ["pricing"]
    );
}
