//! Golden leads of a small model, each verdict worked out a second time from the facts, and changes
//! of that model made one by one.

use jiff::civil::Date;

use super::choice::{GoldenLeads, golden_leads};
use super::golden_lead::GoldenLead;
use crate::export::{Content, Document, ExportSource};
use crate::model::{Definition, ModelFile};
use crate::scoring::Scorer;

const MODEL: &str = r#"{"accord": "model/1", "name": "Small",
"criteria": [
  {"id": "size", "name": "Size", "kind": "fit", "combine": "one-of", "answers": [
    {"id": "large", "label": "Large", "points": 10, "when": {"field": "employees", "min": 100}},
    {"id": "small", "label": "Small", "points": 2, "otherwise": true}]},
  {"id": "demo", "name": "Demo", "kind": "behaviour", "points": 5, "when": {"event": "demo", "within_days": 30}},
  {"id": "budget", "name": "Budget", "kind": "fit", "points": 4}],
"stages": [
  {"id": "lead", "name": "Lead", "readiness": "none"},
  {"id": "mql", "name": "MQL", "readiness": "sales-ready", "rule": {"all": ["demo"], "points": {"total": 7}}}],
"handoff": {"stage": "mql", "disposition": "forward", "to": "Sales"},
"bands": [{"id": "cold", "name": "Cold", "disposition": "nurture"}, {"id": "warm", "name": "Warm", "from": 10, "disposition": "nurture"}],
"routes": [{"id": "big", "name": "Big", "rule": {"all": ["size=large"]}, "disposition": "call"}],
"dispositions": [
  {"id": "forward", "name": "Forward", "action": "forward", "owner": "Sales"},
  {"id": "nurture", "name": "Nurture", "action": "nurture", "owner": "Marketing"},
  {"id": "call", "name": "Call", "action": "nurture", "owner": "Marketing"}]}"#;

fn parsed(text: &str) -> ModelFile {
    serde_json::from_str(text).expect("a model")
}

fn definition(text: &str) -> Definition {
    parsed(text).definition()
}

fn named<'a>(found: &'a GoldenLeads, name: &str) -> &'a GoldenLead {
    let lead = found.leads.iter().find(|lead| lead.name == name);
    let names = || found.leads.iter().map(|lead| lead.name.as_str());
    lead.unwrap_or_else(|| panic!("{name}: {:?}", names().collect::<Vec<_>>()))
}

/// Employees if they are known, and how many days ago each demo was.
fn facts(lead: &GoldenLead) -> (Option<i64>, Vec<i64>) {
    let day: Date = lead.day();
    let employees = lead.lead.values[0].parse().ok();
    let demos = lead
        .lead
        .events
        .iter()
        .filter(|event| &*event.name == "demo");
    let ago = demos.map(|event| i64::from((day - event.at.date()).get_days()));
    (employees, ago.collect())
}

#[test]
fn each_lead_has_the_verdict_that_its_facts_give() {
    let found = golden_leads(&definition(MODEL));
    for lead in &found.leads {
        let (employees, demos) = facts(lead);
        let fit = match employees {
            None => 0,
            Some(employees) if employees >= 100 => 10,
            Some(_) => 2,
        };
        let demo = demos.iter().any(|ago| (0..=30).contains(ago));
        let behaviour = if demo { 5 } else { 0 };
        let qualified = demo && fit + behaviour >= 7;
        let disposition = match (qualified, fit) {
            (true, _) => 0,
            (false, 10) => 2,
            (false, _) => 1,
        };
        let outcome = &lead.outcome;
        assert_eq!(
            (outcome.fit, outcome.behaviour),
            (fit, behaviour),
            "{lead:?}"
        );
        assert_eq!(outcome.qualified, qualified, "{lead:?}");
        assert_eq!(outcome.stage, Some(usize::from(qualified)), "{lead:?}");
        assert_eq!(outcome.disposition, Some(disposition), "{lead:?}");
        assert_eq!(
            outcome.band,
            Some(usize::from(fit + behaviour >= 10)),
            "{lead:?}"
        );
    }
}

#[test]
fn there_is_a_lead_on_each_side_of_a_threshold() {
    let found = golden_leads(&definition(MODEL));
    assert!(
        found.unproved.is_empty() && found.without_lead.is_empty(),
        "{found:#?}"
    );
    // The smallest that qualifies is at the threshold of 7: small, with a demo. None has 6.
    assert_eq!(named(&found, "qualified").outcome.total, 7);
    assert_eq!(named(&found, "mql-below-total-7").outcome.total, 5);
    assert!(!named(&found, "mql-below-total-7").outcome.qualified);
    let totals = |total: i64| found.leads.iter().any(|lead| lead.outcome.total == total);
    assert!(totals(10), "the least total of the band");
    assert!(totals(7), "the greatest below it");
    let employees = |number| found.leads.iter().any(|lead| facts(lead).0 == Some(number));
    assert!(employees(100) && employees(99));
    let demo = |ago| found.leads.iter().any(|lead| facts(lead).1 == [ago]);
    assert!(demo(30) && demo(31));
}

