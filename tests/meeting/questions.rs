//! Questions to ask the room, and figures from elsewhere.

use accord::app::projector::room_card::room_card;

use crate::common::on;

#[test]
fn a_step_has_questions_for_the_room() {
    on("standard")
        .keys("6w")
        .shows("make you pick up the telephone");
}

#[test]
fn benchmarks_say_whose_figures_they_are() {
    on("standard")
        .keys("6B")
        .shows("not our own figures")
        .shows("source: ");
}

#[test]
fn questions_are_the_sessions_own_where_it_has_some() {
    let mut bench = on("standard");
    bench.keys(
        "/Points agenda<enter><right>m<down><down><enter>Ours, first?<enter>Ours, second?<ctrl-s>6<f5>",
    );
    assert_eq!(room_card(&bench.state).question, "Ours, first?");
    bench.keys("w");
    assert_eq!(room_card(&bench.state).question, "Ours, second?");
}
