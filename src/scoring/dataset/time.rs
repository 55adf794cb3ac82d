//! Days and times as lists write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

/// A moment as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenTime {
    /// The moment in UTC; midnight if only the day was written.
    pub at: DateTime,
    /// Whether a time of day was written.
    pub has_time: bool,
}

/// Parses an ISO date, or date and time, such as `2026-11-21` or `2026-11-21T09:30+01:00`. An
/// offset is converted to UTC; without one the time is taken as it is.
pub fn read_written_time(text: &str) -> Option<WrittenTime> {
    let text = text.trim();
    if let Some(day) = plain_day(text.as_bytes()) {
        let at = day.to_datetime(Time::midnight());
        return Some(WrittenTime {
            at,
            has_time: false,
        });
    }
    let pieces = Pieces::parse(text).ok()?;
    let has_time = pieces.time().is_some();
    let at = pieces
        .date()
        .to_datetime(pieces.time().unwrap_or(Time::midnight()));
    let at = match pieces.to_numeric_offset() {
        Some(offset) => {
            let utc = offset.to_timestamp(at).ok()?;
            Some(Offset::UTC.to_datetime(utc))
        }
        // A named zone without an offset would need a time zone database.
        None => pieces.time_zone_annotation().is_none().then_some(at),
    };
    Some(WrittenTime { at: at?, has_time })
}

/// Parses the day of an ISO date, or date and time, in UTC.
pub fn read_day(text: &str) -> Option<Date> {
    read_written_time(text).map(|written| written.at.date())
}

/// Parses `2026-11-21`, the form most lists have, faster than any.
fn plain_day(text: &[u8]) -> Option<Date> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_no_time_of_day_even_where_midnight_is_one() {
        for (text, has_time) in [
            ("2026-11-21", false),
            (" 2026-11-21 ", false),
            ("20261121", false),
            ("2026-11-21T00:00", true),
            ("2026-11-21 00:00:00Z", true),
        ] {
            let written = read_written_time(text).unwrap();
            assert_eq!(written.has_time, has_time, "{text}");
            assert_eq!(written.at.to_string(), "2026-11-21T00:00:00", "{text}");
        }
        for text in ["2026-02-30", "2026-13-01", "0000-00-00", "2026-1a-01"] {
            assert_eq!(read_written_time(text), None, "{text}");
        }
    }
}
