//! What a side types is hidden behind a curtain if it wants, and sealed until both are shown.

use accord::model::Session;

use crate::common::{Bench, on};

/// Sales answers an opening question.
const ANSWER: &str = "1/What is a qualified<enter><tab><down><enter>";

#[test]
fn what_a_side_types_is_seen() {
    on("standard")
        .keys(ANSWER)
        .keys("purple elephants")
        .shows("purple elephants");
}

#[test]
fn a_curtain_hides_what_a_side_types() {
    on("standard")
        .keys(ANSWER)
        .keys("purple elephants<f6>")
        .shows("2 words, behind the curtain")
        .hides("elephants");
}

#[test]
fn a_curtain_stays_for_the_other_side() {
    on("standard")
        .keys(ANSWER)
        .keys("purple elephants<f6> dance<ctrl-s><down><enter>green")
        .shows("1 word, behind the curtain")
        .hides("green")
        .keys("<ctrl-t>")
        .shows("green");
}

fn agreed(session: &Session) -> &str {
    let stage = session.definition.stage("mql").expect("a stage");
    &stage.definition
}

/// Both sides have worded the MQL, and both wordings are shown.
fn both_shown() -> Bench {
    let mut bench = on("standard");
    bench
        .keys("5/Marketing qualified stage<enter><tab><down>")
        .keys("<down><enter>Asked us<ctrl-s><down><enter>Fits us<ctrl-s>ry");
    bench
}

/// The agreed wording begins with Marketing's words, then with those of Sales.
const MARKETING: &str = "m and asked us<ctrl-s>";
const SALES: &str = "s, twice<ctrl-s><enter>.<ctrl-s>";

#[test]
fn an_agreed_wording_begins_with_either_sides_words() {
    both_shown()
        .shows("Agreed")
        .keys(MARKETING)
        .document(|s| assert_eq!(agreed(s), "Fits us and asked us"))
        .keys(SALES)
        .document(|s| assert_eq!(agreed(s), "Asked us, twice."));
}

#[test]
fn an_agreed_wording_stays_beside_both_sides() {
    both_shown().keys(MARKETING).shows("Sales").shows("Agreed");
}

#[test]
fn a_discarded_wording_is_gone() {
    let mut bench = both_shown();
    let before = agreed(bench.session()).to_owned();
    // Another key closes it.
    bench
        .keys(MARKETING)
        .keys(SALES)
        .document(|s| assert_ne!(agreed(s), before))
        .keys("<esc>uuu")
        .document(|s| assert_eq!(agreed(s), before));
}

#[test]
fn answers_to_an_opening_question_do_not_lead_to_a_wording() {
    let mut bench = on("standard");
    bench
        .keys(ANSWER)
        .keys("one<ctrl-s><down><enter>two<ctrl-s>ry")
        .shows("one")
        .shows("two")
        .hides("Agreed")
        .keys("s");
    assert!(bench.state.dialogs.is_empty());
}
