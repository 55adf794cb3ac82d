//! The wall of Evidence, and of the open pages.

use accord::app::Step;
use accord::app::projector::card::RoomCard;
use accord::app::projector::room_card::room_card;
use accord::app::projector::wall::picture::WallPicture;
use accord::evidence::history::{PAGES, PageGroup};

use super::drawn::{assert_wall, wall_text};
use crate::common::{Bench, on};

/// On a page of the example with recorded leads.
fn on_page(name: &str) -> Bench {
    let mut bench = on("b2b-saas");
    bench.go(Step::Evidence).keys(&format!(":{name}<enter>"));
    bench
}

#[test]
fn the_buckets_have_their_bars() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Evidence);
    let wall = wall_text(&bench);
    assert!(wall.contains("Became viable"), "{wall}");
    assert_wall("evidence-buckets", &bench);
}

#[test]
fn remembered_leads_have_their_bars() {
    let mut bench = on("worked-example");
    bench.go(Step::Evidence);
    let wall = wall_text(&bench);
    assert!(
        wall.contains("remembered") && !wall.contains("recorded"),
        "{wall}"
    );
}

#[test]
fn a_page_of_differences_is_on_the_wall() {
    assert_wall("evidence-differences", &on_page("in-common"));
}

#[test]
fn a_page_of_curves_is_on_the_wall() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Preview).keys(":threshold<enter>");
    assert_wall("evidence-curves", &bench);
}

#[test]
fn a_page_of_timelines_is_on_the_wall() {
    assert_wall("evidence-timelines", &on_page("won-deals"));
}

#[test]
fn a_page_without_a_plot_has_its_rows() {
    let mut bench = on_page("known-facts");
    bench.keys("<down><down>");
    assert_wall("evidence-table", &bench);
}

#[test]
fn a_grid_that_is_too_narrow_has_its_rows_instead() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Preview).keys(":fit-grid<enter>");
    assert_wall("evidence-grid", &bench);
}

/// `accord room` reads the card from another process.
#[test]
fn every_page_comes_through_json_as_it_is() {
    let mut bench = on("b2b-saas");
    let mut plots = 0;
    for page in PAGES {
        let step = match page.group {
            PageGroup::History => Step::Evidence,
            PageGroup::Outcomes => Step::Preview,
            PageGroup::Points => Step::Points,
        };
        bench.go(step).keys(&format!(":{}<enter>", page.name));
        let card = room_card(&bench.state);
        let [WallPicture::EvidencePlot(plot)] = card.pictures.as_slice() else {
            panic!("{}: {:?}", page.name, card.pictures);
        };
        assert_eq!(card.title, page.title);
        plots += plot.plots.len();
        let text = serde_json::to_string(&card).expect("JSON");
        let read: RoomCard = serde_json::from_str(&text).expect("a card");
        assert_eq!(read, card, "{}", page.name);
        bench.keys("<esc>");
    }
    assert!(plots >= 6, "{plots} plots");
}

#[test]
fn a_page_with_figures_of_the_model_is_hidden_while_points_are_voted_on() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Preview).keys(":threshold<enter>");
    assert!(wall_text(&bench).contains("p precision"));
    let mut bench = on("b2b-saas");
    bench.go(Step::Points).keys("V<enter>5 <esc><esc>");
    bench.go(Step::Preview).keys(":threshold<enter>");
    let pictures = room_card(&bench.state).pictures;
    let is_plot = |picture: &WallPicture| matches!(picture, WallPicture::EvidencePlot(_));
    assert!(!pictures.iter().any(is_plot), "{pictures:?}");
}

#[test]
fn beside_the_panes_the_buckets_fit_into_a_third() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Evidence);
    insta::assert_snapshot!("evidence-third-pane", bench.screen_at(120, 35));
}
