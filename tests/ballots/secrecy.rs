//! What is voted on shows nowhere while votes are open, and cannot change.

use accord::app::Step;

use crate::common::votes::{DEMO, ballot, card, on_demo, on_disk, value, votes, written_card};
use crate::common::{Bench, on};

/// What the demo is worth, a number that occurs nowhere else on the screen.
const WORTH: &str = "731";
/// A vote.
const VOTE: &str = "44977";
const SIZES: [(u16, u16); 3] = [(80, 24), (60, 16), (140, 40)];

/// On the demo, which is worth 731 points.
fn on_731() -> Bench {
    let mut bench = on_demo();
    bench.keys("<enter><down><enter><ctrl-u>731<enter><esc>");
    bench
}

/// Tom has voted 44977, Ines has only typed it, and the ballot is left open.
fn voted() -> Bench {
    let mut bench = on_731();
    bench.keys("v44977<enter>44977<esc>");
    bench
}

/// Goes everywhere, and looks at each place.
fn walk(bench: &mut Bench, mut look: impl FnMut(&Bench)) {
    for step in Step::ALL {
        bench.go(step);
        for keys in ["", "<home><enter>", "<down><down>", "<end>", "<esc>"] {
            look(bench.keys(keys));
        }
    }
}

/// The steps, at any size.
const STEPS: &str = "6Poi";

/// Checks that neither the value nor a vote is on the screen, which shows something else, or in
/// the room, and that the vote isn't on disk.
fn keeps_secret(bench: &Bench, shown: &str) {
    for (columns, rows) in SIZES {
        let screen = bench.screen_at(columns, rows);
        assert!(screen.contains(shown), "no {shown:?} in\n{screen}");
        for secret in [WORTH, VOTE] {
            assert!(!screen.contains(secret), "{secret} in\n{screen}");
        }
    }
    let card = card(bench);
    assert!(card.contains("kicker"), "{card}");
    assert!(!card.contains(WORTH) && !card.contains(VOTE), "{card}");
    let disk = on_disk(bench);
    assert!(disk.contains(WORTH), "what it is worth is written down");
    assert!(!disk.contains(VOTE), "{disk}");
}

#[test]
fn before_it_is_voted_on_a_value_is_seen_on_the_screen_and_in_the_room() {
    let mut bench = on_731();
    bench.shows(WORTH);
    assert!(card(&bench).contains(WORTH), "{}", card(&bench));
    let mut seen = 0;
    walk(&mut bench, |bench| {
        seen += usize::from(bench.screen().contains(WORTH));
    });
    assert!(seen > 1, "the walk comes by it");
}

#[test]
fn an_open_ballot_says_how_to_go_on() {
    voted().shows("The ballot on Demo: Had a one-to-one demo is open; v continues it");
}

#[test]
fn what_is_voted_on_is_marked_as_hidden() {
    voted()
        .shows("v Demo")
        .shows("? / 1")
        .shows("a ballot is open: figures are hidden")
        .shows("hidden");
}

#[test]
fn what_is_voted_on_shows_nowhere() {
    let mut bench = voted();
    keeps_secret(&bench, STEPS);
    walk(&mut bench, |bench| keeps_secret(bench, STEPS));
}

#[test]
fn the_card_that_is_written_holds_no_vote() {
    let written = written_card(&mut voted());
    assert!(written.contains("Hidden"), "{written}");
    assert!(
        !written.contains(WORTH) && !written.contains(VOTE),
        "{written}"
    );
}

#[test]
fn what_is_voted_on_cannot_change() {
    let mut bench = voted();
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
        keeps_secret(bench.keys(keys), STEPS);
        assert_eq!(value(bench.session(), DEMO), WORTH, "{keys}");
    }
}

#[test]
fn votes_stay_secret_after_a_restart() {
    let mut bench = voted().reopen();
    keeps_secret(&bench, STEPS);
    keeps_secret(
        bench.keys("/Demo criterion<enter><enter>v"),
        "Ines Corrigan",
    );
    bench.shows("voted").shows("1 of 3 has voted");
}

/// The votes of `voted` are shown after a restart.
fn shown() -> Bench {
    let mut bench = voted().reopen();
    bench.keys("/Demo criterion<enter><enter>vry");
    bench
}

#[test]
fn shown_votes_are_seen_on_the_screen_in_the_room_and_in_the_record() {
    let mut bench = shown();
    bench.shows(VOTE);
    assert!(card(&bench).contains(VOTE), "{}", card(&bench));
    let first = &votes(bench.session(), DEMO, 0)[0];
    assert_eq!(*first, ("tom".into(), VOTE.into()));
}

#[test]
fn what_was_voted_on_stays_when_older_steps_are_undone() {
    shown().keys("<esc>uuu").document(|session| {
        assert_eq!(value(session, DEMO), WORTH);
        assert!(ballot(session, DEMO).rounds[0].revealed.is_some());
    });
}

#[test]
fn no_leads_are_made_while_points_are_voted_on() {
    let mut bench = on_demo();
    bench.keys("v5<enter><esc><alt-8>M");
    assert!(bench.state.dialogs.is_empty(), "{}", bench.screen());
    bench.shows("A ballot is open: figures are hidden");
}

#[test]
fn possible_leads_tell_nothing_while_points_are_voted_on() {
    let mut open = on_demo().size(118, 40);
    open.keys("v5<enter><esc><alt-7><home>");
    let mut closed = on_demo().size(118, 40);
    closed.keys("<alt-7><home>");
    let (mut possible, mut smallest) = (0, 0);
    for _ in 0..30 {
        open.shows("figures are hidden")
            .hides("possible leads")
            .hides("mallest example")
            .keys("<down>");
        let screen = closed.screen();
        possible += usize::from(screen.contains("possible leads"));
        smallest += usize::from(screen.contains("mallest example"));
        closed.keys("<down>");
    }
    assert!(possible > 0 && smallest > 0, "{possible}, {smallest}");
}

/// On the band Hot, which begins at 20, while the hand-off's total is voted on.
fn band_of_a_voted_total() -> Bench {
    let mut bench = on("worked-example").size(118, 40);
    bench
        .keys("/Marketing qualified stage<enter>7<home><down><down><down>v<enter>")
        .shows("How many points")
        .keys("<esc>/Hot band<enter>");
    bench
}

#[test]
fn where_a_band_begins_is_hidden_while_a_total_is_voted_on() {
    on("worked-example")
        .size(118, 40)
        .keys("/Hot band<enter>")
        .shows("20");
    band_of_a_voted_total().shows("Hot").hides("20");
}

#[test]
fn where_a_band_begins_cannot_change_while_a_total_is_voted_on() {
    let mut bench = band_of_a_voted_total();
    bench.keys("<tab><down><enter>");
    assert!(bench.state.dialogs.is_empty(), "{}", bench.screen());
}

#[test]
fn the_seven_points_tell_no_threshold_while_votes_are_open() {
    on("worked-example")
        .keys("L<home><down><down><down>")
        .shows("at least 20 points in all")
        .keys("<esc>6/Demo criterion<enter><enter>v<esc>L<home><down><down><down>")
        .shows("What proves it: a ballot is open: figures are hidden")
        .hides("20 points");
}
