//! The wall of `journey`.

use accord::app::Step;
use accord::app::projector::room_card::room_card;
use accord::app::projector::wall::picture::WallPicture;
use accord::app::projector::wall::swim_lanes::{LaneStep, SwimLanes};

use crate::common::{Bench, on};
use crate::drawn::{assert_every_size, assert_wall, pane};

#[test]
fn the_first_journey_is_drawn_in_lanes() {
    let mut bench = on("worked-example");
    bench.go(Step::Journey).keys("<home>");
    assert_wall("journey-lanes", &bench);
    assert_every_size(&bench);
}

#[test]
fn the_selected_step_is_marked_and_what_is_planned_named() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Journey).keys("/Runs the tender<enter>");
    assert_wall("journey-step", &bench);
    assert_every_size(&bench);
}

#[test]
fn a_narrow_pane_has_its_lanes_below_each_other() {
    let mut bench = on("worked-example");
    bench.go(Step::Journey).keys("<home>");
    insta::assert_snapshot!("journey-pane", pane(&bench));
}

fn lanes(bench: &Bench) -> SwimLanes {
    let pictures = room_card(&bench.state).pictures;
    match pictures.into_iter().next() {
        Some(WallPicture::SwimLanes(lanes)) => lanes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_lanes_follow_the_selection() {
    let mut bench = on("worked-example");
    bench.go(Step::Journey).keys("/Sets the money aside<enter>");
    let lanes = lanes(&bench);
    assert_eq!(
        lanes.title,
        "Finance director in Process industry new to us"
    );
    let steps: Vec<usize> = lanes.lanes.iter().map(|lane| lane.steps.len()).collect();
    assert_eq!(steps, [1, 1, 2, 1]);
    let marked = lanes.steps().filter(|step| step.is_selected);
    let marked: Vec<&str> = marked.map(|step| step.name.as_str()).collect();
    assert_eq!(marked, ["Sets the money aside"]);
    let seen: Vec<bool> = lanes.steps().map(LaneStep::is_seen).collect();
    assert_eq!(seen, [false, true, true, true, true]);
}

#[test]
fn without_a_journey_there_are_no_lanes() {
    let mut bench = on("blank");
    bench.go(Step::Journey);
    assert_eq!(room_card(&bench.state).pictures, []);
}
