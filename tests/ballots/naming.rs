//! Votes are named, by side or anonymous, as the session said before the first one.

use accord::app::Step;
use accord::app::input::command::Command;
use accord::app::input::entry_command::EntryCommand;
use accord::model::{Agreement, Side, VoteNaming};

use crate::common::votes::{
    DEMO, ballot, card, decision, on_demo, on_demo_with, on_disk, value, votes, written_card,
};
use crate::common::{Bench, on};
use crate::{FIRST_ROUND, SECOND_ROUND};

/// Votes that occur nowhere else, with Helen's away: Tom, Ines, Dev, Marta, Owen, Yusuf.
const TELLING: &str = "v44977<enter>44978<enter>44979<enter>55981<enter>55982<enter>55983<enter>x";
const NAMELESS: [VoteNaming; 2] = [VoteNaming::BySide, VoteNaming::Anonymous];

/// The votes are shown.
fn shown(naming: VoteNaming) -> Bench {
    let mut bench = on_demo_with(naming);
    bench.keys(TELLING).keys("r");
    bench
}

#[test]
fn votes_are_by_side_unless_said() {
    on("worked-example")
        .keys("/Demo criterion<enter><enter>v")
        .shows("Votes are by side: shown and kept by side, without names.");
}

#[test]
fn the_session_says_how_votes_are_kept() {
    on("worked-example")
        .go(Step::Room)
        .keys("<home>")
        .shows("Votes")
        .shows("By side");
}

#[test]
fn the_ballot_and_the_room_say_it_before_the_first_vote() {
    for (naming, says) in [
        (VoteNaming::Named, "Votes are named"),
        (VoteNaming::BySide, "Votes are by side"),
        (VoteNaming::Anonymous, "Votes are anonymous"),
    ] {
        let mut bench = on_demo_with(naming);
        bench.keys("v").shows(says);
        assert!(card(&bench).contains(says), "{}", card(&bench));
        bench.keys("<esc>V").shows(says);
    }
}

#[test]
fn who_votes_alone_for_a_side_is_told_that_the_vote_is_known() {
    on_demo_with(VoteNaming::BySide)
        .keys("v")
        .shows("Helen Oakes alone")
        .shows("votes for Management, so that vote is known");
}

#[test]
fn by_side_votes_keep_their_side_and_no_name() {
    let bench = shown(VoteNaming::BySide);
    let cast = votes(bench.session(), DEMO, 0);
    let of = |side: &str| -> Vec<String> {
        let own = cast.iter().filter(|(voter, _)| voter == side);
        own.map(|(_, value)| value.clone()).collect()
    };
    assert_eq!(of("sales"), ["44977", "44978", "44979"]);
    assert_eq!(of("marketing"), ["55981", "55982", "55983"]);
    assert_eq!(of("management"), [""], "absent");
}

#[test]
fn anonymous_votes_are_all_together() {
    let mut bench = shown(VoteNaming::Anonymous);
    let cast = votes(bench.session(), DEMO, 0);
    assert!(
        cast.iter().all(|(voter, _)| voter == "anonymous"),
        "{cast:?}"
    );
    assert_eq!(cast[0].1, "44977", "in the order of their values");
    bench
        .shows("All votes")
        .shows("From 44977 to 55983")
        .hides("Gap");
}

#[test]
fn names_that_are_not_kept_cannot_be_shown() {
    for naming in NAMELESS {
        shown(naming)
            .shows("n second round")
            .hides("m names")
            .keys("m")
            .shows("Nobody's name was kept with these votes")
            .hides("Tom Brackley");
    }
    shown(VoteNaming::Named)
        .shows("m names")
        .keys("m")
        .shows("Tom Brackley  44977");
}

#[test]
fn after_the_reveal_no_file_links_a_voter_and_a_vote() {
    for naming in NAMELESS {
        let mut bench = shown(naming);
        bench.keys("<enter><enter>");
        let links = linked(&bench);
        assert_eq!(links, Vec::<String>::new(), "{naming:?}");
        assert!(on_disk(&bench).contains("44977"), "the votes are kept");
        let written = written_card(&mut bench);
        assert!(!written.contains("Tom"), "{written}");
    }
    assert!(
        !linked(&shown(VoteNaming::Named)).is_empty(),
        "the search finds links"
    );
}

/// The lines of all files in which a voter stands beside a vote, sealed or not.
fn linked(bench: &Bench) -> Vec<String> {
    let voters = ["tom", "ines", "dev", "marta", "owen", "yusuf"];
    let text = on_disk(bench);
    let is_link = |line: &&str| {
        let names_voter = voters.iter().any(|v| {
            line.contains(&format!("\"voter\":\"{v}\"")) || line.contains(&format!("voter: {v}"))
        });
        names_voter && (line.contains(DEMO) || line.contains("voter: "))
    };
    text.lines().filter(is_link).map(str::to_owned).collect()
}

#[test]
fn a_kill_after_the_reveal_loses_nothing_and_tells_nothing() {
    for naming in NAMELESS {
        let mut bench = on_demo_with(naming);
        bench.keys("+").keys(TELLING);
        let bench = {
            bench.keys("r");
            bench.killed()
        };
        assert_eq!(linked(&bench), Vec::<String>::new());
        assert_eq!(votes(bench.session(), DEMO, 0).len(), 7);
    }
}

