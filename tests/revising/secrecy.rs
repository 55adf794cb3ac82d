//! A ballot hides every figure that hints at what is voted on, in a revision, too.

use accord::app::{Message, Step};

use crate::common::Bench;
use crate::revised;

/// A revision that gives the demo a point more, on Publish.
fn changed() -> Bench {
    let mut bench = revised("worked-example");
    bench
        .keys("/Demo criterion<enter><enter>+")
        .go(Step::Publish)
        .keys("<home>");
    bench
}

/// The same while the demo is voted on.
fn voted_on() -> Bench {
    let mut bench = changed();
    bench
        .keys("/Demo criterion<enter><enter>v<enter><esc>")
        .go(Step::Publish)
        .keys("<home>");
    bench
}

#[test]
fn without_a_ballot_publish_says_what_changed() {
    changed()
        .shows("DIFFERENT LEADS ARE FORWARDED")
        .shows("Proved: ")
        .shows("next version:")
        .keys("<down>")
        .shows("points raised");
}

#[test]
fn publish_tells_nothing_while_a_ballot_is_open() {
    voted_on()
        .shows("A BALLOT IS OPEN")
        .hides("Proved")
        .hides("points raised")
        .hides("next version:")
        .keys("<down>")
        .shows("A BALLOT IS OPEN")
        .hides("points raised");
}

#[test]
fn a_comparison_requested_before_a_ballot_is_not_shown() {
    let comparison =
        || Message::ShowText("1.0.0 > draft".into(), "points raised from 5 to 6".into());
    changed().tell(comparison()).shows("raised from 5 to 6");
    voted_on()
        .tell(comparison())
        .shows("A BALLOT IS OPEN")
        .hides("raised from");
}

#[test]
fn no_comparison_is_shown_while_a_ballot_is_open() {
    changed().keys("R<enter>d").shows("raised from");
    voted_on()
        .keys("R<enter>d")
        .shows("A BALLOT IS OPEN")
        .hides("raised from");
}
