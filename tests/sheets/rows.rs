//! A row of a sheet may be typed or pasted, left and gone on with.

use accord::model::ballot::VoterStatus;
use accord::model::{Id, Session, Subject};

use crate::common::votes::on_disk;
use crate::common::{Bench, on};

/// How many lines the sheet has.
fn count(session: &Session) -> usize {
    Subject::estimate_subjects(session).len()
}

/// On how many lines somebody has voted.
fn votes_of(session: &Session, voter: &str) -> usize {
    let voter = Id::new(voter).expect("an id");
    let ballots = session.workshop.ballots.iter();
    ballots
        .filter(|b| b.rounds[0].vote(&voter).is_some())
        .count()
}

/// Tom has pasted part of a row, with an empty cell and a dash, and left it.
fn pasted() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("V<enter>").paste("1\t\t3\t-\t5").keys("<esc>");
    bench
}

#[test]
fn an_empty_cell_and_a_dash_are_no_votes() {
    pasted()
        .document(|s| assert_eq!(votes_of(s, "tom"), 3))
        .shows("Tom Brackley")
        .shows("voted, 3 of");
}

#[test]
fn a_line_can_be_voted_on_again() {
    pasted()
        .keys("<home><enter><down><down>7<esc>")
        .document(|s| assert_eq!(votes_of(s, "tom"), 3));
}

#[test]
fn a_row_can_stand_for_a_whole_side() {
    let mut bench = pasted();
    let row = vec!["2"; count(bench.session())].join(", ");
    bench.keys("<end><enter>").paste(&row).document(|session| {
        assert_eq!(votes_of(session, "marketing"), count(session));
        let workshop = &session.workshop;
        let round = &workshop.ballots[0].rounds[0];
        let marta = Id::new("marta").expect("an id");
        let marta = workshop.voter(&marta).expect("a voter");
        assert_eq!(workshop.voter_status(round, &marta), VoterStatus::BySide);
    });
}

/// A row for Marketing as a whole is in.
fn side_row() -> Bench {
    let mut bench = pasted();
    let row = vec!["2"; count(bench.session())].join(", ");
    bench.keys("<end><enter>").paste(&row);
    bench
}

#[test]
fn a_sides_row_is_no_person_and_makes_nobody_a_voter() {
    side_row()
        .shows("0 themselves, one row for the side")
        .shows("by the side's row")
        .hides("3 of 3 have voted");
}

#[test]
fn a_sides_row_can_be_removed_after_a_question() {
    let mut bench = side_row();
    bench
        .keys("<end>d")
        .shows("Remove the row of Marketing?")
        .keys("n");
    assert_eq!(
        votes_of(bench.session(), "marketing"),
        count(bench.session())
    );
    bench
        .keys("<end>dy")
        .shows("The row of Marketing is removed")
        .document(|s| assert_eq!(votes_of(s, "marketing"), 0))
        .shows("0 of 3 have voted");
}

#[test]
fn nothing_is_pasted_over_a_sealed_row_without_a_question() {
    let mut bench = pasted();
    let sealed = |bench: &Bench| bench.session().workshop.ballots.clone();
    let before = sealed(&bench);
    bench.keys("<home><enter>").paste("9\t9\t9\t9\t9");
    bench
        .shows("Paste over the sealed row of Tom Brackley?")
        .keys("n<esc>");
    assert_eq!(sealed(&bench), before);
    bench.keys("<home><enter>").paste("9\t9\t9\t9\t9");
    bench.keys("y<esc>");
    assert_ne!(sealed(&bench), before);
}

#[test]
fn what_is_typed_shows_as_typed_and_is_cleared_by_ctrl_u() {
    on("worked-example")
        .keys("V<enter>7")
        .shows("typed")
        .keys("77")
        .shows("typed")
        .keys("<ctrl-u>")
        .shows("Ctrl-U clears")
        .hides("typed")
        .keys("4<esc>")
        .document(|s| assert_eq!(votes_of(s, "tom"), 0));
}

/// Then Ines has pasted something that is no vote.
fn stopped() -> Bench {
    let mut bench = pasted();
    bench.keys("<home><down><enter>").paste("4 5 six 7");
    bench
}

#[test]
fn pasting_stops_at_what_is_no_vote_and_says_where() {
    stopped().shows("Line 3: write a whole number of points.");
}

#[test]
fn what_was_pasted_survives_a_kill() {
    let mut bench = stopped();
    bench.keys("<esc><esc>");
    bench.killed().keys("k").document(|session| {
        assert_eq!(votes_of(session, "tom"), 3);
        assert_eq!(votes_of(session, "ines"), 2);
    });
}

/// Tom is typing his row: five lines are done, one of them with a dash, and the sixth is begun.
const TYPING: &str = "V<enter>44977<enter>44978 <enter>- 44979<enter>9";

/// Killed in the middle of that; the question about recovered edits comes first.
fn killed() -> Bench {
    let mut bench = on("worked-example");
    bench.keys(TYPING);
    let mut bench = bench.killed();
    bench.shows("Accord was stopped before").hides("4497");
    bench.keys("k");
    bench
}

#[test]
fn a_row_being_typed_is_secret_on_disk() {
    let mut bench = on("worked-example");
    bench.keys(TYPING);
    let draft = std::fs::read_to_string(bench.path().join(".accord/draft")).expect("a draft");
    assert!(!draft.is_empty() && !draft.contains("4497"), "{draft}");
    let disk = on_disk(&bench);
    assert!(disk.contains("Tom Brackley") && !disk.contains("4497"));
}

#[test]
fn a_kill_in_the_middle_of_a_row_loses_at_most_the_number_being_typed() {
    let mut bench = killed();
    let line = format!("line 6 of {}", count(bench.session()));
    bench.shows("Tom Brackley").shows(&line);
}

/// The rest of the row is typed after the kill.
fn completed() -> Bench {
    let mut bench = killed();
    for _ in 5..count(bench.session()) {
        bench.keys("7 ");
    }
    bench
}

#[test]
fn a_row_is_gone_on_with_after_a_kill() {
    let mut bench = completed();
    let count = count(bench.session());
    bench.shows(&format!("voted, {} of {count}", count - 2));
}

#[test]
fn the_draft_of_a_row_is_gone_when_it_is_done() {
    let draft = |bench: &Bench| bench.path().join(".accord/draft").exists();
    assert!(draft(&killed()));
    assert!(!draft(&completed()));
}

#[test]
fn what_was_typed_before_a_kill_is_voted() {
    completed().keys("ry").document(|session| {
        let lines = Subject::estimate_subjects(session);
        let ballots = lines
            .iter()
            .filter_map(|line| session.workshop.ballot(line));
        let votes: Vec<&str> = ballots
            .map(|ballot| ballot.rounds[0].votes[0].value.as_str())
            .collect();
        assert_eq!(votes[..4], ["44977", "44978", "44979", "7"]);
        assert_eq!(votes.len(), count(session) - 2);
    });
}

#[test]
fn votes_pasted_while_something_is_asked_come_up_nowhere() {
    let mut bench = pasted();
    bench.keys("<home><enter>").paste("9\t9\t9");
    bench.shows("Paste over the sealed row of Tom Brackley?");
    bench
        .paste("44977\t44978")
        .shows("Paste over the sealed row of Tom Brackley?")
        .hides("44977");
    assert_eq!(bench.state.dialogs.len(), 2);
}
