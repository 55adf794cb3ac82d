//! The wall of Points: the criterion, what the last change did, and the distribution of scores.

use accord::app::Step;

use crate::common::{Bench, on};
use crate::drawn::{assert_wall, wall_text};

/// On the demo's second answer of the worked example, which is worth a point.
fn at_answer() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Demo criterion<enter><enter><down>");
    bench
}

/// On the answers about the number of employees, with recorded leads.
fn with_leads() -> Bench {
    let mut bench = on("b2b-saas");
    bench.keys("/Number of employees criterion<enter><enter><down>");
    bench
}

#[test]
fn before_a_change_the_wall_has_the_distribution() {
    let bench = at_answer();
    assert_wall("points-no-change", &bench);
    let text = wall_text(&bench);
    assert!(!text.contains("IN "), "{text}");
}

#[test]
fn a_change_of_points_names_who_comes_in() {
    let mut bench = at_answer();
    bench.keys("++++");
    assert_wall("points-in", &bench);
}

#[test]
fn a_change_of_points_names_who_drops_out() {
    let mut bench = with_leads();
    bench.keys("---");
    assert_wall("points-out", &bench);
}

#[test]
fn a_wide_workbench_has_the_picture_beside_its_panes() {
    let mut bench = with_leads().size(140, 40);
    insta::assert_snapshot!("points-third-pane", bench.keys("---").screen());
}

#[test]
fn recorded_leads_have_their_distribution() {
    assert_wall("points-recorded", &with_leads());
}

#[test]
fn a_sealed_ballot_has_no_figure() {
    let mut bench = at_answer();
    bench.keys("v5<enter>4<enter>");
    assert_wall("points-ballot-open", &bench);
    let text = wall_text(&bench);
    assert!(!text.contains("qualify"), "{text}");
}

#[test]
fn votes_that_are_shown_have_the_distribution_below() {
    let mut bench = at_answer();
    bench.keys("v5<enter>4<enter>3<enter>1<enter>1<enter>2<enter>2<enter>r");
    assert_wall("points-votes-shown", &bench);
}

#[test]
fn a_number_that_is_tried_has_both_variants() {
    let mut bench = at_answer();
    bench.keys("W9");
    assert_wall("points-variants", &bench);
}

#[test]
fn sample_leads_go_by_their_ids() {
    let mut bench = at_answer();
    bench.keys("++++");
    let names = bench.state.session().samples.iter();
    let names: Vec<String> = names.map(|sample| sample.name.clone()).collect();
    let text = wall_text(&bench);
    for name in names.iter().filter(|name| !name.is_empty()) {
        assert!(!text.contains(name.as_str()), "{name} in {text}");
    }
    assert_eq!(bench.state.step, Step::Points);
}
