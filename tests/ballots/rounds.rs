//! A value is estimated blind, shown, and estimated again.

use crate::common::on;
use crate::common::votes::{DEMO, ballot, on_demo, value};
use crate::{FIRST_ROUND, SECOND_ROUND};

#[test]
fn a_ballot_counts_each_side_and_asks_one_voter_after_the_other() {
    on_demo()
        .keys("v")
        .shows("Sales                    ")
        .shows("0 of 3 have voted")
        .shows("Tom Brackley: type your vote");
}

#[test]
fn the_facilitator_has_no_vote() {
    on_demo()
        .keys("v")
        .shows("Tom Brackley")
        .hides("Ruth Ashdown");
}

#[test]
fn a_voter_can_be_away() {
    on_demo()
        .keys(FIRST_ROUND)
        .shows("3 of 3 have voted")
        .shows("absent");
}

#[test]
fn votes_are_shown_with_their_gap_and_medians() {
    on_demo()
        .keys(FIRST_ROUND)
        .keys("r")
        .shows("Gap 7   overall median 4.5   1 absent")
        .shows("median 1");
}

#[test]
fn who_is_far_away_is_asked_why() {
    on_demo()
        .keys(FIRST_ROUND)
        .keys("r")
        .shows("Those who gave 8");
}

#[test]
fn names_need_a_further_key() {
    on_demo()
        .keys(FIRST_ROUND)
        .keys("r")
        .shows("Those who gave 8")
        .hides("Tom Brackley")
        .keys("m")
        .shows("Tom Brackley  8")
        .shows("Helen Oakes  absent");
}

#[test]
fn the_first_round_is_unseen_while_the_second_is_voted() {
    on_demo()
        .keys(FIRST_ROUND)
        .keys("rmw<enter>They ask for it<enter>")
        .shows("median")
        .keys("2")
        .shows("0 of 3 have voted")
        .hides("median");
}

#[test]
fn who_has_not_voted_is_named_before_the_votes_are_shown() {
    on_demo()
        .keys(FIRST_ROUND)
        .keys(SECOND_ROUND)
        .keys("r")
        .shows("Not voted yet: Helen Oakes");
}

#[test]
fn both_rounds_are_shown_with_what_was_said() {
    on_demo()
        .keys(FIRST_ROUND)
        .keys(SECOND_ROUND)
        .keys("ry")
        .shows("Round 2")
        .shows("Gap 1   overall median 4")
        .shows("Round 1")
        .shows("8: They ask for it");
}

#[test]
fn a_reason_is_kept_with_its_vote() {
    on_demo()
        .keys(FIRST_ROUND)
        .keys(SECOND_ROUND)
        .document(|session| {
            let first = &ballot(session, DEMO).rounds[0].votes[0];
            assert_eq!(first.reason, "They ask for it");
        });
}

#[test]
fn sides_vote_where_nobody_speaks_for_them() {
    on("standard")
        .keys("<end>a<enter>Saw a demo<enter>v4<enter>6<enter>r")
        .shows("Gap 2   overall median 5")
        .keys("<enter><enter>")
        .document(|session| {
            assert_eq!(session.workshop.decisions[0].agreed, ["sales", "marketing"]);
            assert_eq!(value(session, "criterion:saw-a-demo"), "5");
        });
}
