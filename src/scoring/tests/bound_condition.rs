//! Tests of conditions on recorded leads.

use rstest::rstest;

use std::sync::Arc;

use super::super::{BoundCondition, ComparedAs, Engine, Event, ValueReading};
use super::Truth::{No, Unknown, Yes};
use super::*;

fn evaluate(condition: &str, columns: &[&str], values: &[&str]) -> Truth {
    BoundCondition::new(&json::<Condition>(condition), &data(columns)).evaluate(&lead(values, &[]))
}

#[rstest]
#[case::trimmed_and_lowered(r#"{"field":"f","is":" Berlin "}"#, "  bERLIN\t", Yes)]
#[case::another_text(r#"{"field":"f","is":"Berlin"}"#, "Bern", No)]
#[case::umlauts(r#"{"field":"f","is":"MÜNCHEN"}"#, "münchen", Yes)]
#[case::blanks_are_missing(r#"{"field":"f","is":"x"}"#, "   ", Unknown)]
#[case::missing_in(r#"{"field":"f","in":["x"]}"#, "", Unknown)]
#[case::missing_not_in(r#"{"field":"f","not_in":["x"]}"#, "", Unknown)]
#[case::missing_contains(r#"{"field":"f","contains":"x"}"#, "", Unknown)]
#[case::missing_min(r#"{"field":"f","min":1}"#, "", Unknown)]
#[case::missing_max(r#"{"field":"f","max":1}"#, "", Unknown)]
#[case::among(r#"{"field":"f","in":["a","B"]}"#, "b", Yes)]
#[case::not_among(r#"{"field":"f","in":["a","b"]}"#, "c", No)]
#[case::excluded(r#"{"field":"f","not_in":["a","b"]}"#, "A", No)]
#[case::not_excluded(r#"{"field":"f","not_in":["a","b"]}"#, "c", Yes)]
#[case::contains(
    r#"{"field":"f","contains":" DIRECTOR "}"#,
    "Sales Director, EMEA",
    Yes
)]
#[case::contains_not(r#"{"field":"f","contains":"director"}"#, "Head of Sales", No)]
#[case::known(r#"{"field":"f","known":true}"#, "x", Yes)]
#[case::not_known(r#"{"field":"f","known":true}"#, " ", No)]
#[case::known_missing(r#"{"field":"f","known":false}"#, "", Yes)]
#[case::known_not_missing(r#"{"field":"f","known":false}"#, "x", No)]
#[case::min_included(r#"{"field":"f","min":250}"#, " +250.0 ", Yes)]
#[case::below_min(r#"{"field":"f","min":250}"#, "249.99", No)]
#[case::max_included(r#"{"field":"f","max":-1}"#, "-1", Yes)]
#[case::above_max(r#"{"field":"f","max":-1}"#, "0", No)]
#[case::within(r#"{"field":"f","min":1,"max":9}"#, "5", Yes)]
#[case::other_text(r#"{"field":"f","min":1}"#, "1,000", Unknown)]
#[case::keys_all_hold(r#"{"field":"f","min":1,"in":["5"]}"#, "5", Yes)]
#[case::one_key_fails(r#"{"field":"f","min":1,"in":["6"]}"#, "5", No)]
#[case::no_operator(r#"{"field":"f"}"#, "x", Unknown)]
#[case::empty(r"{}", "x", Unknown)]
#[case::empty_list(r#"{"field":"f","in":[]}"#, "x", Unknown)]
fn fields(#[case] condition: &str, #[case] value: &str, #[case] expected: Truth) {
    assert_eq!(evaluate(condition, &["f"], &[value]), expected);
}

