//! The wall of `personas`.

use accord::app::Step;
use accord::app::input::command::{Command, RecordCommand};
use accord::app::input::row::RowTarget;

use crate::common::votes::on_demo;
use crate::common::{Bench, on};
use crate::drawn::{assert_every_size, assert_wall, pane, wall_text};

/// Sets a field of a record.
fn set(bench: &mut Bench, at: &str, key: &str, text: &str) {
    bench.run(Command::Record(RecordCommand::SetField {
        at: at.parse().expect("a place"),
        key: key.into(),
        text: text.into(),
    }));
}

/// The list has leads from the first quarter of 2024 on; targets of that quarter have actuals.
fn with_actuals() -> Bench {
    let mut bench = on("b2b-saas");
    for target in ["finance-mid-core-q2", "payables-mid-core-q2"] {
        set(&mut bench, &format!("target:{target}"), "period", "2024-Q1");
    }
    set(&mut bench, "target:purchasing-large-q2", "period", "2023");
    bench.go(Step::Personas);
    bench
}

#[test]
fn targets_and_actuals_stand_in_their_cells() {
    let mut bench = with_actuals();
    bench.keys("<home>");
    assert_wall("personas-actuals", &bench);
    assert_every_size(&bench);
}

#[test]
fn the_selected_persona_is_marked() {
    let mut bench = on("worked-example");
    bench.go(Step::Personas).keys("/Maintenance manager<enter>");
    assert_wall("personas-selected", &bench);
    assert_every_size(&bench);
}

#[test]
fn the_selected_cell_is_marked_alone() {
    let mut bench = on("worked-example");
    bench.go(Step::Personas);
    bench.keys("<home><down><down><down><down><down><tab><down>");
    let text = wall_text(&bench);
    let focus = bench.state.focus();
    let RowTarget::GridCell(persona, segment) = focus.target() else {
        panic!("no cell is selected: {text}");
    };
    assert_eq!(
        (persona.as_str(), segment.as_str()),
        ("maintenance", "known")
    );
    let lines = text.lines().filter(|line| line.contains("> "));
    let marked: Vec<&str> = lines.map(str::trim_start).collect();
    assert_eq!(
        marked,
        [
            "> Process          Process industry   All",
            "> Maintenance      5 steps            no journey yet     target 45",
        ]
    );
}

#[test]
fn a_narrow_pane_lists_the_segments_of_each_persona() {
    let bench = with_actuals();
    insta::assert_snapshot!("personas-pane", pane(&bench));
}

#[test]
fn wide_letters_keep_their_columns() {
    let mut bench = on("worked-example");
    set(
        &mut bench,
        "persona:operations",
        "name",
        "工場長と生産管理の責任者",
    );
    set(
        &mut bench,
        "segment:known",
        "name",
        "プロセス産業 e\u{301}te\u{301}",
    );
    bench.go(Step::Personas).keys("<home>");
    insta::assert_snapshot!("personas-wide-letters", wall_text(&bench));
    assert_every_size(&bench);
}

/// How many qualify would tell what the points under the vote do.
#[test]
fn actuals_are_hidden_while_points_are_voted_on() {
    let mut bench = with_actuals();
    assert!(wall_text(&bench).contains(" of 30"));
    bench.go(Step::Points);
    bench.keys("/Had a demo criterion<enter><enter>v");
    bench.keys("<esc>");
    bench.go(Step::Personas);
    let text = wall_text(&bench);
    assert!(!text.contains(" of 30"), "{text}");
    assert!(text.contains("target 30"), "{text}");

    let mut bench = on_demo();
    bench.keys("v5<enter><esc>");
    bench.go(Step::Personas);
    assert!(wall_text(&bench).contains("target 30"));
}
