//! Ballots, decisions and alignment: keys in, record and screen out.

mod common;

use accord::app::Step;
use accord::app::projector::card::CardBody;
use accord::app::projector::room_card::room_card;
use accord::model::{Agreement, Decision, Dissent, Id};
use common::Bench;
use common::votes::{
    DEMO, agreement, ballot, card, on_demo, on_disk, shows, value, votes, write_card,
};

#[test]
fn a_value_is_estimated_blind_in_two_rounds_and_decided() {
    let mut bench = on_demo();
    bench.keys("v");
    shows(
        &bench,
        &[
            "Sales                    ",
            "0 of 3 have voted",
            "Tom Brackley: type your vote",
        ],
    );
    assert!(!bench.screen().contains("Ruth Ashdown"));
    bench.keys("8<enter>8<enter>7<enter>1<enter>2<enter>1<enter>x");
    shows(&bench, &["3 of 3 have voted", "absent"]);
    bench.keys("r");
    shows(
        &bench,
        &[
            "Gap 7   overall median 4.5   1 absent",
            "Those who gave 8",
            "median 1",
        ],
    );
    assert!(
        !bench.screen().contains("Tom Brackley"),
        "names need a further key"
    );
    bench.keys("m");
    shows(&bench, &["Tom Brackley  8", "Helen Oakes  absent"]);
    bench.keys("w<enter>They ask for it<enter>2");
    assert!(
        !bench.screen().contains("median"),
        "the second round is unseen"
    );
    bench.keys("5<enter>5<enter>4<enter>4<enter>4<enter>1<enter>r");
    shows(&bench, &["Not voted yet: Helen Oakes"]);
    bench.keys("y");
    shows(
        &bench,
        &[
            "Round 2",
            "Gap 1   overall median 4",
            "Round 1",
            "8: They ask for it",
        ],
    );
    bench.keys("<enter>");
    // The median of 1, 4, 4, 4, 5, 5 is 4; the outcome can differ.
    bench.keys("<ctrl-u>3<enter>");
    let set: &Decision = bench
        .session()
        .workshop
        .decision(&DEMO.parse().unwrap())
        .expect("a decision");
    assert_eq!(set.value, "3");
    // 3 is within one of 4 and two from 5, so Tom, Ines and Yusuf do not agree.
    assert_eq!(set.agreed, ["dev", "marta", "owen"].map(String::from));
    let without: Vec<&str> = set.dissent.iter().map(|d| d.who.as_str()).collect();
    assert_eq!(without, ["tom", "ines", "yusuf"]);
    assert_eq!(set.agreement, Some(Agreement::OneSide));
    assert_eq!(value(&bench, DEMO), "3");
    assert_eq!(ballot(&bench, DEMO).outcome, "3");
    assert_eq!(
        ballot(&bench, DEMO).rounds[0].votes[0].reason,
        "They ask for it"
    );
    shows(&bench, &["Agreed by Marketing at 09:00 UTC"]);

    // The value can be undone; the decision remains and is shown as reopened.
    bench.keys("u");
    assert_eq!(value(&bench, DEMO), "5");
    assert_eq!(bench.session().workshop.decisions.len(), 1);
    assert_eq!(agreement(&bench, DEMO), (Agreement::Proposed, true));
    shows(&bench, &["Agreed at 09:00", "UTC, since", "reopened by an"]);
    bench.keys("U");
    assert_eq!(agreement(&bench, DEMO), (Agreement::OneSide, false));
    bench.keys("+");
    shows(&bench, &["agreed at 09:00 UTC, reopened by this edit"]);
}

