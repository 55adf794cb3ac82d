//! Tests that external events agree with an index that holds all events in memory.

use std::io::Cursor;
use std::sync::Arc;

use proptest::prelude::*;

use super::external_events::BUDGET;
use super::{
    EventCursor, EventFile, EventIndex, ExternalEvents, columns_missing_somewhere,
    read_event_files, read_events,
};
use crate::records::{KeptColumns, ReadOptions, RecordsError, Reject};
use crate::scoring::{Event, simple_lower};

type Failed = RecordsError;

fn read_external(file: &[u8], names: &[&str], budget: usize) -> (ExternalEvents, Vec<Reject>) {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let mut rejects = Vec::new();
    let options = ReadOptions::default();
    let source = Cursor::new(file.to_vec());
    let files = vec![EventFile::open(source, &options).unwrap()];
    let read = ExternalEvents::read_with_budget(files, &names, budget, |_, reject| {
        rejects.push(reject.clone());
        Ok::<(), Failed>(())
    });
    (read.map_err(|(_, error)| error).unwrap(), rejects)
}

/// Returns a lead's events from the in-memory index, with lower-cased names.
fn events_in_memory(index: &EventIndex, lead: &str, names: &[&str]) -> Vec<Event> {
    let lowered = index.events_of(lead).iter().map(|event| Event {
        name: simple_lower(&event.name).into(),
        ..event.clone()
    });
    lowered
        .filter(|event| names.contains(&&*event.name))
        .collect()
}

/// Returns how many events of an index belong to nobody.
fn without_id(index: &EventIndex) -> u64 {
    let names = index.census().expect("there is a file").names();
    names.iter().map(|name| name.without_id).sum()
}

