//! Two hundred made-up leads in which the truth is known: the service level, the baseline rejection
//! rate and the five metrics, against values worked by hand.
//!
//! Lead `i` of 0 to 199 was created at 9:00 on 1 January 2026 plus `i mod 50` days and, if `i` is
//! below 190, handed off 1, 2 or 3 days later (by `i mod 3`); for every fourth only the day of the
//! hand-off is written. What Sales did follows `i mod 10`, 19 leads handed off in each class:
//!
//! | class | response | attempts | so it is |
//! |---|---|---|---|
//! | 0 | none | empty | never answered, never followed up |
//! | 1 | 24 hours later | 3 | in time |
//! | 2 | exactly 48 hours later | 5 | in time |
//! | 3 | 48 hours and a minute later | 6 | late |
//! | 4 | at 23:00 two days later | 7 | late by the clock (62 hours; 9 leads), in time where only days count (10 leads: 4, 24 ... 184) |
//! | 5 | an hour before the hand-off | 2 | contradictory |
//! | 6 | none | 4 | contradictory |
//! | 7 | an hour later | 0 | in time; contradictory |
//! | 8 | an hour later | empty | in time |
//! | 9 | "soon" | "many" | not readable |
//!
//! The bucket and the deal follow `i mod 7`: 0 to 2 viable, 3 and 4 rejected, 5 and 6 untouched.
//! Of 0: an opportunity 10 days after the hand-off; the even ones were won 20 days later, the odd
//! ones lost 30 days later. Of 1: an opportunity after 14 days; every third lead was lost 5 days
//! later, the others are open. Of 2: the even ones contradict themselves, being opportunities a day
//! before the hand-off. A deal of 0 or 1 is worth 1,000 plus `i`. The model says that even leads
//! qualify, and the list's source is `web` for them and `fair` for the others.

use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use serde_json::{Value, json};

use super::page_testing::{list, make, session, written};
use super::{PageId, Section};
use crate::model::{Bucket, Session};

const COLUMNS: [&str; 11] = [
    "size",
    "lead_source",
    "created",
    "handed_off",
    "answered",
    "attempts",
    "bucket",
    "opportunity",
    "outcome",
    "closed",
    "value",
];

fn row(i: i64) -> Vec<String> {
    let created = date(2026, 1, 1).at(9, 0, 0, 0) + (i % 50).days();
    let off = if i < 190 { 1 + i % 3 } else { 0 };
    let handed_off = created + off.days();
    let text = |at: DateTime| at.to_string();
    let class = i % 10;
    let answered = match class {
        1 => text(handed_off + 24.hours()),
        2 => text(handed_off + 48.hours()),
        3 => text(handed_off + 48.hours().minutes(1)),
        4 => text((handed_off + 2.days()).date().at(23, 0, 0, 0)),
        5 => text(handed_off - 1.hour()),
        7 | 8 => text(handed_off + 1.hour()),
        9 => "soon".into(),
        _ => String::new(),
    };
    let attempts = ["", "3", "5", "6", "7", "2", "4", "0", "", "many"][class as usize];
    let (kind, is_even, is_third) = (i % 7, i % 2 == 0, i % 3 == 0);
    let opportunity = match kind {
        0 => Some(handed_off + 10.days()),
        1 => Some(handed_off + 14.days()),
        2 if is_even => Some(handed_off - 1.day()),
        _ => None,
    };
    let (outcome, after) = match kind {
        0 if is_even => ("won", Some(20)),
        0 => ("lost", Some(30)),
        1 if is_third => ("lost", Some(5)),
        1 => ("open", None),
        _ => ("", None),
    };
    let closed = opportunity
        .zip(after)
        .map(|(day, after)| day + after.days());
    let day = |at: Option<DateTime>| at.map_or_else(String::new, |at| at.date().to_string());
    vec![
        if is_even { "big" } else { "small" }.into(),
        if is_even { "web" } else { "fair" }.into(),
        text(created),
        match i {
            190.. => String::new(),
            i if i % 4 == 0 => handed_off.date().to_string(),
            _ => text(handed_off),
        },
        answered,
        attempts.into(),
        [
            "viable",
            "viable",
            "viable",
            "rejected",
            "rejected",
            "untouched",
            "untouched",
        ][kind as usize]
            .into(),
        day(opportunity),
        outcome.into(),
        day(closed),
        if kind < 2 {
            (1_000 + i).to_string()
        } else {
            String::new()
        },
    ]
}

