//! How past leads ended, in every figure: untouched isn't lost, open isn't won.

use accord::app::Step;
use accord::app::projector::outlook_text::outlook_sentences;

use crate::common::{Bench, on};

#[test]
fn leads_the_room_remembers_are_viable_rejected_or_neither() {
    on("worked-example").shows("viable: 3 of 5, rejected: 1 of 4 in; other: 3");
}

#[test]
fn recorded_leads_are_won_lost_or_neither() {
    on("b2b-saas").shows("won: 28 of 69, lost: 21 of 75 in; other: 156");
}

#[test]
fn the_sentence_counts_the_others_apart() {
    let said = outlook_sentences(&on("worked-example").state);
    let ended = "3 of the 5 viable are in, 1 of the 4 rejected is in; 3 other.";
    assert!(said[0].ends_with(ended), "{said:?}");
}

#[test]
fn on_a_small_screen_the_others_give_way() {
    on("b2b-saas")
        .size(60, 16)
        .shows("won: 28 of 69, lost: 21 of 75 in")
        .hides("other");
}

/// On the record of the file of leads, after these keys.
fn with_file(keys: &str) -> Bench {
    let mut bench = on("b2b-saas").size(250, 40);
    bench.go(Step::Evidence).keys("<home><tab>").keys(keys);
    bench
}

#[test]
fn evidence_says_how_many_ended_neither_way() {
    with_file("").shows("69 won, 75 lost; 156 other, in neither figure");
}

#[test]
fn without_words_for_won_and_lost_the_usual_ones_count_and_evidence_says_so() {
    // They are picked among the column's own values.
    with_file("<down><down><down><down><enter>won<tab><enter>")
        .keys("<home><down><down><down><down><down><enter>lost<tab><enter>")
        .document(|session| assert_eq!((&session.data.won, &session.data.lost), (&vec![], &vec![])))
        .shows("69 won, 75 lost; 156 other, in neither figure")
        .shows("not filled in, so: lost, closed lost, rejected");
}

#[test]
fn without_an_outcome_column_the_buckets_say_it() {
    with_file("<down><down><down><enter>none of<enter>")
        .document(|session| assert_eq!(session.data.outcome_field, None))
        .shows("207 viable, 75 rejected; 18 other, in neither");
}

#[test]
fn a_bucket_says_how_it_counts() {
    let mut bench = on("worked-example").size(250, 40);
    bench.go(Step::Evidence).keys("/Never touched<enter>");
    bench.shows("neither viable nor rejected");
}

#[test]
fn a_bucket_can_be_counted_as_rejected() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Evidence)
        .keys("/Never touched<enter>m<tab><down><down><down><down><enter>")
        .keys("rejected<enter>")
        .document(|session| {
            let counts_as = session.data.buckets[0].counts_as;
            assert_eq!(counts_as, Some(accord::model::BucketOutcome::Rejected));
        });
    bench
        .go(Step::Points)
        .shows("viable: 3 of 5, rejected: 1 of 7 in")
        .hides("; other");
}
