//! A wording is agreed by gradients, with a dissent and its reason.

use accord::app::Step;
use accord::model::{Agreement, Dissent, VoteNaming};

use crate::common::votes::{decision, value};
use crate::common::{Bench, on};

const MQL: &str = "stage:mql";
/// Six of the seven voters.
const VOTES: &str = "<enter>5<enter>4<enter>3<enter>5<enter>1<enter>4<enter>";

/// The ballot on the MQL's wording is asked for. Votes are named.
fn asked() -> Bench {
    asked_with(VoteNaming::Named)
}

fn asked_with(naming: VoteNaming) -> Bench {
    let mut bench = on("worked-example");
    bench.votes_are(naming);
    bench.keys("/Marketing qualified stage<enter>v");
    bench
}

/// All have voted, and the votes are shown: one strong no.
fn shown() -> Bench {
    shown_with(VoteNaming::Named)
}

fn shown_with(naming: VoteNaming) -> Bench {
    let mut bench = asked_with(naming);
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
fn a_strong_no_without_a_name_goes_by_its_side() {
    shown_with(VoteNaming::BySide)
        .shows("A strong no from Marketing")
        .keys("<enter>w<enter>Nobody has the data<enter>")
        .shows("Marketing, 1: Nobody has the data")
        .hides("Owen")
        .keys("<enter><enter>")
        .document(|session| {
            let dissent = Dissent {
                who: "marketing".into(),
                reason: "Nobody has the data".into(),
            };
            assert_eq!(decision(session, MQL).dissent, [dissent]);
        });
}

#[test]
fn a_reason_has_a_name_if_it_begins_with_one() {
    shown_with(VoteNaming::BySide)
        .keys("<enter>w<enter>owen: Nobody has the data<enter>")
        .shows("Owen Prys, 1: Nobody has the data")
        .keys("<enter><enter>")
        .document(|session| {
            assert_eq!(decision(session, MQL).dissent[0].who, "Owen Prys");
        });
}

#[test]
fn a_name_of_another_side_is_part_of_the_reason() {
    shown_with(VoteNaming::BySide)
        .keys("<enter>w<enter>Tom: says so too<enter>")
        .shows("Marketing, 1: Tom: says so too");
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
        .shows("AGREE AGAIN")
        .hides("NOT SETTLED")
        .keys("<down><down><down>")
        .shows("changed since")
        .shows("Agreed at 09:00 UTC, then")
        .shows("reworded: agree again");
}

#[test]
fn the_history_counts_votes_where_nobody_is_named() {
    shown_with(VoteNaming::BySide)
        .keys("<enter>w<enter>Nobody has the data<enter><enter><enter>")
        .keys("<end><enter>")
        .shows("Agreed: Sales 3 votes, Marketing 2 votes, Management 1 vote")
        .shows("Didn't agree: Marketing 1 vote: Nobody has the data");
}
