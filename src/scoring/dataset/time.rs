//! Days and times as lists write them.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, date};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use super::written_clock::{
    WrittenClock, clock_after_day, clock_after_iso_day, day_in_order, plain_day,
};
use crate::model::DateOrder;

/// The zones that come with the program, so that a list means the same on every machine.
pub(super) static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A moment as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenTime {
    /// The moment in the list's time zone, UTC unless it says another; midnight if only the day was
    /// written.
    pub at: DateTime,
    /// Whether a time of day was written.
    pub has_time: bool,
}

/// How a list writes days and times. By default in the forms that need no word about them.
#[derive(Clone, Debug, Default)]
pub(super) struct TimeForm {
    /// The order of day and month where the form isn't ISO; without it such days aren't read.
    pub order: Option<DateOrder>,
    /// A form like no other, in the directives of `strftime`. What has it is read by it alone.
    pub format: Option<String>,
    /// The zone of times without an offset, in which days are counted; UTC if absent.
    pub zone: Option<TimeZone>,
}

impl TimeForm {
    const PLAIN: Self = Self {
        order: None,
        format: None,
        zone: None,
    };

    /// Parses a day, or a day and a time.
    pub fn read(&self, text: &str) -> Option<WrittenTime> {
        let text = text.trim();
        if let Some(format) = &self.format
            && let Some(written) = self.read_formatted(format, text)
        {
            return Some(written);
        }
        if let Some(day) = plain_day(text.as_bytes()) {
            return Some(bare_day(day));
        }
        if let Some(moment) = epoch_moment(text) {
            return Some(self.moment(moment));
        }
        self.read_iso(text).or_else(|| self.read_other(text))
    }

    fn read_iso(&self, text: &str) -> Option<WrittenTime> {
        let pieces = Pieces::parse(text).ok()?;
        let Some(time) = pieces.time() else {
            return Some(bare_day(pieces.date()));
        };
        let offset = pieces.to_numeric_offset();
        // A zone in brackets says nothing without an offset.
        if offset.is_none() && pieces.time_zone_annotation().is_some() {
            return None;
        }
        self.at_clock(pieces.date(), (time, offset))
    }

    /// Parses what is nearly ISO, or in the order of day and month that was said.
    fn read_other(&self, text: &str) -> Option<WrittenTime> {
        if let Some((day, rest)) = text.split_at_checked(10)
            && let Some(day) = plain_day(day.as_bytes())
        {
            return self.at_clock(day, clock_after_iso_day(rest)?);
        }
        let (day, rest) = day_in_order(text, self.order?)?;
        if rest.is_empty() {
            return Some(bare_day(day));
        }
        self.at_clock(day, clock_after_day(rest)?)
    }

    fn read_formatted(&self, format: &str, text: &str) -> Option<WrittenTime> {
        let parts = strtime::parse(format, text).ok()?;
        if let Some(moment) = parts.timestamp() {
            return Some(self.moment(moment));
        }
        if parts.offset().is_some() || parts.iana_time_zone().is_some() {
            let zoned = parts.to_zoned_with(&ZONES).ok()?;
            return Some(self.moment(zoned.timestamp()));
        }
        let day = parts.to_date().ok()?;
        if parts.hour().is_none() {
            return Some(bare_day(day));
        }
        self.at_clock(day, (parts.to_time().ok()?, None))
    }

    /// Returns the moment at which a clock showed this time.
    fn at_clock(&self, day: Date, (time, offset): WrittenClock) -> Option<WrittenTime> {
        let at = day.to_datetime(time);
        match offset {
            Some(offset) => Some(self.moment(offset.to_timestamp(at).ok()?)),
            None => Some(WrittenTime { at, has_time: true }),
        }
    }

    fn moment(&self, moment: Timestamp) -> WrittenTime {
        let at = match &self.zone {
            Some(zone) => zone.to_datetime(moment),
            None => Offset::UTC.to_datetime(moment),
        };
        WrittenTime { at, has_time: true }
    }
}

fn bare_day(day: Date) -> WrittenTime {
    WrittenTime {
        at: day.to_datetime(Time::midnight()),
        has_time: false,
    }
}

/// Parses the seconds since 1970 in exactly ten digits, or the milliseconds in exactly thirteen.
fn epoch_moment(text: &str) -> Option<Timestamp> {
    if !matches!(text.len(), 10 | 13) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = text.parse().ok()?;
    if text.len() == 10 {
        Timestamp::from_second(number).ok()
    } else {
        Timestamp::from_millisecond(number).ok()
    }
}