#[test]
fn undo_reaches_behind_the_votes_after_a_restart() {
    let mut bench = on_demo_with(VoteNaming::Anonymous);
    bench.keys("<esc>/Money criterion<enter><enter>+");
    let after = bench.session().definition.clone();
    bench
        .keys("<esc>/Demo criterion<enter><enter>")
        .keys(TELLING)
        .keys("r<esc>");
    let mut bench = bench.reopen();
    assert_eq!(bench.session().definition, after);
    bench.keys("<esc>uu");
    assert_ne!(
        bench.session().definition,
        after,
        "the points are taken back"
    );
    assert_eq!(votes(bench.session(), DEMO, 0).len(), 7, "the votes stay");
}

#[test]
fn once_somebody_voted_less_can_be_kept_but_not_more() {
    let mut bench = on_demo_with(VoteNaming::BySide);
    bench.keys("v3<enter><esc>");
    bench
        .votes_are(VoteNaming::Named)
        .shows("less can be kept of them, never more");
    assert_eq!(bench.session().workshop.vote_naming(), VoteNaming::BySide);
    bench.keys("<esc>").votes_are(VoteNaming::Anonymous);
    assert_eq!(
        bench.session().workshop.vote_naming(),
        VoteNaming::Anonymous
    );
    // The ballot that was open then is anonymous too.
    bench
        .go(Step::Points)
        .keys("/Demo criterion<enter><enter>v")
        .shows("Votes are anonymous");
}

#[test]
fn undo_does_not_widen_what_is_kept() {
    let mut bench = on_demo_with(VoteNaming::Named);
    bench
        .votes_are(VoteNaming::Anonymous)
        .keys("v3<enter><esc>uu");
    assert_eq!(
        bench.session().workshop.vote_naming(),
        VoteNaming::Anonymous
    );
}

#[test]
fn a_session_with_votes_of_before_stays_named_and_says_so() {
    let mut bench = on_demo();
    bench.keys(FIRST_ROUND).keys("r");
    // As files of before this could be chosen have it.
    let text = std::fs::read_to_string(bench.path().join("session.yaml")).expect("a session");
    let before: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("naming:") && !line.contains("vote_naming:"))
        .fold(String::new(), |text, line| text + line + "\n");
    assert_ne!(before, text);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("session.yaml"), before).expect("written");
    let mut bench = Bench::at(folder);
    assert_eq!(bench.session().workshop.vote_naming(), VoteNaming::Named);
    bench
        .keys("/Demo criterion<enter><enter>vm")
        .shows("Tom Brackley  8");
    bench.keys("2").shows("Votes are named");
}

#[test]
fn a_decision_counts_votes_where_nobody_is_named() {
    let mut bench = on_demo_with(VoteNaming::BySide);
    bench.keys("v5<enter>5<enter>9<enter>5<enter>5<enter>5<enter>xr<enter><enter>");
    let set = decision(bench.session(), DEMO);
    assert_eq!(set.agreement, Some(Agreement::Both));
    assert_eq!(
        set.agreed,
        ["sales", "sales", "marketing", "marketing", "marketing"]
    );
    assert_eq!(value(bench.session(), DEMO), "5");
}

#[test]
fn an_anonymous_decision_says_how_many_of_all_agreed() {
    let mut bench = on_demo_with(VoteNaming::Anonymous);
    bench
        .keys("v5<enter>5<enter>9<enter>5<enter>5<enter>5<enter>xr<enter><enter>")
        .shows("Agreed by 5 of 6 votes");
}

#[test]
fn a_second_round_is_kept_as_the_first() {
    let mut bench = on_demo_with(VoteNaming::BySide);
    bench.keys(FIRST_ROUND).keys(SECOND_ROUND).keys("ry");
    for round in &ballot(bench.session(), DEMO).rounds {
        let is_person = |voter: &str| !["sales", "marketing", "management"].contains(&voter);
        assert!(
            !round
                .votes
                .iter()
                .any(|vote| is_person(vote.voter.as_str()))
        );
    }
}

#[test]
fn a_voter_does_not_change_sides_while_the_vote_is_sealed() {
    let mut bench = on_demo_with(VoteNaming::BySide);
    bench.keys("v<down><down><down>7<enter><esc>");
    let entry = EntryCommand::Field {
        at: "participant:marta".parse().expect("a place"),
        key: "side".into(),
    };
    bench.run(Command::with_text(&entry, "management".into()));
    let marta = bench
        .session()
        .workshop
        .participants
        .iter()
        .find(|p| p.id == "marta");
    assert_eq!(marta.expect("Marta").side, Side::Marketing);
}

#[test]
fn showing_so_few_votes_that_they_can_be_told_apart_says_so() {
    for naming in NAMELESS {
        let mut bench = on_demo_with(naming);
        bench.keys("v7<enter>r").shows("So few have voted");
    }
    let mut bench = on_demo_with(VoteNaming::Named);
    bench
        .keys("v7<enter>r")
        .shows("Not voted yet")
        .hides("So few");
}
