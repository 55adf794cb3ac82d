//! Examples worked out by hand from the language's description, so that the second way is judged
//! before it judges.

use super::conditions::{Event, Lead, Test, day, normal, number, read};
use super::figures::{compare, figures};
use super::language::Model;
use super::leads::World;
use super::scoring::Scorer;

/// A model in which one point qualifies.
fn model(criteria: &str) -> Model {
    Model::read(&format!(
        "criteria:\n{criteria}
stages:
  - {{id: all}}
  - {{id: mql, rule: {{points: {{total: 1}}}}}}
handoff: {{stage: mql, disposition: forward}}
bands: [{{id: low, disposition: nurture}}]
dispositions: [{{id: forward, action: forward}}, {{id: nurture, action: nurture}}]
"
    ))
}

/// One criterion with answers that each have a condition, all of which may hold.
fn answers(conditions: &[&str]) -> Model {
    let answers = conditions
        .iter()
        .enumerate()
        .map(|(n, c)| format!("      - {{id: a{n}, points: 1, when: {{{c}}}}}\n"));
    model(&format!(
        "  - id: c\n    kind: fit\n    combine: sum\n    answers:\n{}",
        answers.collect::<String>()
    ))
}

fn patterns(conditions: &[&str]) -> u64 {
    figures(&answers(conditions), 10_000)
        .expect("small")
        .0
        .possible
}

#[test]
fn conditions_on_one_field_look_at_one_value() {
    // Neither (or missing), the lower, both.
    assert_eq!(patterns(&["field: n, min: 10", "field: n, min: 100"]), 3);
    // At most one of two texts.
    assert_eq!(patterns(&["field: x, is: a", "field: x, is: b"]), 3);
    // A missing value is known to be missing and makes nothing else hold.
    assert_eq!(patterns(&["field: x, is: a", "field: x, known: true"]), 3);
    assert_eq!(patterns(&["field: x, is: a", "field: x, not_in: [a]"]), 3);
    assert_eq!(
        patterns(&["field: x, is: a", "none: [{field: x, is: a}]"]),
        3
    );
    // Known, but no number; below, between, above.
    let gap = [
        "field: n, max: 49",
        "field: n, min: 50",
        "field: n, known: true",
    ];
    assert_eq!(patterns(&gap), 4);
    // 100.0 is the number and not the text.
    assert_eq!(
        patterns(&["field: n, is: '100'", "field: n, min: 100, max: 100"]),
        3
    );
    assert_eq!(patterns(&["field: n, min: 100, max: 50"]), 1);
    // Between two neighbours of twelve digits there is nothing.
    let near = ["field: n, min: 1, none: [{field: n, min: '1.000000000001'}]"];
    assert_eq!(patterns(&near), 2);
    let nearer = [
        "field: n, min: 1, max: '1.000000000001'",
        "field: n, is: '1'",
    ];
    assert_eq!(patterns(&nearer), 3);
    // How it's written doesn't matter.
    assert_eq!(
        patterns(&[
            "field: Employees, is: X",
            "all: [{field: employees, in: [x]}]"
        ]),
        2
    );
}

#[test]
fn parts_of_texts_are_told_apart() {
    assert_eq!(
        patterns(&["field: x, contains: a", "field: x, contains: b"]),
        4
    );
    // "ab" has "a" in it.
    assert_eq!(
        patterns(&["field: x, contains: ab", "field: x, contains: a"]),
        3
    );
    // A text that starts with "ab" contains it; it can end with "ab" too, or be both at once.
    let edges = [
        "field: x, starts_with: ab",
        "field: x, ends_with: ab",
        "field: x, contains: ab",
    ];
    assert_eq!(patterns(&edges), 5);
    // Both beginnings only where one begins the other.
    assert_eq!(
        patterns(&["field: x, starts_with: a", "field: x, starts_with: b"]),
        3
    );
    assert_eq!(
        patterns(&["field: x, starts_with: a", "field: x, starts_with: ab"]),
        3
    );
    // A list may have both, a text is one.
    assert_eq!(patterns(&["field: x, has: crm", "field: x, has: erp"]), 4);
    assert_eq!(
        patterns(&["field: x, has: crm", "field: x, contains: crm"]),
        3
    );
    // The whole text "aba" and what it has; others have as they like.
    assert_eq!(patterns(&["field: x, is: aba", "field: x, contains: a"]), 3);
}