#[test]
fn what_is_voted_on_shows_nowhere_and_cannot_change() {
    let mut bench = on_demo();
    // A value that occurs nowhere else on the screen.
    bench.keys("<enter><down><enter><ctrl-u>731<enter><esc>");
    shows(&bench, &["731"]);
    bench.keys("v44977<enter>44977<esc>");
    shows(
        &bench,
        &["The ballot on Demo: Had a one-to-one demo is open; v continues it"],
    );
    let clear = |bench: &Bench| {
        for (columns, rows) in [(80, 24), (60, 16), (140, 40)] {
            let screen = bench.screen_at(columns, rows);
            for value in ["731", "44977"] {
                assert!(!screen.contains(value), "{value} in\n{screen}");
            }
        }
        let card = card(bench);
        assert!(!card.contains("731") && !card.contains("44977"), "{card}");
        assert!(!on_disk(bench).contains("44977"));
    };
    clear(&bench);
    let written = write_card(&mut bench);
    assert!(
        written.contains("Hidden") && !written.contains("731") && !written.contains("44977"),
        "{written}"
    );
    shows(
        &bench,
        &[
            "v Demo",
            "? / 1",
            "a ballot is open: figures are hidden",
            "hidden",
        ],
    );
    for keys in [
        "+",
        "-",
        "<enter><down><enter>",
        "<esc>",
        "u",
        "uu",
        "<esc>d",
        "<esc>",
    ] {
        bench.keys(keys);
        clear(&bench);
        assert_eq!(value(&bench, DEMO), "731", "{keys}");
    }
    for step in Step::ALL {
        bench.go(step);
        for keys in ["", "<home><enter>", "<down><down>", "<end>", "<esc>"] {
            bench.keys(keys);
            clear(&bench);
        }
    }
    bench = bench.reopen();
    clear(&bench);
    bench.keys("/Demo criterion<enter><enter>v");
    clear(&bench);
    shows(&bench, &["voted", "1 of 3 has voted"]);
    bench.keys("ry");
    shows(&bench, &["44977"]);
    assert!(card(&bench).contains("44977"), "{}", card(&bench));
    assert_eq!(votes(&bench, DEMO, 0)[0], ("tom".into(), "44977".into()));
    bench.keys("<esc>u");
    assert_eq!(
        value(&bench, DEMO),
        "5",
        "what was done before can be taken back again"
    );
    assert!(ballot(&bench, DEMO).rounds[0].revealed.is_some());
}

#[test]
fn the_room_sees_who_is_awaited_and_then_the_votes_and_never_a_name() {
    let mut bench = on_demo();
    let people: Vec<String> = {
        let people = bench.session().workshop.participants.iter();
        people.map(|p| p.name.clone()).collect()
    };
    let nobody = |bench: &Bench| {
        let card = card(bench);
        for name in &people {
            assert!(!card.contains(name.as_str()), "{card}");
        }
    };
    let sides = |bench: &Bench| match room_card(&bench.state).body {
        CardBody::Hidden { sides } => sides,
        other => panic!("{other:?}"),
    };
    bench.keys("v8<enter>8<enter>");
    let card_now = room_card(&bench.state);
    assert_eq!(card_now.kicker, "HOW MANY POINTS IS IT WORTH?");
    assert_eq!(card_now.title, "Demo: Had a one-to-one demo");
    let of = |side: &str, is_in, of| (side.to_owned(), is_in, of);
    assert_eq!(
        sides(&bench),
        [
            of("Sales", 2, 3),
            of("Marketing", 0, 3),
            of("Management", 0, 1)
        ]
    );
    nobody(&bench);
    // Nobody waits for a voter who is away.
    bench.keys("<end>x");
    assert_eq!(sides(&bench), [of("Sales", 2, 3), of("Marketing", 0, 3)]);
    // The open ballot still shows who is missing.
    bench.keys("<esc>");
    assert_eq!(sides(&bench), [of("Sales", 2, 3), of("Marketing", 0, 3)]);
    bench.keys("v7<enter>1<enter>2<enter>1<enter>r");
    let CardBody::Votes { scale, sides, note } = room_card(&bench.state).body else {
        panic!("{}", card(&bench));
    };
    let expected: Vec<String> = (0..=8).map(|n: i64| n.to_string()).collect();
    assert_eq!(scale, expected);
    assert_eq!(
        sides,
        [
            (
                "Sales".to_owned(),
                vec![0, 0, 0, 0, 0, 0, 0, 1, 2],
                "8".to_owned()
            ),
            (
                "Marketing".to_owned(),
                vec![0, 2, 1, 0, 0, 0, 0, 0, 0],
                "1".to_owned()
            ),
        ]
    );
    // The median of 1, 1, 2, 7, 8, 8 is 4.5; both ends are asked why.
    assert_eq!(
        note,
        "Gap 7.  Those who gave 8: what have you seen?  Those who gave 1: what have you seen?"
    );
    bench.keys("w<enter>They ask for it<enter>w<down><enter>Owen Prys knows<enter>");
    let shown = card(&bench);
    assert!(shown.contains("8: They ask for it") && !shown.contains("knows"));
    bench.keys("m");
    nobody(&bench);
    // The sealed second round replaces the first one on the screen.
    bench.keys("2");
    assert!(!card(&bench).contains("They ask"));
    assert!(room_card(&bench.state).kicker.ends_with("ROUND 2"));
    bench.keys("5<enter>5<enter>5<enter>5<enter>5<enter>5<enter>ry<enter><enter>");
    let decided = card(&bench);
    assert!(
        decided.contains("Agreed by Sales and Marketing"),
        "{decided}"
    );
    nobody(&bench);
}

