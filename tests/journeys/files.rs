//! The files of leads and events, named and read while a session is open.

use std::fs;

use accord::app::Step;
use accord::app::input::command::{Command, RecordCommand};
use accord::model::{Kind, Place};

use crate::common::{Bench, on};

fn set(bench: &mut Bench, key: &str, text: &str) {
    bench.run(Command::Record(RecordCommand::SetField {
        at: Place::single(Kind::Data),
        key: key.into(),
        text: text.into(),
    }));
}

/// A session with a file of leads in its folder.
fn with_leads(leads: &str) -> Bench {
    let mut bench = on("standard");
    fs::write(bench.path().join("crm.csv"), leads).expect("a file");
    set(&mut bench, "leads", "crm.csv");
    bench.go(Step::Evidence);
    bench
}

#[test]
fn an_events_file_that_is_not_there_is_what_is_named() {
    let mut bench = with_leads("id,Status\nL1,won\n");
    set(&mut bench, "events", "no-such-events.csv");
    bench.shows("The files couldn't be read");
    let accord::app::LeadsStatus::Failed(why) = &bench.state.recorded else {
        panic!("there are no events");
    };
    assert!(why.contains("choose another events file"), "{why}");
}

#[test]
fn a_file_is_also_found_where_accord_was_started() {
    let mut bench = on("standard");
    set(&mut bench, "leads", "sessions/b2b-saas/leads.csv");
    let leads = bench.session().data.leads.clone().expect("a file");
    assert!(std::path::Path::new(&leads).is_absolute(), "{leads}");
    assert!(bench.state.recorded.summary().is_some());
    // Whoever takes it back isn't overruled.
    bench.keys("uu");
    assert_eq!(bench.session().data.leads, None);
}

#[test]
fn a_column_that_the_file_does_not_have_is_a_finding() {
    let mut bench = with_leads("id,Status\nL1,won\n");
    let codes = |bench: &Bench| -> Vec<&'static str> {
        bench.state.findings.iter().map(|f| f.code).collect()
    };
    set(&mut bench, "outcome_field", "Status");
    assert!(!codes(&bench).contains(&"A273"));
    set(&mut bench, "outcome_field", "Stat");
    assert!(codes(&bench).contains(&"A273"));
    let found = bench.state.findings.iter().find(|f| f.code == "A273");
    let message = found.map(|f| f.message.as_str());
    assert_eq!(message, Some("the leads file has no column `Stat`"));
}

#[test]
fn the_outcome_column_is_picked_from_the_file() {
    let mut bench = with_leads("id,Status\nL1,won\n");
    bench.run(Command::Record(RecordCommand::GoTo(Place::single(
        Kind::Data,
    ))));
    bench.keys("<tab>");
    let rows = bench.state.detail().0;
    let index = rows.iter().position(|row| row.text == "Outcome column");
    bench.state.cursor_mut().detail_row = index.expect("the field");
    bench
        .keys("<enter>")
        .shows("+ a column not in this file")
        .keys("Stat<enter>");
    assert_eq!(
        bench.session().data.outcome_field.as_deref(),
        Some("Status")
    );
}

#[test]
fn reload_reads_a_changed_file_again() {
    let mut bench = with_leads("id,Status\nL1,won\n");
    bench.shows("1 recorded lead");
    fs::write(bench.path().join("crm.csv"), "id,Status\nL1,won\nL2,lost\n").expect("a file");
    bench.keys(":reload<enter>").shows("2 recorded leads");
}

#[test]
fn a_changed_file_is_noticed() {
    let mut bench = with_leads("id,Status\nL1,won\n");
    fs::write(bench.path().join("crm.csv"), "id,Status\nL1,won\nL2,lost\n").expect("a file");
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while bench.state.recorded.summary().map(|s| s.fields[0].filled) != Some(2) {
        assert!(std::time::Instant::now() < end, "it is read again");
        std::thread::sleep(std::time::Duration::from_millis(100));
        bench.host.poll(&mut bench.state);
    }
    bench.shows("2 recorded leads");
}
