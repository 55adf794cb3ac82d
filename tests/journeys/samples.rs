//! Sample leads suggested by the model have names that describe them.

use accord::app::Step;
use accord::model::Sample;

use crate::common::{Bench, on};

/// The suggestions on Preview.
fn suggested() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Preview).keys("M");
    bench
}

/// How many sample leads the example has.
fn before() -> usize {
    on("worked-example").session().samples.len()
}

/// The sample leads added to those of the example.
fn made(bench: &Bench) -> Vec<Sample> {
    bench.session().samples[before()..].to_vec()
}

#[test]
fn the_model_makes_sample_leads() {
    suggested().shows("Sample leads made by the model");
}

#[test]
fn enter_on_the_first_line_takes_all_of_them() {
    let made = made(suggested().keys("<enter>"));
    assert!(made.len() >= 4, "{made:#?}");
    assert!(made.iter().all(|s| s.note == "Made by the model"));
}

#[test]
fn enter_on_another_line_takes_one() {
    assert_eq!(made(suggested().keys("<down><enter>")).len(), 1);
}

/// Points of a made sample lead with this in its name, and whether it qualifies.
#[rstest::rstest]
#[case("Just enough", 20, true)]
#[case("Just short", 19, false)]
fn a_made_lead_is_what_its_name_says(
    #[case] name: &str,
    #[case] total: i64,
    #[case] qualified: bool,
) {
    let mut bench = suggested();
    let made = made(bench.keys("<enter>"));
    let sample = made.iter().find(|s| s.name.contains(name));
    let id = &sample.expect("it is made").id;
    let outlook = bench.state.outlook.as_ref().expect("an outlook");
    let mut lines = outlook.samples.iter();
    let line = lines.find(|l| l.sample.as_ref() == Some(id));
    let outcome = &line.expect("a line").outcome;
    assert_eq!((outcome.total, outcome.qualified), (total, qualified));
}

#[test]
fn nothing_is_added_twice() {
    let mut bench = suggested();
    let count = made(bench.keys("<enter>")).len();
    assert_eq!(made(bench.keys("M<enter>")).len(), count);
}

#[test]
fn one_undo_removes_all_of_them() {
    assert_eq!(made(suggested().keys("<enter>u")), []);
}
