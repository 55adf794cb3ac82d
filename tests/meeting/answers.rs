//! A side's answers to all opening questions, pasted as one block.

use accord::model::{Session, Side};

use crate::common::votes::on_disk;
use crate::common::{Bench, on};

const FOUR: &str = "purple elephants\n\nmore\nmoney\n\nring them\n\nlike the mill";

/// On the opening questions.
fn on_questions() -> Bench {
    let mut bench = on("standard");
    bench.keys("<alt-1>/What is a qualified<enter>");
    bench
}

/// Four answers are pasted for Sales.
fn pasted() -> Bench {
    let mut bench = on_questions();
    bench.paste(FOUR);
    bench
        .shows("Whose answers to the opening questions?")
        .keys("Sales<enter>");
    bench
}

fn sealed(session: &Session, side: Side) -> usize {
    let of_side = session.workshop.positions.iter().filter(|p| p.side == side);
    of_side.filter(|p| p.sealed.is_some()).count()
}

#[test]
fn a_pasted_block_answers_all_questions_of_a_side_unseen() {
    let mut bench = pasted();
    bench
        .shows("Typed, behind the curtain")
        .hides("elephants")
        .keys("<ctrl-s>")
        .shows("Sales' 4 answers sealed");
    assert_eq!(sealed(bench.session(), Side::Sales), 4);
    assert!(!on_disk(&bench).contains("elephants"));
}

#[test]
fn they_are_revealed_question_by_question_with_the_other_sides() {
    let mut bench = pasted();
    bench.keys("<ctrl-s>");
    bench.paste("1. green\n2. b\n3. c\n4. d");
    bench
        .keys("Marketing<enter><ctrl-s>")
        .shows("Marketing's 4 answers sealed");
    bench.keys("ry").shows("purple elephants").shows("green");
}

#[test]
fn a_wrong_number_seals_nothing_and_keeps_what_was_pasted() {
    let mut bench = on_questions();
    bench.paste("one\n\ntwo");
    bench
        .keys("Sales<enter><ctrl-s>")
        .shows("2 answers for 4 questions")
        .shows("Typed, behind the curtain");
    assert_eq!(sealed(bench.session(), Side::Sales), 0);
}

#[test]
fn what_is_sealed_is_not_replaced_unasked() {
    let mut bench = pasted();
    bench.keys("<ctrl-s>");
    let before = bench.session().workshop.positions.clone();
    bench.paste("a\n\nb\n\nc\n\nd");
    bench
        .keys("Sales<enter><ctrl-s>")
        .shows("Replace Sales' sealed answers?")
        .keys("n");
    assert_eq!(bench.session().workshop.positions, before);
}

#[test]
fn what_was_pasted_is_still_there_when_the_question_is_left() {
    for leave in ["n", "<esc>", "<ctrl-c>"] {
        let mut bench = pasted();
        bench.keys("<ctrl-s>");
        let before = bench.session().workshop.positions.clone();
        bench.paste("a\n\nb\n\nc\n\nd");
        bench
            .keys("Sales<enter><ctrl-s>")
            .shows("Replace Sales' sealed answers?")
            .keys(leave)
            .shows("Typed, behind the curtain");
        assert_eq!(bench.session().workshop.positions, before, "{leave}");
        bench.keys("<ctrl-s>y").shows("Sales' 4 answers sealed");
        assert!(bench.state.dialogs.is_empty(), "{leave}");
        assert_ne!(bench.session().workshop.positions, before, "{leave}");
    }
}

#[test]
fn answers_can_be_typed_as_well() {
    let mut bench = on_questions();
    bench
        .keys("<down><down><down><down>")
        .shows(">  Paste a side's answers")
        .keys("<enter>Marketing<enter>1. a<enter>2. b<enter>3. c<enter>4. d<ctrl-s>")
        .shows("Marketing's 4 answers sealed");
}

/// The first of four questions was answered by both sides and shown.
fn one_shown() -> Bench {
    let mut bench = pasted();
    bench.keys("<ctrl-s>");
    bench.paste("1. green\n2. b\n3. c\n4. d");
    bench.keys("Marketing<enter><ctrl-s>ry<esc>");
    bench
}

#[test]
fn which_questions_get_an_answer_is_shown_before_they_are_sealed() {
    let mut bench = one_shown();
    let before = bench.session().workshop.positions.clone();
    bench.paste("1. red\n2. yellow\n3. blue");
    bench
        .keys("Sales<enter>")
        .shows("4 questions, 1 shown already")
        .keys("<ctrl-s>")
        .shows("Seal Sales' 2 answers?")
        .shows("Left out, as answers to it were shown")
        .hides("yellow")
        .keys("n")
        .shows("Typed, behind the curtain");
    assert_eq!(bench.session().workshop.positions, before);
    bench.keys("<ctrl-s>y").shows("Sales' 2 answers sealed");
}

#[test]
fn answers_without_numbers_go_to_the_questions_not_shown_yet() {
    let mut bench = one_shown();
    bench.paste("red\n\nyellow\n\nblue");
    bench
        .keys("Sales<enter><ctrl-s>")
        .shows("Seal Sales' 3 answers?")
        .shows("To 2 ")
        .hides("Left out")
        .keys("y")
        .shows("Sales' 3 answers sealed");
}

#[test]
fn the_numbers_of_the_questions_are_shown_beside_the_row() {
    let mut bench = on_questions();
    bench
        .keys("<down><down><down><down>")
        .shows("NUMBERS OF THE QUESTIONS")
        .shows("4.");
}

#[test]
fn a_sealed_text_is_not_lost_by_one_key_and_undo_undoes_nothing_else() {
    let mut bench = on("standard");
    bench.keys("<alt-1>A");
    bench.paste("Ada Brook, sales");
    bench.keys("<ctrl-s>/What is a qualified<enter>");
    bench.paste(FOUR);
    bench
        .keys("Sales<enter><esc>")
        .shows("Discard what was typed?")
        .hides("elephants")
        .keys("<esc>")
        .shows("Typed, behind the curtain")
        .keys("<esc>y");
    assert!(bench.state.dialogs.is_empty());
    let people = |bench: &Bench| bench.session().workshop.participants.len();
    bench.keys("u").shows("A covered text doesn't come back");
    assert_eq!(people(&bench), 1);
    bench.keys("u");
    assert_eq!(people(&bench), 0);
}