fn roles() -> Value {
    json!({
        "created_field": "created", "handed_off_field": "handed_off",
        "first_response_field": "answered", "attempts_field": "attempts",
        "bucket_field": "bucket", "converted_field": "opportunity",
        "outcome_field": "outcome", "closed_field": "closed", "value_field": "value",
        "as_of": "2026-03-01", "old_enough": 30, "buckets": Bucket::defaults(),
    })
}

fn two_hundred(data: Value) -> Session {
    let definition = json!({
        "stages": [
            {"id": "all", "name": "Lead"},
            {"id": "mql", "name": "MQL", "rule": {"all": ["big"]}}],
        "criteria": [{"id": "big", "name": "Big", "kind": "fit", "points": 5,
                      "when": {"field": "size", "is": "big"}},
                     {"id": "said", "name": "Said so", "kind": "behaviour", "points": 1, "example": "Ann"}],
        "dispositions": [{"id": "pass", "name": "Pass on", "action": "forward"}],
        "handoff": {"stage": "mql", "disposition": "pass",
                    "service_level": {"response_hours": 48, "attempts": {"min": 5, "max": 9}}},
        "metrics": [
            {"id": "m1", "name": "Reached leads", "target": "60%", "formula": "reached / passed"},
            {"id": "win-rate", "name": "Deals", "target": "30%"}]
    });
    session(definition, data, json!({}))
}

fn page_of(data: Value, id: PageId) -> Section {
    let rows: Vec<Vec<String>> = (0..200).map(row).collect();
    make(&two_hundred(data), list(&COLUMNS, &rows, json!({})), id)
}

#[test]
fn the_service_level_is_that_worked_by_hand() {
    let section = page_of(roles(), PageId::ServiceLevel);
    // In time: classes 1, 2, 7 and 8 with 19 each, and 10 of class 4: 86. Late: class 3 and 9 of
    // class 4: 28. Never: class 0: 19. Together 133: 86/133 = 64.66%, 28/133 = 21.05%, 19/133 =
    // 14.29%. Classes 5, 6 and 9 are left out of these.
    // Followed up or not is known but of classes 7 and 9: 152; 19/152 = 12.5%. How often, moreover,
    // not of class 8: 133 leads with 0, 2, 3, 4, 5, 6, 7, 19 each: the 67th is a 4; 5 and more have
    // 57/133 = 42.86%.
    // i mod 7 of 0 to 199: 29 each of 0 to 3, 28 each of 4 to 6. Rejected 57, viable 87: 57/144 =
    // 39.58%; untouched 56/200.
    assert_eq!(
        written(&section, "summary"),
        [
            "handed off | 190 |",
            "answered in time | 86 | 64.7%",
            "answered late | 28 | 21.1%",
            "never answered | 19 | 14.3%",
            "never followed up | 19 | 12.5%",
            "at least 5 attempts | 57 | 42.9%",
            "left out: answered before the hand-off | 19 |",
            "left out: attempts, but no response | 19 |",
            "left out: a response, but 0 attempts | 19 |",
            "left out: can't be read | 19 |",
            "rejected, of those rejected or viable | 57 | 39.6%",
            "never touched, beside it | 56 | 28.0%",
        ]
    );
    assert_eq!(
        written(&section, "attempts"),
        ["median | 4.0", "agreed | 5 to 9 attempts"]
    );
    assert_eq!(
        section.notes,
        [
            "Measured from the hand-off to Sales' first response. By the clock where both have a \
             time of day, otherwise in calendar days. Left out: 10 leads without that day.",
            "Agreed: first response in 48 hours, 5 to 9 attempts.",
        ]
    );
}

