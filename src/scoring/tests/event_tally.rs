//! Tests that an event tally agrees with evaluating the events a lead holds.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::json;
use crate::model::Condition;
use crate::scoring::{BoundCondition, Dataset, Event, EventTally, Lead, TalliedEvent};

const NAMES: [&str; 3] = ["call", "quote", "visit"];

/// The values of rows: a page, and a day.
const ROWS: [[&str; 2]; 4] = [
    ["a", ""],
    ["b", "2026-03-04"],
    ["", "2026-03-08"],
    [" A", "soon"],
];

/// Conditions of every kind, some nested.
const CONDITIONS: [&str; 16] = [
    r#"{"event":"Visit"}"#,
    r#"{"event":"visit","at_least":3}"#,
    r#"{"event":"call","within_days":3}"#,
    r#"{"event":"nobody"}"#,
    r#"{"sequence":["visit","call"]}"#,
    r#"{"sequence":["call","call","visit"],"within_days":5}"#,
    r#"{"sequence":["quote","nobody"]}"#,
    r#"{"sequence":["call","visit","call","visit"],"older_than_days":1}"#,
    r#"{"event":["visit","call","VISIT"],"at_least":2,"at_most":3}"#,
    r#"{"event":"visit","at_most":1,"older_than_days":2,"within_days":6}"#,
    r#"{"event":["visit","quote"],"at_least":2,"distinct_days":true}"#,
    r#"{"event":"call","where":{"field":"page","is":"A"}}"#,
    r#"{"event":["call","visit"],"at_least":2,"distinct_days":true,"where":{"any":[{"field":"page","is":"a"},{"field":"due","within_days":3}]}}"#,
    r#"{"event":"call","where":{"field":"gone","is":"A"}}"#,
    r#"{"any":[{"event":"quote","at_least":2},{"sequence":["call","quote"],"within_days":2}]}"#,
    r#"{"none":[{"event":"visit","within_days":0}],"all":[{"event":"call","within_days":4000000000}]}"#,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn a_tally_agrees_with_the_events_themselves(
        leads in prop::collection::vec(
            (
                prop::collection::vec(
                    (0..3_usize, 1..10_i8, prop::option::of(0..3_i8), 0..4_usize),
                    0..12,
                ),
                prop::option::of(1..10_i8),
            ),
            1..5,
        ),
        latest in prop::option::of(1..10_i8),
    ) {
        let day = |day: i8| date(2026, 3, day);
        let mut data = Dataset::new(Vec::new());
        (data.has_events, data.latest_event) = (true, latest.map(day));
        data.event_columns = ["page", "due"].map(String::from).to_vec();
        let conditions = CONDITIONS.map(|text| BoundCondition::new(&json::<Condition>(text), &data));
        let names: Vec<Arc<str>> = NAMES.iter().map(|name| Arc::from(*name)).collect();
        let mut tally = EventTally::new(&conditions, &names);
        for (events, as_of) in leads {
            let as_of = as_of.map(day);
            let made = events.iter().map(|(name, on, hour, row)| Event {
                has_time: hour.is_some(),
                values: ROWS[*row].map(Arc::from).into(),
                ..Event::new(Arc::clone(&names[*name]), day(*on).at(hour.unwrap_or(0), 0, 0, 0))
            });
            let held: Vec<Event> = made.collect();
            let mut in_order = held.clone();
            in_order.sort_by_key(Event::order_key);
            tally.begin_lead(as_of);
            for event in &in_order {
                let values: Vec<&str> = event.values.iter().map(|value| &**value).collect();
                tally.record(TalliedEvent {
                    name: NAMES.iter().position(|name| **name == *event.name).unwrap(),
                    at: event.at,
                    has_time: event.has_time,
                    values: &values,
                });
            }
            tally.end_lead();
            let lead = Lead { events: held, as_of, ..Lead::default() };
            let bare = Lead { as_of, ..Lead::default() };
            for (condition, text) in conditions.iter().zip(CONDITIONS) {
                let tallied = condition.evaluate_tallied(&bare, &tally);
                prop_assert_eq!(tallied, condition.evaluate(&lead), "{} of {:?}", text, lead);
            }
            let totals = tally.totals().to_vec();
            tally.begin_lead(as_of);
            tally.resume(&totals);
            prop_assert_eq!(tally.totals(), &totals[..]);
        }
    }
}
