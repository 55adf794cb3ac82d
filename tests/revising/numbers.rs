//! A larger number needs a reason, and a smaller one is not offered.

use accord::app::Step;
use accord::store::{SessionFolder, versions};

use crate::common::Bench;
use crate::{MQL_RULE, REWORD, SIGN_BOTH, revised};

/// A revision of the wording, on Publish.
fn reworded() -> Bench {
    let mut bench = revised("worked-example");
    bench.keys(REWORD).go(Step::Publish).keys("<home>");
    bench
}

/// Published as more than it is, for a reason.
fn published_as_more() -> Bench {
    let mut bench = reworded();
    bench.keys(SIGN_BOTH).keys("PiNew training starts<enter>");
    bench
}

#[test]
fn a_new_wording_is_a_patch() {
    reworded()
        .shows("WORDING ONLY")
        .shows("next version: 1.0.1");
}

#[test]
fn larger_numbers_are_offered() {
    reworded()
        .keys(SIGN_BOTH)
        .keys("P")
        .shows("as 1.1.0, higher than computed")
        .shows("as 2.0.0, higher than computed");
}

#[test]
fn a_larger_number_needs_a_reason() {
    reworded()
        .keys(SIGN_BOTH)
        .keys("Pi<enter>")
        .shows("A larger number needs a reason");
}

#[test]
fn a_larger_number_is_published_with_its_reason() {
    let mut bench = published_as_more();
    bench.shows("Published 1.1.0");
    let folder = SessionFolder::at(bench.path());
    let glossary = versions::read_glossary(&folder, "1.1.0".parse().unwrap()).unwrap();
    assert_eq!(glossary.changes.unwrap().reason, "New training starts");
}

#[test]
fn a_smaller_number_is_not_offered() {
    let mut bench = published_as_more().reopen();
    bench.keys("y").keys(MQL_RULE).keys("-");
    bench
        .go(Step::Publish)
        .keys(SIGN_BOTH)
        .keys("P")
        .shows("Publish 2.0.0?")
        .hides("higher than computed");
}