#[test]
fn a_vote_can_be_replaced_until_it_is_shown_and_survives_a_kill() {
    let mut bench = on_demo();
    bench.keys("v5<enter>6<enter><up><up>9<enter>");
    // An invalid vote is refused and not repeated.
    bench.keys("seven<enter>");
    shows(&bench, &["Write a whole number of points."]);
    assert!(!bench.screen().contains("seven"));
    // A slip of the key cannot mark a voter as away who has voted.
    bench.keys("<home>x");
    shows(&bench, &["They have voted already", "2 of 3 have voted"]);
    let mut bench = bench.killed();
    bench.keys("k/Demo criterion<enter><enter>v");
    shows(&bench, &["2 of 3 have voted", "Dev Hallam: type"]);
    bench.keys("4<enter><end>xry");
    let cast = votes(&bench, DEMO, 0);
    assert_eq!(
        cast[..3],
        [("tom", "9"), ("ines", "6"), ("dev", "4")].map(|(a, b)| (a.into(), b.into()))
    );
    let away = ballot(&bench, DEMO).rounds[0]
        .votes
        .iter()
        .filter(|v| v.absent);
    assert_eq!(away.count(), 4);
    // Undo never removes a vote.
    bench.keys("<esc>uuu");
    assert_eq!(votes(&bench, DEMO, 0), cast);
}

#[test]
fn a_wording_is_agreed_by_gradients_with_a_dissent_and_its_reason() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Marketing qualified stage<enter>v");
    shows(
        &bench,
        &["How shall we vote on the wording?", "Fist of five"],
    );
    bench.keys("<enter>5<enter>4<enter>3<enter>5<enter>1<enter>4<enter>");
    // The wording remains visible and unchanged.
    let before = value(&bench, "stage:mql");
    bench.keys("<esc><tab><down><enter>");
    shows(&bench, &["A ballot on", "is open"]);
    assert!(bench.state.dialogs.is_empty());
    bench.keys("v5<enter>r");
    shows(&bench, &["A strong no from Owen Prys"]);
    bench.keys("<enter>");
    shows(&bench, &["A strong no needs a reason first"]);
    // The voter who owes a reason is already selected.
    bench.keys("w<enter>Nobody has the data<enter>");
    shows(&bench, &["Owen Prys, 1: Nobody has the data"]);
    bench.keys("<enter><enter>");
    let decision = bench
        .session()
        .workshop
        .decision(&"stage:mql".parse().unwrap())
        .expect("a decision");
    let dissent = Dissent {
        who: "owen".into(),
        reason: "Nobody has the data".into(),
    };
    assert_eq!(decision.dissent, [dissent]);
    assert_eq!(decision.agreed.len(), 6);
    assert_eq!(
        (decision.value.as_str(), decision.agreement),
        (before.as_str(), Some(Agreement::Both))
    );
    shows(&bench, &["+ Marketing qualified", "Agreed by Sales and"]);
    // The voting method is remembered for the next wording.
    bench.keys("<esc>/Suspect<enter>v");
    shows(&bench, &["Will this wording do?", "round 1"]);
    // Another wording reopens it, and the rail no longer shows it as done.
    bench.keys("x<esc>/Marketing qualified stage<enter><tab><down><enter> And more.<ctrl-s>");
    shows(&bench, &["reopened by this edit", "~ Marketing"]);
    bench.go(Step::Publish);
    shows(&bench, &["NOT SETTLED", "reopened"]);
}

#[test]
fn a_threshold_is_voted_on_and_moves_the_rule() {
    let mut bench = Bench::example("worked-example");
    bench
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home><down><down><down>v");
    shows(&bench, &["How many points must a lead have?"]);
    bench.keys("18<enter>18<enter>18<enter>20<enter>18<enter>18<enter>18<enter><esc>");
    shows(&bench, &["hidden", "figures are hidden"]);
    let screen = bench.screen();
    assert!(
        !screen.contains("20 points") && !screen.contains("rule: 20"),
        "{screen}"
    );
    bench.keys("vr<enter><enter>");
    assert_eq!(value(&bench, "stage:mql#points.total"), "18");
    // A tenth of 18 is 1, so Marta's 20 does not agree.
    let decision = bench
        .session()
        .workshop
        .decision(&"stage:mql#points.total".parse().unwrap())
        .unwrap();
    assert_eq!(
        decision
            .dissent
            .iter()
            .map(|d| d.who.as_str())
            .collect::<Vec<_>>(),
        ["marta"]
    );
    assert_eq!(decision.agreement, Some(Agreement::Both));
    shows(&bench, &["Agreed by Sales"]);
}

