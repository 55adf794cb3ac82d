//! ISO dates and date-times, parsed character by character.

/// A moment in UTC, in nanoseconds since 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i128);

const SECOND: i128 = 1_000_000_000;

impl Moment {
    /// Returns its day in UTC, counted from 1 January 1970.
    pub fn day(self) -> i64 {
        i64::try_from(self.0.div_euclid(86_400 * SECOND)).expect("four-digit years")
    }
}

/// Parses `2024-03-01`, optionally followed by `T` or a blank and `12:00`, `12:00:00` or
/// `12:00:00.25`, and then optionally by `Z` or an offset. Without an offset it is UTC.
pub fn read(text: &str) -> Option<Moment> {
    let text = text.trim();
    if !text.is_ascii() || text.len() < 10 {
        return None;
    }
    let days = i128::from(read_date(&text[..10])?);
    let rest = &text[10..];
    if rest.is_empty() {
        return Some(Moment(days * 86_400 * SECOND));
    }
    let clock = rest.strip_prefix(['T', ' '])?;
    let (clock, offset_minutes) = split_offset(clock)?;
    let since_midnight = read_clock(clock)?;
    let offset = i128::from(offset_minutes) * 60 * SECOND;
    Some(Moment(days * 86_400 * SECOND + since_midnight - offset))
}

/// Returns whether a readable text has a time of day.
pub fn has_clock(text: &str) -> bool {
    text.trim().len() > 10
}

fn digits(text: &str, length: usize) -> Option<i64> {
    let right = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    right.then(|| text.parse().expect("a few digits"))
}

fn leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn read_date(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    if !(1..=12).contains(&month) || !(1..=month_length(year, month)).contains(&day) {
        return None;
    }
    let year_length = |y: i64| if leap(y) { 366 } else { 365 };
    let years: i64 = if year >= 1970 {
        (1970..year).map(year_length).sum()
    } else {
        -(year..1970).map(year_length).sum::<i64>()
    };
    let months: i64 = (1..month).map(|m| month_length(year, m)).sum();
    Some(years + months + day - 1)
}

/// Returns the clock without its offset, and the offset in minutes.
fn split_offset(clock: &str) -> Option<(&str, i64)> {
    if let Some(clock) = clock.strip_suffix('Z') {
        return Some((clock, 0));
    }
    let Some(at) = clock.find(['+', '-']) else {
        return Some((clock, 0));
    };
    let sign = if &clock[at..=at] == "-" { -1 } else { 1 };
    let offset = &clock[at + 1..];
    let (hours, minutes) = match offset.split_once(':') {
        Some((hours, minutes)) => (digits(hours, 2)?, digits(minutes, 2)?),
        None if offset.len() == 2 => (digits(offset, 2)?, 0),
        None => {
            let number = digits(offset, 4)?;
            (number / 100, number % 100)
        }
    };
    (hours < 24 && minutes < 60).then_some((&clock[..at], sign * (hours * 60 + minutes)))
}

fn read_clock(clock: &str) -> Option<i128> {
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<&str> = whole.split(':').collect();
    let (hour, minute, second) = match parts[..] {
        [hour, minute] if !clock.contains('.') => (hour, minute, "00"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let (hour, minute, second) = (digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?);
    if hour > 23 || minute > 59 || second > 59 || fraction.len() > 9 {
        return None;
    }
    let nanos = digits(&format!("{fraction:0<9}"), 9).filter(|_| !fraction.is_empty())?;
    let seconds = i128::from(hour * 3600 + minute * 60 + second);
    Some(seconds * SECOND + i128::from(nanos))
}
