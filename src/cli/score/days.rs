//! The days from which leads are looked at: `--as-of`, and `--every` for several of them.

use jiff::civil::Date;
use jiff::{Span, Unit};

use super::super::Failure;

/// Days between two of a range, if `--every` isn't there.
const USUAL_STEP: i32 = 7;
/// The most days of a range: ten years, day by day.
const MAX_DAYS: i32 = 3_660;

/// The value of `--as-of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AsOf {
    /// One day for all leads.
    Day(Date),
    /// Each lead on several days, from the first to the last.
    Range(Date, Date),
}

impl AsOf {
    /// Returns the only day, or the last.
    pub fn last(self) -> Date {
        match self {
            Self::Day(last) | Self::Range(_, last) => last,
        }
    }
}

/// The value of `--every`, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Every(i32);

/// Reads `2026-11-21` or `2026-01-01..2026-12-31`.
pub(super) fn parse_as_of(text: &str) -> Result<AsOf, String> {
    let day = |text: &str| {
        let read = text.trim().parse::<Date>();
        read.map_err(|_| "write year-month-day, such as 2026-11-21".to_owned())
    };
    let Some((first, last)) = text.split_once("..") else {
        return day(text).map(AsOf::Day);
    };
    match (day(first)?, day(last)?) {
        (first, last) if first > last => Err("the first day is after the last".into()),
        (first, last) => Ok(AsOf::Range(first, last)),
    }
}

/// Reads `7d` or `2w`.
pub(super) fn parse_every(text: &str) -> Result<Every, String> {
    let wrong = || "write a number of days or weeks, such as 7d or 2w".to_owned();
    let number = |digits: &str| digits.parse::<i32>().ok().filter(|n| *n > 0);
    let days = if let Some(digits) = text.strip_suffix('d') {
        number(digits)
    } else {
        let weeks = text.strip_suffix('w').and_then(number);
        weeks.and_then(|weeks| weeks.checked_mul(7))
    };
    days.map(Every).ok_or_else(wrong)
}

/// Returns the days of a range; `None` if each lead is looked at from one day.
pub(super) fn days_of(
    as_of: Option<AsOf>,
    every: Option<Every>,
) -> Result<Option<Vec<Date>>, Failure> {
    let Some(AsOf::Range(first, last)) = as_of else {
        return match every {
            Some(_) => Err(Failure::usage("--every goes with a range of days")
                .hint("give one with --as-of, such as --as-of 2026-01-01..2026-03-31")),
            None => Ok(None),
        };
    };
    let step = every.map_or(USUAL_STEP, |every| every.0);
    let apart = first.until((Unit::Day, last));
    let apart = apart.map_or(i32::MAX, |span| span.get_days());
    let count = apart / step + 1;
    if count > MAX_DAYS {
        let what = format!("--as-of has {count} days: at most {MAX_DAYS} are possible");
        return Err(Failure::usage(what).hint("take fewer with --every, such as --every 4w"));
    }
    let day = |n: i32| first.checked_add(Span::new().days(n * step)).ok();
    Ok(Some((0..count).map_while(day).collect()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_or_a_range() {
        let day = date(2026, 1, 31);
        assert_eq!(parse_as_of("2026-01-31"), Ok(AsOf::Day(day)));
        let range = AsOf::Range(day, date(2026, 3, 1));
        assert_eq!(parse_as_of("2026-01-31..2026-03-01"), Ok(range));
        for bad in [
            "",
            "..",
            "2026-01-31..",
            "2026-02-30",
            "2026-03-01..2026-01-31",
        ] {
            assert!(parse_as_of(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_step_of_days_or_weeks() {
        assert_eq!(parse_every("7d"), Ok(Every(7)));
        assert_eq!(parse_every("2w"), Ok(Every(14)));
        for bad in [
            "",
            "7",
            "0d",
            "-1d",
            "d",
            "1m",
            "99999999999d",
            "999999999w",
        ] {
            assert!(parse_every(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_days_of_a_range_go_up_to_the_last_and_not_beyond() {
        let range = parse_as_of("2026-01-01..2026-01-22").ok();
        let days = days_of(range, None).unwrap().unwrap();
        let expected = [1, 8, 15, 22].map(|day| date(2026, 1, day));
        assert_eq!(days, expected);
        let days = days_of(range, Some(Every(10))).unwrap().unwrap();
        assert_eq!(days, [1, 11, 21].map(|day| date(2026, 1, day)));
        let one = parse_as_of("2026-01-01..2026-01-01").ok();
        assert_eq!(days_of(one, None).unwrap().unwrap().len(), 1);
        assert_eq!(days_of(Some(AsOf::Day(date(2026, 1, 1))), None), Ok(None));
        assert!(days_of(None, Some(Every(7))).is_err());
        let long = parse_as_of("0001-01-01..9999-12-31").ok();
        assert!(days_of(long, None).is_err());
        assert!(days_of(long, Some(Every(3_000))).is_ok());
    }
}