#[rstest]
// Here `f` is a column and `gone` isn't, so everything about `gone` is unknown.
#[case(r#"{"field":"gone","known":false}"#, Unknown)]
#[case(
    r#"{"all":[{"field":"f","is":"x"},{"field":"gone","is":"x"}]}"#,
    Unknown
)]
#[case(r#"{"all":[{"field":"f","is":"y"},{"field":"gone","is":"x"}]}"#, No)]
#[case(r#"{"any":[{"field":"f","is":"x"},{"field":"gone","is":"x"}]}"#, Yes)]
#[case(
    r#"{"any":[{"field":"f","is":"y"},{"field":"gone","is":"x"}]}"#,
    Unknown
)]
#[case(r#"{"none":[{"field":"f","is":"x"},{"field":"gone","is":"x"}]}"#, No)]
#[case(
    r#"{"none":[{"field":"f","is":"y"},{"field":"gone","is":"x"}]}"#,
    Unknown
)]
#[case(r#"{"none":[{"field":"f","is":"y"}],"field":"f","is":"x"}"#, Yes)]
fn kleene(#[case] condition: &str, #[case] expected: Truth) {
    assert_eq!(evaluate(condition, &["f"], &["x"]), expected);
}

#[test]
fn fields_that_are_no_column_are_listed_once() {
    let mut criteria = vec![
        yes_no("a", CriterionKind::Fit, 1),
        yes_no("b", CriterionKind::Fit, 1),
    ];
    criteria[0].when = Some(json(
        r#"{"any":[{"field":"gone","is":"x"},{"field":"Job title","known":true}]}"#,
    ));
    criteria[1].when = Some(json(r#"{"field":"gone","is":"y"}"#));
    let scorer = Scorer::new(&Definition {
        criteria,
        ..Definition::default()
    });
    assert_eq!(scorer.absent_fields(&data(&["job_title"])), ["gone"]);
}

fn happened(condition: &str, as_of: &str, events: &[&str]) -> Truth {
    let data = Dataset {
        has_events: true,
        latest_event: Some(day("2026-12-31")),
        ..Dataset::default()
    };
    let mut lead = lead(&[], events);
    lead.as_of = (!as_of.is_empty()).then(|| day(as_of));
    BoundCondition::new(&json::<Condition>(condition), &data).evaluate(&lead)
}

const VISIT_IN_30: &str = r#"{"event":"visit","within_days":30}"#;

#[rstest]
#[case::same_day(VISIT_IN_30, "2026-03-31", &["Visit @2026-03-31T23:59"], Yes)]
#[case::last_day_of_the_window(VISIT_IN_30, "2026-03-31", &["VISIT@2026-03-01"], Yes)]
#[case::day_before_the_window(VISIT_IN_30, "2026-03-31", &["visit@2026-02-28T23:59"], No)]
#[case::tomorrow(VISIT_IN_30, "2026-03-31", &["visit@2026-04-01"], No)]
#[case::tomorrow_without_window(r#"{"event":"visit"}"#, "2026-03-31", &["visit@2026-04-01"], No)]
#[case::long_ago_without_window(r#"{"event":"visit"}"#, "2026-03-31", &["visit@2001-01-01"], Yes)]
#[case::later_that_day(r#"{"event":"visit"}"#, "2026-03-31", &["visit@2026-03-31T18:00"], Yes)]
#[case::no_events_of_its_own(VISIT_IN_30, "2026-03-31", &[], No)]
#[case::other_event(VISIT_IN_30, "2026-03-31", &["visits@2026-03-31"], No)]
#[case::zero_days(r#"{"event":"visit","within_days":0}"#, "2026-03-31", &["visit@2026-03-31"], Yes)]
#[case::zero_days_yesterday(r#"{"event":"visit","within_days":0}"#, "2026-03-31", &["visit@2026-03-30"], No)]
#[case::latest_in_file(VISIT_IN_30, "", &["visit@2026-12-01"], Yes)]
#[case::before_latest_in_file(VISIT_IN_30, "", &["visit@2026-11-30"], No)]
#[case::twice(r#"{"event":"visit","at_least":2}"#, "", &["visit@2026-01-01", "visit@2026-01-01"], Yes)]
#[case::once(r#"{"event":"visit","at_least":2}"#, "", &["visit@2026-01-01", "call@2026-01-01"], No)]
fn single_events(
    #[case] condition: &str,
    #[case] as_of: &str,
    #[case] events: &[&str],
    #[case] expected: Truth,
) {
    assert_eq!(happened(condition, as_of, events), expected);
}

const STUDY_THEN_PRICES: &str = r#"{"sequence":["case study","prices"],"within_days":30}"#;

#[rstest]
#[case::in_order(&["case study@2026-12-01", "prices@2026-12-02"], Yes)]
#[case::reverse(&["prices@2026-12-01", "case study@2026-12-02"], No)]
#[case::same_day_without_times(&["prices@2026-12-02", "case study@2026-12-02"], Yes)]
#[case::same_time(&["prices@2026-12-02T09:00", "case study@2026-12-02T09:00"], Yes)]
#[case::same_day_wrong_times(&["prices@2026-12-02T08:59", "case study@2026-12-02T09:00"], No)]
#[case::any_time_of_the_day(&["prices@2026-12-02", "case study@2026-12-02T23:00"], Yes)]
#[case::others_between(&["case study@2026-12-01", "call@2026-12-02", "prices@2026-12-03"], Yes)]
#[case::first_too_old(&["case study@2026-11-30", "prices@2026-12-02"], No)]
#[case::again_after_a_false_start(&["prices@2026-12-01", "case study@2026-12-02", "prices@2026-12-03"], Yes)]
#[case::only_one(&["case study@2026-12-01"], No)]
fn sequences(#[case] events: &[&str], #[case] expected: Truth) {
    assert_eq!(happened(STUDY_THEN_PRICES, "", events), expected);
}

#[test]
fn the_same_event_twice_in_a_sequence_must_happen_twice() {
    let twice = r#"{"sequence":["visit","visit"]}"#;
    assert_eq!(happened(twice, "", &["visit@2026-12-01"]), No);
    assert_eq!(
        happened(twice, "", &["visit@2026-12-01", "visit@2026-12-01"]),
        Yes
    );
}

#[test]
fn without_events_in_the_data_what_asks_for_them_is_unknown() {
    for condition in [r#"{"event":"visit"}"#, r#"{"sequence":["visit"]}"#] {
        assert_eq!(evaluate(condition, &[], &[]), Unknown);
    }
}

/// A data set whose events have these columns, and a lead with these events (`name@time|value|...`).
fn in_row(condition: &str, events: &[&str]) -> Truth {
    let data = Dataset {
        has_events: true,
        latest_event: Some(day("2026-03-31")),
        event_columns: ["Page", "amount"].map(String::from).to_vec(),
        ..Dataset::default()
    };
    BoundCondition::new(&json::<Condition>(condition), &data).evaluate(&lead(&[], events))
}

#[rstest]
#[case::holds(r#"{"field":"page","is":"/A"}"#, "v@2026-03-01| /a|", Yes)]
#[case::does_not(r#"{"field":"page","is":"/A"}"#, "v@2026-03-01|/b|", No)]
#[case::unknown_is_not_enough(r#"{"none":[{"field":"amount","min":5}]}"#, "v@2026-03-01|/a|", No)]
#[case::known_not_to(r#"{"none":[{"field":"amount","min":5}]}"#, "v@2026-03-01|/a|4", Yes)]
#[case::a_day(r#"{"field":"page","within_days":30}"#, "v@2026-01-01|2026-03-01", Yes)]
#[case::a_day_too_old(r#"{"field":"page","within_days":29}"#, "v@2026-01-01|2026-03-01", No)]
#[case::a_missing_value(r#"{"field":"amount","known":false}"#, "v@2026-03-01|/a", Yes)]
#[case::another_event(r#"{"field":"page","is":"/a"}"#, "w@2026-03-01|/a", No)]
#[case::a_column_that_is_gone(
    r#"{"any":[{"field":"page","is":"/a"},{"field":"x","is":"/a"}]}"#,
    "v@2026-03-01|/a",
    Unknown
)]
fn rows_of_events(#[case] row: &str, #[case] event: &str, #[case] expected: Truth) {
    let condition = format!(r#"{{"event":"v","where":{row}}}"#);
    assert_eq!(in_row(&condition, &[event]), expected);
}

#[rstest]
#[case::never_done(r#"{"event":"v","at_most":0}"#, &[], Yes)]
#[case::done(r#"{"event":"v","at_most":0}"#, &["v@2026-03-01"], No)]
#[case::done_later(r#"{"event":"v","at_most":0}"#, &["v@2026-04-01"], Yes)]
#[case::days(r#"{"event":"v","at_least":2,"distinct_days":true}"#, &["v@2026-03-01T08:00", "v@2026-03-01T23:00"], No)]
#[case::two_days(r#"{"event":"v","at_least":2,"distinct_days":true}"#, &["v@2026-03-01T23:00", "v@2026-03-02T00:00"], Yes)]
#[case::either(r#"{"event":["v","w"],"at_least":2}"#, &["w@2026-03-01", "V @2026-03-01"], Yes)]
#[case::not_older(r#"{"event":"v","older_than_days":30}"#, &["v@2026-03-01"], No)]
#[case::older(r#"{"event":"v","older_than_days":30}"#, &["v@2026-02-28"], Yes)]
#[case::between(r#"{"event":"v","older_than_days":6,"within_days":7}"#, &["v@2026-03-24"], Yes)]
#[case::too_early(r#"{"event":"v","older_than_days":6,"within_days":7}"#, &["v@2026-03-23"], No)]
#[case::too_late(r#"{"event":"v","older_than_days":6,"within_days":7}"#, &["v@2026-03-25"], No)]
#[case::older_sequence(r#"{"sequence":["v","w"],"older_than_days":2}"#, &["v@2026-03-28", "w@2026-03-29"], No)]
fn counts_of_events(#[case] condition: &str, #[case] events: &[&str], #[case] expected: Truth) {
    assert_eq!(in_row(condition, events), expected);
}

/// Of a column of nearly only different values the texts are held, not codes of them.
#[test]
fn rows_of_many_different_values_are_those_of_few() {
    let mut data = Dataset {
        has_events: true,
        latest_event: Some(day("2026-03-31")),
        event_columns: vec!["page".into()],
        ..Dataset::default()
    };
    for n in 0..70_u32 {
        let visit = |k: u32| Event {
            values: [Arc::from(format!("/{}", n * 1_000 + k))].into(),
            ..Event::on_day("visit", day("2026-03-01"))
        };
        let events: Vec<Event> = (0..1_000).map(visit).collect();
        data.push("x", u64::from(n) + 2, &[], &events, None);
    }
    let mut criterion = yes_no("c", CriterionKind::Behaviour, 1);
    // Of the thousand numbers from 7,000 on a hundred end in 7; before them twelve start and end so.
    criterion.when = Some(json(
        r#"{"event":"visit","at_least":100,"where":{"all":[{"field":"page","ends_with":"7"},
            {"field":"page","starts_with":"/7"}]}}"#,
    ));
    let scorer = Arc::new(Scorer::new(&Definition {
        criteria: vec![criterion],
        ..Definition::default()
    }));
    let plain = scorer.all_responses(&data);
    let scored = Engine::new(Arc::new(data)).score(Arc::clone(&scorer));
    let holds = |n: usize| scored.responses(n).get(0, 0);
    assert!((0..70).all(|n| scored.responses(n) == plain[n]));
    let held: Vec<usize> = (0..70).filter(|n| holds(*n) == Yes).collect();
    assert_eq!(held, [7]);
}

