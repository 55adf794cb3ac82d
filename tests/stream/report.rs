//! The report of a stream is that of the same leads in memory, figure by figure.

use std::fmt::Write as _;
use std::sync::Arc;

use accord::evidence::list_report::{ListFigures, ReportDay, ReportLeads};
use accord::model::{Definition, ModelFile};
use accord::records::{LeadReader, ReadOptions, read_events};
use accord::scoring::list_figures::RecordedFigures;
use accord::scoring::{Engine, Scorer};
use accord::store::model_text;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::harness::{Folder, accord};
use super::second::{Options, made_up};
use super::session_of;

/// Returns the report of a run; `None` if `check` finds something that must be fixed.
fn of_stream(
    definition: &Definition,
    leads: &[u8],
    events: Option<&[u8]>,
    options: &Options,
) -> Option<Value> {
    let folder = Folder::empty();
    folder.write("session.yaml", session_of(definition, options));
    let report = folder.file_arg("report.json");
    let mut args = vec![
        "score".into(),
        folder.arg().into(),
        folder.write("leads.csv", leads),
        "--report".into(),
        report,
    ];
    if let Some(events) = events {
        args.extend(["--events".into(), folder.write("events.csv", events)]);
    }
    if let Some(day) = options.as_of {
        args.extend(["--as-of".into(), day.to_string()]);
    }
    let ran = accord(args);
    // A list without any column that the model asks about is refused.
    if ran.code == 1 || ran.stderr.contains("that the model asks about") && ran.code == 2 {
        return None;
    }
    ran.fine();
    Some(serde_json::from_str(&folder.read("report.json")).unwrap())
}

/// Returns the report of the same leads, read into memory and scored by the engine.
fn in_memory(
    definition: &Definition,
    leads: &[u8],
    events: Option<&[u8]>,
    options: &Options,
) -> Value {
    let read = ReadOptions {
        id: options.id.clone(),
        columns: options.columns.clone(),
        as_of: options.as_of,
        as_of_field: options.as_of_field.clone(),
        default_as_of: options.data_as_of,
        ..ReadOptions::default()
    };
    let events = events.map(|events| read_events(events, &read).unwrap().0);
    let reader = LeadReader::open(leads, &read, events.unwrap_or_default()).unwrap();
    let (dataset, rejects) = reader.into_dataset().unwrap();
    let dataset = Arc::new(dataset);
    let scorer = Arc::new(Scorer::new(definition));
    let scored = Engine::new(Arc::clone(&dataset)).score(Arc::clone(&scorer));
    let mut figures = RecordedFigures::new(&dataset);
    figures.update(&Definition::default(), &dataset);
    figures.update(definition, &dataset);
    let found = ListFigures {
        as_of: ReportDay::default(),
        leads: ReportLeads {
            scored: dataset.len() as u64,
            rejected: rejects.len() as u64,
            ends_within_line: dataset.ends_within_line,
            ..ReportLeads::default()
        },
        ids: figures.ids(|lead| scored.outcome(lead), |lead| dataset.line(lead)),
        events: figures
            .events()
            .map(|(asked, events)| (asked, events, Vec::new())),
        columns: figures
            .columns()
            .iter()
            .map(|(asked, column)| (asked, column))
            .collect(),
        latest_event: dataset.latest_event,
        absent_fields: scorer.absent_fields(&dataset),
        absent_event_columns: scorer.absent_event_columns(&dataset),
        ..ListFigures::default()
    };
    serde_json::to_value(found.report()).unwrap()
}

/// Returns the figures that both have.
fn figures(mut report: Value) -> Value {
    let leads = &report["leads"];
    let leads = json!([
        leads["scored"],
        leads["rejected"],
        leads["ends_within_line"]
    ]);
    if report["events"].is_object() {
        report["events"]["reasons"].take();
    }
    let parts = [
        "ids",
        "events",
        "columns",
        "absent_fields",
        "absent_event_columns",
    ];
    json!([leads, parts.map(|part| report[part].take())])
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 10_000, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn a_stream_reports_what_the_leads_in_memory_do(
        (definition, leads, events, options) in made_up::case()
    ) {
        let stream = of_stream(&definition, &leads, events.as_deref(), &options);
        prop_assume!(stream.is_some());
        let memory = in_memory(&definition, &leads, events.as_deref(), &options);
        prop_assert_eq!(figures(stream.unwrap()), figures(memory));
    }
}

#[test]
fn a_list_of_many_blocks_is_reported_as_in_memory() {
    let model: ModelFile = serde_json::from_value(json!({
        "accord": "model/1",
        "criteria": [
            {"id": "word", "name": "Word", "kind": "fit", "points": 2, "when": {"field": "word", "in": ["word 9000", "wrod 1", "nowhere", "word-10000000"]}},
            {"id": "size", "name": "Size", "kind": "fit", "points": 3, "when": {"field": "size", "min": "500"}},
            {"id": "call", "name": "Call", "kind": "behaviour", "points": 4, "when": {"event": ["call", "name 9999"]}},
        ],
        "stages": [
            {"id": "contact", "name": "Contact", "readiness": "none"},
            {"id": "mql", "name": "MQL", "readiness": "sales-worthy", "rule": {"points": {"total": 6}}},
        ],
        "handoff": {"stage": "mql", "disposition": "forward"},
        "bands": [{"id": "all", "name": "All", "disposition": "wait"}],
        "dispositions": [
            {"id": "forward", "name": "Forward", "action": "forward"},
            {"id": "wait", "name": "Wait", "action": "nurture", "track": "none"},
        ],
    }))
    .unwrap();
    assert!(model_text(&model).contains("word 9000"));
    let definition = model.definition();
    let mut leads = "id,word,size,padding\n".to_owned();
    let mut events = "id,event,at\n".to_owned();
    for n in 0..60_000_u64 {
        let mixed = n * 7_919 % 60_000;
        let size = match mixed % 50 {
            0 => "1,000".into(),
            1 => String::new(),
            _ => (mixed % 1_000).to_string(),
        };
        writeln!(leads, "L{},word {mixed},{size:?},{:>30}", n % 59_000, "x").unwrap();
        let name = if n % 3 == 0 {
            "Call".into()
        } else {
            format!("name {}", n % 12_000)
        };
        let day = 1 + n % 28;
        writeln!(events, "L{},{name},2026-01-{day:02}", mixed * 2).unwrap();
    }
    assert!(leads.len() > 3 << 20, "several blocks");
    let options = Options {
        as_of: Some("2026-01-20".parse().unwrap()),
        ..Options::default()
    };
    let (leads, events) = (leads.into_bytes(), events.into_bytes());
    let stream = of_stream(&definition, &leads, Some(&events), &options);
    let memory = in_memory(&definition, &leads, Some(&events), &options);
    let stream = figures(stream.expect("it has no errors"));
    assert_eq!(stream, figures(memory));
    let ids = &stream[1][0];
    assert_eq!(
        (&ids["repeated"], &ids["distinct"]),
        (&json!(1_000), &json!(59_000))
    );
    // Some are near only in what comes later than the first 10,000.
    assert!(
        stream[1][2][0]["never_seen"].as_array().unwrap().len() == 3,
        "{}",
        stream[1][2][0]
    );
}