#[test]
fn the_service_level_by_bucket_and_source_adds_up() {
    let section = page_of(roles(), PageId::ServiceLevel);
    // Counted by a second program from the same rule. Of the 57 = 37 + 12 + 8 viable that can be
    // timed 37 are in time; of 65 it is known whether they were followed up.
    assert_eq!(
        written(&section, "by"),
        [
            "Never touched | 54 | 60.5% | 23.7% | 15.8% | 14.0%",
            "Touched and rejected | 54 | 68.4% | 18.4% | 13.2% | 11.4%",
            "Became viable | 82 | 64.9% | 21.1% | 14.0% | 12.3%",
        ]
    );
    // Even leads: classes 0, 2, 4, 6, 8; odd ones: 1, 3, 5, 7, 9.
    assert_eq!(
        written(&section, "by-source"),
        [
            "web | 95 | 63.2% | 11.8% | 25.0% | 20.0%",
            "fair | 95 | 66.7% | 33.3% | 0.0% | 0.0%",
        ]
    );
}

#[test]
fn the_rejection_rate_can_be_taken() {
    use super::RowSubject;
    use crate::model::{Kind, Place};
    let section = page_of(roles(), PageId::ServiceLevel);
    let subjects: Vec<&RowSubject> = section
        .rows()
        .filter_map(|row| row.subject.as_ref())
        .collect();
    let place = Place::single(Kind::Settings);
    let expected = RowSubject::SetField(place, "rejection_rate", "39.6%".into());
    assert_eq!(subjects, [&expected]);
}

#[test]
fn the_five_metrics_are_those_worked_by_hand() {
    let section = page_of(roles(), PageId::Metrics);
    // Passed: 190. Answered: classes 1 to 4, 7 and 8: 114 of these and the 38 of classes 0 and 6:
    // 75%. Viable: i mod 7 of 0 to 189 is 0 28 times, else 27 times: 82/190 = 43.16%.
    // Days to hand-off: 64 times 1, 63 times 2, 63 times 3: the 95th and 96th are 2.
    // Opportunities: 28 + 27, and 14 of the 27 that contradict themselves: 69/190 = 36.32%. Days:
    // 28 times 10, 27 times 14: the 28th of 55 is 10. Days to closing: 9 times 5, 14 times 20, 14
    // times 30: the 19th of 37 is 20.
    // Old enough: i mod 50 at most 29. Of the won ones (0, 14 ... 182) 9, of the lost ones (7, 21
    // ... 189) 8 and (15, 36 ... 183) 5: 9/22 = 40.91%. Of 44 old opportunities 9 were won: 20.45%.
    // Value: 28 * 1,000 + 7 * (0 + ... + 27) = 30,646 and 27 * 1,001 + 7 * (0 + ... + 26) = 29,484:
    // 60,130. Of the second, 9 lost ones are worth 9 * 1,001 + 7 * (2 + 5 + ... + 26) = 9,891, so
    // the open ones 19,593: 18 of them and the 14 contradictory ones without a value. Won: 14 *
    // 1,000 + 14 * (0 + ... + 13) = 15,274.
    // Even leads qualify. Compared are those that weren't decided within 7 days of creation, as the
    // contradictory ones were. The two columns were counted by a second program.
    assert_eq!(
        written(&section, "metrics"),
        [
            "Reach | answered | 75.0% | 60%",
            "Qualify | became viable | 43.2% |",
            " | days to hand-off | 2.0 |",
            "Convert | became opportunities | 36.3% |",
            " | days to opportunity | 10.0 |",
            " | opportunities won | 20.5% |",
            " | days to closing | 20.0 |",
            "Pipeline | opportunities | 69 |",
            " | their value | 60,130 |",
            " | of them open | 32 |",
            " | value of the open | 19,593 |",
            "Win | won, of won and lost | 40.9% | 30%",
            " | value of the won | 15,274 |",
        ]
    );
    assert_eq!(
        written(&section, "avenues"),
        [
            "answered | 60.5% | 100.0%",
            "became viable | 33.3% | 43.2%",
            "days to hand-off | 2.0 | 2.0",
            "became opportunities | 33.3% | 29.5%",
            "days to opportunity | 10.0 | 12.0",
            "opportunities won | 9 of 18: too few | 0 of 17: too few",
            "days to closing | 20.0 | 30.0",
            "opportunities | 27 | 28",
            "their value | 29,470 | 30,660",
            "of them open | 9 | 9",
            "value of the open | 9,800 | 9,793",
            "won, of won and lost | 9 of 12: too few | 0 of 10: too few",
            "value of the won | 15,274 | 0",
        ]
    );
    assert_eq!(written(&section, "lacking"), [""; 0]);
    assert_eq!(
        written(&section, "stages"),
        ["Lead | 185 |", "MQL | 85 | 45.9%"]
    );
    assert_eq!(
        written(&section, "sources"),
        [
            "web | 95 | 60.0% | 43.2% | 43.2% | 41 | 9 of 12: too few | 15,274",
            "fair | 95 | 100.0% | 43.2% | 29.5% | 28 | 0 of 10: too few | 0",
        ]
    );
    for note in [
        "14 leads with days in the wrong order: left out of the days between them.",
        // Classes 5 and 9.
        "38 leads answered before the hand-off, or on a day that can't be read: left out of the \
         share answered.",
        "Of 69 opportunities 14 are without a value.",
    ] {
        assert!(
            section.notes.iter().any(|n| n == note),
            "{:?}",
            section.notes
        );
    }
}

