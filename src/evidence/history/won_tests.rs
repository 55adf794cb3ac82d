//! Won deals backwards, on leads whose days are known.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::cell::Cell;
use super::plot::Plot;
use super::section::{RowSubject, Section};
use super::won_deals::backwards;
use crate::evidence::past_leads::PastLeads;
use crate::model::Data;
use crate::scoring::{Dataset, Event};

fn day(number: usize) -> Date {
    let first = date(2026, 1, 1);
    first.checked_add((number as i64).days()).unwrap()
}

const COLUMNS: [&str; 5] = ["outcome", "created", "answered", "closed", "utm_source"];

fn roles() -> Data {
    Data {
        outcome_field: Some("outcome".into()),
        created_field: Some("created".into()),
        first_response_field: Some("answered".into()),
        closed_field: Some("closed".into()),
        ..Data::default()
    }
}

/// 24 won leads, answered on day 3, 4 or 5: all visit on day 1 and fill a form in on day 6, the
/// first 18 see a demo on day 2. 20 lost ones, answered on day 3: five visit on day 0, all see a
/// demo on day 5, and the last fills a form in on day 2. All are called when they are answered.
fn dataset(columns: usize) -> Dataset {
    let names = COLUMNS[..columns].iter().map(|name| (*name).to_owned());
    let mut data = Dataset::new(names.collect());
    data.has_events = true;
    for at in 0..44_usize {
        let (outcome, created, answered, closed, done) = if at < 24 {
            let demo = (at < 18).then_some(("demo", 2));
            let done = [Some(("visit", 1)), demo, Some(("form", 6))];
            ("won", at, at % 3 + 3, 20, done)
        } else {
            let visit = (at < 29).then_some(("visit", 0));
            let form = (at == 43).then_some(("form", 2));
            ("lost", at, 3, 10, [visit, Some(("demo", 5)), form])
        };
        let mut events: Vec<Event> = done
            .into_iter()
            .flatten()
            .map(|(name, on)| Event::new(name, day(created + on).at(0, 0, 0, 0)))
            .collect();
        events.push(Event::new("call", day(created + answered).at(0, 0, 0, 0)));
        let days = [0, answered, closed].map(|after| day(created + after).to_string());
        let values = [outcome, &days[0], &days[1], &days[2], "Partner"];
        let id = format!("L{at}");
        data.push(&id, at as u64 + 2, &values[..columns], &events, None);
    }
    data
}

fn page(columns: usize, roles: Data) -> Section {
    let leads = PastLeads::new(&Arc::new(dataset(columns)), &Arc::new(roles)).unwrap();
    backwards(&leads)
}

fn written(section: &Section, id: &str) -> Vec<Vec<String>> {
    let table = section.tables.iter().find(|t| t.id == id).unwrap();
    let rows = table.rows.iter();
    rows.map(|row| row.cells.iter().map(Cell::written).collect())
        .collect()
}

#[test]
fn behaviours_are_counted_in_one_window_for_won_and_lost() {
    let section = page(4, roles());
    // The median of eight threes, fours and fives: what comes after day 4 doesn't count.
    assert_eq!(
        section.notes[1],
        "24 won leads against 20 lost ones, both in days 0 to 4 from creation: 4 is the median day on \
         which won leads were passed on. 8 shown, spread over time."
    );
    assert_eq!(
        written(&section, "order"),
        [
            ["visit", "100.0%", "25.0%", "1", "too few", "1"],
            ["demo", "75.0%", "0.0%", "too few", "", "too few"],
            ["form", "0.0%", "5.0%", "", "too few", ""],
        ]
    );
    let suggested = written(&section, "suggestions");
    assert_eq!(
        suggested[1],
        ["demo", "75.0%", "0.0%", "suggested, not confirmed"]
    );
    assert_eq!(suggested.len(), 2);
}

#[test]
fn some_won_leads_are_shown_spread_over_time() {
    let section = page(4, roles());
    let leads = written(&section, "leads");
    let names: Vec<&str> = leads.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["L0", "L3", "L6", "L9", "L13", "L16", "L19", "L23"]);
    assert_eq!(
        leads[4],
        ["L13", "visit", "4", "20", "visit (1), demo (2), form (6)"]
    );
    assert_eq!(leads[7][4], "visit (1), form (6)");
    let Plot::Timelines(plotted) = &section.plots[0] else {
        panic!("{:?}", section.plots);
    };
    assert_eq!(plotted[0].events, [(1, 'a'), (2, 'b'), (6, 'c')]);
    assert_eq!(
        section.notes[2],
        "Signs: a visit, b demo, c form, + several, > passed on, # closed."
    );
    assert_eq!(
        (plotted[0].passed_on, plotted[0].closed),
        (Some(3), Some(20))
    );
    let row = section.rows().nth(4).unwrap();
    assert_eq!(row.subject, Some(RowSubject::Lead(13)));
}

#[test]
fn a_column_of_sources_says_what_captured_a_lead() {
    let section = page(5, roles());
    assert_eq!(written(&section, "leads")[0][1], "Partner");
}

#[test]
fn what_is_lacking_is_said() {
    let created = Data {
        created_field: None,
        ..roles()
    };
    let section = page(4, created);
    assert!(section.notes[1].starts_with("No column says when leads were created"));
    let answered = Data {
        first_response_field: None,
        ..roles()
    };
    let section = page(4, answered);
    assert!(section.notes[1].contains("days 0 to 7 from creation, as no column says"));
}
