//! Points for each time are exactly a `sum` of the answers x1, x2 ...

use rstest::rstest;

use super::*;
use crate::model::{CriterionPoints, EachTime, Sample};

/// Visits worth so much each time, and a rule of the hand-off.
fn visits(each: i64, up_to: i64, rule: &str) -> Definition {
    let mut criterion = yes_no("visits", CriterionKind::Behaviour, 0);
    criterion.points = Some(CriterionPoints::Each(EachTime { each, up_to }));
    criterion.when = Some(json(r#"{"event":"visit","within_days":30}"#));
    handing_off(vec![criterion], json(rule))
}

/// The same with listed answers.
fn listed(each: i64, count: u32, rule: &str) -> Definition {
    let answers = (1..=count).map(|k| Answer {
        id: id(&format!("x{k}")),
        label: format!("{k} times"),
        points: each,
        when: Some(json(&format!(
            r#"{{"event":"visit","within_days":30,"at_least":{k}}}"#
        ))),
        otherwise: false,
    });
    let criterion = Criterion {
        answers: answers.collect(),
        combine: Some(Combine::Sum),
        points: None,
        ..yes_no("visits", CriterionKind::Behaviour, 0)
    };
    handing_off(vec![criterion], json(rule))
}

/// Responses of a lead that visited so often, all in the last days.
fn after(scorer: &Scorer, times: usize) -> Responses {
    let data = Dataset {
        has_events: true,
        latest_event: Some(day("2026-12-31")),
        ..Dataset::default()
    };
    let events = vec!["visit@2026-12-30"; times];
    scorer.bind(&data).responses(&lead(&[], &events))
}

#[rstest]
#[case::two(2, 10, 5)]
#[case::once(7, 7, 1)]
#[case::twenty(1, 20, 20)]
#[case::negative(-3, -9, 3)]
fn the_compiled_answers_are_those_of_the_listed_sum(
    #[case] each: i64,
    #[case] up_to: i64,
    #[case] count: u32,
) {
    let rule = r#"{"all":["visits=x1"],"points":{"total":4}}"#;
    let made = Scorer::new(&visits(each, up_to, rule));
    let listed = Scorer::new(&listed(each, count, rule));
    assert_eq!(made.criteria()[0].answers, listed.criteria()[0].answers);
    assert_eq!(made.criteria()[0].combine, Combine::Sum);
    assert_eq!(made.handoff_rule(), listed.handoff_rule());
}

#[rstest]
#[case(0, 0)]
#[case(1, 2)]
#[case(4, 8)]
#[case(5, 10)]
#[case(9, 10)]
fn so_many_times_are_worth(#[case] times: usize, #[case] expected: i64) {
    let scorer = Scorer::new(&visits(2, 10, r#"{"all":["visits=x3"]}"#));
    let responses = after(&scorer, times);
    let outcome = scorer.outcome(&responses);
    assert_eq!(outcome.total, expected);
    assert_eq!(outcome.qualified, times >= 3);
}

#[test]
fn a_bare_reference_is_the_first_time_whatever_the_points() {
    for (each, up_to) in [(2, 10), (-2, -10)] {
        let scorer = Scorer::new(&visits(each, up_to, r#"{"all":["visits"]}"#));
        for times in 0..3 {
            let qualified = scorer.outcome(&after(&scorer, times)).qualified;
            assert_eq!(qualified, times >= 1, "{each} each, {times} times");
        }
    }
}

#[test]
fn numbers_that_do_not_fit_count_one_time() {
    let scorer = Scorer::new(&visits(3, 10, r#"{"all":["visits"]}"#));
    assert_eq!(scorer.answer_count(0), 1);
    assert_eq!(scorer.outcome(&after(&scorer, 4)).total, 3);
}

#[rstest]
#[case::more_is_also_fewer(&["visits=x3"], &[], 6)]
#[case::bare_is_once(&["visits"], &[], 2)]
#[case::no_more(&["visits=x2"], &["visits=x3"], 4)]
#[case::none(&[], &["visits"], 0)]
#[case::yes_wins(&["visits=x2"], &["visits=x1"], 4)]
fn a_sample_says_how_often(#[case] yes: &[&str], #[case] no: &[&str], #[case] expected: i64) {
    let scorer = Scorer::new(&visits(2, 10, r#"{"all":["visits"]}"#));
    let sample = Sample {
        yes: refs(yes),
        no: refs(no),
        ..Sample::default()
    };
    let responses = Responses::from_sample(&scorer, &sample);
    assert_eq!(scorer.outcome(&responses).total, expected);
    if !no.is_empty() && yes.is_empty() {
        assert!((0..5).all(|l| responses.get(0, l) == Truth::No));
    }
}
