//! Tests of points, subtotals, caps and bands.

use rstest::rstest;

use super::*;
use crate::model::Group;

fn of(criteria: Vec<Criterion>, groups: Vec<Group>) -> Definition {
    Definition {
        criteria,
        groups,
        ..Definition::default()
    }
}

#[rstest]
#[case::sum(Combine::Sum, &["c=a", "c=b"], 2)]
#[case::best(Combine::Highest, &["c=a", "c=b"], 3)]
#[case::best_of_negatives(Combine::Highest, &["c=b", "c=d"], -1)]
#[case::none_is_zero(Combine::Highest, &[], 0)]
#[case::none_adds_up_to_zero(Combine::Sum, &[], 0)]
#[case::below_zero(Combine::Sum, &["c=b", "c=d"], -5)]
#[case::only_the_first_of_one_of(Combine::OneOf, &["c=a", "c=b"], 3)]
fn combining(#[case] combine: Combine, #[case] held: &[&str], #[case] total: i64) {
    let answers = [("a", 3), ("b", -1), ("d", -4)];
    let criterion = levelled_criterion("c", CriterionKind::Fit, combine, &answers);
    let verdict = verdict_on(&of(vec![criterion], vec![]), held);
    assert_eq!(verdict.total, total);
}

#[test]
fn fit_and_behaviour_are_subtotalled_apart() {
    let criteria = vec![
        yes_no("f", CriterionKind::Fit, 4),
        yes_no("b", CriterionKind::Behaviour, -6),
        Criterion {
            points: None,
            ..yes_no("worthless", CriterionKind::Fit, 0)
        },
    ];
    let verdict = verdict_on(&of(criteria, vec![]), &["f", "b", "worthless"]);
    assert_eq!((verdict.fit, verdict.behaviour, verdict.total), (4, -6, -2));
}

/// Behaviours a 6, b 7, c -9 and d 1, of which the group web takes the first three together.
fn web(min: Option<i64>, max: Option<i64>) -> Definition {
    let criteria = [("a", 6), ("b", 7), ("c", -9), ("d", 1)]
        .map(|(name, points)| yes_no(name, CriterionKind::Behaviour, points));
    let group = Group {
        id: id("web"),
        name: "Web".into(),
        of: vec![id("a"), id("b"), id("c")],
        min,
        max,
    };
    of(criteria.to_vec(), vec![group])
}

#[rstest]
#[case::within(&["a"], 6)]
#[case::above(&["a", "b"], 10)]
#[case::not_of_the_group(&["a", "b", "d"], 11)]
#[case::below(&["c"], -2)]
#[case::its_sum_is_within(&["a", "b", "c"], 4)]
#[case::below_with_another(&["a", "c", "d"], -1)]
fn a_group_clamps_the_sum_of_its_criteria(#[case] held: &[&str], #[case] total: i64) {
    assert_eq!(verdict_on(&web(Some(-2), Some(10)), held).total, total);
}

#[rstest]
#[case::within(&["a"], &[])]
#[case::above(&["a", "b"], &[(13, 10)])]
fn a_verdict_says_what_was_capped(#[case] held: &[&str], #[case] caps: &[(i64, i64)]) {
    let verdict = verdict_on(&web(Some(-2), Some(10)), held);
    let found: Vec<_> = verdict.caps.iter().map(|c| (c.sum, c.counted)).collect();
    assert_eq!(found, caps);
}

#[test]
fn a_group_without_limits_clamps_nothing() {
    assert_eq!(verdict_on(&web(None, None), &["a", "b"]).total, 13);
}

#[test]
fn reasons_say_what_counted() {
    let answers = [("low", 1), ("high", 5), ("same", 5)];
    let best = levelled_criterion("c", CriterionKind::Fit, Combine::Highest, &answers);
    let definition = of(vec![best, yes_no("y", CriterionKind::Fit, 2)], vec![]);
    let verdict = verdict_on(&definition, &["c=low", "c=high", "c=same", "y"]);
    let reasons: Vec<_> = verdict
        .reasons
        .iter()
        .map(|r| (r.criterion.as_str(), r.answer.as_str(), r.points, r.counted))
        .collect();
    assert_eq!(
        reasons,
        [
            ("c", "low", 1, false),
            ("c", "high", 5, true),
            ("c", "same", 5, false),
            ("y", "yes", 2, true)
        ]
    );
}

#[rstest]
#[case(-100, "cold")]
#[case(9, "cold")]
#[case(10, "warm")]
#[case(19, "warm")]
#[case(20, "hot")]
#[case(1_000, "hot")]
fn bands_cover_every_total(#[case] total: i64, #[case] expected: &str) {
    let band = |name: &str, from| Band {
        id: id(name),
        name: name.into(),
        from,
        ..Band::default()
    };
    let scorer = Scorer::new(&Definition {
        bands: vec![
            band("cold", None),
            band("warm", Some(10)),
            band("hot", Some(20)),
        ],
        ..Definition::default()
    });
    let found = scorer.band_of(total).and_then(|b| scorer.band_id(b));
    assert_eq!(found.unwrap(), &expected);
}
