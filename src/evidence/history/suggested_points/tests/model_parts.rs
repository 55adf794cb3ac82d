//! Ladders, counted times, caps, pins and what the room voted for.

use std::sync::Arc;

use serde_json::json;

use super::super::answer_columns::AnswerColumn;
use super::super::preferred_points::preferred_points;
use super::made_up::{MadeUp, MadeUpLead, Random, day, roles};
use crate::model::{Reference, Workshop};

const COLUMNS: [&str; 5] = ["bucket", "created", "closed", "size", "tool"];

fn made_up(count: usize) -> MadeUp {
    let mut random = Random(23);
    let lead = |_| {
        let size = ["large", "medium", "small", ""][random.whole(0, 3) as usize];
        let tool = ["old", "new", "both", "none"][random.whole(0, 3) as usize];
        let visits = random.whole(0, 4);
        let odds = match size {
            "large" => 1.4,
            "medium" => 0.7,
            _ => 0.0,
        } + visits.min(3) as f64 * 0.5
            - 1.5;
        let is_viable = random.share() < 1.0 / (1.0 + f64::exp(-odds));
        MadeUpLead {
            values: vec![
                if is_viable { "viable" } else { "rejected" }.into(),
                day(0).to_string(),
                day(30).to_string(),
                size.into(),
                tool.into(),
            ],
            events: (0..visits).map(|at| ("visit", at as i32)).collect(),
        }
    };
    let leads: Vec<MadeUpLead> = (0..count).map(lead).collect();
    MadeUp::new(&COLUMNS, &leads, roles(), model())
}

fn model() -> serde_json::Value {
    json!({
        "criteria": [
            { "id": "size", "name": "Size", "kind": "fit", "combine": "one-of", "answers": [
                { "id": "large", "label": "Large", "points": 6,
                  "when": { "field": "size", "is": "large" } },
                { "id": "medium", "label": "Medium", "points": 3,
                  "when": { "field": "size", "is": "medium" } },
                { "id": "else", "label": "Else", "otherwise": true },
            ]},
            { "id": "tool", "name": "Tool", "kind": "fit", "combine": "highest", "answers": [
                { "id": "old", "label": "Old", "points": 2,
                  "when": { "field": "tool", "in": ["old", "both"] } },
                { "id": "new", "label": "New", "points": 4,
                  "when": { "field": "tool", "in": ["new", "both"] } },
            ]},
            { "id": "visits", "name": "Visits", "kind": "behaviour",
              "points": { "each": 2, "up_to": 6 }, "when": { "event": "visit" } },
        ],
        "groups": [{ "id": "firm", "name": "Firm", "of": ["size", "tool"], "max": 8 }],
    })
}

#[test]
fn each_answer_is_a_column_and_times_are_one() {
    let opinion = made_up(400).opinion();
    let columns: Vec<(String, i64)> = opinion
        .columns
        .columns
        .iter()
        .map(|c| (c.reference.to_string(), c.now))
        .collect();
    let expected = [
        ("size=large", 6),
        ("size=medium", 3),
        ("tool=old", 2),
        ("tool=new", 4),
        ("visits", 2),
    ];
    assert_eq!(columns, expected.map(|(c, now)| (c.to_owned(), now)));
    let visits = &opinion.columns.columns[4];
    assert_eq!(visits.times.iter().max(), Some(&3), "no more than count");
    // With both tools only the better one counts.
    let [old, new] = [2, 3].map(|at| &opinion.columns.columns[at].times);
    assert!(old.iter().zip(new).all(|(old, new)| old + new <= 1));
}

#[test]
fn caps_and_ladders_go_through_the_evaluator() {
    let made_up = made_up(400);
    let (opinion, past) = (made_up.opinion(), made_up.past());
    let now: Vec<i64> = opinion.columns.columns.iter().map(|c| c.now).collect();
    let own: Vec<i64> = (0..400).map(|lead| past.scored.total(lead)).collect();
    assert_eq!(opinion.totals(past, &now), own);
    // Large 10 and new 10 are capped at 8; three visits are worth 3 each.
    let other = opinion.totals(past, &[10, 0, 0, 10, 3]);
    assert_eq!(other.iter().max(), Some(&17));
    // Counted times can be worth nothing, which no file can say.
    let none = opinion.totals(past, &[0, 0, 0, 0, 0]);
    assert!(none.iter().all(|total| *total == 0));
    assert_eq!(
        opinion.best_total(&made_up.context(), past, &[10, 2, 3, 4, 3]),
        17
    );
    assert_eq!(
        opinion.best_total(&made_up.context(), past, &[1, 2, 3, 4, -3]),
        6
    );
}

#[test]
fn a_pinned_value_stays_and_fewer_criteria_are_used_if_the_room_says_so() {
    let mut made_up = made_up(1_000);
    let free = made_up.opinion();
    let points = free.points().expect("history can tell").to_vec();
    assert!(
        points[0] > points[1] && points[1] > 0 && points[4] > 0,
        "{points:?}"
    );
    let medium: Reference = "size=medium".parse().unwrap();
    made_up.settings.pinned.insert(medium, 9);
    let pinned = made_up.opinion();
    assert_eq!(pinned.points().expect("history can tell")[1], 9);
    let rows = made_up.section();
    let row = rows.rows().nth(1).unwrap();
    assert_eq!(row.cells[1].written(), "Medium (pinned)");
    made_up.settings.pinned.clear();
    made_up.settings.most_criteria = Some(1);
    let one = made_up.opinion();
    let one = one.points().expect("history can tell");
    let used = [
        one[0] != 0 || one[1] != 0,
        one[2] != 0 || one[3] != 0,
        one[4] != 0,
    ];
    assert_eq!(used.iter().filter(|used| **used).count(), 1, "{one:?}");
}

#[test]
fn the_room_prefers_what_it_agreed_on_then_its_median_vote_then_its_points() {
    let mut made_up = made_up(100);
    let workshop: Workshop = serde_json::from_value(json!({
        "participants": [
            { "id": "s", "name": "S", "side": "sales" },
            { "id": "m", "name": "M", "side": "marketing" },
        ],
        "ballots": [
            { "id": "b1", "subject": "answer:size/medium", "method": "points", "rounds": [
                { "revealed": "2026-03-02T10:00:00Z", "naming": "named", "votes": [
                    { "voter": "s", "value": "4" }, { "voter": "m", "value": "7" } ] } ] },
            { "id": "b2", "subject": "answer:size/large", "method": "points", "rounds": [
                { "revealed": "2026-03-02T10:00:00Z", "naming": "named", "votes": [
                    { "voter": "s", "value": "1" } ] } ] },
        ],
        "decisions": [
            { "id": "d1", "subject": "answer:size/large", "value": "8", "agreement": "both" },
            { "id": "d2", "subject": "criterion:visits", "value": "5", "agreement": "disputed" },
        ],
    }))
    .expect("a record");
    made_up.session.workshop = Arc::new(workshop);
    let opinion = made_up.opinion();
    let of = |column: &AnswerColumn| preferred_points(&made_up.session, column);
    let preferred: Vec<i64> = opinion.columns.columns.iter().map(of).collect();
    // Agreed 8; the median of 4 and 7, rounded up; then the present ones, as nothing was agreed.
    assert_eq!(preferred, [8, 6, 2, 4, 2]);
}
