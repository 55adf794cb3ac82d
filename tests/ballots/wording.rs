//! A wording is agreed by gradients, with a dissent and its reason.

use accord::app::Step;
use accord::model::{Agreement, Dissent};

use crate::common::votes::{decision, value};
use crate::common::{Bench, on};

const MQL: &str = "stage:mql";
/// Six of the seven voters.
const VOTES: &str = "<enter>5<enter>4<enter>3<enter>5<enter>1<enter>4<enter>";

/// The ballot on the MQL's wording is asked for.
fn asked() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Marketing qualified stage<enter>v");
    bench
}

/// All have voted, and the votes are shown: one strong no.
fn shown() -> Bench {
    let mut bench = asked();
    bench.keys(VOTES).keys("<esc><tab><down><enter>v5<enter>r");
    bench
}

/// The reason is given, and the wording agreed.
fn agreed() -> Bench {
    let mut bench = shown();
    bench
        .keys("<enter>w<enter>Nobody has the data<enter>")
        .keys("<enter><enter>");
    bench
}

#[test]
fn how_to_vote_is_asked_first() {
    asked()
        .shows("How shall we vote on the wording?")
        .shows("Fist of five");
}

#[test]
fn what_is_voted_on_cannot_be_reworded() {
    let mut bench = asked();
    bench
        .keys(VOTES)
        .keys("<esc><tab><down><enter>")
        .shows("A ballot on")
        .shows("is open");
    assert!(bench.state.dialogs.is_empty());
}

#[test]
fn a_strong_no_is_named() {
    shown().shows("A strong no from Owen Prys");
}

#[test]
fn a_strong_no_needs_a_reason_first() {
    shown()
        .keys("<enter>")
        .shows("A strong no needs a reason first");
}

#[test]
fn the_voter_who_owes_a_reason_is_already_selected() {
    shown()
        .keys("<enter>w<enter>Nobody has the data<enter>")
        .shows("Owen Prys, 1: Nobody has the data");
}

#[test]
fn a_dissent_is_recorded_with_its_reason() {
    agreed().document(|session| {
        let dissent = Dissent {
            who: "owen".into(),
            reason: "Nobody has the data".into(),
        };
        assert_eq!(decision(session, MQL).dissent, [dissent]);
        assert_eq!(decision(session, MQL).agreed.len(), 6);
    });
}

#[test]
fn a_wording_is_agreed_as_it_was_before_the_votes() {
    let before = value(on("worked-example").session(), MQL);
    agreed()
        .document(|session| {
            let set = decision(session, MQL);
            assert_eq!(set.value, before);
            assert_eq!(set.agreement, Some(Agreement::Both));
        })
        .shows("+ Marketing qualified")
        .shows("Agreed by Sales and");
}

#[test]
fn the_voting_method_is_remembered_for_the_next_wording() {
    agreed()
        .keys("<esc>/Suspect<enter>v")
        .shows("Will this wording do?")
        .shows("round 1");
}

#[test]
fn another_wording_reopens_what_was_agreed() {
    agreed()
        .keys("<esc>/Marketing qualified stage<enter><tab><down><enter> And more.<ctrl-s>")
        .shows("reopened by this edit")
        .shows("~ Marketing")
        .go(Step::Publish)
        .shows("NOT SETTLED")
        .shows("reopened");
}
