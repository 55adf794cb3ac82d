//! Conditions, answered line by line.

use accord::store::SessionFolder;
use tempfile::TempDir;

use super::common::template;
use super::run_plain;

/// A criterion to be found in files with a list, days and a column of events.
fn with_files() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = template("blank");
    std::sync::Arc::make_mut(&mut session.definition)
        .criteria
        .push(accord::model::Criterion {
            id: "found".parse().expect("an id"),
            name: "Found".into(),
            ..accord::model::Criterion::default()
        });
    let data = std::sync::Arc::make_mut(&mut session.data);
    data.leads = Some("leads.csv".into());
    data.events = Some("events.csv".into());
    SessionFolder::create(folder.path(), &session).expect("a session");
    let leads = "lead_id,tools,joined\na,CRM; ERP,2026-03-01\nb,crm,2025-12-31\n";
    let events = "lead_id,event,at,page\na,visit,2026-03-01,/pricing\nb,demo,2026-03-02,\n";
    std::fs::write(folder.path().join("leads.csv"), leads).expect("leads");
    std::fs::write(folder.path().join("events.csv"), events).expect("events");
    folder
}

/// Answers the editor of a new condition in lines; returns the condition and what was printed.
fn condition_by(lines: &str) -> (accord::model::Condition, String) {
    let folder = with_files();
    let lines = format!("find Found criterion\nmore\nedit found by\nadd\n{lines}\ndone\n");
    let out = run_plain(folder.path(), &lines);
    let (session, _) = SessionFolder::at(folder.path()).load().expect("it reads");
    let criterion = session.definition.criterion("found").expect("it is there");
    (criterion.when.clone().unwrap_or_default(), out)
}

#[test]
fn every_operator_of_conditions_is_answered_in_lines() {
    for (lines, when) in [
        (
            "field of the lead\ntools\nstarts with\ncr",
            r#"{"field":"tools","starts_with":"cr"}"#,
        ),
        (
            "field of the lead\ntools\nends with\np",
            r#"{"field":"tools","ends_with":"p"}"#,
        ),
        (
            "field of the lead\ntools\nhas in its list\n1",
            r#"{"field":"tools","has":"CRM"}"#,
        ),
        (
            "field of the lead\ntools\nhas in its list\nSAP",
            r#"{"field":"tools","has":"SAP"}"#,
        ),
        (
            "field of the lead\njoined\non or after\n31 January 2026",
            r#"{"field":"joined","on_or_after":"2026-01-31"}"#,
        ),
        (
            "field of the lead\njoined\non or before\n2026-01-31",
            r#"{"field":"joined","on_or_before":"2026-01-31"}"#,
        ),
        (
            "field of the lead\njoined\nwithin the last\n30",
            r#"{"field":"joined","within_days":30}"#,
        ),
        (
            "field of the lead\njoined\nlonger ago\n90 days",
            r#"{"field":"joined","older_than_days":90}"#,
        ),
        (
            "field of the lead\njoined\nbetween\n8 to 30",
            r#"{"field":"joined","within_days":30,"older_than_days":7}"#,
        ),
        (
            "lead did\n1 2\nfewer than 3\nmore than 6",
            r#"{"event":["demo","visit"],"at_most":2,"older_than_days":6}"#,
        ),
        (
            "lead did\nvisit\n2 to 4\n8 to 30",
            r#"{"event":"visit","at_least":2,"at_most":4,"within_days":30,"older_than_days":7}"#,
        ),
        (
            "lead did\nvisit\non 3 days\n-\nedit 1\nwhose row\npage\nstarts with\n/pri\nback",
            r#"{"event":"visit","at_least":3,"distinct_days":true,"where":{"field":"page","starts_with":"/pri"}}"#,
        ),
        (
            "lead did\nvisit\n\n\nedit 1\ncount days",
            r#"{"event":"visit","distinct_days":true}"#,
        ),
        (
            "in this order\nvisit, demo\nmore than 30",
            r#"{"sequence":["visit","demo"],"older_than_days":30}"#,
        ),
        (
            "field of the lead\ntools\nhas in its list\n1\nedit 1\ncompared with\nERP",
            r#"{"field":"tools","has":"ERP"}"#,
        ),
    ] {
        let (found, out) = condition_by(lines);
        let expected: accord::model::Condition = serde_json::from_str(when).expect("a condition");
        assert_eq!(found, expected, "{lines}\n{out}");
    }
}

#[test]
fn conditions_in_lines_name_what_the_file_has_and_refuse_what_cannot_be_read() {
    let (_, out) = condition_by("field of the lead\ntools\nhas in its list\n1");
    assert!(out.contains("1. CRM (2 leads)\n2. ERP (1 lead)\n"), "{out}");
    let (_, out) = condition_by("lead did\nvisit\n\n\nedit 1\nwhose row\npage\nis one of\n1\nback");
    assert!(
        out.contains("? Which column of the event's row?\n1. page"),
        "{out}"
    );
    assert!(out.contains("1. [ ] /pricing (1 event)\n"), "{out}");
    assert!(out.contains("? Which rows of visit count?\n"), "{out}");
    for (lines, why) in [
        (
            "lead did\nvisit\n2 or 3",
            "line 7: `2 or 3` isn't valid: write a whole number",
        ),
        (
            "lead did\nvisit\n\na month",
            "line 8: `a month` isn't valid: write whole days",
        ),
        (
            "field of the lead\njoined\non or after\nsoon",
            "line 8: `soon` isn't a day: write one such as 12 May",
        ),
        (
            "field of the lead\ntools\nhas in its list\na;b",
            "line 8: Write one element",
        ),
    ] {
        let (found, out) = condition_by(lines);
        assert!(out.contains(why), "{out}");
        assert_eq!(found, accord::model::Condition::default(), "{out}");
    }
}