fn assert_agree(file: &str, names: &[&str], leads: &[String], budget: usize) {
    let (index, rejects) = read_events(file.as_bytes(), &ReadOptions::default()).unwrap();
    let (events, external_rejects) = read_external(file.as_bytes(), names, budget);
    assert_eq!(external_rejects, rejects);
    assert_eq!(events.has_events(), !index.is_empty());
    assert_eq!(events.figures().without_id, without_id(&index));
    assert_eq!(events.latest(), index.latest());
    let mut cursor = EventCursor::new(Arc::new(events));
    for lead in leads {
        let found = cursor.events(lead).unwrap();
        assert_eq!(
            found,
            events_in_memory(&index, lead, names),
            "{lead} of {file}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn joined_events_are_those_of_the_index(
        rows in prop::collection::vec((0..12_u8, 0..4_usize, 1..5_u8, 0..9_usize), 0..80),
        order in prop::collection::vec(0..14_u8, 0..30),
        budget in 1_usize..3000,
    ) {
        let names = ["Visit", " quote ", "other", "QUOTE"];
        let clocks = ["", "T00:00", "T00:00:00.5Z"];
        let values = ["", "a;b,", "\"ü, 1\",\"two\nlines\""];
        let mut file = String::from("lead_id,event,at,page,Of It\n");
        for (lead, name, day, more) in &rows {
            let day = if *lead == 11 { "soon".into() } else { format!("2026-01-0{day}") };
            let (clock, value) = (clocks[more % 3], values[more / 3]);
            let comma = if value.contains(',') { "" } else { "," };
            let lead = if *lead == 10 { String::new() } else { format!("L{lead}") };
            file.push_str(&format!(" {lead},{},{day}{clock},{value}{comma}\n", names[*name]));
        }
        let leads: Vec<String> = order.iter().map(|lead| format!("L{lead}")).collect();
        assert_agree(&file, &["visit", "quote"], &leads, budget);
    }
}

/// Only the columns that are asked for are kept, under the names they have, and those of the event
/// itself can't be named.
#[test]
fn columns_of_events_are_kept_as_they_are_asked_for() {
    let file = "page,id,event,at,of it,Page\nx,L1,visit,2026-01-01,1,y\n";
    let kept = |wanted: &[&str]| {
        let wanted = wanted.iter().map(ToString::to_string).collect();
        let options = ReadOptions {
            event_columns: KeptColumns::Named(wanted),
            ..ReadOptions::default()
        };
        let (index, _) = read_events(file.as_bytes(), &options).unwrap();
        let event = &index.events_of("L1")[0];
        let values = event.values.iter().map(ToString::to_string);
        (index.columns().to_vec(), values.collect::<Vec<_>>())
    };
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        kept(&["Of_It", "PAGE", "gone", "at", "event", "id"]),
        (texts(&["page", "of it"]), texts(&["x", "1"]))
    );
    assert_eq!(
        kept(&["Page", "page"]),
        (texts(&["page", "Page"]), texts(&["x", "y"]))
    );
    assert_eq!(kept(&[]), (texts(&[]), texts(&[])));
    let (index, _) = read_events(file.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(index.columns(), ["page", "of it", "Page"]);
}

/// Many events, for some leads more than a page of them; sorted, and not.
#[test]
fn pages_and_runs() {
    let lead = |n: u64| format!("lead-{n:04}");
    let row = |n: u64, k: u64| {
        let (hour, minute) = (n * 7 % 24, (k * 11 + n) % 60);
        let name = ["visit", "call", "other"][(k % 3) as usize];
        format!("{},{name},2026-03-01T{hour:02}:{minute:02}\n", lead(n))
    };
    let mut sorted = String::from("lead_id,event,at\n");
    let mut mixed = sorted.clone();
    for n in 0..300 {
        let many = if n == 70 { 2_000 } else { n % 5 };
        for k in 0..many {
            sorted.push_str(&row(n, k));
        }
    }
    for k in 0..30_u64 {
        for n in (0..300).map(|n| n * 97 % 300) {
            mixed.push_str(&row(n, k));
        }
    }
    let forth: Vec<String> = (0..310).map(lead).collect();
    let back: Vec<String> = (0..310).rev().map(lead).collect();
    let around: Vec<String> = (0..900).map(|n| lead(n * 31 % 310)).collect();
    for file in [&sorted, &mixed] {
        for budget in [1_000, 40_000, BUDGET] {
            for leads in [&forth, &back, &around] {
                assert_agree(file, &["visit", "call"], leads, budget);
            }
        }
    }
}

#[test]
fn what_nobody_asks_about_is_not_kept_but_known() {
    let file = b"lead_id,event,at\nL1,other,2026-05-05\nL1,visit,2026-01-01\n";
    let (events, _) = read_external(file, &[], BUDGET);
    assert!(events.has_events());
    assert_eq!(events.latest(), Some("2026-05-05".parse().unwrap()));
    let mut cursor = EventCursor::new(Arc::new(events));
    assert_eq!(cursor.events("L1").unwrap(), []);
}

#[test]
fn times_of_all_ages_come_back() {
    let file = "id,event,at\n\
                a,visit,9999-12-31T23:59:59.999999999\n\
                a,visit,-000044-03-15T12:00\n\
                a,visit,0000-01-01\n";
    assert_agree(file, &["visit"], &["a".to_owned()], 1);
    assert_agree(file, &["visit"], &["a".to_owned()], BUDGET);
}

/// However many events one lead has, each is read once and none is held.
#[test]
fn one_lead_s_events_of_any_number_are_each_looked_at_once() {
    let mut seed = 7_u64;
    for _ in 0..200 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let many = (seed >> 33) % (1 << (1 + (seed >> 50) % 12));
        let mut file = String::from("lead_id,event,at\nA,visit,2026-01-01\n");
        for k in 0..many {
            let name = ["visit", "call", "other"][(k % 3) as usize];
            file.push_str(&format!("L,{name},2026-01-{:02}\n", 1 + k * 7 % 28));
        }
        file.push_str("M,visit,2026-01-01\n");
        let (events, _) = read_external(file.as_bytes(), &["visit", "call"], 10_000);
        let mut cursor = EventCursor::new(Arc::new(events));
        let (mut taken, mut last) = (0, None);
        let count = cursor
            .for_each("L", |event| {
                assert!(last <= Some(event.at), "by time");
                (taken, last) = (taken + 1, Some(event.at));
            })
            .unwrap();
        assert_eq!((count, taken), (many - many / 3, many - many / 3));
        // Including those of other leads on the same pages.
        assert!(cursor.events_read() <= count + 1_000, "{many}");
        assert!(cursor.held_bytes() < 40_000, "one page");
    }
}

