//! What stays in sight: the keys that are needed most, a lead's verdict, the top of the detail pane,
//! and the grid of personas and segments.

use accord::app::{RowTarget, Step};
use accord::model::CriterionKind;

use crate::common::{Bench, on};

/// The last line of the screen.
fn footer(bench: &Bench) -> String {
    bench.screen().lines().last().unwrap_or("").to_owned()
}

#[test]
fn the_footer_has_what_is_needed_most_and_cuts_nothing() {
    let mut bench = on("worked-example");
    for step in Step::ALL {
        bench.go(step);
        let footer = footer(&bench);
        for key in ["Tab pane", "u undo", "? help"] {
            assert!(footer.contains(key), "{step:?}: no {key} in {footer:?}");
        }
        assert!(!footer.contains('\u{2026}'), "{step:?}: {footer:?}");
    }
}

#[test]
fn a_vote_is_offered_before_a_quick_list() {
    let footer = footer(&on("worked-example"));
    let place = |key: &str| {
        footer
            .find(key)
            .unwrap_or_else(|| panic!("{key}: {footer}"))
    };
    assert!(place("v vote") < place("A list"), "{footer}");
}

/// On the answers of a sample lead that doesn't qualify.
fn on_answers() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Preview).keys("/Pump maker<enter><enter>");
    bench
}

#[test]
fn the_verdict_stays_in_sight_while_answers_are_ticked() {
    on_answers()
        .shows("Qualified")
        .keys("<end>")
        .shows("Qualified");
    on_answers()
        .keys("<down><down><down><down><down><down><down><down>")
        .shows("Qualified");
}

#[test]
fn a_tick_changes_the_verdict_in_sight() {
    let mut bench = on_answers();
    let verdict = |bench: &Bench| {
        let screen = bench.screen();
        let line = screen.lines().find(|line| line.contains("Qualified "));
        line.unwrap_or_else(|| panic!("{screen}")).to_owned()
    };
    let before = verdict(bench.keys("<end>"));
    bench.keys("<home>");
    let rows = bench.state.detail().0;
    let answers = rows
        .iter()
        .position(|r| matches!(r.target, RowTarget::SampleAnswer(..)));
    bench.state.cursor_mut().detail_row = answers.expect("an answer");
    let after = verdict(bench.keys("<space>"));
    assert_ne!(before, after);
}

#[test]
fn answers_come_in_the_order_of_points() {
    let mut bench = on("worked-example");
    // A behaviour stands first in the file.
    let mut session = bench.session().clone();
    let criteria = &mut std::sync::Arc::make_mut(&mut session.definition).criteria;
    let behaviour = criteria
        .iter()
        .position(|c| c.kind == CriterionKind::Behaviour);
    let last = criteria.remove(behaviour.expect("a behaviour"));
    criteria.insert(0, last);
    let fit = criteria
        .iter()
        .filter(|c| c.kind == CriterionKind::Fit)
        .count();
    bench.state.document = accord::document::Document::new(session);
    bench.go(Step::Preview).keys("/Pump maker<enter>");
    let answers = bench.state.detail().0.into_iter();
    let criteria = answers.filter_map(|row| match row.target {
        RowTarget::SampleAnswer(_, reference) => Some(reference.criterion),
        _ => None,
    });
    let definition = &bench.session().definition;
    let kinds = criteria.map(|id| definition.criterion(id.as_str()).expect("a criterion").kind);
    let mut kinds: Vec<CriterionKind> = kinds.collect();
    let first = kinds
        .iter()
        .take_while(|k| **k == CriterionKind::Fit)
        .count();
    assert!(first >= fit, "fit comes first");
    kinds.drain(..first);
    assert!(kinds.iter().all(|k| *k == CriterionKind::Behaviour));
}

#[test]
fn equal_scores_are_marked_and_the_heading_explains_the_mark() {
    let mut bench = on("worked-example");
    bench.go(Step::Preview).keys("<home>");
    let (list, _) = bench.state.list();
    let rows: Vec<_> = (0..list.len()).map(|row| list.row(row)).collect();
    let scores = rows.iter().filter(|row| !row.heading);
    let scores: Vec<&str> = scores
        .filter_map(|row| row.value.rsplit(' ').next())
        .collect();
    let tied = scores.iter().any(|score| score.starts_with('='));
    let explained = rows
        .iter()
        .any(|row| row.heading && row.value.contains("= tie"));
    assert_eq!(tied, explained, "{scores:?}");
    let plain: Vec<&str> = scores.iter().map(|s| s.trim_start_matches('=')).collect();
    for (score, marked) in plain.iter().zip(&scores) {
        let same = plain.iter().filter(|s| *s == score).count();
        assert_eq!(same > 1, marked.starts_with('='), "{scores:?}");
    }
}

/// On the first cell of the grid.
fn on_grid() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Personas).keys("<home>");
    let grid = bench.state.list().0;
    let row = (0..grid.len()).find(|row| grid.row(*row).text.starts_with("Journeys:"));
    let down = row.expect("the grid");
    while bench.state.list().1 != Some(down) {
        bench.keys("<down>");
    }
    bench.keys("<enter><home>");
    bench
}

/// Persona and segment of the selected cell, by their places.
fn cell(bench: &Bench) -> (usize, usize) {
    let definition = &bench.session().definition;
    match bench.state.focused_row().expect("a row").target {
        RowTarget::GridCell(persona, segment) => (
            definition
                .personas
                .iter()
                .position(|p| p.id == persona)
                .expect("a persona"),
            definition
                .segments
                .iter()
                .position(|s| s.id == segment)
                .expect("a segment"),
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn arrows_move_in_both_directions_of_the_grid() {
    let mut bench = on_grid();
    assert_eq!(cell(&bench), (0, 0));
    assert_eq!(cell(bench.keys("<right>")), (0, 1));
    assert_eq!(cell(bench.keys("<down><down>")), (2, 1));
    assert_eq!(cell(bench.keys("<down><right>")), (2, 1));
    assert_eq!(cell(bench.keys("<left><up>")), (1, 0));
}

#[test]
fn left_of_the_grid_is_the_list() {
    let mut bench = on_grid();
    bench.keys("<left>");
    let row = bench.state.focused_row().expect("a row");
    assert!(row.text.starts_with("Journeys:"), "{row:?}");
}

#[test]
fn the_grid_shows_targets_beside_its_counts() {
    on_grid().shows("5 steps, 30").shows("Journeys, targets");
}

#[test]
fn a_new_target_is_for_the_cell_in_hand() {
    on_grid().keys("<right><down>a<enter>").document(|session| {
        let definition = &session.definition;
        let target = definition.targets.last().expect("a target");
        assert_eq!(target.persona, definition.personas[1].id);
        assert_eq!(target.segment, definition.segments[1].id);
    });
}