/// A `one-of` criterion over fields a and b, with or without an `otherwise` answer.
fn first_of(otherwise: bool) -> Scorer {
    let answers: &[(&str, i64)] = if otherwise {
        &[("a", 5), ("b", 3), ("*rest", 1)]
    } else {
        &[("a", 5), ("b", 3)]
    };
    let mut criterion = levelled_criterion("c", CriterionKind::Fit, Combine::OneOf, answers);
    criterion.answers[0].when = Some(json(r#"{"field":"a","is":"x"}"#));
    criterion.answers[1].when = Some(json(r#"{"field":"b","is":"x"}"#));
    Scorer::new(&Definition {
        criteria: vec![criterion],
        ..Definition::default()
    })
}

#[rstest]
#[case::both_hold("x", "x", [Yes, No, No], 5, false)]
#[case::second_holds("y", "x", [No, Yes, No], 3, false)]
#[case::first_hides_an_unknown("x", "", [Yes, No, No], 5, false)]
#[case::unknown_before_one_that_holds("", "x", [Unknown, Yes, No], 3, true)]
#[case::neither("y", "y", [No, No, Yes], 1, false)]
#[case::one_unknown("y", "", [No, Unknown, Unknown], 0, true)]
fn one_of(
    #[case] a: &str,
    #[case] b: &str,
    #[case] expected: [Truth; 3],
    #[case] total: i64,
    #[case] unknown: bool,
) {
    for otherwise in [true, false] {
        let scorer = first_of(otherwise);
        let responses = scorer
            .bind(&data(&["a", "b"]))
            .responses(&lead(&[a, b], &[]));
        assert_eq!(
            responses.criterion_truths(0),
            &expected[..if otherwise { 3 } else { 2 }]
        );
        let worth = if otherwise || total > 1 { total } else { 0 };
        assert_eq!(scorer.outcome(&responses).total, worth);
        assert_eq!(scorer.is_unknown(0, &responses), unknown);
    }
}

#[test]
fn what_nobody_said_when_it_holds_is_unknown() {
    let scorer = Scorer::new(&Definition {
        criteria: vec![yes_no("c", CriterionKind::Fit, 1)],
        ..Definition::default()
    });
    let responses = scorer.bind(&data(&["c"])).responses(&lead(&["yes"], &[]));
    assert_eq!(responses.get(0, 0), Unknown);
}

#[test]
fn what_a_column_is_compared_as_and_which_texts_can_not_be() {
    let said = r#"{"thousands":",","strip":["$"],"empty":["n/a"],"dates":"day-first"}"#;
    let mut shape = data(&["size", "since", "trade"]);
    shape.reading = Arc::new(ValueReading::new(&json(said)).unwrap());
    let condition = r#"{"any":[{"field":"size","min":10,"max":20},{"none":[
        {"field":"since","within_days":3},{"field":"trade","is":"mill"},{"field":"size","is":"x"}]},
        {"event":"visit"}]}"#;
    let bound = BoundCondition::new(&json::<Condition>(condition), &shape);
    let (size, since, trade) = (0, 1, 2);
    assert_eq!(bound.compared_as(size), [ComparedAs::Number]);
    assert_eq!(bound.compared_as(since), [ComparedAs::Day]);
    assert_eq!(bound.compared_as(trade), []);
    for (column, text, unreadable) in [
        (size, "$1,098", None),
        (size, "1,09", Some(ComparedAs::Number)),
        (size, "x", Some(ComparedAs::Number)),
        (size, " ", None),
        (size, "N/A", None),
        (since, "26-02-2018 19:58", None),
        (since, "2018-02-26", None),
        (since, "02/26/2018", Some(ComparedAs::Day)),
        (since, "1,098", Some(ComparedAs::Day)),
        (trade, "anything", None),
        (7, "anything", None),
    ] {
        assert_eq!(bound.unreadable_as(column, text), unreadable, "{text}");
        assert_eq!(bound.is_readable(column, text), unreadable.is_none());
    }
}