#[test]
fn days_of_a_field_and_the_day_looked_back_from() {
    // Not a date; the future or older than 30; 8 to 30; 0 to 7.
    assert_eq!(
        patterns(&["field: d, within_days: 7", "field: d, within_days: 30"]),
        3
    );
    assert_eq!(
        patterns(&["field: d, within_days: 7", "field: d, older_than_days: 7"]),
        3
    );
    assert_eq!(
        patterns(&[
            "field: d, on_or_after: 2026-01-01",
            "field: d, on_or_before: 2026-01-01"
        ]),
        4
    );
    // On some day or other, both, either, neither.
    assert_eq!(
        patterns(&[
            "field: d, on_or_after: 2026-01-01",
            "field: d, within_days: 7"
        ]),
        4
    );
    // One day for the whole lead: a date of 2026 older than 30 days says that as_of is later than
    // 2026-01-31, so that no date before 2026 is within the last 7 days. Alone each has both.
    let one_day = [
        "field: d, on_or_after: 2026-01-01, older_than_days: 30",
        "field: e, on_or_before: 2025-12-31, within_days: 7",
    ];
    assert_eq!(patterns(&one_day), 3);
}

#[test]
fn conditions_on_one_event_look_at_one_history() {
    assert_eq!(
        patterns(&[
            "event: demo, within_days: 7",
            "event: demo, within_days: 30"
        ]),
        3
    );
    assert_eq!(patterns(&["event: demo, at_least: 2", "event: demo"]), 3);
    // Fewer than three, and whether there was one at all.
    assert_eq!(patterns(&["event: demo, at_most: 2", "event: demo"]), 3);
    // One in 7 days may be the only one in 30, and two in 30 may be older: all four.
    assert_eq!(
        patterns(&[
            "event: demo, within_days: 7",
            "event: demo, within_days: 30, at_least: 2"
        ]),
        4
    );
    // Seven days ago or less and more than seven: independent.
    assert_eq!(
        patterns(&[
            "event: demo, within_days: 7",
            "event: demo, older_than_days: 7"
        ]),
        4
    );
    // Eight days are within seven days.
    assert_eq!(
        patterns(&["event: demo, within_days: 7, distinct_days: true, at_least: 8"]),
        2
    );
    assert_eq!(
        patterns(&["event: demo, within_days: 7, distinct_days: true, at_least: 9"]),
        1
    );
    // Two days need two times, two times may be one day.
    assert_eq!(
        patterns(&[
            "event: demo, distinct_days: true, at_least: 2",
            "event: demo, at_least: 2"
        ]),
        3
    );
    // Any of two events.
    assert_eq!(patterns(&["event: [a, b]", "event: a"]), 3);
    // A row with the page is a row.
    assert_eq!(
        patterns(&[
            "event: visit, where: {field: page, is: prices}",
            "event: visit"
        ]),
        3
    );
    // With or without it, of few rows or many: all four.
    let rows = [
        "event: visit, where: {field: page, is: prices}",
        "event: visit, at_most: 1",
    ];
    assert_eq!(patterns(&rows), 4);
}

#[test]
fn sequences_need_their_events() {
    assert_eq!(patterns(&["sequence: [a, b]", "event: a"]), 3);
    // One of each at the same instant, or without a time of day, is in both orders.
    let once = "event: a, at_least: 1, at_most: 1";
    let both = patterns(&["sequence: [a, b]", "sequence: [b, a]", once]);
    // Neither, the one, the other, both: each with exactly one a, and each without (of neither: no
    // a; else two).
    assert_eq!(both, 8);
    assert_eq!(patterns(&["sequence: [a, a]", "event: a, at_least: 2"]), 2);
    // Within a single day there is an order too.
    let day = [
        "sequence: [a, b], within_days: 0",
        "sequence: [b, a], within_days: 0",
    ];
    assert_eq!(patterns(&day), 4);
}

#[test]
fn events_of_a_day_without_a_time_lie_anywhere_in_it() {
    let holds = |events: &[(&str, i64, Option<u32>)]| {
        let tree = read(&serde_yaml::from_str("sequence: [a, b]").expect("a condition"));
        let events = events.iter().map(|(name, days_ago, second)| Event {
            name: (*name).into(),
            days_ago: *days_ago,
            second: *second,
            ..Event::default()
        });
        let lead = Lead {
            events: events.collect(),
            ..Lead::default()
        };
        tree.value(&mut |atom| atom.value(&lead)) == Some(true)
    };
    assert!(
        holds(&[("b", 1, Some(50)), ("a", 1, Some(50))]),
        "equal times"
    );
    assert!(!holds(&[("b", 1, Some(50)), ("a", 1, Some(51))]));
    assert!(holds(&[("b", 1, None), ("a", 1, Some(51))]));
    assert!(holds(&[("b", 1, Some(50)), ("a", 1, None)]));
    assert!(!holds(&[("b", 2, None), ("a", 1, None)]));
    assert!(
        !holds(&[("a", -1, None), ("b", -1, None)]),
        "the future doesn't count"
    );
}

