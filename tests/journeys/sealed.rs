//! Opening answers are sealed until both are shown.

use accord::app::Step;

use crate::common::votes::on_disk;
use crate::common::{Bench, on};

/// Sales has answered an opening question.
fn one_answered() -> Bench {
    let mut bench = on("standard");
    bench
        .go(Step::Room)
        .keys("/What is a qualified<enter><tab><down><enter>purple elephants<ctrl-s>");
    bench
}

/// Marketing is typing its answer.
const OTHER: &str = "<enter>green giraffes";

/// Both have answered, and the answers are shown after a restart.
fn shown() -> Bench {
    let mut bench = one_answered();
    bench.keys(OTHER).keys("<ctrl-s>");
    let mut bench = bench.reopen();
    bench.go(Step::Room).keys("/What is a qualified<enter>ry");
    bench
}

/// Checks that no answer can be read on disk, while the question can.
fn is_sealed_on_disk(bench: &Bench) {
    let disk = on_disk(bench);
    assert!(disk.contains("What is a qualified lead"), "{disk}");
    assert!(!disk.contains("elephants"), "{disk}");
    assert!(!disk.contains("giraffes"), "{disk}");
}

#[test]
fn answers_are_not_shown_before_both_sides_have_written() {
    one_answered().keys("r").shows("Marketing hasn't written");
}

#[test]
fn an_answer_being_typed_is_sealed_on_disk() {
    let mut bench = one_answered();
    is_sealed_on_disk(bench.keys(OTHER));
}

#[test]
fn a_written_answer_is_hidden() {
    one_answered()
        .keys(OTHER)
        .shows("Typed, behind the curtain")
        .keys("<f6>")
        .shows("green giraffes")
        .keys("<ctrl-s>")
        .shows("What is a qualified")
        .hides("elephants")
        .hides("giraffes");
}

#[test]
fn answers_stay_sealed_on_disk() {
    let mut bench = one_answered();
    bench.keys(OTHER).keys("<ctrl-s>");
    is_sealed_on_disk(&bench.reopen());
}

#[test]
fn both_answers_are_shown_together() {
    shown().shows("purple elephants").shows("green giraffes");
}

#[test]
fn shown_answers_stay_as_they_are() {
    shown()
        .keys("<esc><tab><down><enter>")
        .shows("purple elephants");
}
