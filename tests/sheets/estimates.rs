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
fn a_sheet_says_which_round_it_is() {
    sheet(8)
        .shows("Estimate sheet: points   round 1")
        .keys("r")
        .shows("round 1")
        // The first line again, in a second round.
        .keys("<enter>n<esc>V")
        .shows("Estimate sheet: points   round 2")
        .keys("<enter>")
        .shows("round 2");
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
fn no_further_rows_are_begun_while_every_line_was_shown() {
    let mut bench = sheet(8);
    bench
        .keys("r")
        .shows("M disputed lead")
        .hides("e more rows")
        .keys("e")
        .shows("Every line was shown: set the outcomes first")
        .shows("to decide, the furthest apart first");
    // A line that is decided can be voted on again.
    bench
        .keys("<enter><enter><ctrl-u>2<enter>")
        .shows("e more rows")
        .keys("e")
        .shows("Enter fill in a row");
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

/// The first line was agreed at 5 by a ballot before the sheet is filled in.
fn agreed_before() -> Bench {
    let mut bench = on("worked-example");
    let first = lines(bench.session())[0].clone();
    bench.keys("<home>v<enter>");
    bench.keys("8<enter>8<enter>8<enter>8<enter>8<enter>8<enter>8<enter>r<enter><enter>");
    assert_eq!(value(bench.session(), &first), "8");
    bench.keys("<esc>V");
    let count = lines(bench.session()).len();
    let row = format!("<enter>{}", "3 ".repeat(count));
    for _ in 0..7 {
        bench.keys(&row);
    }
    bench.keys("r");
    bench
}

#[test]
fn accepting_all_leaves_what_was_agreed_before_unless_told() {
    let mut bench = agreed_before();
    let first = lines(bench.session())[0].clone();
    bench
        .keys("A")
        .shows("Agreed before, and left as it is")
        .shows("8, the median is 3")
        .keys("y");
    assert_eq!(value(bench.session(), &first), "8");
    assert_eq!(value(bench.session(), &lines(bench.session())[1]), "3");
}

#[test]
fn accepting_all_changes_what_was_agreed_before_if_told() {
    let mut bench = agreed_before();
    let first = lines(bench.session())[0].clone();
    bench.keys("Ac");
    assert_eq!(value(bench.session(), &first), "3");
}

#[test]
fn accepting_close_lines_leaves_what_was_agreed_before_too() {
    let mut bench = agreed_before();
    let first = lines(bench.session())[0].clone();
    bench.keys("a").shows("agreed before and left");
    assert_eq!(value(bench.session(), &first), "8");
}

/// Both sides agreed to the first line at 8 without a vote; then one voter of each side gave points
/// to it, and the votes were shown.
fn agreed_then_voted(sales: i64, marketing: i64) -> (Bench, Subject) {
    let mut bench = on("worked-example");
    let first: Subject = lines(bench.session())[0].parse().expect("a subject");
    bench.run(accord::app::input::command::Command::Ballot(
        accord::app::input::command::BallotCommand::Agree(
            first.clone(),
            vec![accord::model::Side::Sales, accord::model::Side::Marketing],
        ),
    ));
    let count = lines(bench.session()).len();
    bench.keys("V");
    for voter in 0..7 {
        let points = if voter < 4 { sales } else { marketing };
        bench.keys(&format!("<enter>{points} {}", "3 ".repeat(count - 1)));
    }
    bench.keys("r");
    (bench, first)
}

fn agreement_of(bench: &Bench, subject: &Subject) -> accord::model::Agreement {
    accord::model::alignment::alignment(bench.session(), subject).agreement
}

#[test]
fn what_both_sides_agreed_is_still_agreed_once_votes_on_it_are_shown() {
    use accord::model::Agreement;
    let (mut bench, first) = agreed_then_voted(9, 3);
    assert_eq!(agreement_of(&bench, &first), Agreement::Both);
    let open = accord::check::open_matters(bench.session());
    assert!(open.unsettled.iter().all(|open| open.subject != first));
    bench.keys("Ay");
    assert_eq!(agreement_of(&bench, &first), Agreement::Both);
    let decisions = bench.session().workshop.decisions_on(&first).count();
    assert_eq!(decisions, 1, "nothing replaced it");
}

#[test]
fn a_median_that_both_sides_agreed_before_leaves_their_agreement_as_it_is() {
    use accord::model::Agreement;
    let bench = on("worked-example");
    let first = lines(bench.session())[0].clone();
    let agreed: i64 = value(bench.session(), &first).parse().expect("points");
    drop(bench);
    // The overall median is what is agreed; Marketing's votes are far from it.
    let (mut again, first) = agreed_then_voted(agreed, agreed + 5);
    let left = again.keys("A").screen();
    if left.contains("Accept the overall median") {
        again.keys("y");
    }
    assert_eq!(agreement_of(&again, &first), Agreement::Both);
    let all: Vec<_> = again.session().workshop.decisions_on(&first).collect();
    assert_eq!(all.len(), 1);
    assert!(all[0].superseded_by.is_none());
    again.shows("as agreed before");
}
