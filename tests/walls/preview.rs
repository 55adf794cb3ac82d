//! The wall of Preview: why the selected lead has its total, once the room may see it.

use accord::app::Step;
use accord::app::projector::room_card::room_card;
use accord::app::projector::wall::picture::WallPicture;
use accord::app::projector::wall::point_bars::PointBars;

use super::drawn::{assert_wall, wall_text};
use crate::common::{Bench, on};

/// The bars on the wall, if there are any.
fn bars(bench: &Bench) -> Option<PointBars> {
    let pictures = room_card(&bench.state).pictures.into_iter();
    let mut bars = pictures.filter_map(|picture| match picture {
        WallPicture::PointBars(bars) => Some(bars),
        _ => None,
    });
    bars.next()
}

/// On a sample lead of the worked example.
fn on_sample() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Preview).keys("/Pump maker<enter>");
    bench
}

#[test]
fn no_verdict_is_on_the_wall_before_the_room_has_voted() {
    let mut bench = on_sample();
    assert_eq!(bars(&bench), None);
    let wall = wall_text(&bench);
    assert!(
        wall.contains("8 Preview") && !wall.contains("Total"),
        "{wall}"
    );
    bench.keys("i");
    assert!(bars(&bench).is_some());
    bench.keys("i");
    assert_eq!(bars(&bench), None);
}

#[test]
fn a_verdict_that_was_asked_for_has_its_bars() {
    let mut bench = on_sample();
    bench.keys("i");
    assert_wall("preview-verdict", &bench);
}

#[test]
fn a_lead_that_was_voted_on_has_its_bars() {
    let mut bench = on("worked-example");
    let samples = bench.session().samples.len();
    let yes = "y".repeat(samples);
    bench.go(Step::Preview).keys("V<enter>").keys(&yes);
    bench.keys("<esc>/Pump maker<enter>");
    assert_eq!(bars(&bench), None, "a vote is sealed");
    bench.keys("Vry<esc>/Pump maker<enter>");
    let bars = bars(&bench).expect("the votes were shown");
    assert_eq!(bars.bars.iter().map(|b| b.points).sum::<i64>(), bars.total);
}

#[test]
fn a_recorded_lead_has_its_bars() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Preview).keys("<home><down>i");
    let found = bars(&bench).expect("bars");
    assert_eq!(
        found.bars.iter().map(|b| b.points).sum::<i64>(),
        found.total
    );
    assert_wall("preview-recorded", &bench);
}

#[test]
fn beside_the_panes_the_bars_fit_into_a_third() {
    let mut bench = on_sample();
    bench.keys("i");
    insta::assert_snapshot!("preview-third-pane", bench.screen_at(120, 35));
}
