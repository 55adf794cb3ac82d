//! A sheet of eight voters and sixteen lines, and what is decided with it.

use accord::app::Step;
use accord::model::{Session, Subject};

use crate::common::votes::value;
use crate::common::{Bench, on};

/// The lines of the sheet.
fn lines(session: &Session) -> Vec<String> {
    let subjects = Subject::estimate_subjects(session);
    subjects.iter().map(ToString::to_string).collect()
}

/// Eight rows, as they are typed, each ended by the key that goes on to the next voter. Sales gives
/// 5 to everything, Marketing 3; on the first line Marketing gives 0, on the second 5. Helen gives
/// 4.
fn rows(count: usize) -> [String; 8] {
    let row = |points: &[i64]| {
        let cells: Vec<String> = points.iter().map(|p| format!("{p} ")).collect();
        format!("<enter>{}", cells.concat())
    };
    let sales = row(&vec![5; count]);
    let mut points = vec![3; count];
    (points[0], points[1]) = (0, 5);
    let marketing = row(&points);
    let helen = row(&vec![4; count]);
    [
        &sales, &sales, &sales, &sales, &marketing, &marketing, &marketing, &helen,
    ]
    .map(String::clone)
}

/// The sheet with the first rows typed. There are four of Sales, three of Marketing, and Helen.
fn sheet(voters: usize) -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Room).keys("A");
    bench.paste("Ada Brook, sales").keys("<ctrl-s>");
    bench.go(Step::Points).keys("V");
    let count = lines(bench.session()).len();
    for row in &rows(count)[..voters] {
        bench.keys(row);
    }
    bench
}

fn decisions(session: &Session) -> usize {
    session.workshop.decisions.len()
}

#[test]
fn a_sheet_counts_each_side() {
    sheet(7)
        .shows("4 of 4 have voted")
        .shows("3 of 3 have voted")
        .shows("0 of 1 have voted");
}

#[test]
fn a_sheet_shows_no_vote() {
    sheet(7).shows("4 of 4 have voted").hides("5");
}

#[test]
fn each_line_is_a_ballot() {
    sheet(8).document(|session| {
        let (ballots, lines) = (session.workshop.ballots.len(), lines(session).len());
        assert_eq!((ballots, lines), (16, 16));
    });
}

#[test]
fn a_sheet_takes_few_keys() {
    let keys = |row: &String| accord::app::Key::parse_all(row).len();
    let typed: usize = 1 + rows(16).iter().map(keys).sum::<usize>();
    // A quick typist types two keys a second; for this sheet in five minutes, one is enough.
    assert!(typed < 300, "{typed} keys");
}

#[test]
fn a_shown_sheet_lists_what_is_furthest_apart_first() {
    sheet(8)
        .keys("r")
        .shows("to decide, the furthest apart first")
        .shows("S 5  M 0  gap 5");
}

#[test]
fn all_lines_are_shown_at_once() {
    sheet(8).keys("r").document(|session| {
        let mut ballots = session.workshop.ballots.iter();
        assert!(ballots.all(|b| b.rounds[0].revealed.is_some()));
    });
}

#[test]
fn enter_discusses_a_line_whose_outcome_is_set_there() {
    sheet(8)
        .keys("r<enter><enter><ctrl-u>2<enter>")
        .document(|session| {
            assert_eq!(value(session, &lines(session)[0]), "2");
            assert_eq!(decisions(session), 1);
        });
}

#[test]
fn a_line_on_which_all_are_close_is_accepted_by_a_key() {
    sheet(8)
        .keys("r<enter><enter><ctrl-u>2<enter>a")
        .document(|session| {
            assert_eq!(value(session, &lines(session)[1]), "5");
            assert_eq!(decisions(session), 2);
        });
}

#[test]
fn the_medians_of_all_other_lines_are_taken_at_once() {
    let mut bench = sheet(8);
    bench
        .keys("r<enter><enter><ctrl-u>2<enter>aA")
        .shows("Accept the overall median")
        .keys("y")
        .document(|session| {
            assert_eq!(decisions(session), 16);
            // The median of 5, 5, 5, 5, 4, 3, 3, 3 is 4.5, and halves round up.
            assert_eq!(value(session, &lines(session)[2]), "5");
        });
    assert!(bench.state.dialogs.is_empty(), "{}", bench.screen());
}
