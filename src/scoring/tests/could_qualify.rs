//! Tests of what a lead could still become: completions, in which nothing stays unknown.

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

fn could(scorer: &Scorer, responses: &Responses) -> (i64, i64, Option<bool>) {
    let verdict = scorer.verdict(responses);
    (verdict.total, verdict.could_reach, verdict.could_qualify)
}

#[test]
fn an_unknown_size_ends_small_or_big_and_never_unknown() {
    let scorer = sized(-2, -2, r#"{"points": {"total": 1}}"#);
    let mut responses = Responses::unknown(&scorer);
    assert_eq!(could(&scorer, &responses), (0, -1, Some(false)));
    set_truths(&scorer, &mut responses, &["base"], Truth::Yes);
    // It qualifies while its size is unknown, and won't once it is known.
    assert_eq!(could(&scorer, &responses), (1, -1, Some(true)));
}

#[test]
fn without_otherwise_nothing_may_hold_at_the_end() {
    use CriterionKind::Fit;
    let size = levelled_criterion("size", Fit, Combine::OneOf, &[("small", -2), ("big", -2)]);
    let rule = json(r#"{"points": {"total": 1}}"#);
    let scorer = Scorer::new(&handing_off(vec![yes_no("base", Fit, 1), size], rule));
    assert_eq!(
        could(&scorer, &Responses::unknown(&scorer)),
        (0, 1, Some(true))
    );
}

#[test]
fn a_rule_against_every_end_cannot_be_met() {
    let scorer = sized(
        1,
        1,
        r#"{"all": ["base"], "none": ["size=small", "size=big"]}"#,
    );
    assert_eq!(could(&scorer, &Responses::unknown(&scorer)).2, Some(false));
    let scorer = sized(1, 1, r#"{"all": ["base"], "none": ["size=small"]}"#);
    assert_eq!(could(&scorer, &Responses::unknown(&scorer)).2, Some(true));
}

#[test]
fn many_open_levels_of_one_criterion_are_all_looked_at() {
    // Twelve answers; only a pair of them meets the rule, neither all of them nor a single one.
    let names: Vec<String> = (0..12).map(|n| format!("l{n}")).collect();
    let answers: Vec<(&str, i64)> = names.iter().map(|name| (name.as_str(), 1)).collect();
    let rule =
        r#"{"all": ["many=l3", "many=l7"], "none": ["many=l0|l1|l2"], "points": {"total": 9}}"#;
    let many = levelled_criterion("many", CriterionKind::Fit, Combine::Sum, &answers);
    let scorer = Scorer::new(&handing_off(vec![many.clone()], json(rule)));
    assert_eq!(
        could(&scorer, &Responses::unknown(&scorer)),
        (0, 12, Some(true))
    );
    let rule = rule.replace('9', "10");
    let scorer = Scorer::new(&handing_off(vec![many], json(&rule)));
    assert_eq!(
        could(&scorer, &Responses::unknown(&scorer)),
        (0, 12, Some(false))
    );
}
