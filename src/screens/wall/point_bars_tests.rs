//! The points of a lead as bars, as they are drawn.

use ratatui::layout::Rect;

use super::point_bars::{draw, rows};
use crate::app::projector::wall::point_bars::{PointBar, PointBars};
use crate::widgets::testing::{HARD_TEXT, every_size, laid};

fn bar(label: &str, note: &str, points: i64) -> PointBar {
    PointBar {
        label: label.into(),
        note: note.into(),
        points,
    }
}

fn picture() -> PointBars {
    PointBars {
        title: "Why 11 points".into(),
        bars: vec![
            bar("Demo", "", 10),
            bar("Visits", "x3", 6),
            bar("Web", "capped at 12", -4),
            bar("No budget", "", -1),
        ],
        total: 11,
        threshold: Some(12),
        qualifies: Some(false),
        unknown: vec!["Size".into(), "Country".into()],
    }
}

fn drawn(picture: &PointBars, columns: u16, rows: u16) -> Vec<String> {
    laid(columns, rows, |buf, area, theme| {
        draw(picture, buf, area, theme);
    })
}

#[test]
fn each_bar_begins_where_the_last_one_ended() {
    assert_eq!(
        drawn(&picture(), 40, 9),
        [
            "Why 11 points",
            "Demo              +10  ##########  |",
            "Visits x3          +6            ##|###",
            "Web capped at 12   -4              |---",
            "No budget          -1             -|",
            "Total              11  ########### |",
            "                       0           ^",
            "11 points, threshold 12: not qualified",
            "Unknown: Size, Country",
        ]
    );
}

#[test]
fn what_does_not_fit_is_added_up() {
    let lines = drawn(&picture(), 40, 7);
    assert_eq!(
        lines[1..4],
        [
            "Demo              +10  ##########  |",
            "Visits x3          +6            ##|###",
            "2 more             -5             -|---",
        ]
    );
    assert_eq!(lines[6], "11 points, threshold 12: not qualified");
    // The sum of several is wider than each of them.
    let five = |index: usize| bar(&format!("Answer {index}"), "", 5);
    let many = PointBars {
        bars: (0..9).map(five).collect(),
        total: 45,
        ..picture()
    };
    // What it lacks takes a second row.
    let lines = drawn(&many, 40, 8);
    assert!(lines[3].starts_with("7 more    +35  "), "{lines:?}");
    assert_eq!(rows(&picture(), Rect::new(0, 0, 40, 7)), (7, 9));
}

#[test]
fn below_zero_is_on_the_axis_too() {
    let picture = PointBars {
        bars: vec![bar("Rival", "", -8), bar("Demo", "", 4)],
        total: -4,
        threshold: None,
        qualifies: None,
        ..picture()
    };
    // Eight points in sixteen columns; the unknown criteria have no row.
    assert_eq!(
        drawn(&picture, 28, 7),
        [
            "Why 11 points",
            "Rival  -8  ----------------",
            "Demo   +4  ########",
            "Total  -4          --------",
            "                           0",
            "-4 points; there is no",
            "hand-off rule",
        ]
    );
}

#[test]
fn unknown_criteria_that_do_not_fit_are_counted() {
    let mut picture = picture();
    picture.unknown = vec!["One".into(), "Two".into(), "A very long name of one".into()];
    assert_eq!(drawn(&picture, 40, 9)[8], "Unknown: One, Two and 1 more");
    picture.unknown = vec!["A very long name of a criterion, too long".into(); 2];
    assert_eq!(drawn(&picture, 40, 9)[8], "Unknown: 2");
}

#[test]
fn a_lead_can_have_points_enough_and_lack_something_else() {
    let mut picture = picture();
    picture.threshold = Some(11);
    assert_eq!(
        picture.verdict(),
        "11 points, threshold 11: not qualified, as more is missing than points"
    );
    picture.qualifies = Some(true);
    assert_eq!(picture.verdict(), "11 points, threshold 11: qualified");
}

#[test]
fn it_stays_inside_at_every_size() {
    let mut picture = picture();
    picture.bars[1].label = HARD_TEXT.into();
    picture.unknown[0] = HARD_TEXT.into();
    picture.bars[2].points = i64::MIN / 2;
    every_size(|frame, area, theme| draw(&picture, frame.buffer_mut(), area, theme));
}
