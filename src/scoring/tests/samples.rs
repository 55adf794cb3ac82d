//! Tests of sample leads.

use rstest::rstest;

use super::Truth::{No, Unknown, Yes};
use super::*;
use crate::model::Sample;

fn scorer() -> Scorer {
    use CriterionKind::Fit;
    Scorer::new(&Definition {
        criteria: vec![
            levelled_criterion(
                "one",
                Fit,
                Combine::OneOf,
                &[("a", 5), ("b", 3), ("*rest", 1)],
            ),
            levelled_criterion("sum", Fit, Combine::Sum, &[("x", 1), ("y", 2)]),
            yes_no("flag", Fit, 1),
        ],
        ..Definition::default()
    })
}

#[rstest]
#[case::blank_is_unknown(&[], &[], [Unknown; 6])]
#[case::yes_makes_the_others_no(&["one=b"], &[], [No, Yes, No, Unknown, Unknown, Unknown])]
#[case::not_so_where_several_can_hold(&["sum=y"], &[], [Unknown, Unknown, Unknown, Unknown, Yes, Unknown])]
#[case::no_says_nothing_of_the_others(&[], &["one=a"], [No, Unknown, Unknown, Unknown, Unknown, Unknown])]
#[case::no_to_all_others_is_otherwise(&[], &["one=a|b"], [No, No, Yes, Unknown, Unknown, Unknown])]
#[case::unless_that_is_denied_too(&[], &["one=a|b|rest"], [No, No, No, Unknown, Unknown, Unknown])]
#[case::yes_no(&["flag"], &["sum=x"], [Unknown, Unknown, Unknown, No, Unknown, Yes])]
#[case::yes_by_name(&["flag=yes"], &[], [Unknown, Unknown, Unknown, Unknown, Unknown, Yes])]
#[case::stale(&["gone", "one=gone", "one", "flag=gone"], &["sum"], [Unknown; 6])]
#[case::yes_before_no(&["flag"], &["flag"], [Unknown, Unknown, Unknown, Unknown, Unknown, Yes])]
fn answers(#[case] yes: &[&str], #[case] no: &[&str], #[case] expected: [Truth; 6]) {
    let sample = Sample {
        yes: refs(yes),
        no: refs(no),
        ..Sample::default()
    };
    let responses = Responses::from_sample(&scorer(), &sample);
    let found: Vec<Truth> = (0..3)
        .flat_map(|c| responses.criterion_truths(c).to_vec())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn indices_that_are_none_are_ignored() {
    let mut responses = Responses::unknown(&scorer());
    responses.set(9, 0, Yes);
    responses.set(2, 1, Yes);
    assert_eq!(responses, Responses::unknown(&scorer()));
    assert_eq!(
        (responses.get(9, 9), responses.criterion_truths(9).len()),
        (Unknown, 0)
    );
}
