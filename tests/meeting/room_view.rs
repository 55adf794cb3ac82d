//! The room view, and the card of what is in hand, which a second terminal shows the room.

use std::fmt::Write as _;

use accord::app::Step;
use accord::app::projector::card::{CardBody, RoomCard};
use accord::app::projector::room_card::room_card;
use accord::model::VoteNaming;
use accord::screens;
use accord::widgets::{Theme, ThemeName};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::common::votes::card;
use crate::common::{Bench, on};

/// A card as drawn by `accord room`, at the three sizes.
fn drawn(card: &RoomCard) -> String {
    let now = "2026-11-21T09:00:00Z".parse().expect("a time");
    let theme = Theme::new(ThemeName::Auto, false);
    let mut text = String::new();
    for (columns, rows) in [(60, 16), (80, 24), (140, 40)] {
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        screens::draw_card(card, now, &mut buffer, area, &theme);
        let _ = writeln!(text, "=== {columns}x{rows}");
        for line in buffer.content().chunks(usize::from(columns)) {
            let line: String = line.iter().map(ratatui::buffer::Cell::symbol).collect();
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    text
}

/// On the worked example's demo, in the room view.
fn in_view() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Demo criterion<enter><f5>");
    bench
}

/// On with the questions, out of the room view, and to a sample lead with the clock running.
const TO_SAMPLE: &str = "<up>w<esc>8<home><down>t";

#[test]
fn a_criterion_has_its_card() {
    insta::assert_snapshot!("room-criterion", drawn(&room_card(&in_view().state)));
}

#[test]
fn a_sample_lead_has_its_card() {
    let mut bench = in_view();
    bench.keys(TO_SAMPLE);
    insta::assert_snapshot!("room-sample", drawn(&room_card(&bench.state)));
}

#[test]
fn a_lead_that_was_not_voted_on_has_its_card() {
    let mut bench = on("worked-example");
    bench.keys("/Pump maker<enter>");
    insta::assert_snapshot!("room-lead-facts", drawn(&room_card(&bench.state)));
}

#[test]
fn a_ballot_on_a_lead_has_its_card() {
    let mut bench = on("worked-example");
    bench.keys("/Pump maker<enter>vn<enter>");
    insta::assert_snapshot!("room-lead-ballot", drawn(&room_card(&bench.state)));
}

#[test]
fn a_recorded_lead_has_its_card() {
    let mut bench = on("b2b-saas");
    // Below the row of pages.
    bench.go(Step::Preview).keys("<home>").keys("<down>");
    insta::assert_snapshot!("room-lead-recorded", drawn(&room_card(&bench.state)));
}

#[test]
fn a_benchmark_has_its_card() {
    let mut bench = in_view();
    bench
        .keys(TO_SAMPLE)
        .keys("/nobody follows benchmark<enter>");
    insta::assert_snapshot!("room-benchmark", drawn(&room_card(&bench.state)));
}

#[test]
fn the_room_view_shows_what_is_in_hand_and_nothing_else() {
    in_view().shows("6 Points").hides("6Points");
}

#[test]
fn esc_leaves_the_room_view() {
    in_view().keys("<esc>").shows("[6Points");
}

#[test]
fn keys_move_on_in_the_room_view() {
    let mut bench = in_view();
    let before = room_card(&bench.state);
    bench.keys("<up>");
    assert_ne!(room_card(&bench.state).title, before.title);
}

#[test]
fn the_next_question_comes_in_the_room_view() {
    let mut bench = in_view();
    let before = room_card(&bench.state);
    bench.keys("w");
    assert_ne!(room_card(&bench.state).question, before.question);
}

/// Marketing words the MQL, and then Sales.
const MARKETING: &str = "/Marketing qualified stage<enter><tab><down><down><enter>Somebody asked for a meeting<ctrl-s><esc>";
const SALES: &str = "<tab><enter>It has 20 points<ctrl-s>";

#[test]
fn a_wording_comes_to_the_room_sealed() {
    let mut bench = on("standard");
    let sealed = card(bench.keys(MARKETING));
    assert!(sealed.contains("written, sealed"), "{sealed}");
}

#[test]
fn both_wordings_come_to_the_room_only_when_they_are_shown() {
    let mut bench = on("standard");
    let sealed = card(bench.keys(MARKETING).keys(SALES));
    assert!(sealed.contains("Marketing qualified"), "{sealed}");
    assert!(!sealed.contains("meeting"), "{sealed}");
    assert!(!sealed.contains("20 points"), "{sealed}");
    let shown = card(bench.keys("<esc>ry<esc>"));
    assert!(shown.contains("meeting"), "{shown}");
    assert!(shown.contains("20 points"), "{shown}");
    insta::assert_snapshot!("room-wordings", drawn(&room_card(&bench.state)));
}

#[test]
fn ballots_have_their_cards() {
    let card = |body: CardBody| RoomCard {
        kicker: "HOW MANY POINTS?".into(),
        title: "Requested references".into(),
        body,
        ..RoomCard::default()
    };
    let hidden = CardBody::Hidden {
        promise: VoteNaming::BySide.promise().into(),
        sides: vec![("Marketing".into(), 4, 4), ("Sales".into(), 3, 4)],
    };
    let votes = CardBody::Votes {
        scale: (0..=10).map(|n| n.to_string()).collect(),
        sides: vec![
            (
                "Marketing".into(),
                vec![0, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0],
                "2".into(),
            ),
            (
                "Sales".into(),
                vec![0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1],
                "5".into(),
            ),
        ],
        note: "Gap 3. Those who gave 10: what have you seen? Those who gave 1: what have you seen?"
            .into(),
    };
    insta::assert_snapshot!("room-hidden", drawn(&card(hidden)));
    insta::assert_snapshot!("room-votes", drawn(&card(votes)));
}

/// Checks that the card of no row names a participant or a sample lead.
fn names_nobody(name: &str) {
    let mut bench = on(name);
    let people = bench.session().workshop.participants.iter();
    let people: Vec<String> = people.map(|p| p.name.clone()).collect();
    assert!(people.len() >= 5);
    let samples = bench.session().samples.iter();
    let samples: Vec<String> = samples.map(|s| s.name.clone()).collect();
    for step in Step::ALL {
        bench.go(step).keys("<home>");
        let list = bench.state.list().0;
        let rows: Vec<_> = (0..list.len().min(200)).map(|row| list.row(row)).collect();
        let rows = rows.iter().enumerate().filter(|(_, row)| !row.heading);
        for (index, row) in rows.take(80) {
            let cursor = bench.state.cursor_mut();
            (cursor.row, cursor.selected) = (index, None);
            let card = card(&bench);
            let kicker = room_card(&bench.state).kicker;
            assert!(
                card.contains(&kicker) && !kicker.is_empty(),
                "{step:?}, {row:?}"
            );
            for name in people.iter().chain(&samples) {
                assert!(!card.contains(name.as_str()), "{step:?}, {row:?}: {card}");
            }
        }
    }
}

#[test]
fn no_card_of_any_row_names_anybody() {
    names_nobody("worked-example");
    names_nobody("b2b-saas");
}
