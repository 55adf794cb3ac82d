//! The list says what must be fixed, and Enter goes to the field where that is done.

use accord::app::Step;

use crate::common::{Bench, on};

fn codes(bench: &Bench) -> Vec<&'static str> {
    bench.state.findings.iter().map(|f| f.code).collect()
}

/// The step, and the field in hand.
fn in_hand(bench: &Bench) -> (Step, String) {
    let row = bench.state.focused_row().expect("a field");
    (bench.state.step, row.text)
}

#[test]
fn a_finding_says_what_is_wrong_and_where() {
    on("standard")
        .keys("!")
        .shows("Findings: 1 must be fixed")
        .shows("which has no rule")
        .shows("Where: Rules, hand-off");
}

#[test]
fn a_finding_leads_to_its_field() {
    let mut bench = on("standard");
    bench.keys("!<enter>");
    assert_eq!(in_hand(&bench), (Step::Rules, "At stage".into()));
}

#[test]
fn a_key_goes_to_the_next_finding_from_anywhere() {
    let mut bench = on("standard");
    bench.keys("!<enter>1n").shows("2 of ");
    assert_ne!(bench.state.step, Step::Room);
}

#[test]
fn findings_wrap_around_at_the_end() {
    let mut bench = on("standard");
    bench.keys("!<enter>1nNN");
    let count = bench.state.findings.len();
    bench.shows(&format!("{count} of {count}"));
}

/// The definition of the stage Contact is deleted, which is worth a look.
fn undefined() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("5/Contact stage<enter><enter><down><enter><ctrl-a><ctrl-k><ctrl-s>");
    bench
}

/// From another step, straight to the field.
fn at_the_field() -> Bench {
    let mut bench = undefined();
    bench.keys("1!");
    while !bench.screen().contains("> worth a look  A216") {
        bench.keys("<down>");
    }
    bench.keys("<enter>");
    bench
}

#[test]
fn a_finding_is_said_at_once() {
    let mut bench = undefined();
    bench.shows("! worth a look: `Contact` has no");
    assert!(codes(&bench).contains(&"A216"), "{:?}", codes(&bench));
}

#[test]
fn a_finding_leads_to_its_field_from_another_step() {
    let found = in_hand(&at_the_field());
    assert_eq!(found, (Step::Stages, "Agreed wording".into()));
}

#[test]
fn what_is_mended_leaves_the_list() {
    let mut bench = at_the_field();
    assert!(codes(&bench).contains(&"A216"), "{:?}", codes(&bench));
    bench.keys("<enter>Somebody we may write to.<ctrl-s>");
    assert!(!codes(&bench).contains(&"A216"), "{:?}", codes(&bench));
}