#[test]
fn agreement_is_recorded_without_a_vote_and_superseded_never_rewritten() {
    let mut bench = on_demo();
    bench.keys("s<down><enter>");
    assert_eq!(agreement(&bench, DEMO).0, Agreement::OneSide);
    shows(&bench, &["Agreed by Sales at 09:00 UTC"]);
    bench.keys("s<down><down><down><enter>");
    assert_eq!(agreement(&bench, DEMO).0, Agreement::Disputed);
    shows(&bench, &["! Demo", "6Points!"]);
    bench.keys("s<enter>");
    assert_eq!(agreement(&bench, DEMO).0, Agreement::Both);
    let decisions = &bench.session().workshop.decisions;
    let by: Vec<_> = decisions
        .iter()
        .map(|d| d.superseded_by.as_ref().map(Id::as_str))
        .collect();
    assert_eq!(by, [Some("d2"), Some("d3"), None]);
}

#[test]
fn sides_vote_where_nobody_speaks_for_them() {
    let mut bench = Bench::template("standard");
    bench.keys("a<enter>Saw a demo<enter>v4<enter>6<enter>r");
    shows(&bench, &["Gap 2   overall median 5"]);
    bench.keys("<enter><enter>");
    let decision = &bench.session().workshop.decisions[0];
    assert_eq!(decision.agreed, ["sales", "marketing"]);
    assert_eq!(value(&bench, "criterion:saw-a-demo"), "5");
}

#[test]
fn a_ballot_nobody_voted_in_can_be_withdrawn() {
    let mut bench = on_demo();
    bench.keys("v<esc>");
    shows(&bench, &["figures are hidden"]);
    bench.keys("vr");
    shows(
        &bench,
        &["Nobody had voted: the ballot is withdrawn", "4 qualify"],
    );
    assert!(bench.session().workshop.ballots.is_empty());
    // Votes on one line of a sheet leave no trace on the others.
    bench.keys("V<enter>");
    assert_eq!(bench.session().workshop.ballots.len(), 16);
    bench.keys("5<enter><esc>ry");
    assert_eq!(bench.session().workshop.ballots.len(), 1);
}

#[test]
fn made_leads_and_possible_leads_tell_nothing_while_points_are_voted_on() {
    let mut bench = on_demo();
    bench.keys("v5<enter><esc>8M");
    assert!(bench.state.dialogs.is_empty(), "{}", bench.screen());
    shows(&bench, &["A ballot is open: figures are hidden"]);
    bench.keys("7<home>");
    for _ in 0..30 {
        let screen = bench.screen_at(140, 40);
        assert!(
            !screen.contains("possible leads") && !screen.contains("mallest example"),
            "{screen}"
        );
        bench.keys("<down>");
    }
}

#[test]
fn where_bands_begin_is_hidden_while_a_total_is_voted_on() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Marketing qualified stage<enter>7<home><down><down><down>v");
    bench.keys("<enter>");
    assert!(
        bench.screen().contains("How many points"),
        "{}",
        bench.screen()
    );
    bench.keys("<esc>/Hot band<enter>");
    let screen = bench.screen_at(140, 40);
    assert!(!screen.contains("20"), "{screen}");
    bench.keys("<tab><down><enter>");
    assert!(bench.state.dialogs.is_empty(), "{}", bench.screen());
}

#[test]
fn who_has_voted_stays_and_a_thought_is_parked_over_the_votes() {
    let mut bench = on_demo();
    bench.keys("v5<enter>4<enter><esc>/Tom Brackley participant<enter>d");
    shows(&bench, &["Tom Brackley has voted"]);
    assert!(
        bench
            .session()
            .workshop
            .participants
            .iter()
            .any(|p| p.name == "Tom Brackley")
    );
    let mut bench = on_demo();
    bench.keys("v5<enter>4<enter>3<enter>1<enter>1<enter>2<enter>2<enter>r");
    shows(&bench, &["Gap"]);
    bench.keys("pWho pays?<enter>");
    assert_eq!(
        bench
            .session()
            .workshop
            .parking
            .last()
            .expect("parked")
            .name,
        "Who pays?"
    );
    shows(&bench, &["Gap"]);
}
