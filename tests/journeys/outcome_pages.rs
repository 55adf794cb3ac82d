//! Pages that set the model against what became of the leads: the threshold that is tried, and the
//! plan that is written on a page and taken into the targets.

use accord::model::Session;

use crate::common::{Bench, on};

/// Opens a page of an example by its title in the palette.
fn page(title: &str) -> Bench {
    let mut bench = on("b2b-saas");
    bench.keys(":").types(title).keys("<enter>");
    bench
}

fn qualified(session: &Session) -> Vec<u32> {
    let targets = session.definition.targets.iter();
    targets.map(|target| target.qualified).collect()
}

#[test]
fn a_threshold_is_tried_with_left_and_right_and_with_enter() {
    let mut bench = page("where to set the threshold");
    bench.shows("now 26").hides("tried");
    bench
        .keys("<right>")
        .shows("tried 27")
        .shows("from 27")
        .shows("rule 27");
    // Back at the present one nothing is tried.
    bench.keys("<left>").shows("now 26").hides("tried");
    bench.keys("<left>").shows("tried 25");
    // The last row is the highest total that occurs; trying it shows the top again.
    bench
        .keys("<end><enter>")
        .shows("tried 33")
        .shows("rule now");
    bench.keys("<right>").shows("tried 33");
}

#[test]
fn a_plan_is_written_on_its_page_and_taken_into_the_targets() {
    let mut bench = page("from names to opportunities");
    let before = qualified(bench.session());
    for text in ["16000", "10%", "10000", "4", "7%", "80%"] {
        bench.keys("<enter>").types(text).keys("<enter><down>");
    }
    bench.keys("<down><down><down>");
    bench.shows("> or opportunities wanted");
    bench.keys("<enter>").types("112").keys("<enter>");
    bench.keys("<end>").shows("16,000 in the plan");
    bench.shows("MQLs needed").shows("2,000");
    // MQLs needed is the fifth row from the last. 2,000 by 30, 40 and 20 of 90: 666.7, 888.9, 444.4.
    bench.keys("<up><up><up><up>").shows("> MQLs needed");
    assert_eq!(before, [30, 40, 20]);
    bench
        .keys("<enter>")
        .shows("2,000 qualified leads spread over 3 targets for 2024-Q2");
    assert_eq!(qualified(bench.session()), [667, 889, 444]);
    bench
        .keys("<enter>")
        .shows("come to 2,000 qualified leads already");
    bench.keys("<esc>u");
    assert_eq!(qualified(bench.session()), before);
    let bench = bench.reopen();
    let plan = &bench.session().workshop.plan;
    assert_eq!(
        (plan.new_names, plan.opportunity_goal),
        (Some(16_000), Some(112))
    );
    assert_eq!(
        plan.existing_prospects_share
            .map(|share| share.to_string())
            .as_deref(),
        Some("4%")
    );
}
