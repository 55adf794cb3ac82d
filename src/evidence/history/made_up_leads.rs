//! Made-up leads for the tests of facts.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::cell::Cell;
use super::section::{FigureTable, Section};
use crate::evidence::past_leads::PastLeads;
use crate::model::{Bucket, Data};
use crate::scoring::{Dataset, Event};
use crate::statistics::random::Random;

pub(super) const DAY_ONE: Date = date(2026, 1, 1);

pub(super) fn day(number: usize) -> Date {
    DAY_ONE.checked_add((number as i64).days()).unwrap()
}

pub(super) fn event(name: &str, on: usize) -> Event {
    Event::new(name, day(on).at(9, 0, 0, 0))
}

pub(super) fn roles() -> Data {
    Data {
        bucket_field: Some("bucket".into()),
        created_field: Some("created".into()),
        first_response_field: Some("answered".into()),
        buckets: Bucket::defaults(),
        ..Data::default()
    }
}

pub(super) const COLUMNS: [&str; 12] = [
    "id",
    "bucket",
    "created",
    "answered",
    "region",
    "seniority",
    "staff",
    "budget",
    "rating",
    "city",
    "name",
    "note",
];

/// Made-up leads of which nothing tells the bucket: values in two cases, blanks, whole and decimal
/// numbers, a column with many rare values, one of names, and events before and after the facts day.
pub(super) fn made_up(seed: u64, leads: usize) -> PastLeads {
    let mut random = Random(seed);
    let mut data = Dataset::new(COLUMNS.map(String::from).to_vec());
    data.has_events = true;
    for lead in 0..leads {
        let created = random.below(60);
        let bucket = ["viable", "viable", "viable", "Rejected", "untouched"][random.below(5)];
        let regions = ["EU", "eu", "US", "US ", "apac", ""];
        let region = regions[random.below(regions.len())];
        let seniority = if region.trim() == "US" && random.chance(70) {
            "chief"
        } else {
            ["manager", "director", "other"][random.below(3)]
        };
        let blank = |random: &mut Random, text: String| {
            if random.chance(10) {
                String::new()
            } else {
                text
            }
        };
        let staff = random.below(40) * random.below(40);
        let staff = blank(&mut random, staff.to_string());
        let budget = format!("{}.{}", random.below(900), random.below(10));
        let budget = blank(&mut random, budget);
        let rating = (1 + random.below(5)).to_string();
        let city = format!("city {}", random.below(12) * random.below(12));
        let note = if random.chance(4) { "call back" } else { "" };
        let values = [
            format!("L{lead}"),
            bucket.into(),
            day(created).to_string(),
            if bucket == "untouched" {
                String::new()
            } else {
                day(created + 3 + random.below(20)).to_string()
            },
            region.into(),
            seniority.into(),
            staff,
            budget,
            rating,
            city,
            format!("name {lead}"),
            note.into(),
        ];
        let mut events = Vec::new();
        for name in ["visit", "Demo", "demo ", "webinar", "pricing", "form"] {
            if random.chance(35) {
                events.push(event(name, created + random.below(16)));
            }
        }
        if random.chance(1) {
            events.push(event("fair", created));
        }
        if bucket != "untouched" {
            events.push(event("sales call", created + 30));
        }
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        data.push(values[0], lead as u64 + 2, &values, &events, None);
    }
    PastLeads::new(&Arc::new(data), &Arc::new(roles())).unwrap()
}

/// Leads with these text columns besides their bucket, so many of each kind; no days.
pub(super) fn leads_of(columns: &[&str], kinds: &[(&str, &[&str], usize)]) -> PastLeads {
    let mut names = vec!["bucket".to_owned()];
    names.extend(columns.iter().map(|column| (*column).to_owned()));
    let mut data = Dataset::new(names);
    let mut lead = 0;
    for (bucket, values, many) in kinds {
        for _ in 0..*many {
            let mut row = vec![*bucket];
            row.extend(*values);
            data.push(&format!("L{lead}"), lead as u64 + 2, &row, &[], None);
            lead += 1;
        }
    }
    let roles = Data {
        created_field: None,
        first_response_field: None,
        ..roles()
    };
    PastLeads::new(&Arc::new(data), &Arc::new(roles)).unwrap()
}

pub(super) fn written(table: &FigureTable) -> Vec<Vec<String>> {
    let rows = table.rows.iter();
    rows.map(|row| row.cells.iter().map(Cell::written).collect())
        .collect()
}

pub(super) fn table<'a>(section: &'a Section, id: &str) -> &'a FigureTable {
    section.tables.iter().find(|t| t.id == id).unwrap()
}
