//! Days as people write them, and times in the zone of the room. It is Saturday, 21 November 2026.

use accord::app::Step;
use accord::app::input::command::Command;
use accord::app::input::entry_command::EntryCommand;
use accord::model::{DayOrder, Kind, Place, Session};
use jiff::civil::{Date, date};

use crate::common::{Bench, on};

/// On the day of the next review.
fn at_review_date() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Room).keys("<home><enter>");
    let rows = bench.state.detail().0;
    let index = rows.iter().position(|row| row.text == "Next review");
    bench.state.cursor_mut().detail_row = index.expect("the field is shown");
    bench.keys("<enter><ctrl-u>");
    bench
}

fn review(session: &Session) -> Option<Date> {
    session.workshop.review_date
}

#[test]
fn what_a_day_is_read_as_shows_before_it_is_saved() {
    at_review_date()
        .keys("4 Dec")
        .shows("Fri 4 Dec 2026")
        .keys("<enter>")
        .shows("Read as Fri 4 Dec 2026")
        .document(|s| assert_eq!(review(s), Some(date(2026, 12, 4))));
}

#[test]
fn a_day_is_stored_as_year_month_and_day() {
    let mut bench = at_review_date();
    bench.keys("in 2 weeks<enter>");
    let mut bench = bench.reopen();
    bench.document(|s| assert_eq!(review(s), Some(date(2026, 12, 5))));
}

#[test]
fn what_is_no_day_stays_in_the_field() {
    at_review_date()
        .keys("soon<enter>")
        .shows("isn't a day")
        .keys("<ctrl-u>tomorrow<enter>")
        .document(|s| assert_eq!(review(s), Some(date(2026, 11, 22))));
}

#[test]
fn day_and_month_are_asked_about_once() {
    let mut bench = at_review_date();
    bench
        .keys("12/5<enter>")
        .shows("the day: Wed 12 May 2027")
        .shows("the month: Sat 5 Dec 2026")
        .keys("m")
        .document(|s| {
            assert_eq!(review(s), Some(date(2026, 12, 5)));
            assert_eq!(s.workshop.date_order, Some(DayOrder::MonthFirst));
        });
    let mut bench = bench.reopen();
    let entry = EntryCommand::Field {
        at: Place::single(Kind::Settings),
        key: "review_date".into(),
    };
    bench
        .run(Command::with_text(&entry, "1/2/2027".into()))
        .document(|s| assert_eq!(review(s), Some(date(2027, 1, 2))));
}

#[test]
fn esc_at_the_question_leaves_the_text_in_its_field() {
    at_review_date()
        .keys("12/5<enter><esc>")
        .shows("12/5")
        .document(|s| assert_eq!(s.workshop.date_order, None));
}

#[test]
fn times_are_those_of_the_room() {
    let mut bench = on("worked-example");
    bench.state.time_zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone");
    bench.keys("/Demo criterion<enter><enter><down>s");
    bench.keys("<enter>").shows("at 10:00").hides("UTC");
}

/// On Room, whose clock was left running for three hours.
fn left_running() -> Bench {
    let mut bench = on("standard");
    bench.go(Step::Room).keys("t");
    let today = bench.state.today;
    let now = bench.state.now + jiff::SignedDuration::from_hours(3);
    bench.tell(accord::app::Message::ClockTick { now, today });
    bench
}

#[test]
fn a_clock_far_off_the_plan_says_so() {
    left_running().header("the plan began 3 h ago: t starts it from now");
}

#[test]
fn a_clock_far_off_the_plan_starts_from_now() {
    left_running()
        .keys("t")
        .header("25:00 of 25 left")
        .document(|s| assert_eq!(s.workshop.agenda[0].taken_seconds, 0));
}
