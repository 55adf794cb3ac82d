//! What a point more or less does, and going about.

use accord::app::{Pane, Step};
use accord::model::Session;

use crate::common::{Bench, on};

/// On the demo's second answer.
const TOURED: &str = "/Demo criterion<enter><enter><down>";

#[test]
fn the_strip_says_how_many_leads_qualify() {
    on("worked-example")
        .keys(TOURED)
        .shows("4 qualify, up to 6");
}

#[test]
fn a_point_more_brings_the_paper_mill_in() {
    on("worked-example")
        .keys(TOURED)
        .keys("+")
        .shows("5 qualify, up to 7 (was 4)")
        .shows("IN  Paper mill 19 > 20");
}

#[test]
fn an_undone_point_is_as_if_it_had_not_been_given() {
    on("worked-example")
        .keys(TOURED)
        .keys("+u")
        .shows("4 qualify, up to 6");
}

#[test]
fn an_answer_that_is_found_is_in_hand() {
    on("worked-example")
        .keys("/Toured the online<enter>+")
        .document(|session| {
            let demo = session.definition.criterion("demo").expect("it is there");
            assert_eq!(demo.answers[1].points, 2, "one more than it was");
        });
}

#[test]
fn a_participant_that_is_found_is_selected_in_the_list() {
    let mut bench = on("worked-example");
    bench.keys("/Toured the online<enter>");
    assert_eq!(bench.state.cursor().pane, Pane::Detail);
    bench.keys("/Owen participant<enter>");
    assert_eq!(bench.state.cursor().pane, Pane::List);
}

#[test]
fn going_about_changes_nothing_but_where_the_room_was() {
    let mut bench = on("b2b-saas");
    let before = bench.session().definition.clone();
    for step in Step::ALL {
        bench
            .go(step)
            .keys("<down><tab><down><esc>mm<pagedown><end><home>");
    }
    assert_eq!(bench.session().definition, before);
    assert_eq!(bench.session().workshop.visited.len(), 9);
}

/// On the MQL's rule, whose threshold of 20 the band Hot shares.
fn at_rule() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>");
    bench
}

fn hot_from(session: &Session) -> Option<i64> {
    session.definition.band("hot").and_then(|b| b.from)
}

#[test]
fn enter_on_a_stages_rule_goes_to_it_on_rules() {
    at_rule().shows("LEAD (MQL): ENTERED");
}

#[test]
fn a_band_that_shares_the_number_is_offered_to_move_too() {
    at_rule()
        .keys("-")
        .shows("Hot also starts at 20. b moves it to 19");
}

#[test]
fn a_rule_and_a_band_that_share_a_number_move_together_if_asked() {
    at_rule()
        .keys("-b")
        .document(|s| assert_eq!(hot_from(s), Some(19)));
}

#[test]
fn a_moved_band_can_be_undone() {
    at_rule()
        .keys("-bu")
        .document(|s| assert_eq!(hot_from(s), Some(20)));
}

/// The bench itself: a screen on which nothing was seen proves nothing by what it lacks.
#[test]
#[should_panic(expected = "`hides` needs a `shows`")]
fn what_is_hidden_counts_only_beside_something_seen() {
    on("worked-example")
        .shows("6Points")
        .keys("7")
        .hides("whatever");
}
