//! Models whose conditions share fields and events. Each has fields of its own, so that nothing is
//! kept from one to the next.

use std::sync::atomic::{AtomicUsize, Ordering};

use accord::model::{Condition, Definition};
use serde_json::{Value, json};

fn next() -> usize {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    MADE.fetch_add(1, Ordering::Relaxed)
}

fn condition(value: Value) -> Condition {
    serde_json::from_value(value).expect("well formed")
}

/// The sixty criteria, each answer with a condition on a field of its criterion's own.
pub fn sixty_fields() -> Definition {
    let round = next();
    let mut definition = super::models::sixty();
    for (c, criterion) in definition.criteria.iter_mut().enumerate() {
        let field = format!("field {c} of {round}");
        if criterion.answers.is_empty() {
            criterion.when = Some(condition(json!({"field": field, "min": "10"})));
        }
        for (l, answer) in criterion.answers.iter_mut().enumerate() {
            if !answer.otherwise {
                let texts = [format!("text {l}"), "x".into()];
                answer.when = Some(condition(json!({"field": field, "in": texts})));
            }
        }
    }
    definition
}

/// Seventy-two criteria on twelve fields (of each two `min`, `is`, `in` and `known`) and six events,
/// in two versions that differ in the windows of two events.
pub fn shared_fields() -> [Definition; 2] {
    let round = next();
    [30, 45].map(|window| {
        let mut criteria = Vec::new();
        let mut add = |kind: &str, points: usize, when: Value| {
            criteria.push(json!({"id": format!("c{}", criteria.len()), "name": "C", "kind": kind,
                "points": points, "when": when}));
        };
        for f in 0..12 {
            let field = format!("field {f} of {round}");
            add("fit", 1 + f % 3, json!({"field": field, "min": "100"}));
            add("fit", 2, json!({"field": field, "min": "200"}));
            add("fit", 1, json!({"field": field, "is": "A"}));
            add("fit", 3, json!({"field": field, "in": ["A", "B", "300"]}));
            add("fit", 0, json!({"field": field, "known": true}));
        }
        for e in 0..6 {
            let event = format!("event {e} of {round}");
            let days = if e < 2 { window } else { 30 };
            add("behaviour", 3, json!({"event": event, "within_days": days}));
            add("behaviour", 2, json!({"event": event, "at_least": 2, "within_days": 90}));
        }
        let named = |places: &[usize]| -> Vec<String> {
            places.iter().map(|c| format!("c{c}")).collect()
        };
        let definition = json!({
            "criteria": criteria,
            "groups": [{"id": "size", "name": "Size", "of": named(&[0, 1, 5, 6]), "max": 5}],
            "stages": [
                {"id": "mql", "name": "MQL", "rule": {"any": named(&[60, 62]), "points": {"total": 12}}},
                {"id": "sql", "name": "SQL", "readiness": "sales-worthy", "rule": {
                    "all": named(&[0, 63]), "any": named(&[3, 8, 64]), "none": named(&[7]),
                    "at_least": {"count": 3, "of": named(&[10, 15, 20, 25, 30, 66])},
                    "points": {"total": 30, "fit": 12}}}],
            "handoff": {"stage": "sql", "disposition": "go"},
            "bands": [{"id": "cold", "name": "Cold", "disposition": "keep"},
                {"id": "hot", "name": "Hot", "from": 25, "disposition": "keep", "qualified": "go"}],
            "dispositions": [{"id": "go", "name": "Go", "action": "forward"},
                {"id": "keep", "name": "Keep", "action": "nurture"}]});
        serde_json::from_value(definition).expect("well formed")
    })
}

/// A model of one criterion whose answers ask these things of one field.
fn one_field(answers: impl Iterator<Item = Value>) -> Definition {
    let answers: Vec<Value> = answers
        .enumerate()
        .map(
            |(l, when)| json!({"id": format!("a{l}"), "label": "A", "points": l % 5, "when": when}),
        )
        .collect();
    let definition = json!({
        "criteria": [{"id": "c", "name": "C", "kind": "fit", "combine": "sum", "answers": answers}],
        "stages": [{"id": "mql", "name": "MQL", "readiness": "sales-worthy",
            "rule": {"points": {"total": 6}}}],
        "handoff": {"stage": "mql", "disposition": "go"},
        "dispositions": [{"id": "go", "name": "Go", "action": "forward"}]});
    serde_json::from_value(definition).expect("well formed")
}

/// Ten `contains` on one field: 1,024 patterns.
pub fn ten_parts() -> Definition {
    let field = format!("field of {}", next());
    one_field((0..10).map(|n| json!({"field": field, "contains": format!("part {n}")})))
}

/// Two hundred `min` and `is` on one field.
pub fn two_hundred_limits() -> Definition {
    let field = format!("field of {}", next());
    one_field((0..200).map(|n| match n % 2 {
        0 => json!({"field": field, "min": (10 * n).to_string()}),
        _ => json!({"field": field, "is": format!("text {n}")}),
    }))
}

/// Two hundred answers over `contains`, `min` and dates on one field.
pub fn two_hundred_mixed() -> Definition {
    let field = format!("field of {}", next());
    one_field((0..200).map(|n| match n % 3 {
        0 => json!({"field": field, "min": (10 * n).to_string()}),
        1 => json!({"field": field, "contains": format!("part {n}")}),
        _ => json!({"field": field, "on_or_after": format!("2026-01-{:02}", 1 + n % 28)}),
    }))
}
