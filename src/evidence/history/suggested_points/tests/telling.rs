//! What tells the outcome is left out or flagged.

use serde_json::json;

use super::made_up::{MadeUp, MadeUpLead, Random, day, roles, yes_no};
use crate::model::Data;

/// Leads of which `real` foretells something; the rest tells the outcome in one way each:
///
/// - `stage`, the outcome column;
/// - `responded`, a day that Sales set;
/// - `reason`, which says yes for half of the rejected ones, and for no others;
/// - the event `contract`, which comes after the outcome;
/// - `call`, an event a day until the lead is closed, which takes longer for viable ones.
fn leads(count: usize) -> Vec<MadeUpLead> {
    let mut random = Random(17);
    let lead = |_| {
        let is_real = random.share() < 0.4;
        let is_viable = random.share() < if is_real { 0.7 } else { 0.4 };
        let closed = random.whole(8, 15) as i32 + if is_viable { 20 } else { 0 };
        let has_reason = !is_viable && random.share() < 0.5;
        let yes = |holds: bool| if holds { "yes" } else { "no" }.to_owned();
        let mut events: Vec<(&'static str, i32)> = (0..closed)
            .filter(|_| random.share() < 0.5)
            .map(|day| ("call", day))
            .collect();
        if is_viable {
            events.push(("contract", closed + 1));
        }
        MadeUpLead {
            values: vec![
                if is_viable { "viable" } else { "rejected" }.into(),
                day(0).to_string(),
                day(closed).to_string(),
                if is_viable { "won" } else { "lost" }.into(),
                day(2).to_string(),
                yes(has_reason),
                yes(is_real),
            ],
            events,
        }
    };
    (0..count).map(lead).collect()
}

const COLUMNS: [&str; 7] = [
    "bucket",
    "created",
    "closed",
    "stage",
    "responded",
    "reason",
    "real",
];

fn made_up(data: Data) -> MadeUp {
    let event = |id: &str, when: serde_json::Value| {
        json!({ "id": id, "name": format!("Criterion {id}"), "kind": "behaviour", "points": 5,
                "when": when })
    };
    let criteria = json!({ "criteria": [
        yes_no("real", 5),
        yes_no("reason", -5),
        event("stage", json!({ "field": "stage", "is": "won" })),
        event("responded", json!({ "field": "responded", "known": true })),
        event("contract", json!({ "event": "contract" })),
        event("calls", json!({ "event": "call", "at_least": 10 })),
    ]});
    MadeUp::new(&COLUMNS, &leads(700), data, criteria)
}

fn full_roles() -> Data {
    Data {
        outcome_field: Some("stage".into()),
        first_response_field: Some("responded".into()),
        ..roles()
    }
}

#[test]
fn what_tells_the_outcome_is_left_out_by_name() {
    let made_up = made_up(full_roles());
    let section = made_up.section();
    let notes = section.notes.join("\n");
    for (name, field) in [
        ("Criterion stage", "stage"),
        ("Criterion responded", "responded"),
        ("Criterion contract", "contract"),
    ] {
        let note = format!("Left out: {name}, as it asks about {field}, which tells the outcome.");
        assert!(notes.contains(&note), "{notes}");
        let mut rows = section.rows();
        assert!(
            rows.all(|row| row.cells[0].written() != name),
            "{name} has no row"
        );
    }
}

#[test]
fn events_count_up_to_the_day_of_facts_only() {
    // In their first week both kinds of leads get as many calls: no ten, and nothing to see.
    let opinion = made_up(full_roles()).opinion();
    let names: Vec<&str> = opinion
        .columns
        .columns
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["Criterion real", "Criterion reason", "Criterion calls"]
    );
    let calls = &opinion.columns.columns[2];
    assert_eq!(calls.having, [0, 0]);
    assert!(calls.is_of_few());
    let points = opinion.points().expect("history can tell");
    assert!(points[0] > 0 && points[2] == 0, "{points:?}");
}

#[test]
fn a_column_that_knows_more_than_can_be_known_is_flagged() {
    let notes = made_up(full_roles()).section().notes.join("\n");
    let note = "Criterion reason (yes) may tell the outcome: all ";
    assert!(notes.contains(note), "{notes}");
    assert!(notes.contains("with it are rejected"), "{notes}");
    assert!(!notes.contains("Criterion real (yes) may"), "{notes}");
    // An unmapped copy of the outcome is flagged, too.
    let notes = made_up(roles()).section().notes.join("\n");
    assert!(
        notes.contains("Criterion stage (yes) may tell the outcome"),
        "{notes}"
    );
}

#[test]
fn without_a_day_of_facts_events_are_flagged() {
    let data = Data {
        created_field: None,
        closed_field: None,
        ..full_roles()
    };
    let notes = made_up(data).section().notes.join("\n");
    assert!(notes.contains("includes what came later"), "{notes}");
    let note = "Events that came after the outcome may count in Criterion calls.";
    assert!(notes.contains(note), "{notes}");
    assert!(
        notes.contains("Criterion calls (yes) may tell the outcome: alone it has"),
        "{notes}"
    );
}

#[test]
fn too_few_of_an_outcome_say_nothing() {
    let mut few = leads(120);
    // Of 40 viable ones 28 are trained on and 12 held out.
    let mut viable = 0;
    few.retain(|lead| {
        viable += usize::from(lead.values[0] == "viable");
        lead.values[0] == "rejected" || viable <= 40
    });
    let model = json!({ "criteria": [yes_no("real", 5)] });
    let notes = MadeUp::new(&COLUMNS, &few, full_roles(), model)
        .section()
        .notes;
    let note = "History can't tell: the held-out part has 12 viable leads, fewer than 20. No points \
                are suggested.";
    assert!(notes.iter().any(|n| n == note), "{notes:?}");
}
