//! What a point more or less does, and going about.

use accord::app::{Pane, Step};
use accord::model::{CriterionPoints, EachTime, Session};

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

fn specification(session: &Session) -> Option<CriterionPoints> {
    let criterion = session.definition.criterion("specification");
    criterion.expect("it is there").points
}

fn each(each: i64, up_to: i64) -> CriterionPoints {
    CriterionPoints::Each(EachTime { each, up_to })
}

#[test]
fn a_word_of_the_palette_makes_points_for_each_time_and_takes_them_back() {
    on("worked-example")
        .keys("/buying criteria criterion<enter>:each time<enter>")
        .shows("5 each, up to 25")
        .document(|s| assert_eq!(specification(s), Some(each(5, 25))))
        .keys(":each time<enter>")
        .document(|s| assert_eq!(specification(s), Some(5.into())))
        .keys("u")
        .document(|s| assert_eq!(specification(s), Some(each(5, 25))));
}

#[test]
fn a_number_on_points_for_each_time_is_what_one_time_is_worth() {
    on("worked-example")
        .keys("/buying criteria criterion<enter>:each time<enter>")
        .keys("+")
        .document(|s| assert_eq!(specification(s), Some(each(6, 30))))
        .keys("2<enter>")
        .document(|s| assert_eq!(specification(s), Some(each(2, 10))))
        .keys("-")
        .document(|s| assert_eq!(specification(s), Some(each(1, 5))))
        .keys("-")
        .shows("never 0")
        .document(|s| assert_eq!(specification(s), Some(each(1, 5))));
}

#[test]
fn both_numbers_are_typed_and_a_misfit_is_refused() {
    let mut bench = on("worked-example");
    bench
        .keys("/buying criteria criterion<enter>:each time<enter>")
        .keys("3<ctrl-u>2 each, up to 7<enter>")
        .shows("7 is no multiple of 2")
        .keys("<ctrl-u>2 each up to 8<enter>")
        .document(|s| assert_eq!(specification(s), Some(each(2, 8))))
        .keys("3<ctrl-u>5 once<enter>")
        .document(|s| assert_eq!(specification(s), Some(5.into())));
}

#[test]
fn criteria_that_can_go_end_the_list_once_all_have_points() {
    let mut bench = on("worked-example");
    bench.shows("Demo").hides("CAN GO");
    bench.keys("a<enter>Has a cat<enter>");
    bench.shows("Has a cat").hides("CAN GO");
    bench.keys("+-");
    bench.shows("CAN GO: NO OUTCOME CHANGES    1 of 8");
    bench.shows("   Has a cat                  proved");
    bench.shows("DECIDE LEAST");
    // The last row says it in full, and Enter goes to the criterion.
    bench.keys("<end>").shows("1 of 8 criteria can go");
    bench
        .keys("<enter>")
        .shows(">  Demo                        5 / 1");
}

#[test]
fn a_vote_hides_which_criteria_can_go() {
    let mut bench = on("worked-example");
    bench.keys("a<enter>Has a cat<enter>+-").shows("CAN GO");
    bench.keys("/Demo criterion<enter><enter>v8<enter>7<enter><esc>");
    bench.shows("Demo").hides("CAN GO").hides("DECIDE LEAST");
}
