//! Tests of the worked example, over all of its 9,216 possible leads.

use rstest::rstest;

use super::*;

/// The worked example's criteria and rule, with its ladders combined as given.
pub(crate) fn worked(combine: Combine) -> Definition {
    use CriterionKind::{Behaviour, Fit};
    let criteria = vec![
        levelled_criterion(
            "vertical",
            Fit,
            Combine::OneOf,
            &[("expertise", 5), ("adjacent", 3), ("*other", 0)],
        ),
        levelled_criterion(
            "product",
            Fit,
            Combine::OneOf,
            &[("suited", 5), ("customised", 3), ("*investment", 0)],
        ),
        levelled_criterion(
            "meeting",
            Behaviour,
            combine,
            &[("decision-maker", 5), ("recommender", 3), ("influencer", 1)],
        ),
        yes_no("specification", Behaviour, 5),
        levelled_criterion("money", Behaviour, combine, &[("funded", 5), ("budget", 3)]),
        levelled_criterion(
            "references",
            Behaviour,
            combine,
            &[("contacted", 5), ("requested", 1)],
        ),
        levelled_criterion(
            "demo",
            Behaviour,
            combine,
            &[("one-to-one", 5), ("toured", 1)],
        ),
    ];
    let rule = json(
        r#"{"all": ["money=funded", "demo=one-to-one", "vertical=expertise|adjacent"],
            "points": {"total": 20}}"#,
    );
    handing_off(criteria, rule)
}

#[rstest]
#[case::adding_up(Combine::Sum, 1_465, 44)]
#[case::the_best_of_each(Combine::Highest, 1_364, 35)]
fn so_many_of_9216_possible_leads_qualify_and_totals_go_so_far(
    #[case] combine: Combine,
    #[case] qualified: usize,
    #[case] highest: i64,
) {
    let scorer = Scorer::new(&worked(combine));
    let leads = scorer.possible_leads();
    let outcomes: Vec<_> = leads.map(|lead| scorer.outcome(&lead)).collect();
    assert_eq!(outcomes.len(), 9_216);
    let qualify = outcomes.iter().filter(|o| o.qualified).count();
    assert_eq!(qualify, qualified);
    let totals = || outcomes.iter().map(|o| o.total);
    assert_eq!((totals().min(), totals().max()), (Some(0), Some(highest)));
}

#[test]
fn the_count_needs_no_walk() {
    let scorer = Scorer::new(&worked(Combine::Sum));
    assert_eq!(scorer.possible_count(), Some(9_216));
}

pub(crate) const NINETEEN: [&str; 6] = [
    "vertical=expertise",
    "product=investment",
    "money=funded",
    "demo=one-to-one",
    "meeting=recommender",
    "references=requested",
];

#[test]
fn nineteen_points_fail() {
    let scorer = Scorer::new(&worked(Combine::Sum));
    let responses = only_holding(&scorer, &NINETEEN);
    let verdict = scorer.verdict(&responses);
    assert_eq!((verdict.fit, verdict.behaviour, verdict.total), (5, 14, 19));
    assert!(!verdict.qualified);
    assert_eq!(scorer.missing_parts(&responses), ["total:1"]);
}

#[test]
fn twenty_points_pass() {
    let scorer = Scorer::new(&worked(Combine::Sum));
    let mut responses = only_holding(&scorer, &NINETEEN);
    set_truths(&scorer, &mut responses, &["demo=toured"], Truth::Yes);
    let verdict = scorer.verdict(&responses);
    assert_eq!(verdict.total, 20);
    assert!(verdict.qualified && scorer.missing_parts(&responses).is_empty());
    assert_eq!(verdict.decided_by.as_deref(), Some("handoff"));
}

#[test]
fn every_other_point_without_funded_fails_and_budget_is_not_funded() {
    let scorer = Scorer::new(&worked(Combine::Sum));
    let mut responses = Responses::uniform(&scorer, Truth::Yes);
    set_truths(&scorer, &mut responses, &["money=funded"], Truth::No);
    let verdict = scorer.verdict(&responses);
    assert_eq!(verdict.total, 39);
    assert!(!verdict.qualified && verdict.could_qualify == Some(false));
    assert_eq!(scorer.missing_parts(&responses), ["money=funded"]);
}

/// Two answers hold, worth 8 points, and these are unknown.
fn eight_and_unknown(unknown: &[&str]) -> Verdict {
    let scorer = Scorer::new(&worked(Combine::Sum));
    let mut responses = only_holding(&scorer, &["vertical=adjacent", "product=suited"]);
    set_truths(&scorer, &mut responses, unknown, Truth::Unknown);
    scorer.verdict(&responses)
}

#[test]
fn the_unknown_are_reported() {
    let verdict = eight_and_unknown(&["money=funded", "demo=one-to-one"]);
    assert_eq!(verdict.unknown, [id("money"), id("demo")]);
}

#[rstest]
#[case::too_little_at_most(&["money=funded", "demo=one-to-one"], 18, false)]
#[case::enough_at_most(&["money=funded", "demo=one-to-one", "specification"], 23, true)]
fn the_unknown_could_bring_points(
    #[case] unknown: &[&str],
    #[case] could_reach: i64,
    #[case] could_qualify: bool,
) {
    let verdict = eight_and_unknown(unknown);
    assert_eq!((verdict.total, verdict.could_reach), (8, could_reach));
    assert_eq!(verdict.could_qualify, Some(could_qualify));
    assert!(!verdict.qualified);
}
