//! A decision on a sample lead that the model contradicts shows until one of them changes.

use accord::app::Step;
use accord::check::{CONFLICT, conflicts};

use crate::common::{Bench, on};
use crate::facts::ALL_NO;

const SENTENCE: &str = "The room: no. The model: forward (37 points).";

/// All seven vote yes.
const ALL_YES: &str = "vy<enter>y<enter>y<enter>y<enter>y<enter>y<enter>y<enter>";

/// The room has decided that the lead called Pump maker, which the model forwards, isn't.
fn against_model() -> Bench {
    let mut bench = on("worked-example");
    bench
        .go(Step::Preview)
        .keys("/Pump maker<enter>")
        .keys(ALL_NO)
        .keys("r<enter><enter>");
    bench
}

fn found(bench: &Bench) -> Vec<String> {
    let findings = bench.state.findings.iter();
    let found = findings.filter(|finding| finding.code == CONFLICT);
    found.map(|finding| finding.message.clone()).collect()
}

#[test]
fn a_decision_against_the_model_says_at_once_that_it_is_one() {
    against_model().shows(SENTENCE).shows("or vote again");
}

#[test]
fn the_lead_says_what_the_room_and_the_model_say() {
    against_model().size(118, 40).keys("<esc>").shows(SENTENCE);
}

#[test]
fn conflicts_are_the_first_on_preview() {
    let mut bench = against_model();
    bench.keys("<home>").shows("CONFLICTS: ROOM AGAINST MODEL");
    let list = bench.state.list().0;
    assert_eq!(list.row(0).text, "CONFLICTS: ROOM AGAINST MODEL");
    assert_eq!(
        (list.row(1).text.as_str(), list.row(1).mark),
        ("Pump maker", "!")
    );
    assert_eq!(list.row(2).text, "  change the model, or vote again: v");
}

#[test]
fn a_conflict_is_a_finding() {
    let expected = "`Pump maker`: the room says no, the model says forward (37 points)";
    assert_eq!(found(&against_model()), [expected]);
}

#[test]
fn conflicts_are_counted_on_publish() {
    let mut bench = against_model();
    bench.go(Step::Publish);
    let list = bench.state.list().0;
    let mut rows = (0..list.len()).map(|row| list.row(row));
    let heading = rows.find(|row| row.text == "CONFLICTS").expect("a section");
    assert_eq!(heading.value, "1");
    let next = rows.next().expect("a conflict");
    assert!(next.text.starts_with("`Pump maker`"), "{}", next.text);
    // It isn't listed a second time among the warnings.
    assert!(!rows.any(|row| row.text.starts_with("`Pump maker`")));
}

#[test]
fn the_same_decision_as_the_model_is_no_conflict() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Preview)
        .keys("/Pump maker<enter>")
        .keys(ALL_YES)
        .keys("r<enter><enter>")
        .document(|session| assert_eq!(session.workshop.decisions.len(), 1))
        .shows("Agreed by Sales and Marketing");
    assert!(found(&bench).is_empty());
}

#[test]
fn a_conflict_ends_when_the_model_changes() {
    let mut bench = against_model();
    bench
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home><down><down><down>");
    bench.keys("<tab>++++++++++++++++++").shows("38 points");
    assert!(found(&bench).is_empty(), "{}", bench.screen());
}

#[test]
fn a_conflict_ends_when_the_room_votes_again() {
    let mut bench = against_model();
    bench.keys(ALL_YES).keys("r<enter><enter>");
    assert!(found(&bench).is_empty(), "{}", bench.screen());
}

#[test]
fn a_conflict_is_hidden_while_votes_are_sealed() {
    let mut bench = against_model();
    bench.keys("vy<enter>");
    assert!(found(&bench).is_empty());
    assert!(conflicts(bench.session()).is_empty());
    bench
        .keys("<esc>")
        .shows("Pump maker")
        .hides("CONFLICTS")
        .hides("The model:");
}

#[test]
fn a_vote_kept_open_is_no_conflict() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Preview)
        .keys("/Pump maker<enter>")
        .keys(ALL_NO)
        .keys("ro")
        .shows("DISPUTED SAMPLES, BY SCORE");
    assert!(found(&bench).is_empty());
}

#[test]
fn the_room_sees_the_conflict_with_the_verdict() {
    let card = crate::common::votes::card(&against_model());
    assert!(card.contains(SENTENCE), "{card}");
}

#[test]
fn a_conflict_stands_once_in_the_minutes() {
    let bench = against_model();
    let findings = bench.state.findings.clone();
    let at = jiff::Timestamp::UNIX_EPOCH;
    let version = accord::model::Version::FIRST;
    let minutes = accord::export::recap(
        bench.session(),
        version,
        at,
        &bench.state.time_zone,
        &findings,
    );
    let open = minutes.split("## Open").nth(1).expect("what is open");
    assert!(
        open.contains("### The room and the model say different things"),
        "{open}"
    );
    assert_eq!(
        minutes.matches("model: forward").count() + minutes.matches("says forward").count(),
        1
    );
}
