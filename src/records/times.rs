//! Parses days and times as files of leads write them.

use jiff::civil::DateTime;

pub use crate::scoring::read_day;
use crate::scoring::read_written_time;

/// What to do about a time that can't be read.
pub(super) const TIMES_TO_WRITE: &str = "write it as 2026-11-21 or 2026-11-21T09:30+01:00, or say how the list writes dates (`--dates`, `--time-format`, or the session's `data.reading`)";

/// Parses a time as lists write it of which nothing is said, such as `2026-11-21` or
/// `2026-11-21T09:30+01:00`. An offset is converted to UTC; without one the time is taken as it is.
/// A day starts at midnight.
pub fn read_time(text: &str) -> Option<DateTime> {
    read_written_time(text).map(|written| written.at)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-11-21", "2026-11-21T00:00:00")]
    #[case(" 2026-11-21 09:30 ", "2026-11-21T09:30:00")]
    #[case("2026-11-21T09:30:15.250", "2026-11-21T09:30:15.25")]
    #[case("2026-11-21T09:30Z", "2026-11-21T09:30:00")]
    #[case("2026-01-01T00:30+01:00", "2025-12-31T23:30:00")]
    #[case("2026-11-21T23:00:00-05:00", "2026-11-22T04:00:00")]
    #[case("2026-11-21T09:30+01:00[Europe/Berlin]", "2026-11-21T08:30:00")]
    fn times(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(read_time(text), Some(expected.parse().unwrap()));
    }

    #[rstest]
    #[case("")]
    #[case("21.11.2026")]
    #[case("11/21/2026")]
    #[case("2026-02-30")]
    #[case("2026-11")]
    #[case("yesterday")]
    #[case("2026-11-21T25:00")]
    #[case("2026-11-21T09:30[Europe/Berlin]")]
    fn no_times(#[case] text: &str) {
        assert_eq!(read_time(text), None);
    }

    #[test]
    fn the_day_is_the_day_in_utc() {
        assert_eq!(
            read_day("2026-01-01T00:30+01:00"),
            Some("2025-12-31".parse().unwrap())
        );
    }
}
