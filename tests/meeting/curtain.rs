//! What a side types is hidden behind a curtain if it wants, and sealed until both are shown.

use accord::app::{Effect, Message, update};
use accord::model::Session;

use crate::common::votes::card;
use crate::common::{Bench, on};

/// Sales answers an opening question.
const ANSWER: &str = "<alt-1>/What is a qualified<enter><tab><down><enter>";

#[test]
fn what_a_side_types_opens_behind_a_curtain() {
    on("standard")
        .keys(ANSWER)
        .shows("Nothing typed yet")
        .keys("purple elephants")
        .shows("Typed, behind the curtain")
        .hides("elephants")
        .keys(" dance with other elephants")
        .shows("Typed, behind the curtain");
}

#[test]
fn the_curtain_is_lifted_for_one_text_and_one_time() {
    on("standard")
        .keys(ANSWER)
        .keys("purple elephants<f6>")
        .shows("purple elephants")
        .keys(" dance<ctrl-s><enter>green")
        .shows("Typed, behind the curtain")
        .hides("green")
        .keys("<ctrl-t>")
        .shows("green");
}

#[test]
fn ctrl_u_clears_what_is_covered() {
    on("standard")
        .keys(ANSWER)
        .keys("purple<ctrl-u>")
        .shows("Nothing typed yet")
        .keys("green<ctrl-s><enter>other<ctrl-s>ry")
        .shows("green")
        .hides("purple");
}

#[test]
fn sealed_words_are_never_shown_again() {
    let mut bench = on("standard");
    bench
        .keys(ANSWER)
        .keys("purple elephants<ctrl-s>")
        .keys("<up><enter>")
        .shows("Sales' wording is written and sealed")
        .keys("w")
        .shows("Nothing typed yet")
        .keys("<f6>")
        .shows("Sales' wording")
        .hides("elephants")
        .keys("<ctrl-s>")
        .shows("Nothing was typed: the sealed wording stays as it is");
    let sealed = |bench: &Bench| bench.session().workshop.positions[0].sealed.clone();
    let there = sealed(&bench).expect("sealed words");
    bench.keys("<enter>wgreen<ctrl-s>");
    assert_ne!(sealed(&bench), Some(there), "written anew");
    bench
        .keys("<up><enter>x")
        .shows("Sales' wording is taken back");
    assert!(bench.session().workshop.positions.is_empty());
}

#[test]
fn after_one_side_the_next_enter_is_the_other_sides() {
    on("standard")
        .keys(ANSWER)
        .keys("purple<ctrl-s><enter>")
        .shows("Marketing's wording")
        .keys("green<ctrl-s><enter>")
        .shows("Show both wordings?");
}

#[test]
fn undo_stops_at_words_that_were_shown() {
    let mut bench = on("standard");
    bench.keys("<alt-1>A");
    bench.paste("Ann, sales");
    bench.keys("<ctrl-s>");
    let people = bench.session().workshop.participants.len();
    bench
        .keys(ANSWER)
        .keys("purple<ctrl-s><enter>green<ctrl-s>ry<esc>u")
        .shows("The words on What is a qualified lead")
        .shows("u again");
    assert_eq!(bench.session().workshop.participants.len(), people);
    bench.keys("u");
    assert_eq!(bench.session().workshop.participants.len(), people - 1);
}

#[test]
fn words_half_typed_come_back_covered() {
    let mut bench = on("standard");
    bench
        .keys(ANSWER)
        .keys("purple elephants<f6>")
        .shows("purple elephants");
    bench
        .killed()
        .keys("k")
        .shows("Typed, behind the curtain")
        .hides("elephants")
        .keys("<f6><ctrl-t>")
        .shows("What was typed before stays covered")
        .hides("elephants")
        .keys("<ctrl-u>green<f6>")
        .shows("green");
}

#[test]
fn words_that_were_read_are_shown_on_disk_too() {
    let mut bench = on("standard");
    bench
        .keys(ANSWER)
        .keys("purple<ctrl-s><enter>green<ctrl-s>");
    bench.keys("<esc>r");
    // Saved before, so that it can be, and at once after.
    let mut effects = bench.effects("y");
    let Some(Effect::SaveThenShow(command)) = effects.pop() else {
        panic!("{effects:?}");
    };
    let effects = update(&mut bench.state, Message::Show(command));
    assert!(matches!(effects.last(), Some(Effect::Save)), "{effects:?}");
}

#[test]
fn management_may_write_its_words_and_nobody_waits_for_them() {
    let mut bench = on("worked-example");
    bench
        .keys(ANSWER)
        .keys("purple<ctrl-s><enter>green<ctrl-s>")
        .shows("> Management's wordi")
        .keys("<enter>yellow<ctrl-s>ry")
        .shows("purple")
        .shows("green")
        .shows("Management")
        .shows("yellow");
    assert!(card(&bench).contains("yellow"), "{}", card(&bench));
    on("worked-example")
        .keys(ANSWER)
        .keys("purple<ctrl-s><enter>green<ctrl-s>ry")
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
        .keys("<alt-5>/Marketing qualified stage<enter><tab><down>")
        .keys("<down><enter>Asked us<ctrl-s><enter>Fits us<ctrl-s>ry");
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
        .keys("one<ctrl-s><enter>two<ctrl-s>ry")
        .shows("one")
        .shows("two")
        .hides("Agreed")
        .keys("s");
    assert!(bench.state.dialogs.is_empty());
}
