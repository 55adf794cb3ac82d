//! Proofs of an earlier definition are never shown as if they were about this one.

use accord::app::{Key, Message};

use crate::common::{Bench, on};

/// On the MQL's rule.
fn at_rule() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>");
    bench
}

/// 45 points are out of reach, so nobody can qualify.
fn out_of_reach() -> Bench {
    let mut bench = at_rule();
    bench.keys(&"+".repeat(25));
    bench
}

/// 44 points can be reached, but that isn't proved yet.
fn not_proved_yet() -> Bench {
    let mut bench = out_of_reach();
    bench.tell(Message::Key(Key::char('-')));
    bench
}

/// Whether it is found that nobody can qualify.
fn nobody_qualifies(bench: &Bench) -> bool {
    bench.state.findings.iter().any(|f| f.code == "A156")
}

#[test]
fn possible_leads_are_counted() {
    at_rule().shows("1,465 of 9,216 possible leads");
}

#[test]
fn a_threshold_out_of_reach_is_found() {
    let mut bench = out_of_reach();
    bench.shows("!! must be fixed: no lead can qualify");
    assert!(nobody_qualifies(&bench));
}

#[test]
fn what_was_proved_before_an_edit_is_marked_as_earlier() {
    let mut bench = not_proved_yet();
    bench
        .shows("proving again ... no lead can qualify")
        .shows("Counting the possible leads")
        .hides("!! must be fixed");
    assert!(!nobody_qualifies(&bench));
}

#[test]
fn a_result_for_an_earlier_definition_comes_too_late() {
    let mut bench = out_of_reach();
    let old = bench.state.proofs.clone();
    bench.tell(Message::Key(Key::char('-')));
    bench.tell(Message::Proved(old));
    assert!(!nobody_qualifies(&bench));
}

#[test]
fn what_is_proved_is_shown() {
    let mut bench = not_proved_yet();
    bench
        .keys("")
        .shows("│ 1 of 9,216 possible leads")
        .hides("proving again");
    assert!(!nobody_qualifies(&bench));
}
