//! The wall of `publish`.

use accord::app::Step;
use accord::app::projector::room_card::room_card;
use accord::app::projector::wall::picture::WallPicture;
use accord::app::projector::wall::version_card::{Signed, VersionCard};

use crate::common::votes::on_demo;
use crate::common::{Bench, on};
use crate::drawn::{assert_every_size, assert_wall, wall_text};

/// Signs for both sides, on step 9.
const SIGN_BOTH: &str = "s<enter>Ada<enter><enter>s<down><enter>Owen<enter><enter>";
/// Lowers the threshold of the marketing qualified lead by two points.
const LOWER_THRESHOLD: &str = "/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>--<alt-9><home>";

fn version(bench: &Bench) -> VersionCard {
    let pictures = room_card(&bench.state).pictures;
    match pictures.into_iter().next() {
        Some(WallPicture::VersionCard(card)) => card,
        other => panic!("{other:?}"),
    }
}

fn published() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Publish).keys(SIGN_BOTH).keys("Py");
    bench.shows("Published 1.0.0");
    bench
}

#[test]
fn the_first_version_waits_for_both_sides() {
    let mut bench = on("worked-example");
    bench.go(Step::Publish).keys("<home>");
    assert_wall("publish-first", &bench);
    assert_every_size(&bench);
}

#[test]
fn signed_by_both_the_gate_is_open_and_nobody_is_named() {
    let mut bench = on("worked-example");
    bench.go(Step::Publish).keys(SIGN_BOTH).keys("<home>");
    let text = wall_text(&bench);
    assert!(text.contains("+ open: P publishes"), "{text}");
    assert!(!text.contains("Ada") && !text.contains("Owen"), "{text}");
    let sides = version(&bench).sides;
    let signed: Vec<Signed> = sides.iter().map(|side| side.signed).collect();
    assert_eq!(signed, [Signed::ThisText, Signed::ThisText]);
}

#[test]
fn a_revision_says_what_it_changes() {
    let mut bench = published();
    bench.keys(LOWER_THRESHOLD);
    assert_wall("publish-revised", &bench);
    assert_every_size(&bench);
}

#[test]
fn unchanged_there_is_nothing_to_publish() {
    let mut bench = published();
    bench.keys("<home>");
    let card = version(&bench);
    assert_eq!((card.number.as_str(), card.last.as_str()), ("", "1.0.0"));
    assert_eq!(
        (card.why.as_str(), card.changes),
        ("Nothing has changed.", Some(0))
    );
    assert!(wall_text(&bench).contains("No version to publish"));
}

#[test]
fn a_narrow_pane_has_it_all() {
    let mut bench = published();
    bench.keys(LOWER_THRESHOLD);
    insta::assert_snapshot!("publish-pane", bench.screen_at(120, 35));
}

#[test]
fn an_open_ballot_hides_every_figure() {
    let mut bench = on_demo();
    bench.keys("v5<enter><esc>").go(Step::Publish);
    let card = version(&bench);
    assert_eq!(
        card,
        VersionCard {
            why: "A ballot is open: figures are hidden.".into(),
            waits_for: "the ballot".into(),
            sides: card.sides.clone(),
            ..VersionCard::default()
        }
    );
}
