//! The lead the sides differ on most is put before the room.
//!
//! In the meeting, Sales' medians are 5 3 4 5 5 2, Marketing's 5 3 3.5 5 1.5 1.5; halves round up,
//! so they differ only on the references, 5 and 2. The hand-off requires industry, demo and 12
//! points: these two bring 10, so both sides forward it with references, and neither does without.

use accord::app::{Message, Step};
use accord::model::Reference;

use crate::common::votes::value;
use crate::common::{Bench, workshop};

/// The answers that hold, and those that do not, of the sample lead on which the sides differ most.
fn argued(bench: &Bench) -> (Vec<String>, Vec<String>) {
    let samples = &bench.session().samples;
    let mut named = samples
        .iter()
        .filter(|s| s.name == "The lead you differ on most");
    let sample = named.next_back().expect("a sample lead");
    let texts = |list: &[Reference]| list.iter().map(ToString::to_string).collect();
    (texts(&sample.yes), texts(&sample.no))
}

/// On Preview after the meeting.
fn after_meeting() -> Bench {
    let mut bench = workshop::meeting(|_, _| {});
    bench.go(Step::Preview);
    bench
}

/// From 13 points on, Sales' 15 would forward the lead and Marketing's 12 would not.
fn at_thirteen() -> Bench {
    let mut bench = after_meeting();
    let mql = "stage:mql#points.total";
    bench
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home><down><down><down><tab><home>");
    while value(bench.session(), mql) == "12" {
        bench.keys("+<down>");
    }
    assert_eq!(value(bench.session(), mql), "13");
    bench.go(Step::Preview).keys("M<enter>");
    bench
}

#[test]
fn it_is_offered_among_the_leads_the_model_makes() {
    after_meeting()
        .keys("M")
        .shows("The lead you differ on most");
}

#[test]
fn it_is_the_lead_on_which_the_points_differ_most() {
    let mut bench = after_meeting();
    bench
        .keys("M<enter>")
        .shows("Your points differ most on this lead");
    let (yes, no) = argued(&bench);
    assert_eq!(yes, ["asked-for-references"]);
    assert_eq!(no.len(), 5);
}

#[test]
fn it_is_rather_a_lead_that_one_side_forwards() {
    let mut bench = at_thirteen();
    bench.shows("One side's points forward this lead");
    let expected = ["target-industry", "saw-a-demo", "asked-for-references"];
    assert_eq!(argued(&bench).0, expected);
}

#[test]
fn it_is_selected_to_be_voted_on() {
    at_thirteen()
        .keys("v")
        .shows("Would you forward this lead to Sales?");
}

#[test]
fn it_is_removed_by_undo() {
    let mut bench = at_thirteen();
    bench.keys("v").keys("r");
    let count = bench.session().samples.len();
    bench
        .keys("u")
        .document(|s| assert_eq!(s.samples.len(), count - 1));
}

#[test]
fn a_result_for_an_earlier_definition_is_dropped() {
    let mut bench = at_thirteen();
    let older = bench.state.proofs.generation - 1;
    bench.state.notice = None;
    bench.tell(Message::DisagreementFound(older, Err("late".into())));
    assert_eq!(bench.state.notice, None);
}

#[test]
fn an_incomplete_sheet_is_named_with_what_it_lacks() {
    let mut bench = after_meeting();
    bench.go(Step::Points).keys("a<enter>Owns a plant<enter>");
    bench
        .go(Step::Preview)
        .keys("M<enter>")
        .shows("The estimate sheet isn't complete")
        .shows("Owns a plant");
}
