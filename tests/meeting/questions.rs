//! Questions to ask the room, and figures from elsewhere.

use accord::app::projector::room_card::room_card;

use crate::common::on;

#[test]
fn a_step_has_questions_for_the_room() {
    on("standard")
        .keys("<alt-6>w")
        .shows("make you pick up the telephone");
}

#[test]
fn benchmarks_say_whose_figures_they_are() {
    on("standard")
        .keys("<alt-6>B")
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

#[test]
fn benchmarks_come_to_the_room_while_their_list_is_open() {
    let mut bench = on("standard");
    bench.keys("B");
    let card = crate::common::votes::card(&bench);
    assert!(
        card.contains("FROM ELSEWHERE, NOT OUR OWN FIGURES"),
        "{card}"
    );
    assert!(
        card.contains("50%") && card.contains("MillerPierce"),
        "{card}"
    );
}
