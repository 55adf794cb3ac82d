//! Prose typed where no field is open does no harm, and the book's keys still work at that speed.

mod common;

use accord::app::Step;
use common::{Bench, on, workshop};

/// Sentences people say, and type in the wrong place: their beginnings ...
const BEGINNINGS: &[&str] = &[
    "we should",
    "I think we",
    "they never",
    "Sales said that they",
    "you",
    "a few of us",
    "15 of them",
    "the 3 people from Kent",
    "nobody",
    "Marketing and Sales",
    "in Q3 we",
    "MQLs that",
    "the VP of Sales",
    "5% of the leads",
    "it",
    "all 7 voters",
    "don't they",
    "so the SDRs",
    "next week we",
    "1,200 companies",
    "yes, but they",
    "perhaps",
    "who says that they",
    "an ROI of 12",
    "our rep",
];
/// ... and ends.
const ENDS: &[&str] = &[
    "ask for a quote first",
    "called back within 48 hours.",
    "read the e-mail, didn't answer",
    "go to discard?",
    "need 20 points and a demo",
    "looked at pricing 2 times in 30 days",
    "put 5 in the column: budget",
    "agree on that - at last",
    "deleted the list!",
    "quit after 10 minutes",
    "just want a T-shirt",
    "give it a 4 or 5",
    "have no budget (yet)",
    "use HubSpot & Excel",
    "aren't ready to buy",
    "moved to stage 6",
    "vote again; 8 to 1",
    "publish it on 1/12",
    "\"know\" the product",
    "undo the last one",
];

fn sentences() -> Vec<String> {
    let with_ends = |begin: &&str| {
        let begin = (*begin).to_owned();
        ENDS.iter().map(move |end| format!("{begin} {end}"))
    };
    BEGINNINGS.iter().flat_map(with_ends).collect()
}

/// What must not change: the document, the step, and that no dialog is open.
fn held(bench: &Bench) -> (String, Step, usize) {
    let session = serde_json::to_string(bench.session()).expect("plain data");
    (session, bench.state.step, bench.state.dialogs.len())
}

#[test]
fn five_hundred_sentences_change_nothing_on_any_step() {
    let sentences = sentences();
    assert_eq!(sentences.len(), 500);
    for step in Step::ALL {
        let mut bench = on("worked-example");
        bench.go(step);
        let before = held(&bench);
        for sentence in &sentences {
            bench.types(sentence);
            assert_eq!(held(&bench), before, "{sentence:?} on {}", step.name());
        }
        bench.shows("No field is open");
        // The keys themselves still do something.
        bench
            .keys("?")
            .shows("Enter             Edit the selected item");
    }
}

#[test]
fn a_sentence_typed_at_a_leisurely_pace_deletes_nothing() {
    for gap in [200, 250, 350] {
        let mut bench = on("worked-example");
        let before = held(&bench);
        for sentence in [
            "drop that one",
            "use the other one",
            "very dry",
            "6 of them",
        ] {
            bench.types_slowly(sentence, gap);
            assert_eq!(held(&bench), before, "{sentence:?} at {gap}");
            bench.shows("No field is open");
        }
    }
}

#[test]
fn the_key_after_a_sentence_does_not_replay_its_beginning() {
    let mut bench = on("worked-example");
    bench.go(Step::Room);
    let before = held(&bench);
    bench.types_slowly("A company that has a lab<ctrl-t>", 50);
    assert_eq!(held(&bench), before);
}

#[test]
fn a_sentence_ends_with_enter_and_the_next_enter_works() {
    let mut bench = on("worked-example");
    let before = held(&bench);
    bench.types("we should ask them<enter>");
    assert_eq!(held(&bench), before);
}

#[test]
fn the_first_workshop_at_eight_keys_a_second_is_the_same() {
    let hurried = workshop::first_on(on("standard").hurried());
    let slow = workshop::first();
    assert_eq!(hurried.session().definition, slow.session().definition);
    assert_eq!(hurried.session().samples, slow.session().samples);
}

#[test]
fn the_meeting_at_eight_keys_a_second_is_the_same() {
    let hurried = workshop::meeting_on(on("standard").hurried(), |_, _| ());
    let slow = workshop::meeting(|_, _| ());
    let (hurried, slow) = (hurried.session(), slow.session());
    assert_eq!(hurried.definition, slow.definition);
    let decided = |s: &accord::model::Session| -> Vec<String> {
        s.workshop
            .decisions
            .iter()
            .map(|d| d.value.clone())
            .collect()
    };
    assert_eq!(decided(hurried), decided(slow));
    assert_eq!(hurried.workshop.parking.len(), slow.workshop.parking.len());
}
