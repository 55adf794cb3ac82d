//! A vote that is cast stays; until it is shown it can be replaced.

use crate::common::Bench;
use crate::common::votes::{DEMO, ballot, on_demo, votes};

/// Tom and Ines have voted, and Tom again.
const CAST: &str = "v5<enter>6<enter><up><up>9<enter>";

/// Killed after that, opened again, and back in the ballot.
fn killed() -> Bench {
    let mut bench = on_demo();
    bench.keys(CAST);
    let mut bench = bench.killed();
    bench.keys("k/Demo criterion<enter><enter>v");
    bench
}

/// Dev votes too, Helen is away, and the votes are shown.
const SHOWN: &str = "4<enter><end>xry";

#[test]
fn a_vote_survives_a_kill() {
    killed()
        .shows("2 of 3 have voted")
        .shows("Dev Hallam: type");
}

#[test]
fn the_last_vote_of_a_voter_counts() {
    killed().keys(SHOWN).document(|session| {
        let cast = votes(session, DEMO, 0);
        let expected = [("tom", "9"), ("ines", "6"), ("dev", "4")];
        assert_eq!(cast[..3], expected.map(|(a, b)| (a.into(), b.into())));
    });
}

#[test]
fn whoever_has_not_voted_when_votes_are_shown_is_absent() {
    killed().keys(SHOWN).document(|session| {
        let votes = &ballot(session, DEMO).rounds[0].votes;
        assert_eq!(votes.iter().filter(|v| v.absent).count(), 4);
    });
}

#[test]
fn undo_never_removes_a_vote() {
    let mut bench = killed();
    let cast = votes(bench.keys(SHOWN).session(), DEMO, 0);
    assert_eq!(cast.len(), 7);
    bench.keys("<esc>uuu");
    assert_eq!(votes(bench.session(), DEMO, 0), cast);
}

#[test]
fn what_is_no_vote_is_refused_and_not_repeated() {
    on_demo()
        .keys(CAST)
        .keys("seven<enter>")
        .shows("Write a whole number of points.")
        .hides("seven");
}

#[test]
fn a_slip_of_the_key_cannot_mark_a_voter_away_who_has_voted() {
    on_demo()
        .keys(CAST)
        .keys("seven<enter><home>x")
        .shows("They have voted already")
        .shows("2 of 3 have voted");
}

#[test]
fn a_participant_who_has_voted_cannot_be_deleted() {
    on_demo()
        .keys("v5<enter>4<enter><esc>/Tom Brackley participant<enter>d")
        .shows("Tom Brackley has voted")
        .document(|session| {
            let mut people = session.workshop.participants.iter();
            assert!(people.any(|p| p.name == "Tom Brackley"));
        });
}

#[test]
fn a_thought_is_parked_over_the_votes() {
    on_demo()
        .keys("v5<enter>4<enter>3<enter>1<enter>1<enter>2<enter>2<enter>r")
        .shows("Gap")
        .keys("pWho pays?<enter>")
        .document(|session| {
            let last = session.workshop.parking.last().expect("parked");
            assert_eq!(last.name, "Who pays?");
        })
        .shows("Gap");
}

#[test]
fn a_ballot_nobody_voted_in_can_be_withdrawn() {
    on_demo()
        .keys("v<esc>")
        .shows("figures are hidden")
        .keys("vr")
        .shows("Nobody had voted: the ballot is withdrawn")
        .shows("4 qualify")
        .document(|session| assert!(session.workshop.ballots.is_empty()));
}

#[test]
fn votes_on_one_line_of_a_sheet_leave_no_trace_on_the_others() {
    let ballots = |count| move |session: &_| assert_eq!(count_ballots(session), count);
    on_demo()
        .keys("V<enter>")
        .document(ballots(16))
        .keys("5<enter><esc>ry")
        .document(ballots(1));
}

fn count_ballots(session: &accord::model::Session) -> usize {
    session.workshop.ballots.len()
}

#[test]
fn a_vote_being_typed_shows_as_typed_and_ctrl_u_clears_it() {
    on_demo()
        .keys("v4")
        .shows("Tom Brackley: typed; Enter seals it, Ctrl-U clears it")
        .keys("4977")
        .shows("Tom Brackley: typed; Enter seals it, Ctrl-U clears it")
        .keys("<ctrl-u>7<enter>")
        .keys("<esc>vr")
        .keys("y")
        .document(|session| assert_eq!(votes(session, DEMO, 0)[0].1, "7"));
}
