//! The clock follows the room: it warns twice, and nothing takes back the time that was taken.

use accord::app::Step;
use accord::model::{Session, Workshop};

use crate::common::{Bench, on};

fn taken(session: &Session, item: &str) -> u32 {
    let mut agenda = session.workshop.agenda.iter();
    let item = agenda.find(|a| a.id == item).expect("an item");
    item.taken_seconds
}

fn minutes(session: &Session) -> Vec<u32> {
    let agenda = session.workshop.agenda.iter();
    agenda.map(|a| a.minutes).collect()
}

/// On Room, which has 25 minutes, this many seconds after its clock was started.
fn room_after(seconds: i64) -> Bench {
    let mut bench = on("standard");
    bench.go(Step::Room).keys("t").wait(seconds);
    bench
}

/// When a fifth of Room's 25 minutes is left, and a twentieth.
const FIRST_WARNING: i64 = 20 * 60;
const LAST_WARNING: i64 = 23 * 60 + 45;

/// Room took two minutes more than planned and a second, then Stages half a minute.
const TOOK: (u32, u32) = (27 * 60 + 1, 30);

fn over_time() -> Bench {
    let mut bench = room_after(LAST_WARNING);
    bench.keys("T").wait(3 * 60 + 16);
    bench
}

/// Then on Stages, where the clock is paused after half a minute.
fn paused() -> Bench {
    let mut bench = over_time();
    bench.go(Step::Stages).wait(30).keys("t");
    bench
}

fn both_taken(session: &Session) -> (u32, u32) {
    (taken(session, "room"), taken(session, "stages"))
}

#[test]
fn without_a_clock_the_header_says_what_the_session_is() {
    on("standard").header("draft");
}

#[test]
fn the_header_says_what_is_left() {
    room_after(90).header("23:30 of 25 left  on time");
}

#[test]
fn the_time_taken_is_recorded_each_minute() {
    room_after(90).document(|s| assert_eq!(taken(s, "room"), 60));
}

#[test]
fn before_a_fifth_is_left_nothing_warns() {
    let mut bench = room_after(FIRST_WARNING - 1);
    bench.header("05:01 of 25 left");
    assert!(!bench.lines(1).contains('!'), "{}", bench.lines(1));
}

#[test]
fn it_warns_when_a_fifth_is_left() {
    room_after(FIRST_WARNING)
        .header("! 05:00 of 25 left")
        .shows("Room: 05:00 left");
}

#[test]
fn it_warns_again_when_a_twentieth_is_left() {
    room_after(LAST_WARNING)
        .header("!! 01:15 of 25 left")
        .shows("last call");
}

#[test]
fn a_key_gives_two_minutes_more() {
    room_after(LAST_WARNING)
        .keys("T")
        .header("! 03:15 of 27 left  behind 2 min");
}

#[test]
fn it_goes_on_when_time_is_over() {
    over_time().header("!! over by 00:01 of 27");
}

#[test]
fn on_another_step_the_time_counts_there() {
    over_time()
        .go(Step::Stages)
        .document(|s| assert_eq!(both_taken(s), (TOOK.0, 0)))
        .header("40:00 of 40 left");
}

#[test]
fn a_paused_clock_says_so() {
    paused().header("39:30 of 40 left, paused");
}

#[test]
fn a_paused_clock_takes_no_time() {
    paused()
        .wait(600)
        .document(|s| assert_eq!(both_taken(s), TOOK));
}

#[test]
fn undo_reverts_an_edit_but_never_time() {
    let mut bench = paused();
    let ada = |s: &Session| s.workshop.participants.iter().any(|p| p.name == "Ada");
    bench
        .keys("<alt-1><home>a<enter>Ada<enter>")
        .document(|s| assert!(ada(s)))
        .keys("u")
        .document(|s| assert!(!ada(s)))
        .document(|s| assert_eq!(both_taken(s), TOOK));
}

#[test]
fn time_survives_a_kill() {
    let mut bench = paused();
    bench.keys("<alt-1><home>a<enter>Ada<enter>u");
    let mut bench = bench.killed();
    bench
        .keys("k")
        .document(|s| assert_eq!(both_taken(s), TOOK));
}

/// In the break for 100 seconds.
fn in_break() -> Bench {
    let mut bench = on("standard");
    bench.keys("/Break<enter>t").wait(100);
    bench
}

#[test]
fn a_break_runs_from_its_row() {
    in_break().header("08:20 of 10 left");
}

#[test]
fn a_break_ends_when_the_room_goes_on() {
    in_break()
        .go(Step::Points)
        .document(|s| assert_eq!(taken(s, "break"), 100))
        .wait(5)
        .header("39:55 of 40 left");
}

#[test]
fn quitting_while_the_clock_runs_records_the_rest_of_the_time() {
    let mut bench = in_break();
    bench.go(Step::Points).wait(5);
    let mut bench = bench.reopen();
    bench.document(|s| assert_eq!(taken(s, "points"), 5));
}

/// On the agenda's row for Points, which took 52 of 40 minutes, while Rules took one of 25.
fn after_a_long_points() -> Bench {
    let mut bench = on("standard");
    bench
        .keys("<alt-6>t")
        .wait(52 * 60)
        .keys("t<alt-7>t")
        .wait(60);
    bench.keys("t<alt-1>/Points agenda<enter>");
    bench
}

/// Then on the row that offers to plan the time taken.
fn on_offer() -> Bench {
    let mut bench = after_a_long_points();
    let list = bench.state.list().0;
    let offer = (0..list.len())
        .position(|row| list.row(row).text.starts_with("Plan the time"))
        .expect("an offer");
    bench.state.cursor_mut().row = offer;
    bench.state.cursor_mut().selected = None;
    bench
}

#[test]
fn the_minutes_taken_are_offered_for_the_next_time() {
    after_a_long_points()
        .shows("took 52 of 40 min")
        .shows("50 min suggested");
}

#[test]
fn the_minutes_taken_are_planned_where_they_say_something() {
    // A single minute of Rules' 25 says nothing.
    on_offer().keys("<enter>").document(|session| {
        let planned = [25, 25, 15, 20, 40, 10, 50, 25, 25, 15];
        assert_eq!(minutes(session), planned);
    });
}

#[test]
fn what_is_planned_anew_has_taken_no_time() {
    on_offer()
        .document(|s| assert_eq!(taken(s, "points"), 52 * 60))
        .keys("<enter>")
        .document(|s| assert_eq!(taken(s, "points"), 0));
}

#[test]
fn planned_minutes_can_be_undone() {
    let half_day: Vec<u32> = Workshop::half_day().iter().map(|a| a.minutes).collect();
    on_offer()
        .keys("<enter>")
        .document(|s| assert_ne!(minutes(s), half_day))
        .keys("u")
        .document(|s| assert_eq!(minutes(s), half_day));
}
