//! The meeting itself: its clock, its room view, its curtain, its parked thoughts.

mod common;

use accord::app::{Message, Step};
use accord::model::Workshop;
use common::Bench;
use jiff::{SignedDuration, Timestamp};

/// Lets time go on, a second at a time as the host does.
fn wait(bench: &mut Bench, seconds: i64) {
    let end = bench.state.now + SignedDuration::from_secs(seconds);
    while bench.state.now < end {
        let now: Timestamp = bench.state.now + SignedDuration::from_secs(1);
        let today = bench.state.today;
        bench
            .host
            .handle(&mut bench.state, Message::Tick { now, today });
    }
}

fn taken(bench: &Bench, item: &str) -> u32 {
    let agenda = &bench.session().workshop.agenda;
    agenda
        .iter()
        .find(|a| a.id == item)
        .expect("an item")
        .taken_seconds
}

fn header(bench: &Bench) -> String {
    bench.screen().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_clock_follows_the_room_warns_twice_and_is_not_undone() {
    let mut bench = Bench::template("standard");
    assert!(header(&bench).contains("draft"), "{}", header(&bench));
    bench.go(Step::Room).keys("t");
    wait(&mut bench, 90);
    assert!(
        header(&bench).contains("left 23:30 of 25  on time"),
        "{}",
        header(&bench)
    );
    assert_eq!(taken(&bench, "room"), 60, "recorded each minute");
    // A fifth of 25 minutes is left after 20, a twentieth after 23:45.
    wait(&mut bench, 20 * 60 - 91);
    assert!(!header(&bench).contains('!'));
    wait(&mut bench, 1);
    assert!(
        header(&bench).contains("! left 05:00"),
        "{}",
        header(&bench)
    );
    assert!(
        bench.screen().contains("Room: 05:00 left"),
        "{}",
        bench.screen()
    );
    wait(&mut bench, 3 * 60 + 45);
    assert!(
        header(&bench).contains("!! left 01:15"),
        "{}",
        header(&bench)
    );
    assert!(bench.screen().contains("last call"), "{}", bench.screen());
    bench.keys("T");
    assert!(
        header(&bench).contains("! left 03:15 of 27  behind 2 min"),
        "{}",
        header(&bench)
    );
    wait(&mut bench, 3 * 60 + 16);
    assert!(
        header(&bench).contains("!! over by 00:01 of 27"),
        "{}",
        header(&bench)
    );
    // On to another step: the time goes with the room.
    bench.go(Step::Stages);
    assert_eq!(taken(&bench, "room"), 27 * 60 + 1);
    assert!(
        header(&bench).contains("left 40:00 of 40"),
        "{}",
        header(&bench)
    );
    wait(&mut bench, 30);
    bench.keys("t");
    assert!(
        header(&bench).contains("paused at 39:30"),
        "{}",
        header(&bench)
    );
    wait(&mut bench, 600);
    assert_eq!(taken(&bench, "stages"), 30);
    // Undo takes an edit back, never time; and all of it is there after a restart.
    bench.keys("1<home>a<enter>Ada<enter>u");
    assert_eq!(
        (taken(&bench, "room"), taken(&bench, "stages")),
        (27 * 60 + 1, 30)
    );
    let mut bench = bench.killed();
    bench.keys("k");
    assert_eq!(
        (taken(&bench, "room"), taken(&bench, "stages")),
        (27 * 60 + 1, 30)
    );
}

#[test]
fn a_break_runs_from_its_row_and_ends_when_the_room_goes_on() {
    let mut bench = Bench::template("standard");
    bench.keys("/Break<enter>t");
    wait(&mut bench, 100);
    assert!(
        header(&bench).contains("left 08:20 of 10"),
        "{}",
        header(&bench)
    );
    bench.go(Step::Points);
    assert_eq!(taken(&bench, "break"), 100);
    wait(&mut bench, 5);
    assert!(
        header(&bench).contains("left 39:55 of 40"),
        "{}",
        header(&bench)
    );
    // Left as it runs: what wasn't recorded yet is.
    let bench = bench.reopen();
    assert_eq!(taken(&bench, "points"), 5);
}

#[test]
fn the_minutes_taken_are_offered_for_the_next_time() {
    let mut bench = Bench::template("standard");
    bench.keys("6t");
    wait(&mut bench, 52 * 60);
    bench.keys("t7t");
    wait(&mut bench, 60);
    bench.keys("t1/Points agenda<enter>");
    let screen = bench.screen();
    assert!(screen.contains("took 52 of 40 min"), "{screen}");
    assert!(screen.contains("50 min suggested"), "{screen}");
    let row = bench.state.list().0;
    let offer = row
        .iter()
        .position(|r| r.text.starts_with("Plan the minutes"))
        .expect("an offer");
    bench.state.cursor_mut().row = offer;
    bench.state.cursor_mut().held = None;
    bench.keys("<enter>");
    let minutes = |bench: &Bench| -> Vec<u32> {
        bench
            .session()
            .workshop
            .agenda
            .iter()
            .map(|a| a.minutes)
            .collect()
    };
    // A minute of Rules' 25 tells nothing.
    assert_eq!(minutes(&bench), [25, 25, 15, 20, 40, 10, 50, 25, 25, 15]);
    assert_eq!(taken(&bench, "points"), 0);
    bench.keys("u");
    let half_day: Vec<u32> = Workshop::half_day().iter().map(|a| a.minutes).collect();
    assert_eq!(minutes(&bench), half_day);
}