/// Returns whether times can be read by this form, and each says its day.
pub(super) fn is_time_format(format: &str) -> bool {
    let day = date(2001, 2, 3);
    let Ok(sample) = day.at(14, 5, 6, 0).to_zoned(TimeZone::UTC) else {
        return false;
    };
    let written = BrokenDownTime::from(&sample).to_string(format);
    let form = TimeForm::PLAIN;
    let read = written.is_ok_and(|text| {
        let read = form.read_formatted(format, text.trim());
        read.is_some_and(|read| read.at.date() == day)
    });
    read && !format.trim().is_empty()
}

/// Parses a time in a form that needs no word about it, such as `2026-11-21`,
/// `2026-11-21T09:30+01:00`, `2026-11-21 9:30 UTC`, or seconds or milliseconds since 1970 in exactly
/// ten or thirteen digits. An offset is converted to UTC; without one the time is taken as it is.
pub fn read_written_time(text: &str) -> Option<WrittenTime> {
    TimeForm::PLAIN.read(text)
}

/// Parses the day of a time as [`read_written_time`] does, in UTC.
pub fn read_day(text: &str) -> Option<Date> {
    read_written_time(text).map(|written| written.at.date())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn form(order: &str, format: &str, zone: &str) -> TimeForm {
        TimeForm {
            order: DateOrder::from_word(order),
            format: (!format.is_empty()).then(|| format.to_owned()),
            zone: (!zone.is_empty()).then(|| ZONES.get(zone).unwrap()),
        }
    }

    /// Returns the time as `2026-11-21` or `2026-11-21T09:30:00`.
    fn read(form: &TimeForm, text: &str) -> Option<String> {
        form.read(text).map(|written| {
            if written.has_time {
                written.at.to_string()
            } else {
                assert_eq!(written.at.time(), Time::midnight());
                written.at.date().to_string()
            }
        })
    }

    #[rstest]
    #[case("2026-11-21", Some("2026-11-21"))]
    #[case(" 2026-11-21 ", Some("2026-11-21"))]
    #[case("20261121", Some("2026-11-21"))]
    #[case("2026-11-21T00:00", Some("2026-11-21T00:00:00"))]
    #[case("2026-11-21 00:00:00Z", Some("2026-11-21T00:00:00"))]
    #[case("2026-11-02 9:05", Some("2026-11-02T09:05:00"))]
    #[case("2026-11-02T9:05:07", Some("2026-11-02T09:05:07"))]
    #[case("2026-11-02  09:05", Some("2026-11-02T09:05:00"))]
    #[case("2026-11-02\u{a0}9:05:07.25", Some("2026-11-02T09:05:07.25"))]
    #[case("2026-11-02 9:05Z", Some("2026-11-02T09:05:00"))]
    #[case("2026-11-02 9:05+01:00", Some("2026-11-02T08:05:00"))]
    #[case("2026-11-02 9:05-0530", Some("2026-11-02T14:35:00"))]
    #[case("2026-11-02 9:05 UTC", Some("2026-11-02T09:05:00"))]
    #[case("2026-11-02 09:05:07 UTC", Some("2026-11-02T09:05:07"))]
    #[case("2026-11-02T09:05 utc", Some("2026-11-02T09:05:00"))]
    #[case("1793612700", Some("2026-11-02T09:45:00"))]
    #[case("1793612700250", Some("2026-11-02T09:45:00.25"))]
    #[case("0000000000", Some("1970-01-01T00:00:00"))]
    #[case("2026-02-30", None)]
    #[case("2026-13-01", None)]
    #[case("0000-00-00", None)]
    #[case("2026-1a-01", None)]
    #[case("2026-02-30 9:05", None)]
    #[case("2026-11-02 25:05", None)]
    #[case("2026-11-02 9:5", None)]
    #[case("2026-11-02 9:65", None)]
    #[case("2026-11-02 9:05 PM", None)]
    #[case("2026-11-02, 9:05", None)]
    #[case("2026-11-02 9:05+01:00 UTC", None)]
    #[case("2026-11-02 9:05 CET", None)]
    #[case("2026-11-02 9:05+1", None)]
    #[case("2026-11-02 UTC", None)]
    #[case("2026-11-029:05", None)]
    #[case("179361270", None)]
    #[case("17936127000", None)]
    #[case("-1793612700", None)]
    #[case("+1793612700", None)]
    #[case("1793612700.5", None)]
    #[case("26-02-2018 19:58", None)]
    #[case("11/2/2026", None)]
    fn forms_that_need_no_word(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(read(&TimeForm::PLAIN, text).as_deref(), expected, "{text}");
        // Nor does an order change them.
        if expected.is_some() {
            let ordered = form("day-first", "", "");
            assert_eq!(read(&ordered, text).as_deref(), expected, "{text}");
        }
    }

    #[rstest]
    #[case("26-02-2018 19:58", Some("2018-02-26T19:58:00"), None)]
    #[case("26.2.2018", Some("2018-02-26"), None)]
    #[case("2/26/2018", None, Some("2018-02-26"))]
    #[case(
        "11/2/2026 3:04 PM",
        Some("2026-02-11T15:04:00"),
        Some("2026-11-02T15:04:00")
    )]
    #[case(
        "11/2/2026, 3:04:05\u{202f}pm",
        Some("2026-02-11T15:04:05"),
        Some("2026-11-02T15:04:05")
    )]
    #[case(
        "01/02/2026 12:00 AM",
        Some("2026-02-01T00:00:00"),
        Some("2026-01-02T00:00:00")
    )]
    #[case(
        "01/02/2026 12:30PM",
        Some("2026-02-01T12:30:00"),
        Some("2026-01-02T12:30:00")
    )]
    #[case(
        "01.02.2026 23:30:00-01:00",
        Some("2026-02-02T00:30:00"),
        Some("2026-01-03T00:30:00")
    )]
    #[case(
        "01.02.2026T09:30 UTC",
        Some("2026-02-01T09:30:00"),
        Some("2026-01-02T09:30:00")
    )]
    #[case("29/02/2027", None, None)]
    #[case("26/02-2018", None, None)]
    #[case("26/02/18", None, None)]
    #[case("001/02/2026", None, None)]
    #[case("2/2018", None, None)]
    #[case("1 2 2026", None, None)]
    #[case("01/02/2026 0:30 AM", None, None)]
    #[case("01/02/2026 13:30 PM", None, None)]
    #[case("01/02/2026 9:30 noon", None, None)]
    #[case("01/02/2026 9", None, None)]
    #[case("01/02/20269:30", None, None)]
    fn forms_in_an_order(
        #[case] text: &str,
        #[case] day_first: Option<&str>,
        #[case] month_first: Option<&str>,
    ) {
        for (order, expected) in [("day-first", day_first), ("month-first", month_first)] {
            let form = form(order, "", "");
            assert_eq!(read(&form, text).as_deref(), expected, "{order} {text}");
        }
    }

    #[rstest]
    // Daylight saving ends on 2026-11-01 at two.
    #[case("2026-11-02T21:30:00-05:00", "2026-11-02T21:30:00")]
    #[case("2026-11-03T02:30:00Z", "2026-11-02T21:30:00")]
    #[case("2026-11-03 2:30 UTC", "2026-11-02T21:30:00")]
    #[case("1793673000", "2026-11-02T21:30:00")]
    #[case("2026-11-02T21:30:00", "2026-11-02T21:30:00")]
    #[case("2026-11-02", "2026-11-02")]
    #[case("2026-11-01T05:30Z", "2026-11-01T01:30:00")]
    #[case("2026-11-01T06:30Z", "2026-11-01T01:30:00")]
    #[case("3/8/2026 2:30 AM", "2026-03-08T02:30:00")]
    #[case("3/8/2026 7:30 AM UTC", "2026-03-08T03:30:00")]
    fn days_are_counted_in_the_zone(#[case] text: &str, #[case] expected: &str) {
        let form = form("month-first", "", "America/New_York");
        assert_eq!(read(&form, text).as_deref(), Some(expected), "{text}");
    }

    #[rstest]
    #[case("%d %b %Y", "26 Feb 2018", Some("2018-02-26"))]
    #[case("%Y/%m/%d %H.%M", "2018/02/26 19.58", Some("2018-02-26T19:58:00"))]
    #[case("%d/%m/%y %I:%M %p", "26/02/18 07:58 PM", Some("2018-02-26T19:58:00"))]
    #[case("%Y%m%d%H", "2026110209", Some("2026-11-02T09:00:00"))]
    #[case("%Y-%d-%m", "2026-02-11", Some("2026-11-02"))]
    #[case(
        "%d.%m.%Y %H:%M %z",
        "02.11.2026 21:30 -0500",
        Some("2026-11-03T03:30:00")
    )]
    #[case("%d %b %Y", "2018-02-26", Some("2018-02-26"))]
    #[case("%d %b %Y", "26 Fob 2018", None)]
    #[case("%d %b %Y", "30 Feb 2018", None)]
    fn a_form_like_no_other(
        #[case] format: &str,
        #[case] text: &str,
        #[case] expected: Option<&str>,
    ) {
        assert!(is_time_format(format), "{format}");
        let form = form("", format, "Europe/Berlin");
        assert_eq!(read(&form, text).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_form_says_the_day() {
        for format in ["", " ", "%H:%M", "%d/%m", "day", "%!", "%d/%m/%Y %"] {
            assert!(!is_time_format(format), "{format}");
        }
        assert!(is_time_format("%s") && is_time_format("%F %T"));
    }
}
