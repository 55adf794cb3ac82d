//! Tests of points, subtotals, caps and bands.

use rstest::rstest;

use super::*;
use crate::model::Group;

fn scorer(criteria: Vec<Criterion>, groups: Vec<Group>) -> Scorer {
    Scorer::new(&Definition {
        criteria,
        groups,
        ..Definition::default()
    })
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
    let scorer = scorer(
        vec![levelled_criterion(
            "c",
            CriterionKind::Fit,
            combine,
            &answers,
        )],
        vec![],
    );
    assert_eq!(scorer.outcome(&only_holding(&scorer, held)).total, total);
}

#[test]
fn fit_and_behaviour_are_subtotalled_apart() {
    let scorer = scorer(
        vec![
            yes_no("f", CriterionKind::Fit, 4),
            yes_no("b", CriterionKind::Behaviour, -6),
            Criterion {
                points: None,
                ..yes_no("worthless", CriterionKind::Fit, 0)
            },
        ],
        vec![],
    );
    let outcome = scorer.outcome(&only_holding(&scorer, &["f", "b", "worthless"]));
    assert_eq!((outcome.fit, outcome.behaviour, outcome.total), (4, -6, -2));
}

#[test]
fn a_group_clamps_the_sum_of_its_criteria() {
    let web = |max: Option<i64>, min: Option<i64>| Group {
        id: id("web"),
        name: "Web".into(),
        of: vec![id("a"), id("b"), id("c")],
        min,
        max,
    };
    let criteria = || {
        vec![
            yes_no("a", CriterionKind::Behaviour, 6),
            yes_no("b", CriterionKind::Behaviour, 7),
            yes_no("c", CriterionKind::Behaviour, -9),
            yes_no("d", CriterionKind::Behaviour, 1),
        ]
    };
    let capped = scorer(criteria(), vec![web(Some(10), Some(-2))]);
    for (held, total) in [
        (&["a"][..], 6),
        (&["a", "b"], 10),
        (&["a", "b", "d"], 11),
        (&["c"], -2),
        (&["a", "b", "c"], 4),
        (&["a", "c", "d"], -1),
    ] {
        assert_eq!(
            capped.outcome(&only_holding(&capped, held)).total,
            total,
            "{held:?}"
        );
    }
    let verdict = capped.verdict(&only_holding(&capped, &["a", "b"]));
    assert_eq!(verdict.caps.len(), 1);
    assert_eq!((verdict.caps[0].sum, verdict.caps[0].counted), (13, 10));
    assert!(
        capped
            .verdict(&only_holding(&capped, &["a"]))
            .caps
            .is_empty()
    );
    let open = scorer(criteria(), vec![web(None, None)]);
    assert_eq!(open.outcome(&only_holding(&open, &["a", "b"])).total, 13);
}

#[test]
fn reasons_say_what_counted() {
    let answers = [("low", 1), ("high", 5), ("same", 5)];
    let best = levelled_criterion("c", CriterionKind::Fit, Combine::Highest, &answers);
    let scorer = scorer(vec![best, yes_no("y", CriterionKind::Fit, 2)], vec![]);
    let verdict = scorer.verdict(&only_holding(&scorer, &["c=low", "c=high", "c=same", "y"]));
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
