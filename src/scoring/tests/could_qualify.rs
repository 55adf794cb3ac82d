//! Tests of what a lead could still become: completions, in which nothing stays unknown.

use rstest::rstest;

use super::*;

/// A base worth 1 point, and a size with an `otherwise`, big, whose answers are worth these points.
fn sized(small: i64, big: i64, rule: &str) -> Scorer {
    use CriterionKind::Fit;
    let size = levelled_criterion(
        "size",
        Fit,
        Combine::OneOf,
        &[("small", small), ("*big", big)],
    );
    Scorer::new(&handing_off(vec![yes_no("base", Fit, 1), size], json(rule)))
}

/// The total, what it could reach, and whether the lead could qualify.
type Could = (i64, i64, Option<bool>);

fn could(scorer: &Scorer, responses: &Responses) -> Could {
    let verdict = scorer.verdict(responses);
    (verdict.total, verdict.could_reach, verdict.could_qualify)
}

#[rstest]
#[case::nothing_is_known(&[], (0, -1, Some(false)))]
// It qualifies while its size is unknown, and won't once it is known.
#[case::only_its_base_is_known(&["base"], (1, -1, Some(true)))]
fn an_unknown_size_ends_small_or_big_and_never_unknown(
    #[case] held: &[&str],
    #[case] expected: Could,
) {
    let scorer = sized(-2, -2, r#"{"points": {"total": 1}}"#);
    let mut responses = Responses::unknown(&scorer);
    set_truths(&scorer, &mut responses, held, Truth::Yes);
    assert_eq!(could(&scorer, &responses), expected);
}

#[test]
fn without_otherwise_nothing_may_hold_at_the_end() {
    use CriterionKind::Fit;
    let size = levelled_criterion("size", Fit, Combine::OneOf, &[("small", -2), ("big", -2)]);
    let rule = json(r#"{"points": {"total": 1}}"#);
    let scorer = Scorer::new(&handing_off(vec![yes_no("base", Fit, 1), size], rule));
    let unknown = Responses::unknown(&scorer);
    assert_eq!(could(&scorer, &unknown), (0, 1, Some(true)));
}

#[rstest]
#[case::every_end(r#"{"all": ["base"], "none": ["size=small", "size=big"]}"#, false)]
#[case::one_of_two(r#"{"all": ["base"], "none": ["size=small"]}"#, true)]
fn a_rule_against_every_end_cannot_be_met(#[case] rule: &str, #[case] expected: bool) {
    let scorer = sized(1, 1, rule);
    let unknown = Responses::unknown(&scorer);
    assert_eq!(could(&scorer, &unknown).2, Some(expected));
}

#[rstest]
#[case::just_enough_points(9, true)]
#[case::a_point_too_many(10, false)]
fn many_open_answers_of_one_criterion_are_all_looked_at(
    #[case] total: i64,
    #[case] expected: bool,
) {
    // Twelve answers; only a pair of them meets the rule, neither all of them nor a single one.
    let names: Vec<String> = (0..12).map(|n| format!("l{n}")).collect();
    let answers: Vec<(&str, i64)> = names.iter().map(|name| (name.as_str(), 1)).collect();
    let rule = format!(
        r#"{{"all": ["many=l3", "many=l7"], "none": ["many=l0|l1|l2"], "points": {{"total": {total}}}}}"#
    );
    let many = levelled_criterion("many", CriterionKind::Fit, Combine::Sum, &answers);
    let scorer = Scorer::new(&handing_off(vec![many], json(&rule)));
    let unknown = Responses::unknown(&scorer);
    assert_eq!(could(&scorer, &unknown), (0, 12, Some(expected)));
}
