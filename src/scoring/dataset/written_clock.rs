//! The parts of times as lists write them: days in a given order, and what follows a day.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::text::cut_start;
use crate::model::DateOrder;

/// A time of day, and the offset written beside it.
pub(super) type WrittenClock = (Time, Option<Offset>);

/// Parses `2026-11-21`, the form most lists have, faster than any.
#[inline]
pub(super) fn plain_day(text: &[u8]) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let number = |digits: &[u8]| {
        let digit = |number: Option<i16>, byte: &u8| {
            Some(number? * 10 + i16::from(byte.is_ascii_digit().then(|| byte - b'0')?))
        };
        digits.iter().fold(Some(0), digit)
    };
    let (year, month) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?);
    let day = number(&[d1, d2])?;
    Date::new(year, month as i8, day as i8).ok()
}

/// Parses the day at the start of a text such as `26-02-2018 19:58`, `26.2.2018` or `2/26/2018`;
/// years have four digits. Returns what follows it, too.
pub(super) fn day_in_order(text: &str, order: DateOrder) -> Option<(Date, &str)> {
    let (first, rest) = digits(text, 1..=2)?;
    let mark = rest
        .chars()
        .next()
        .filter(|c| ['-', '/', '.'].contains(c))?;
    let (second, rest) = digits(rest.strip_prefix(mark)?, 1..=2)?;
    let (year, rest) = digits(rest.strip_prefix(mark)?, 4..=4)?;
    let (day, month) = match order {
        DateOrder::DayFirst => (first, second),
        DateOrder::MonthFirst => (second, first),
    };
    Some((Date::new(year as i16, month as i8, day as i8).ok()?, rest))
}

/// Parses what follows an ISO day: `T` or a blank, then hours of one or two digits, minutes, perhaps
/// seconds, perhaps an offset or ` UTC`.
pub(super) fn clock_after_iso_day(text: &str) -> Option<WrittenClock> {
    let (clock, rest) = Clock::at_start(after_day(text, &[])?)?;
    Some((clock.time()?, offset(rest)?))
}

/// Parses what follows a day that isn't ISO: as after one, also with a comma before it, and with AM
/// or PM.
pub(super) fn clock_after_day(text: &str) -> Option<WrittenClock> {
    let (mut clock, mut rest) = Clock::at_start(after_day(text, &[','])?)?;
    let spaced = rest.trim_start();
    for (word, afternoon) in [("am", false), ("pm", true)] {
        if let Some(after) = cut_start(spaced, word) {
            clock = clock.of_twelve_hours(afternoon)?;
            rest = after;
        }
    }
    Some((clock.time()?, offset(rest)?))
}

/// Returns what follows a day and what separates it from the time: `T` or blanks, perhaps after one
/// of these marks.
fn after_day<'a>(text: &'a str, marks: &[char]) -> Option<&'a str> {
    if let Some(rest) = text.strip_prefix(['T', 't']) {
        return Some(rest);
    }
    let text = text.strip_prefix(marks).unwrap_or(text);
    Some(text.strip_prefix(char::is_whitespace)?.trim_start())
}

/// A time of day as it is written.
struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    nanoseconds: u32,
}

impl Clock {
    /// Parses hours, minutes and perhaps seconds with their fraction. Returns what follows, too.
    fn at_start(text: &str) -> Option<(Self, &str)> {
        let (hour, rest) = digits(text, 1..=2)?;
        let (minute, mut rest) = digits(rest.strip_prefix(':')?, 2..=2)?;
        let (mut second, mut nanoseconds) = (0, 0);
        if let Some(seconds) = rest.strip_prefix(':') {
            (second, rest) = digits(seconds, 2..=2)?;
            if let Some(fraction) = rest.strip_prefix(['.', ',']) {
                let (number, after) = digits(fraction, 1..=9)?;
                let places = (fraction.len() - after.len()) as u32;
                nanoseconds = number * 10_u32.pow(9 - places);
                rest = after;
            }
        }
        let clock = Self {
            hour,
            minute,
            second,
            nanoseconds,
        };
        Some((clock, rest))
    }

    /// Reads the hour as one from 1 to 12.
    fn of_twelve_hours(self, afternoon: bool) -> Option<Self> {
        let hour = (1..=12).contains(&self.hour).then_some(self.hour % 12)?;
        Some(Self {
            hour: if afternoon { hour + 12 } else { hour },
            ..self
        })
    }

    fn time(&self) -> Option<Time> {
        let small = |number: u32| number as i8;
        Time::new(
            small(self.hour),
            small(self.minute),
            small(self.second),
            self.nanoseconds as i32,
        )
        .ok()
    }
}

/// Parses all that may follow a time of day: nothing, ` UTC`, `Z`, or an offset such as `+01:00`,
/// `-0500` or `+01`. `None` if it is something else.
#[expect(
    clippy::option_option,
    reason = "a time without an offset isn't an unreadable one"
)]
fn offset(text: &str) -> Option<Option<Offset>> {
    if text.is_empty() {
        return Some(None);
    }
    let word = text.trim_start();
    let is_utc = word.len() < text.len() && cut_start(word, "utc") == Some("");
    if is_utc || matches!(text, "Z" | "z") {
        return Some(Some(Offset::UTC));
    }
    let (sign, rest) = match text.as_bytes()[0] {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let (first, after) = digits(rest, 2..=4)?;
    let (hours, minutes) = match (rest.len() - after.len(), after) {
        (2, "") => (first, 0),
        (4, "") => (first / 100, first % 100),
        (2, after) => {
            let (minutes, end) = digits(after.strip_prefix(':')?, 2..=2)?;
            end.is_empty().then_some((first, minutes))?
        }
        _ => return None,
    };
    if minutes > 59 {
        return None;
    }
    let seconds = (hours * 60 + minutes) as i32 * 60;
    Some(Some(Offset::from_seconds(sign * seconds).ok()?))
}

/// Parses all digits at the start of a text, if there are so many. Returns what follows, too.
fn digits(text: &str, many: std::ops::RangeInclusive<usize>) -> Option<(u32, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit());
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    let number = many.contains(&digits.len()).then(|| digits.parse().ok());
    Some((number??, rest))
}
