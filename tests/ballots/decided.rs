//! What is decided: by a ballot, or agreed without one.

use accord::app::Step;
use accord::model::{Agreement, Id, VoteNaming};

use crate::common::votes::{DEMO, agreement, ballot, decision, dissenters, on_demo, value};
use crate::common::{Bench, on};
use crate::{DECIDED, FIRST_ROUND, SECOND_ROUND};

/// The demo estimated in two rounds, and decided as 3. The median of 1, 4, 4, 4, 5, 5 is 4.
fn decided() -> Bench {
    let mut bench = on_demo();
    bench.keys(FIRST_ROUND).keys(SECOND_ROUND).keys(DECIDED);
    bench
}

#[test]
fn the_outcome_may_differ_from_the_median() {
    decided().document(|session| {
        assert_eq!(ballot(session, DEMO).outcome, "3");
        assert_eq!(decision(session, DEMO).value, "3");
        assert_eq!(value(session, DEMO), "3");
    });
}

#[test]
fn who_agrees_follows_from_the_votes() {
    // 3 is within one of 4 and two from 5, so Tom, Ines and Yusuf do not agree.
    decided().document(|session| {
        let set = decision(session, DEMO);
        assert_eq!(set.agreed, ["dev", "marta", "owen"].map(String::from));
        assert_eq!(dissenters(set), ["tom", "ines", "yusuf"]);
        assert_eq!(set.agreement, Some(Agreement::OneSide));
    });
}

#[test]
fn it_is_shown_who_agreed_and_when() {
    decided().shows("Agreed by Marketing at 09:00 UTC");
}

#[test]
fn undo_never_takes_back_a_value_that_was_voted_on() {
    decided()
        .keys("u")
        .shows("Undo leaves what was voted on: Demo")
        .keys("uuuu")
        .document(|session| {
            assert_eq!(value(session, DEMO), "3");
            assert_eq!(session.workshop.decisions.len(), 1);
        });
}

/// The money is worth one more, and then the demo is voted on and decided.
fn decided_after_an_edit() -> Bench {
    let mut bench = on_demo();
    bench
        .keys("<esc>/Money criterion<enter><enter>+<esc>/Demo criterion<enter><enter>")
        .keys(FIRST_ROUND)
        .keys(SECOND_ROUND)
        .keys(DECIDED);
    bench
}

const MONEY: &str = "answer:money/funded";

#[test]
fn undo_stops_at_votes_that_were_shown_and_says_what_comes_next() {
    decided_after_an_edit()
        .document(|s| assert_eq!(value(s, MONEY), "6"))
        .keys("u")
        .shows("u again")
        .document(|s| assert_eq!(value(s, MONEY), "6"))
        .keys("u")
        .document(|s| {
            assert_eq!(value(s, MONEY), "5");
            assert_eq!(value(s, DEMO), "3");
        });
}

#[test]
fn another_key_between_makes_undo_stop_again() {
    decided_after_an_edit()
        .keys("u<down>u")
        .shows("u again")
        .document(|s| assert_eq!(value(s, MONEY), "6"));
}

#[test]
fn what_was_undone_past_the_votes_is_redone() {
    decided_after_an_edit().keys("uuU").document(|s| {
        assert_eq!(value(s, MONEY), "6");
        assert_eq!(value(s, DEMO), "3");
    });
}

#[test]
fn redo_never_changes_a_value_that_was_voted_on() {
    // 3, then 4, and back to 3, which the vote leaves as it is.
    let mut bench = on_demo();
    bench.keys("<esc>/Demo criterion<enter><enter>");
    bench
        .keys("3<enter>")
        .document(|s| assert_eq!(value(s, DEMO), "3"))
        .keys("+")
        .document(|s| assert_eq!(value(s, DEMO), "4"))
        .keys("u")
        .document(|s| assert_eq!(value(s, DEMO), "3"))
        .keys(FIRST_ROUND)
        .keys(SECOND_ROUND)
        .keys(DECIDED)
        .keys("U")
        .document(|s| assert_eq!(value(s, DEMO), "3"));
}

#[test]
fn an_edit_after_the_decision_is_undone_at_once() {
    decided()
        .keys("+")
        .document(|s| assert_eq!(value(s, DEMO), "4"))
        .keys("u")
        .document(|s| assert_eq!(value(s, DEMO), "3"));
}

#[test]
fn a_decision_whose_value_is_edited_is_reopened() {
    decided()
        .keys("+")
        .document(|s| assert_eq!(agreement(s, DEMO), (Agreement::Proposed, true)))
        .shows("Agreed at 3 at")
        .shows("changed to 4:")
        .shows("agree again");
}

#[test]
fn an_edit_says_that_it_reopens_what_was_agreed() {
    decided()
        .keys("+")
        .shows("agreed at 09:00 UTC, reopened by this edit");
}

#[test]
fn one_side_agrees_without_a_vote() {
    on_demo()
        .keys("s<down><enter>")
        .document(|s| assert_eq!(agreement(s, DEMO).0, Agreement::OneSide))
        .shows("Agreed by Sales at 09:00 UTC");
}

#[test]
fn a_subject_is_disputed_without_a_vote() {
    on_demo()
        .keys("s<down><enter>s<down><down><down><enter>")
        .document(|s| assert_eq!(agreement(s, DEMO).0, Agreement::Disputed))
        .shows("! Demo")
        .shows("6Points!");
}

#[test]
fn agreement_is_superseded_and_never_rewritten() {
    on_demo()
        .keys("s<down><enter>s<down><down><down><enter>s<enter>")
        .document(|session| {
            assert_eq!(agreement(session, DEMO).0, Agreement::Both);
            let decisions = session.workshop.decisions.iter();
            let by: Vec<_> = decisions
                .map(|d| d.superseded_by.as_ref().map(Id::as_str))
                .collect();
            assert_eq!(by, [Some("d2"), Some("d3"), None]);
        });
}

const TOTAL: &str = "stage:mql#points.total";

/// On Rules, with all seven votes on the hand-off's total cast: 18, but for Marta's 20.
fn total_voted() -> Bench {
    let mut bench = on("worked-example");
    bench
        .votes_are(VoteNaming::Named)
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home><down><down><down>v")
        .shows("How many points must a lead have?")
        .keys("18<enter>18<enter>18<enter>20<enter>18<enter>18<enter>18<enter><esc>");
    bench
}

#[test]
fn a_threshold_is_hidden_while_it_is_voted_on() {
    total_voted()
        .shows("hidden")
        .shows("figures are hidden")
        .hides("20 points")
        .hides("rule: 20");
}

#[test]
fn the_outcome_of_a_threshold_moves_the_rule() {
    total_voted()
        .keys("vr<enter><enter>")
        .document(|s| assert_eq!(value(s, TOTAL), "18"))
        .shows("Agreed by Sales");
}

#[test]
fn within_a_tenth_of_a_threshold_is_agreement() {
    // A tenth of 18 is 1, so Marta's 20 does not agree.
    total_voted().keys("vr<enter><enter>").document(|session| {
        let set = decision(session, TOTAL);
        assert_eq!(dissenters(set), ["marta"]);
        assert_eq!(set.agreement, Some(Agreement::Both));
    });
}
