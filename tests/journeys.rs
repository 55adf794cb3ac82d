//! Journeys: keys in, documents out.

mod common;

use accord::app::Step;
use common::Bench;

#[test]
fn a_point_more_brings_the_paper_mill_in() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Demo criterion<enter><enter>");
    assert!(bench.screen().contains("qualify 4, up to 6"), "{}", bench.screen());
    bench.keys("<down>+");
    let screen = bench.screen();
    assert!(screen.contains("qualify 5, up to 7 (was 4)"), "{screen}");
    assert!(screen.contains("IN  Paper mill 19 > 20"), "{screen}");
    bench.keys("u");
    assert!(bench.screen().contains("qualify 4, up to 6"));
}

#[test]
fn going_about_changes_nothing_but_where_the_room_was() {
    let mut bench = Bench::example("b2b-saas");
    let before = bench.session().definition.clone();
    for step in Step::ALL {
        bench.go(step).keys("<down><tab><down><esc>mm<pagedown><end><home>");
    }
    assert_eq!(bench.session().definition, before);
    assert_eq!(bench.session().workshop.visited.len(), 9);
}