/// Whether some golden lead's stage, qualification or disposition is another by a changed model.
fn is_shown(found: &GoldenLeads, changed: &Definition) -> bool {
    let (base, scorer) = (Scorer::new(&definition(MODEL)), Scorer::new(changed));
    let bound = scorer.bind(&found.columns.dataset());
    let disposition =
        |of: &Scorer, at: Option<usize>| at.and_then(|at| of.disposition_id(at).cloned());
    found.leads.iter().any(|lead| {
        let (is, was) = (scorer.outcome(&bound.responses(&lead.lead)), &lead.outcome);
        (is.stage, is.qualified) != (was.stage, was.qualified)
            || disposition(&scorer, is.disposition) != disposition(&base, was.disposition)
    })
}

#[test]
fn a_single_change_that_matters_is_shown_by_a_lead() {
    let found = golden_leads(&definition(MODEL));
    let changed = |from: &str, to: &str| {
        assert_eq!(MODEL.matches(from).count(), 1, "{from}");
        definition(&MODEL.replace(from, to))
    };
    for (from, to) in [
        (r#""points": 5"#, r#""points": 4"#),
        (r#""points": 2"#, r#""points": 1"#),
        (r#"{"total": 7}"#, r#"{"total": 8}"#),
        (r#"{"total": 7}"#, r#"{"total": 5}"#),
        (r#""within_days": 30"#, r#""within_days": 31"#),
        (r#""within_days": 30"#, r#""within_days": 29"#),
        (r#""event": "demo","#, r#""event": "demo", "at_least": 2,"#),
        (r#""min": 100"#, r#""min": 101"#),
        (r#""min": 100"#, r#""min": 99"#),
        (r#""all": ["demo"], "#, ""),
        (r#""all": ["size=large"]"#, r#""all": ["size=small"]"#),
        (r#""disposition": "call""#, r#""disposition": "nurture""#),
        (
            r#""disposition": "call"}"#,
            r#""disposition": "call", "even_if_qualified": true}"#,
        ),
    ] {
        assert!(is_shown(&found, &changed(from, to)), "{from} becomes {to}");
    }
    // Nobody is at 9, and whoever is large gets a call or is forwarded with 9 points as with 10.
    assert!(!is_shown(
        &found,
        &changed(r#""points": 10"#, r#""points": 9"#)
    ));
    assert!(found.idle > 0 && found.shown > 10, "{found:#?}");
}

fn files(document: &Document) -> &[(String, String)] {
    match &document.content {
        Content::Folder(files) => files,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_folder_has_leads_events_and_what_is_expected_of_them() {
    let exported = ExportSource::model(&parsed(MODEL));
    let document = super::render(&exported).expect("a folder");
    let files = files(&document);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["README.md", "leads.csv", "events.csv", "expected.csv"]
    );
    assert!(
        files[0]
            .1
            .contains("accord score MODEL leads.csv --events events.csv --as-of 2026-")
    );
    assert!(
        files[1]
            .1
            .starts_with("lead_id,employees\nnothing-known,\n")
    );
    assert!(files[2].1.starts_with("lead_id,event,at\n"));
    assert!(files[2].1.contains("\nunrelated-event,other,2026-"));
    let nothing =
        "nothing-known,0,0,0,lead,none,false,cold,nurture,demo;total:7,size;budget,draft,";
    assert!(files[3].1.contains(nothing), "{}", files[3].1);
    let asked = "No list can say what people answer: `budget`. Golden leads leave that open.";
    assert!(
        document.notices.iter().any(|notice| notice == asked),
        "{:?}",
        document.notices
    );
}

#[test]
fn own_columns_have_names_that_no_field_has() {
    let text = MODEL.replace("\"employees\"", "\"Lead_ID\"").replace(
        r#""event": "demo","#,
        r#""event": "demo", "where": {"field": "at", "known": true},"#,
    );
    let document = super::render(&ExportSource::model(&parsed(&text))).expect("a folder");
    let files = files(&document);
    assert!(
        files[1].1.starts_with("golden_lead_id_1,Lead_ID\n"),
        "{}",
        files[1].1
    );
    assert!(
        files[2]
            .1
            .starts_with("golden_lead_id_1,event,golden_at_1,at\n"),
        "{}",
        files[2].1
    );
    let options = " --id golden_lead_id_1 --event-id golden_lead_id_1 --event-time golden_at_1\n";
    assert!(files[0].1.contains(options), "{}", files[0].1);
}
