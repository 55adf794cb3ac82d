//! Tests of the worked example, over all of its 9,216 possible leads.

use std::collections::BTreeSet;

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

fn totals_and_qualified(combine: Combine) -> (usize, BTreeSet<i64>, usize) {
    let scorer = Scorer::new(&worked(combine));
    let outcomes: Vec<_> = scorer
        .possible_leads()
        .map(|l| scorer.outcome(&l))
        .collect();
    let totals = outcomes.iter().map(|o| o.total).collect();
    let qualified = outcomes.iter().filter(|o| o.qualified).count();
    (outcomes.len(), totals, qualified)
}

#[test]
fn adding_up_1465_of_9216_qualify_and_totals_go_from_0_to_44() {
    let (leads, totals, qualified) = totals_and_qualified(Combine::Sum);
    assert_eq!((leads, qualified), (9_216, 1_465));
    assert_eq!((totals.first(), totals.last()), (Some(&0), Some(&44)));
}

#[test]
fn the_best_of_each_1364_of_9216_qualify_and_totals_go_from_0_to_35() {
    let (leads, totals, qualified) = totals_and_qualified(Combine::Highest);
    assert_eq!((leads, qualified), (9_216, 1_364));
    assert_eq!((totals.first(), totals.last()), (Some(&0), Some(&35)));
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
fn nineteen_fail_and_twenty_pass() {
    let scorer = Scorer::new(&worked(Combine::Sum));
    let mut responses = only_holding(&scorer, &NINETEEN);
    let verdict = scorer.verdict(&responses);
    assert_eq!((verdict.fit, verdict.behaviour, verdict.total), (5, 14, 19));
    assert!(!verdict.qualified);
    assert_eq!(scorer.missing_parts(&responses), ["total:1"]);
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

#[test]
fn the_unknown_are_reported_and_what_they_could_bring() {
    let scorer = Scorer::new(&worked(Combine::Sum));
    let mut responses = only_holding(&scorer, &["vertical=adjacent", "product=suited"]);
    set_truths(
        &scorer,
        &mut responses,
        &["money=funded", "demo=one-to-one"],
        Truth::Unknown,
    );
    let verdict = scorer.verdict(&responses);
    assert_eq!(verdict.unknown, [id("money"), id("demo")]);
    assert_eq!((verdict.total, verdict.could_reach), (8, 18));
    assert_eq!(verdict.could_qualify, Some(false), "18 at most");
    set_truths(&scorer, &mut responses, &["specification"], Truth::Unknown);
    let verdict = scorer.verdict(&responses);
    assert_eq!(verdict.could_reach, 23);
    assert!(verdict.could_qualify == Some(true) && !verdict.qualified);
}
