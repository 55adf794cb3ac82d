//! A parked thought leaves with an owner or goes back.

use accord::app::Step;
use accord::model::Session;

use crate::common::{Bench, on};

/// One names its sponsor with an `@`, the other after a slash.
const CALLS: &str = "pWho counts the calls? @ines<enter>";
const MAIL: &str = "pDoes a call / mail count? / owen<enter>";
/// The first becomes an action; who does it and until when is asked.
const ACTION: &str = "/counts the calls<enter><right><down><down><down><down><enter>";

fn parked() -> Bench {
    let mut bench = on("worked-example");
    bench
        .keys("<alt-6>/Demo criterion<enter>")
        .keys(CALLS)
        .keys(MAIL);
    bench
}

/// What became of the last two thoughts.
fn resolutions(session: &Session) -> Vec<&str> {
    let parking = &session.workshop.parking;
    let last = parking[parking.len() - 2..].iter();
    last.map(|p| p.resolution.as_str()).collect()
}

#[test]
fn parking_a_thought_leaves_the_room_where_it_was() {
    let mut bench = on("worked-example");
    bench.keys("<alt-6>/Demo criterion<enter>").keys(CALLS);
    assert_eq!(bench.state.step, Step::Points);
}

#[test]
fn a_thought_is_parked_with_its_sponsor() {
    let before = on("worked-example").session().workshop.parking.len();
    parked().document(|session| {
        let new = session.workshop.parking[before..].iter();
        let what: Vec<_> = new.map(|p| (p.name.as_str(), p.sponsor.as_str())).collect();
        let calls = ("Who counts the calls?", "Ines Corrigan");
        let mail = ("Does a call / mail count?", "Owen Prys");
        assert_eq!(what, [calls, mail]);
    });
}

#[test]
fn a_thought_becomes_an_action_of_somebody() {
    parked()
        .keys(ACTION)
        .shows("Who will do it?")
        .keys("<enter>2026-12-01<enter>")
        .document(|session| {
            let action = session.workshop.actions.last().expect("an action");
            assert_eq!(action.name, "Who counts the calls?");
            assert_eq!(action.owner, "Ines Corrigan");
            assert_eq!(action.due, Some(jiff::civil::date(2026, 12, 1)));
            assert_eq!(resolutions(session), ["became an action", ""]);
        });
}

#[test]
fn a_thought_goes_back_to_its_sponsor() {
    parked()
        .keys("/mail count<enter><right><end><enter>")
        .document(|s| assert_eq!(resolutions(s), ["", "back to Owen Prys"]));
}
