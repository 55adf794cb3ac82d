//! Rows of the pages of figures: by keys and by mouse, and what becomes of them.

use accord::app::input::pointer::Gesture;
use accord::app::{RowTarget, Step};
use accord::model::CriterionKind;

use crate::common::{Bench, on};

/// On a page of the example with recorded leads, opened from Evidence.
fn on_page(name: &str) -> Bench {
    let mut bench = on("b2b-saas");
    bench.go(Step::Evidence).keys(&format!(":{name}<enter>"));
    bench
}

#[test]
fn enter_makes_a_suggested_criterion_of_a_row_and_undo_takes_it_back() {
    let mut bench = on_page("in-common");
    let before = bench.session().definition.criteria.len();
    bench
        .shows("Enter make criterion")
        .keys("<enter>")
        .shows("Added to Points as a suggested criterion, no points yet")
        .shows("What viable leads share");
    bench.document(|session| {
        let criterion = session.definition.criteria.last().expect("it was added");
        assert_eq!(session.definition.criteria.len(), before + 1);
        assert!(criterion.suggested && criterion.when.is_some());
        assert_eq!(
            (criterion.points, criterion.kind),
            (None, CriterionKind::Fit)
        );
        assert!(criterion.name.contains(": "), "{}", criterion.name);
    });
    bench.keys("u").document(|session| {
        assert_eq!(session.definition.criteria.len(), before);
    });
}

#[test]
fn the_same_condition_is_not_added_twice() {
    let mut bench = on_page("in-common");
    bench.keys("<enter>");
    let criteria = bench.session().definition.criteria.len();
    bench.keys("a").shows("asks for this already");
    assert_eq!(bench.session().definition.criteria.len(), criteria);
}

#[test]
fn a_click_selects_a_row_and_a_second_one_does_what_enter_does() {
    let mut bench = on_page("in-common").size(118, 40);
    let before = bench.session().definition.criteria.len();
    bench
        .click("47.5%     36.1%")
        .shows("> lead_source: inbound_marketing")
        .hides("Added to Points");
    assert_eq!(bench.session().definition.criteria.len(), before);
    bench.click("47.5%     36.1%").shows("Added to Points");
    let criteria = &bench.session().definition.criteria;
    assert_eq!(
        criteria.last().expect("one").name,
        "lead_source: inbound_marketing"
    );
}

#[test]
fn the_wheel_scrolls_a_page_and_a_key_leads_back() {
    let mut bench = on_page("in-common");
    bench
        .shows("Compared:")
        .wheel(Gesture::WheelDown, "Compared:")
        .shows("VIABLE AGAINST REJECTED")
        .hides("Compared:")
        .keys("<up>")
        .shows("Compared:");
}

#[test]
fn the_first_row_and_what_is_above_it_are_both_reached_by_keys() {
    let mut bench = on("b2b-saas").size(80, 16);
    bench.go(Step::Evidence).keys(":won-deals<enter>");
    bench.shows("Compared:").hides("> lead_");
    bench.keys("<down><up>").shows("> lead_").hides("Compared:");
    bench.keys("<up>").shows("Compared:").keys("<end>");
    bench.shows("SUGGESTIONS").hides("Compared:").keys("<home>");
    bench.shows("Compared:");
}

#[test]
fn a_won_lead_is_seen_on_preview() {
    let mut bench = on_page("won-deals");
    bench
        .shows("Enter see lead")
        .keys("<enter>")
        .header("8 Preview");
    let row = bench.state.focused_row().expect("a row");
    assert!(matches!(row.target, RowTarget::Lead(_)), "{row:?}");
    assert!(bench.state.dialogs.is_empty());
}

#[test]
fn a_bucket_is_marked_as_reviewed_with_sales_today() {
    let mut bench = on("b2b-saas").size(118, 40);
    bench
        .go(Step::Evidence)
        .keys("/Touched and rejected<enter><tab>")
        .shows("What its leads share")
        .keys("<end>")
        .shows("Enter: reviewed with Sales today")
        .keys("<enter>")
        .shows("+ Touched and rejected")
        .hides("Enter: reviewed with Sales today")
        .document(|session| {
            let reviewed = session.data.buckets[1].reviewed;
            assert_eq!(reviewed, Some(jiff::civil::date(2026, 11, 21)));
        });
    bench
        .keys(":each-bucket<enter>")
        .shows("Touched and rejected. Reviewed with Sales on 21 November 2026")
        .shows("Never touched. Not reviewed with Sales yet");
}
