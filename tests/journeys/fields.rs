//! Fields: what is typed in search of a new thing is its name, lists lose their bullets, and a form is
//! filled from top to bottom.

use accord::app::Step;
use accord::app::dialogs::dialog::Dialog;
use accord::app::input::command::{Command, RecordCommand};
use accord::app::input::row::RowTarget;

use crate::common::{Bench, on};

/// Selects a field of a record, by its label.
fn select(bench: &mut Bench, place: &str, field: &str) {
    let place = place.parse().expect("a place");
    bench.run(Command::Record(RecordCommand::GoTo(place)));
    bench.keys("<tab>");
    if !bench.state.detail().0.iter().any(|row| row.text == field) {
        bench.keys("m");
    }
    let rows = bench.state.detail().0;
    let index = rows.iter().position(|row| row.text == field);
    bench.state.cursor_mut().detail_row = index.unwrap_or_else(|| panic!("no {field}"));
}

#[test]
fn a_pasted_list_loses_its_bullets_in_a_field_of_several_lines() {
    let mut bench = on("worked-example");
    let persona = bench.session().definition.personas[0].id.clone();
    select(&mut bench, &format!("persona:{persona}"), "Motivations");
    bench.keys("<enter><ctrl-a>");
    bench.paste("\u{2022} Proves clean air\n\u{2022} Loses a batch");
    bench.keys("<ctrl-s>");
    let motivations = &bench.session().definition.personas[0].motivations;
    assert!(
        motivations.iter().all(|line| !line.contains('\u{2022}')),
        "{motivations:?}"
    );
    assert!(
        motivations
            .iter()
            .any(|line| line.starts_with("Loses a batch"))
    );
}

#[test]
fn what_was_typed_in_search_of_a_behaviour_is_the_name_of_the_new_one() {
    let mut bench = on("worked-example");
    bench.go(Step::Journey);
    let journey = &bench.session().definition.journeys[0];
    let step = format!("step:{}/{}", journey.id, journey.steps[0].id);
    select(&mut bench, &step, "Shown by");
    bench
        .keys("<enter>Saw a zeppelin<enter>")
        .shows("New behaviour")
        .shows("Saw a zeppelin")
        .keys("<enter>");
    let criteria = &bench.session().definition.criteria;
    assert!(criteria.iter().any(|c| c.name == "Saw a zeppelin"));
}

#[test]
fn a_waiver_asks_for_its_reason_at_once() {
    let mut bench = on("worked-example");
    bench.go(Step::Publish);
    bench.keys("awaiver<enter>").keys("We know it<ctrl-s>");
    let waivers = &bench.session().workshop.waivers;
    assert_eq!(waivers.last().expect("one").reason, "We know it");
}

#[test]
fn enter_on_what_isnt_settled_goes_there_and_s_agrees_to_it() {
    let mut bench = on("worked-example");
    let subject = bench
        .session()
        .definition
        .stages
        .first()
        .map(|stage| format!("stage:{}", stage.id))
        .expect("a stage");
    let subject: accord::model::Subject = subject.parse().expect("a subject");
    bench.run(Command::Ballot(
        accord::app::input::command::BallotCommand::Agree(
            subject.clone(),
            vec![accord::model::Side::Sales],
        ),
    ));
    let on_it = |bench: &mut Bench| {
        bench.go(Step::Publish);
        let target = RowTarget::Agreement(subject.clone());
        let row = bench.state.list().0.position(&target).expect("a row");
        let cursor = bench.state.cursor_mut();
        (cursor.row, cursor.selected) = (row, Some(target));
    };
    on_it(&mut bench);
    bench
        .shows("goes to the item")
        .keys("s")
        .shows("Who agrees:");
    bench.keys("<esc>");
    on_it(&mut bench);
    bench.keys("<enter>");
    assert_eq!(bench.state.step, Step::Stages);
    assert!(bench.state.dialogs.is_empty());
}

#[test]
fn a_form_moves_on_to_the_next_field_when_one_is_saved() {
    let mut bench = on("worked-example");
    let criteria = &bench.session().definition.criteria;
    let with_answers = criteria.iter().find(|c| !c.answers.is_empty());
    let place = format!("criterion:{}", with_answers.expect("one").id);
    bench.run(Command::Record(RecordCommand::GoTo(
        place.parse().expect("a place"),
    )));
    bench.keys("<tab>");
    let rows = bench.state.detail().0;
    let part =
        |target: &RowTarget| matches!(target, RowTarget::Record(place) if place.parent.is_some());
    let index = rows.iter().position(|row| part(&row.target));
    let index = index.expect("its answers");
    bench.state.cursor_mut().detail_row = index;
    bench.keys("<enter>");
    let at = |bench: &Bench| match bench.state.dialogs.last() {
        Some(Dialog::Form(form)) => form.row,
        _ => panic!("a form"),
    };
    let before = at(&bench);
    bench.keys("<enter>x<enter>");
    assert_eq!(at(&bench), before + 1);
}

#[test]
fn what_a_day_is_read_as_is_in_sight_at_eighty_columns() {
    let mut bench = on("worked-example");
    bench.keys("pCall them<enter>").go(Step::Publish);
    bench.keys("/Call them<enter><tab>").shows("Call them");
    let rows = bench.state.detail().0;
    let index = rows.iter().position(|row| row.text.contains("action"));
    bench.state.cursor_mut().detail_row = index.expect("it can become an action");
    bench
        .keys("<enter>")
        .keys("Owen<enter>in 6 weeks")
        .shows("Sat 2 Jan 2027");
}

#[test]
fn what_was_said_while_a_number_was_typed_goes_when_it_is_saved() {
    let mut bench = on("worked-example");
    bench.keys("<home><tab>");
    let rows = bench.state.detail().0;
    let index = rows.iter().position(|row| row.text == "Points");
    if let Some(index) = index {
        bench.state.cursor_mut().detail_row = index;
    }
    bench.keys("6");
    let said = bench.screen().contains("This number is being typed");
    bench.keys("<enter>");
    assert!(!said || !bench.screen().contains("This number is being typed"));
}

#[test]
fn a_long_hint_is_in_sight_as_a_whole_at_eighty_columns() {
    let mut bench = on("worked-example");
    bench.keys("<home>v<enter>");
    bench.keys("8<enter>8<enter>8<enter>8<enter>3<enter>3<enter>3<enter>r");
    bench
        .keys("<enter>")
        .shows("Outcome:")
        // Who counts as for and against is said before it is set.
        .shows("within 1 of it, ")
        .shows(" against")
        .shows("becomes the value");
}