#[test]
fn an_event_without_an_id_belongs_to_nobody_but_happened() {
    let file = b"lead_id,event,at\n,visit,2026-05-05\n  ,visit,2026-05-04\n";
    let (events, rejects) = read_external(file, &["visit"], BUDGET);
    assert_eq!((events.figures().without_id, rejects.len()), (2, 0));
    assert!(events.has_events());
    assert_eq!(events.latest(), Some("2026-05-05".parse().unwrap()));
    assert_eq!(EventCursor::new(Arc::new(events)).events("").unwrap(), []);
    assert_agree(
        std::str::from_utf8(file).unwrap(),
        &["visit"],
        &[String::new()],
        BUDGET,
    );
}

/// Several files read as one are one file with all rows, in whatever order they are given.
#[test]
fn several_files_are_one_list() {
    let first = "lead_id,event,at,page,amount\nA,visit,2026-01-02,x,1\nB,visit,2026-01-01,y,2\n";
    let second = "At;Contact ID;event;Amount;other\n2026-03-01;A;visit;3;o\nsoon;A;visit;4;o\n\
                  2026-01-01;A;visit;5;o\n";
    let whole = "lead_id,event,at,page,amount,other\nA,visit,2026-01-02,x,1,\n\
                 B,visit,2026-01-01,y,2,\nA,visit,2026-03-01,,3,o\nA,visit,soon,,4,o\nA,visit,2026-01-01,,5,o\n";
    let options = ReadOptions::default();
    let open = |text: &str| EventFile::open(Cursor::new(text.to_owned()), &options).unwrap();
    let (expected, _) = read_events(whole.as_bytes(), &options).unwrap();
    let (index, rejects) = read_event_files(vec![open(first), open(second)]).unwrap();
    assert_eq!(index, expected);
    let lines: Vec<(usize, u64)> = rejects.iter().map(|(at, row)| (*at, row.line)).collect();
    assert_eq!(lines, [(1, 3)]);
    let missing = columns_missing_somewhere(&[open(first), open(second)]);
    assert_eq!(missing, [(0, "other".to_owned()), (1, "page".to_owned())]);

    let names = ["visit".to_owned()];
    let read = |files| {
        let mut at = Vec::new();
        let events = ExternalEvents::read_files(files, &names, |file, row: &Reject| {
            at.push((file, row.line));
            Ok::<(), Failed>(())
        });
        (events.map_err(|(_, error)| error).unwrap(), at)
    };
    for turned in [false, true] {
        let mut files = vec![open(first), open(second)];
        if turned {
            files.reverse();
        }
        let (events, at) = read(files);
        assert_eq!(at, [(usize::from(!turned), 3)]);
        assert_eq!(events.latest(), expected.latest());
        let amount = events
            .columns()
            .iter()
            .position(|c| c.eq_ignore_ascii_case("amount"));
        let mut cursor = EventCursor::new(Arc::new(events));
        let amounts = |cursor: &mut EventCursor, lead: &str| {
            let events = cursor.events(lead).unwrap().iter();
            let amounts = events.map(|event| event.values[amount.unwrap()].to_string());
            amounts.collect::<Vec<_>>()
        };
        assert_eq!(amounts(&mut cursor, "A"), ["5", "1", "3"]);
        assert_eq!(amounts(&mut cursor, "B"), ["2"]);
    }
}
