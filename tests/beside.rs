//! What is worked out beside the screen: nothing waits for it, and what comes too late is dropped.

mod common;

use accord::app::{Effect, JudgedLead, Message, Step, update};
use accord::proof::MissingPart;

use common::{Bench, on};

fn asked(effects: &[Effect]) -> Option<JudgedLead> {
    effects.iter().find_map(|effect| match effect {
        Effect::FindMissing(lead) => Some(lead.clone()),
        _ => None,
    })
}

fn part(part: &str, proved: bool) -> MissingPart {
    MissingPart {
        part: part.into(),
        smallest: Vec::new(),
        proved,
    }
}

/// The worked example on Preview, at a sample lead that doesn't qualify.
fn preview() -> Bench {
    let mut bench = on("worked-example").size(200, 40);
    bench.go(Step::Preview).keys("<end>");
    bench.shows("Missing");
    bench
}

#[test]
fn what_a_lead_lacks_is_shown_once_it_is_there() {
    let mut bench = preview();
    let before = bench.screen();
    let effects = bench.effects("<up>");
    assert!(asked(&effects).is_some(), "{effects:?}");
    bench.shows("working it out...");
    bench.host.perform(&bench.state, effects);
    bench.keys("");
    bench.shows("Missing");
    bench.hides("working it out");
    assert_eq!(bench.keys("<down>").screen(), before);
}

#[test]
fn an_answer_about_another_lead_is_dropped() {
    let mut bench = preview();
    let first = asked(&bench.effects("<up>")).expect("another lead is asked about");
    bench.shows("working it out...");
    let second = asked(&bench.effects("<down>")).expect("the lead before is asked about");
    assert_ne!(first, second);
    let found = Message::MissingFound(first, vec![part("first", true)]);
    assert!(update(&mut bench.state, found).is_empty());
    bench.shows("working it out...");
    let found = Message::MissingFound(second, vec![part("second", true)]);
    update(&mut bench.state, found);
    bench.shows("second").hides("working it out");
    // Nothing is asked twice.
    assert_eq!(asked(&bench.effects("?<esc>")), None);
}

#[test]
fn what_was_not_settled_within_the_limit_says_so() {
    let mut bench = preview();
    let lead = asked(&bench.effects("<up>")).expect("another lead is asked about");
    let found = Message::MissingFound(lead, vec![part("reached:worthy", false)]);
    update(&mut bench.state, found);
    bench.shows("reached:worthy (not worked out within the limit)");
}

/// The worked example on Rules, at the minimum total that the band Hot shares.
fn threshold() -> Bench {
    let mut bench = on("worked-example").size(200, 40);
    bench.keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>");
    bench
}

const OFFER: &str = "Hot also starts at 20. b moves it to 19";

fn hot(bench: &Bench) -> Option<i64> {
    bench.session().definition.band("hot").and_then(|b| b.from)
}

#[test]
fn a_linked_edit_is_offered_once_its_consequences_are_known() {
    let mut bench = threshold();
    let effects = bench.effects("-");
    let weighed = |effect: &Effect| matches!(effect, Effect::WeighLinkedEdit { .. });
    assert!(effects.iter().any(weighed), "{effects:?}");
    bench.shows("[7Rules").hides(OFFER);
    bench.host.perform(&bench.state, effects);
    bench.keys("").shows(OFFER).shows("; otherwise: ");
}

#[test]
fn a_practised_hand_need_not_wait_for_the_offer() {
    let mut bench = threshold();
    bench.keys("-b");
    assert_eq!(hot(&bench), Some(19));
    bench.shows("[7Rules").hides(OFFER);
}

#[test]
fn an_offer_is_withdrawn_if_a_dialog_was_opened_or_the_definition_changed_meanwhile() {
    for meanwhile in ["?", "u"] {
        let mut bench = threshold();
        bench.keys(&format!("-{meanwhile}"));
        bench.keys("<esc>").shows("[7Rules").hides(OFFER);
        bench.keys("b");
        assert_eq!(hot(&bench), Some(20), "{meanwhile}");
    }
}
