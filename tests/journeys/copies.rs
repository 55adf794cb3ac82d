//! Copies of rows.

use accord::app::Step;
use accord::model::{CriterionKind, Side};

use crate::common::{Bench, on};
use crate::lists::names;

#[test]
fn a_copied_criterion_stands_below_with_its_answers_and_is_one_step() {
    let mut bench = on("worked-example");
    let before = bench.session().clone();
    bench
        .keys("/Demo criterion<enter>c")
        .shows("Copied Demo")
        .document(|s| {
            let names = names(s, CriterionKind::Behaviour);
            let demo = names
                .iter()
                .position(|n| *n == "Demo")
                .expect("the original");
            assert_eq!(names[demo + 1], "Demo (2)");
            let answers = |id: &str| {
                s.definition
                    .criterion(id)
                    .expect("it is there")
                    .answers
                    .clone()
            };
            assert_eq!(answers("demo-2"), answers("demo"));
        });
    assert_eq!(bench.state.selected_row().expect("a row").text, "Demo (2)");
    bench
        .keys("u")
        .document(|s| assert_eq!(s.definition, before.definition));
}

#[test]
fn a_copy_of_a_copy_counts_on() {
    on("worked-example")
        .keys("/Demo criterion<enter>cc")
        .document(|s| assert!(names(s, CriterionKind::Behaviour).contains(&"Demo (3)")));
}

/// A company of two participants, the second selected.
fn two_people() -> Bench {
    let mut bench = on("worked-example");
    bench
        .keys("<alt-1><home>A")
        .paste("Ann, sales\nBo, marketing")
        .keys("<ctrl-s>/Bo participant<enter>");
    bench
}

#[test]
fn a_copied_participant_is_another_voter_of_the_same_side() {
    two_people()
        .keys("c")
        .shows("Copied Bo; Enter on its fields changes the copy")
        .document(|s| {
            let people = s.workshop.participants.iter();
            let people: Vec<_> = people
                .map(|p| (p.id.as_str(), p.name.as_str(), p.side))
                .collect();
            assert!(
                people.ends_with(&[
                    ("bo", "Bo", Side::Marketing),
                    ("bo-2", "Bo (2)", Side::Marketing)
                ]),
                "{people:?}"
            );
        })
        .keys("u")
        .document(|s| assert!(s.workshop.participants.iter().all(|p| p.id != "bo-2")));
}

#[test]
fn a_copied_qualification_level_has_the_next_number() {
    let mut bench = on("worked-example");
    let levels = bench.session().definition.qualification_levels.clone();
    bench
        .keys("/The company fits<enter>c")
        .shows("Copied The company fits")
        .document(|s| {
            let copy = &s.definition.qualification_levels[2];
            assert_eq!(
                (copy.id.as_str(), copy.name.as_str()),
                ("7", "The company fits (2)")
            );
            assert_eq!(s.definition.qualification_levels.len(), levels.len() + 1);
        });
}

#[test]
fn a_copied_group_has_its_limits_and_none_of_its_criteria() {
    on("b2b-saas")
        .keys("/The person group<enter>c")
        .shows("Copied The person without its criteria")
        .document(|s| {
            let group = |id: &str| s.definition.group(id).expect("a group").clone();
            let (from, copy) = (group("person"), group("the-person-2"));
            assert_eq!((copy.max, copy.name.as_str()), (from.max, "The person (2)"));
            assert!(copy.of.is_empty() && !from.of.is_empty());
        });
}

#[test]
fn a_journey_is_copied_with_its_steps_to_a_segment_that_is_asked() {
    let mut bench = on("worked-example");
    bench.keys("<alt-3>asegment<enter>Mills<enter>asegment<enter>Presses<enter>");
    bench
        .go(Step::Journey)
        .keys("<home>c")
        .shows("Copy the journey to");
    bench.keys("<enter>").document(|s| {
        let [from, to, ..] = s.definition.journeys.as_slice() else {
            panic!("a copy below the original");
        };
        assert_eq!(from.persona, to.persona);
        assert_eq!(to.segment, "mills");
        let links = |j: &accord::model::Journey| -> Vec<_> {
            let steps = j.steps.iter();
            steps
                .map(|s| {
                    (
                        s.name.clone(),
                        s.phase,
                        s.behaviours.clone(),
                        s.stage.clone(),
                    )
                })
                .collect()
        };
        assert_eq!(links(from), links(to));
    });
    assert_eq!(bench.session().duplicate_id(), None);
}

#[test]
fn a_rule_is_copied_to_another_stage() {
    on("worked-example")
        .keys("<alt-7><home><down><down><down><down>c")
        .shows("Copy the rule of Sales-ready lead")
        .keys("suspect<enter>")
        .document(|s| {
            let rule = |name: &str| {
                let mut stages = s.definition.stages.iter();
                stages
                    .find(|stage| stage.name == name)
                    .and_then(|stage| stage.rule.clone())
            };
            assert!(rule("Sales-ready lead").is_some());
            assert_eq!(rule("Suspect"), rule("Sales-ready lead"));
        });
}

#[test]
fn what_is_voted_on_is_not_copied() {
    let mut bench = on("worked-example");
    bench
        .keys("<alt-1><home>A")
        .paste("Ann, sales\nBo, marketing")
        .keys("<ctrl-s>");
    bench.keys("/Demo criterion<enter><enter><down>v<esc>");
    let before = bench.session().definition.clone();
    bench.keys("<left>c").shows("is open");
    assert_eq!(bench.session().definition, before);
}
