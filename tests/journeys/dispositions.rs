//! Every change of disposition shows in the strip, and in words.

use accord::app::Step;
use accord::app::projector::outlook_text::outlook_sentences;

use crate::common::{Bench, on};

/// Leads in the band Warm are recycled from now on, instead of nurtured.
fn warm_recycled() -> Bench {
    let mut bench = on("worked-example");
    bench
        .go(Step::Rules)
        .keys("/Warm band<enter><tab><down><down><enter>recycle<enter>");
    bench
}

/// An answer of the recorded leads gets four points more: many come in, others move.
fn many_moved() -> Bench {
    let mut bench = on("b2b-saas");
    bench
        .go(Step::Points)
        .keys("/Number of employees<enter><tab>++++");
    bench
}

#[test]
fn a_changed_disposition_shows_without_anybody_in_or_out() {
    warm_recycled()
        .shows(" 1 now Recycle, was Nurture")
        .hides("OUT  none");
}

#[test]
fn a_changed_disposition_is_said_in_words() {
    let said = outlook_sentences(&warm_recycled().state);
    assert_eq!(said[1], "1 now Recycle, was Nurture.");
}

#[test]
fn on_a_small_screen_changed_dispositions_are_counted_behind_the_figures() {
    warm_recycled()
        .size(60, 16)
        .shows("4 qualify, up to 6; 1 changes disposition");
}

#[test]
fn whoever_comes_in_is_named_first() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Points)
        .keys("/Suitability criterion<enter><tab>++")
        .shows(" IN  Paper mill 19 > 21  1 now Nurture, was Recycle");
}

#[test]
fn where_the_words_do_not_fit_the_changes_are_counted() {
    many_moved()
        .shows("lead_002901 24 > 28 and 3 more  17 change disposition")
        .hides("now Call today");
}

#[test]
fn the_words_name_each_way_the_largest_first() {
    let said = outlook_sentences(&many_moved().state);
    let ways = "14 now Call today, were Forward to Sales; 2 now Nurture, were Recycle; \
                1 now Close the gap, was Nurture.";
    assert!(said[1].ends_with(ways), "{said:?}");
}
