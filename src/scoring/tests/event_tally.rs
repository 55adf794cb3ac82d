//! Tests that an event tally agrees with evaluating the events a lead holds.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::json;
use crate::model::Condition;
use crate::scoring::{BoundCondition, Dataset, Event, EventTally, Lead};

const NAMES: [&str; 3] = ["call", "quote", "visit"];

/// Conditions of every kind, some nested.
const CONDITIONS: [&str; 9] = [
    r#"{"event":"Visit"}"#,
    r#"{"event":"visit","at_least":3}"#,
    r#"{"event":"call","within_days":3}"#,
    r#"{"event":"nobody"}"#,
    r#"{"sequence":["visit","call"]}"#,
    r#"{"sequence":["call","call","visit"],"within_days":5}"#,
    r#"{"sequence":["quote","nobody"]}"#,
    r#"{"any":[{"event":"quote","at_least":2},{"sequence":["call","quote"],"within_days":2}]}"#,
    r#"{"none":[{"event":"visit","within_days":0}],"all":[{"event":"call","within_days":4000000000}]}"#,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn a_tally_agrees_with_the_events_themselves(
        leads in prop::collection::vec(
            (prop::collection::vec((0..3_usize, 1..10_i8), 0..12), prop::option::of(1..10_i8)),
            1..5,
        ),
        latest in prop::option::of(1..10_i8),
    ) {
        let day = |day: i8| date(2026, 3, day);
        let mut data = Dataset::new(Vec::new());
        (data.has_events, data.latest_event) = (true, latest.map(day));
        let conditions = CONDITIONS.map(|text| BoundCondition::new(&json::<Condition>(text), &data));
        let names: Vec<Arc<str>> = NAMES.iter().map(|name| Arc::from(*name)).collect();
        let mut tally = EventTally::new(&conditions, &names);
        for (mut events, as_of) in leads {
            events.sort_by_key(|(_, day)| *day);
            let as_of = as_of.map(day);
            tally.begin_lead(as_of);
            for (name, on) in &events {
                tally.record(*name, day(*on));
            }
            let held = events.iter().map(|(name, on)| Event {
                name: Arc::clone(&names[*name]),
                at: day(*on).at(9, 0, 0, 0),
            });
            let lead = Lead { events: held.collect(), as_of, ..Lead::default() };
            let bare = Lead { as_of, ..Lead::default() };
            for (condition, text) in conditions.iter().zip(CONDITIONS) {
                let tallied = condition.evaluate_tallied(&bare, &tally);
                prop_assert_eq!(tallied, condition.evaluate(&lead), "{} of {:?}", text, lead);
            }
            let counts = tally.counts().to_vec();
            tally.begin_lead(as_of);
            tally.resume(&counts);
            prop_assert_eq!(tally.counts(), &counts[..]);
        }
    }
}
