//! The room sees who is awaited and then the votes, and never a name.

use accord::app::projector::card::CardBody;
use accord::app::projector::room_card::room_card;

use crate::common::Bench;
use crate::common::votes::{card, on_demo};

/// Sales votes without Dev; Helen is away.
const SALES: &str = "v8<enter>8<enter><end>x";
/// The others vote, and the votes are shown.
const SHOWN: &str = "<esc>v7<enter>1<enter>2<enter>1<enter>r";
/// Reasons of Tom and Owen.
const REASONS: &str = "w<enter>They ask for it<enter>w<down><enter>Owen Prys knows<enter>";
/// A second round, in which all agree, and its outcome.
const DECIDED: &str = "25<enter>5<enter>5<enter>5<enter>5<enter>5<enter>ry<enter><enter>";

fn sides(bench: &Bench) -> Vec<(String, usize, usize)> {
    match room_card(&bench.state).body {
        CardBody::Hidden { sides, .. } => sides,
        other => panic!("{other:?}"),
    }
}

fn of(side: &str, voted: usize, of: usize) -> (String, usize, usize) {
    (side.to_owned(), voted, of)
}

#[test]
fn the_room_is_asked_a_question() {
    let mut bench = on_demo();
    let card = room_card(&bench.keys("v8<enter>8<enter>").state);
    assert_eq!(card.kicker, "HOW MANY POINTS IS IT WORTH?");
    assert_eq!(card.title, "Demo: Had a one-to-one demo");
}

#[test]
fn the_room_sees_how_many_of_each_side_have_voted() {
    let mut bench = on_demo();
    let expected = [
        of("Sales", 2, 3),
        of("Marketing", 0, 3),
        of("Management", 0, 1),
    ];
    assert_eq!(sides(bench.keys("v8<enter>8<enter>")), expected);
}

#[test]
fn nobody_waits_for_a_voter_who_is_away() {
    let mut bench = on_demo();
    let expected = [of("Sales", 2, 3), of("Marketing", 0, 3)];
    assert_eq!(sides(bench.keys(SALES)), expected);
}

#[test]
fn an_open_ballot_shows_who_is_missing_when_its_dialog_is_closed() {
    let mut bench = on_demo();
    let expected = [of("Sales", 2, 3), of("Marketing", 0, 3)];
    assert_eq!(sides(bench.keys(SALES).keys("<esc>")), expected);
}

#[test]
fn the_room_sees_how_often_each_value_was_given() {
    let mut bench = on_demo();
    bench.keys(SALES).keys(SHOWN);
    let CardBody::Votes { scale, sides, .. } = room_card(&bench.state).body else {
        panic!("{}", card(&bench));
    };
    let expected: Vec<String> = (0..=8).map(|n: i64| n.to_string()).collect();
    assert_eq!(scale, expected);
    let side = |name: &str, counts: [_; 9], median: &str| {
        (name.to_owned(), counts.to_vec(), median.to_owned())
    };
    assert_eq!(
        sides,
        [
            side("Sales", [0, 0, 0, 0, 0, 0, 0, 1, 2], "8"),
            side("Marketing", [0, 2, 1, 0, 0, 0, 0, 0, 0], "1"),
        ]
    );
}

#[test]
fn the_room_is_told_the_gap_and_both_ends_are_asked_why() {
    let mut bench = on_demo();
    bench.keys(SALES).keys(SHOWN);
    let CardBody::Votes { note, .. } = room_card(&bench.state).body else {
        panic!("{}", card(&bench));
    };
    // The median of 1, 1, 2, 7, 8, 8 is 4.5.
    assert_eq!(
        note,
        "Gap 7.  Those who gave 8: what have you seen?  Those who gave 1: what have you seen?"
    );
}

#[test]
fn a_reason_comes_to_the_room_unless_it_names_somebody() {
    let mut bench = on_demo();
    let shown = card(bench.keys(SALES).keys(SHOWN).keys(REASONS));
    assert!(shown.contains("8: They ask for it"), "{shown}");
    assert!(!shown.contains("knows"), "{shown}");
}

#[test]
fn a_sealed_second_round_replaces_the_first() {
    let mut bench = on_demo();
    bench.keys(SALES).keys(SHOWN).keys(REASONS).keys("2");
    assert!(room_card(&bench.state).kicker.starts_with("ROUND 2 "));
    let card = card(&bench);
    assert!(card.contains("ROUND 2"), "{card}");
    assert!(!card.contains("They ask"), "{card}");
}

#[test]
fn the_room_sees_what_was_decided() {
    let mut bench = on_demo();
    bench.keys(SALES).keys(SHOWN).keys(REASONS).keys(DECIDED);
    let decided = card(&bench);
    assert!(
        decided.contains("Agreed by Sales and Marketing"),
        "{decided}"
    );
}

#[test]
fn the_room_sees_by_which_vote_it_was_decided() {
    let mut bench = on_demo();
    bench.keys(SALES).keys(SHOWN).keys(REASONS).keys(DECIDED);
    let decided = room_card(&bench.state).decided;
    assert!(decided.starts_with("5 points. "), "{decided}");
    let vote = "Round 2: Sales 5, Marketing 5 (medians), gap 0";
    assert!(decided.ends_with(vote), "{decided}");
    bench
        .keys("<f5>")
        .shows("Decided: 5 points")
        .shows("Round 2");
}

#[test]
fn a_later_agreement_is_by_no_vote() {
    let mut bench = on_demo();
    bench.keys(SALES).keys(SHOWN).keys(REASONS).keys(DECIDED);
    bench.keys("+s<enter>");
    let decided = room_card(&bench.state).decided;
    assert!(!decided.contains("Round"), "{decided}");
}

#[test]
fn no_card_of_a_ballot_names_anybody() {
    let mut bench = on_demo();
    // With `m`, the ballot itself shows names.
    for keys in [SALES, SHOWN, REASONS, "m", DECIDED] {
        let card = card(bench.keys(keys));
        assert!(card.contains("Had a one-to-one demo"), "{card}");
        for person in &bench.session().workshop.participants {
            assert!(!card.contains(&person.name), "{keys}: {card}");
        }
    }
}