#[test]
fn a_metric_says_what_it_is_and_what_is_lacking() {
    let section = page_of(
        json!({"created_field": "created", "buckets": Bucket::defaults()}),
        PageId::Metrics,
    );
    let all: Vec<String> = written(&section, "metrics");
    assert!(all.iter().all(|row| row.contains("| lacking")), "{all:?}");
    assert_eq!(
        written(&section, "lacking"),
        [
            "Reach | Sales' first response",
            "Qualify | the bucket and the day of the hand-off",
            "Convert | the day the lead became an opportunity, the outcome and the day the deal \
             was closed",
            "Pipeline | the day the lead became an opportunity and the deal's value",
            "Win | the outcome and the deal's value",
        ]
    );
    // One is found by a word of its name, one by its id; the others aren't defined.
    let definitions = written(&section, "definitions");
    assert_eq!(definitions[0], "Reach | name | Reached leads");
    assert_eq!(definitions[2], " | formula | reached / passed");
    assert!(definitions.contains(&"Win | name | Deals".to_owned()));
    assert!(definitions.contains(&"Convert |  | not defined: a on Publish adds it".to_owned()));
}

#[test]
fn answers_are_counted_among_the_leads_compared() {
    let section = page_of(roles(), PageId::AnswerHistory);
    // 100 even leads without the 15 contradictory ones. Viable 29, rejected 28: 50.88%; of all
    // compared 72 and 57: 55.81%; lift 0.91.
    assert_eq!(
        written(&section, "answers"),
        [
            "Big | 85 | 29 | 15 | 50.9% | 0.91 | L0",
            // Without a condition nothing can be looked for: the typed example stands.
            "Said so |  |  |  |  |  | Ann",
        ]
    );
    assert_eq!(
        written(&section, "criteria"),
        [
            "Big | 85 | 29 | 15 | 50.9% | 0.91 | not said",
            "Said so |  |  |  |  |  | not said",
        ]
    );
    let without = page_of(json!({"created_field": "created"}), PageId::AnswerHistory);
    let answers = written(&without, "answers");
    assert_eq!(answers[0], "Big | 100 |  |  |  |  | L0");
}
