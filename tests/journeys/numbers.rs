//! Digits, counting, and fields that are typed.

use accord::app::Step;
use accord::model::Session;

use crate::common::votes::{DEMO, value};
use crate::common::{Bench, on};

fn money(session: &Session) -> String {
    value(session, "answer:money/funded")
}

#[test]
fn a_digit_on_points_begins_to_type_them() {
    on("worked-example")
        .keys("/Demo criterion<enter><enter>1")
        .shows(":1 goes to step 1")
        .keys("5<enter>")
        .document(|s| assert_eq!(value(s, DEMO), "15"));
}

#[test]
fn a_digit_elsewhere_goes_to_a_step_and_with_alt_everywhere() {
    let mut bench = on("worked-example");
    bench.keys("/Demo criterion<enter><enter><alt-7>");
    assert_eq!(bench.state.step, Step::Rules);
    bench.keys("<home>8");
    assert_eq!(bench.state.step, Step::Preview);
}

#[test]
fn what_stands_in_a_number_is_replaced_by_what_is_typed() {
    on("worked-example")
        .keys("/Money criterion<enter><enter>7<enter>")
        .document(|s| assert_eq!(money(s), "7"))
        // In the form of the answer, whose second field is its points.
        .keys("<enter><down><enter><end>2<enter>")
        .document(|s| assert_eq!(money(s), "72"))
        .keys("3<enter>")
        .document(|s| assert_eq!(money(s), "3"));
}

/// On the MQL's rule, whose threshold of 20 the band Hot shares.
fn on_rule() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>");
    bench
}

#[test]
fn a_part_just_added_to_a_rule_is_what_minus_and_digits_change() {
    let fit = |s: &Session| {
        let stage = s.definition.stage("mql").expect("a stage").clone();
        stage.rule.and_then(|r| r.points?.get("fit").copied())
    };
    on_rule()
        .keys("aat least N points<enter>for fit<enter>")
        .keys("12<enter>-")
        .document(|s| assert_eq!(fit(s), Some(11)));
}

#[test]
fn a_run_up_and_down_is_one_step_of_undo() {
    let before = "5";
    on("worked-example")
        .keys("/Money criterion<enter><enter>++-+")
        .document(|s| assert_eq!(money(s), "7"))
        .keys("u")
        .document(|s| assert_eq!(money(s), before));
}

#[test]
fn the_band_at_the_same_number_follows_a_whole_run() {
    let mut bench = on_rule();
    let band = |s: &Session| {
        let hot = s.definition.bands.iter().find(|b| b.name == "Hot");
        hot.and_then(|band| band.from)
    };
    let threshold = |s: &Session| {
        let mut stages = s.definition.stages.iter();
        stages.find_map(|stage| stage.rule.as_ref()?.threshold())
    };
    let (rule, from) = (threshold(bench.session()), band(bench.session()));
    assert_eq!(rule, from);
    bench
        .keys("+++")
        .shows("b moves it to")
        .keys("b")
        .document(|s| {
            assert_eq!(threshold(s), rule.map(|n| n + 3));
            assert_eq!(band(s), rule.map(|n| n + 3));
        });
}

#[test]
fn a_sample_lead_takes_one_key_a_criterion() {
    let mut bench = on("b2b-saas");
    bench.keys("<alt-8>aNew lead<enter><enter>");
    let criteria = bench.session().definition.criteria.len();
    bench.keys(&"1".repeat(criteria));
    bench.document(|s| {
        let lead = s.samples.iter().find(|l| l.name == "New lead").expect("it");
        assert_eq!(lead.yes.len(), criteria);
    });
}

#[test]
fn zero_is_none_of_a_criterions_answers() {
    on("worked-example")
        .keys("<alt-8>aNew lead<enter><enter>0")
        .document(|s| {
            let lead = s.samples.iter().find(|l| l.name == "New lead").expect("it");
            assert!(lead.yes.is_empty() && !lead.no.is_empty());
        });
}

#[test]
fn a_longer_text_given_up_comes_back_with_undo() {
    on("worked-example")
        .keys("pwe should ask them first<esc>")
        .shows("u brings it back")
        .keys("u")
        .shows("we should ask them first")
        .keys("<enter>")
        .document(|s| {
            let last = s.workshop.parking.last().expect("a thought");
            assert_eq!(last.name, "we should ask them first");
        });
}

#[test]
fn a_short_one_is_given_up_for_good() {
    on("worked-example")
        .keys("pask<esc>")
        .shows("Discarded what was typed")
        .hides("brings it back");
}

#[test]
fn a_message_goes_once_what_it_says_is_mended() {
    on("worked-example")
        .keys("/Demo criterion<enter><enter>1x<enter>")
        .shows("whole number")
        .keys("<backspace>")
        .shows("What it is worth")
        .hides("whole number")
        .keys("<backspace>4<enter>")
        .document(|s| assert_eq!(value(s, DEMO), "4"));
}