#[test]
fn values_are_read_as_the_language_says() {
    assert_eq!(normal("\u{a0} Se\u{a0}C\tX "), "se c x");
    assert_eq!(normal("O\u{308}l"), "öl");
    assert_eq!(number("+007.50"), number("7.5"));
    for text in [
        "1e3",
        ".5",
        "5.",
        "1 000",
        "",
        "1234567890123456789",
        "0.1234567890123",
    ] {
        assert_eq!(number(text), None, "{text}");
    }
    assert_eq!(day("1970-01-02"), Some(1));
    assert_eq!(day("1970-01-02T23:30:00-01:00"), Some(2));
    assert_eq!(day("1970-01-02T00:30Z"), Some(1));
    assert_eq!(day("2026-02-30"), None);
    assert_eq!(day("soon"), None);
    let has = Test::Has("crm".into());
    assert_eq!(has.value(Some("ERP; CRM ;x"), 0), Some(true));
    assert_eq!(has.value(Some("crm suite"), 0), Some(false));
    assert_eq!(has.value(Some(" \u{a0}"), 0), None);
}

#[test]
fn one_of_and_otherwise() {
    let of = |answers: &str| {
        model(&format!(
            "  - {{id: c, kind: fit, combine: one-of, answers: [{answers}]}}"
        ))
    };
    // The first that holds is the one; a missing value makes neither, nor the rest.
    let sizes = "{id: s, points: 1, when: {field: n, min: 10}}, {id: l, points: 5, when: {field: n, min: 100}}";
    assert_eq!(figures(&of(sizes), 100).expect("small").0.possible, 2);
    let (found, _) = figures(
        &of(&format!("{sizes}, {{id: e, points: -1, otherwise: true}}")),
        100,
    )
    .expect("small");
    assert_eq!(
        (found.possible, found.qualified, found.total),
        (3, 1, Some((-1, 1)))
    );
    // Asked in the room: one at a time, or none; with an `otherwise` exactly one.
    let asked = "{id: a, points: 2}, {id: b, points: 1}";
    assert_eq!(figures(&of(asked), 100).expect("small").0.possible, 3);
    let (found, _) = figures(
        &of(&format!("{asked}, {{id: e, points: 1, otherwise: true}}")),
        100,
    )
    .expect("small");
    assert_eq!((found.possible, found.total), (3, Some((1, 2))));
    // Beside others with conditions, free.
    let both = "{id: a, points: 2, when: {field: x, is: a}}, {id: b, points: 1}";
    assert_eq!(figures(&of(both), 100).expect("small").0.possible, 3);
}

#[test]
fn points_for_each_time() {
    let each =
        model("  - {id: c, kind: behaviour, points: {each: 2, up_to: 6}, when: {event: demo}}");
    let (found, _) = figures(&each, 100).expect("small");
    assert_eq!(
        (found.possible, found.total, found.qualified),
        (4, Some((0, 6)), 3)
    );
}

#[test]
fn never_leaves_leads_out() {
    let mut model = answers(&["field: x, contains: a", "field: x, contains: b"]);
    let held = |yes: [bool; 2]| Scorer::new(&model).never(&yes);
    assert!(!held([true, true]));
    model.never = serde_yaml::from_str("[{id: n, rule: {all: [c=a0, c=a1]}}]").expect("a list");
    assert_eq!(figures(&model, 100).expect("small").0.possible, 3);
    // Of two versions only what neither has.
    let before = answers(&["field: x, contains: a", "field: x, contains: b"]);
    assert_eq!(compare(&before, &model, 100).expect("small").0.possible, 4);
    assert_eq!(compare(&model, &model, 100).expect("small").0.possible, 3);
}

#[test]
fn two_versions_look_at_the_same_values() {
    // Only from 100 to 199 is there a difference, and it takes leads away.
    let before = answers(&["field: n, min: 100"]);
    let after = answers(&["field: n, min: 200"]);
    let (found, effort) = compare(&before, &after, 100).expect("small");
    assert_eq!((found.possible, found.changed, found.differs), (3, 1, true));
    let way = (Some("forward".into()), Some("nurture".into()));
    assert_eq!(found.moves, [(way, 1)].into());
    assert!(effort.moved);
    // The same written otherwise.
    let (found, effort) = compare(
        &answers(&["field: X, is: A"]),
        &answers(&["all: [{field: x, in: [a]}]"]),
        100,
    )
    .expect("small");
    assert_eq!(
        (found.possible, found.changed, found.differs),
        (2, 0, false)
    );
    assert!(!effort.moved);
}

#[test]
fn criteria_that_share_nothing_go_together_freely() {
    let two = model(
        "  - {id: a, kind: fit, points: 1, when: {field: x, is: a}}\n  \
           - {id: b, kind: fit, points: 1, when: {field: y, is: a}}",
    );
    let world = World::new(vec![Scorer::new(&two)]);
    assert_eq!(world.topics().expect("small").len(), 2);
    assert_eq!(figures(&two, 100).expect("small").0.possible, 4);
}
