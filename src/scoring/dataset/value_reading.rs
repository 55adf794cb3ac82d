//! How a list's texts are read as numbers, days and times, and which of them are blanks.

use std::borrow::Cow;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::number_form::NumberForm;
use super::text::{same_text, simple_lower};
use super::time::{TimeForm, WrittenTime, ZONES, is_time_format};
use crate::model::{DecimalMark, Number, ReadingRules, ThousandsMark};

/// The most time zones that are named where one is unknown.
const MAX_NEAR: usize = 3;

/// How a list's texts are read: what [`ReadingRules`] says, made ready. By default as if nothing were
/// said.
///
/// A data set keeps the texts as they are in the file; whoever compares them asks here.
#[derive(Clone, Debug, Default)]
pub struct ValueReading {
    /// The texts that stand for an empty value, in simple lower case.
    empty: Vec<String>,
    numbers: NumberForm,
    times: TimeForm,
}

/// Why a list can't be read as it was said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadReading {
    /// One mark was said to stand for two things. Holds the mark.
    #[error(
        "`{0}` can't stand both before decimals and between thousands: give the two marks as the list has them"
    )]
    SameMarks(&'static str),
    /// Something that belongs to numbers was to be taken off them. Holds the text.
    #[error(
        "`{0}` can't be taken off numbers, as it may belong to one: give what stands beside them, such as $ or %"
    )]
    Strip(String),
    /// The form of times isn't one, or doesn't say a day.
    #[error(
        "`{0}` isn't a form of times that says the day: write it in the directives of strftime, such as %d/%m/%Y %H:%M"
    )]
    TimeFormat(String),
    /// There is no such time zone.
    #[error("`{name}` isn't a time zone: {}", zones_to_give(.near))]
    TimeZone {
        /// The name given.
        name: String,
        /// The names nearest to it, if some are near.
        near: Vec<String>,
    },
}

impl BadReading {
    /// Returns the field of `data` that is wrong.
    pub fn field(&self) -> &'static str {
        match self {
            Self::SameMarks(_) => "thousands",
            Self::Strip(_) => "strip",
            Self::TimeFormat(_) => "time_format",
            Self::TimeZone { .. } => "time_zone",
        }
    }
}

impl ValueReading {
    /// Makes ready what is said of how a list is written.
    ///
    /// # Errors
    ///
    /// Fails if it contradicts itself, or names a form or a time zone that doesn't exist.
    pub fn new(said: &ReadingRules) -> Result<Self, BadReading> {
        match (said.decimal.unwrap_or_default(), said.thousands) {
            (DecimalMark::Comma, Some(ThousandsMark::Comma)) => {
                return Err(BadReading::SameMarks(","));
            }
            (DecimalMark::Point, Some(ThousandsMark::Point)) => {
                return Err(BadReading::SameMarks("."));
            }
            _ => {}
        }
        let strip = lowered(&said.strip);
        if let Some(bad) = strip.iter().find(|text| belongs_to_number(text)) {
            return Err(BadReading::Strip(bad.clone()));
        }
        let format = said.time_format.clone();
        if let Some(bad) = format.as_ref().filter(|format| !is_time_format(format)) {
            return Err(BadReading::TimeFormat(bad.clone()));
        }
        let zone = said.time_zone.as_deref().map(time_zone).transpose()?;
        Ok(Self {
            empty: lowered(&said.empty),
            numbers: NumberForm::new(said, strip),
            times: TimeForm {
                order: said.dates,
                format,
                // Without a zone, times needn't be looked up.
                zone: zone.filter(|zone| *zone != TimeZone::UTC),
            },
        })
    }

    /// Returns a text as a value: trimmed, and nothing if it stands for an empty one.
    #[inline]
    pub fn value<'a>(&self, text: &'a str) -> &'a str {
        self.unless_empty(text.trim())
    }

    /// Returns a trimmed text, or nothing if it stands for an empty value.
    #[inline]
    pub(in crate::scoring) fn unless_empty<'a>(&self, trimmed: &'a str) -> &'a str {
        let is_empty = |word: &String| same_text(trimmed, word);
        if self.empty.is_empty() || !self.empty.iter().any(is_empty) {
            trimmed
        } else {
            ""
        }
    }

    /// Returns the number that a value stands for as `[+-]digits[.digits]`; it may still have more
    /// digits than a [`Number`], and is any text if the list writes numbers so.
    #[inline]
    pub(in crate::scoring) fn plain_number<'a>(&self, value: &'a str) -> Option<Cow<'a, str>> {
        self.numbers.plain(value)
    }

    /// Reads a value as a number.
    pub fn number(&self, value: &str) -> Option<Number> {
        Number::parse(&self.plain_number(value)?).ok()
    }

    /// Reads a value as a time, or a day. It is in the list's time zone.
    #[inline]
    pub fn time(&self, value: &str) -> Option<WrittenTime> {
        self.times.read(value)
    }

    /// Reads a value as a day, or the day of a time, in the list's time zone.
    pub fn day(&self, value: &str) -> Option<Date> {
        self.time(value).map(|written| written.at.date())
    }

    /// Returns how much time passed between two times of the list, negative if the second is the
    /// earlier: on the clocks of its time zone, so that a day on which they change has 23 or 25
    /// hours. A time that the clocks showed twice is the first, one that they left out is that much
    /// later.
    pub fn elapsed(&self, from: DateTime, to: DateTime) -> SignedDuration {
        let zone = self.times.zone.clone().unwrap_or(TimeZone::UTC);
        let moment = |at: DateTime| zone.to_ambiguous_timestamp(at).compatible();
        match (moment(from), moment(to)) {
            (Ok(from), Ok(to)) => from.duration_until(to),
            // Only at the ends of time has a clock's time no moment.
            _ => from.duration_until(to),
        }
    }

    /// Returns how a text is understood as a number: `$1,098.50` as `1098.5`. `None` if it is none,
    /// or stands for an empty value.
    pub fn number_in_words(&self, text: &str) -> Option<String> {
        Some(self.number(self.value(text))?.to_string())
    }

    /// Returns how a text is understood as a time: `11/2/2026 3:04 PM` as `2026-11-02 15:04:00`, a
    /// day as `2026-11-02`. `None` if it is none, or stands for an empty value.
    pub fn time_in_words(&self, text: &str) -> Option<String> {
        let written = self.time(self.value(text))?;
        Some(if written.has_time {
            written.at.to_string().replace('T', " ")
        } else {
            written.at.date().to_string()
        })
    }
}

/// Returns texts as they are compared, without blank ones.
fn lowered(texts: &[String]) -> Vec<String> {
    let texts = texts.iter().map(|text| simple_lower(text));
    texts.filter(|text| !text.is_empty()).collect()
}

/// Returns whether a text has a digit, or is a sign or mark of numbers alone.
fn belongs_to_number(text: &str) -> bool {
    matches!(text, "+" | "-" | "." | ",") || text.bytes().any(|byte| byte.is_ascii_digit())
}

fn time_zone(name: &str) -> Result<TimeZone, BadReading> {
    ZONES.get(name.trim()).map_err(|_| BadReading::TimeZone {
        name: name.to_owned(),
        near: near_zones(name),
    })
}

/// Returns the time zones with names like this, or whose city has, the nearest first.
fn near_zones(name: &str) -> Vec<String> {
    let plain = |name: &str| simple_lower(name).replace([' ', '-'], "_");
    let asked = plain(name);
    let mut near: Vec<(usize, String)> = Vec::new();
    for zone in ZONES.available() {
        let whole = plain(zone.as_str());
        let city = whole.rsplit('/').next().unwrap_or(&whole);
        let distance = |other| strsim::damerau_levenshtein(&asked, other);
        let distance = distance(&whole).min(distance(city));
        if distance <= asked.chars().count() / 4 {
            near.push((distance, zone.to_string()));
        }
    }
    near.sort();
    near.truncate(MAX_NEAR);
    near.into_iter().map(|(_, zone)| zone).collect()
}

fn zones_to_give(near: &[String]) -> String {
    let example = "give an IANA name, such as Europe/Berlin";
    if near.is_empty() {
        return example.to_owned();
    }
    format!("did you mean {}?", near.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading_of(text: &str) -> Result<ValueReading, BadReading> {
        ValueReading::new(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn what_contradicts_itself_or_does_not_exist_is_said() {
        for (text, field, sentence) in [
            (
                r#"{"decimal":",","thousands":","}"#,
                "thousands",
                "`,` can't stand both before decimals and between thousands: give the two marks as the list has them",
            ),
            (
                r#"{"thousands":"."}"#,
                "thousands",
                "`.` can't stand both before decimals and between thousands: give the two marks as the list has them",
            ),
            (
                r#"{"strip":["$"," - "]}"#,
                "strip",
                "`-` can't be taken off numbers, as it may belong to one: give what stands beside them, such as $ or %",
            ),
            (
                r#"{"time_format":"%H:%M"}"#,
                "time_format",
                "`%H:%M` isn't a form of times that says the day: write it in the directives of strftime, such as %d/%m/%Y %H:%M",
            ),
            (
                r#"{"time_zone":"America/New_Yrok"}"#,
                "time_zone",
                "`America/New_Yrok` isn't a time zone: did you mean America/New_York?",
            ),
            (
                r#"{"time_zone":"new york"}"#,
                "time_zone",
                "`new york` isn't a time zone: did you mean America/New_York?",
            ),
            (
                r#"{"time_zone":"Middle-earth"}"#,
                "time_zone",
                "`Middle-earth` isn't a time zone: give an IANA name, such as Europe/Berlin",
            ),
        ] {
            let bad = reading_of(text).unwrap_err();
            assert_eq!((bad.field(), bad.to_string().as_str()), (field, sentence));
        }
        assert!(reading_of(r#"{"decimal":",","thousands":"."}"#).is_ok());
        assert!(reading_of(r#"{"time_zone":"europe/berlin"}"#).is_ok());
    }

    #[test]
    fn time_passes_on_the_clocks_of_the_list() {
        let minutes = |said: &str, from: &str, to: &str| {
            let reading = reading_of(said).unwrap();
            let at = |text| reading.time(text).unwrap().at;
            reading.elapsed(at(from), at(to)).as_mins()
        };
        let berlin = r#"{"time_zone":"Europe/Berlin"}"#;
        // Clocks go forward on 29 March 2026 at 2, and back on 25 October at 3.
        assert_eq!(
            minutes(berlin, "2026-03-28 12:00", "2026-03-29 12:00"),
            23 * 60
        );
        assert_eq!(
            minutes(berlin, "2026-10-24 12:00", "2026-10-25 12:00"),
            25 * 60
        );
        assert_eq!(
            minutes("{}", "2026-03-28 12:00", "2026-03-29 12:00"),
            24 * 60
        );
        // An offset is the same moment whatever the zone.
        let from = "2026-03-28T12:00:00+01:00";
        assert_eq!(minutes(berlin, from, "2026-03-29T12:00:00+02:00"), 23 * 60);
        assert_eq!(
            minutes(berlin, "2026-03-29 12:00", "2026-03-28 12:00"),
            -23 * 60
        );
        // 2:30 isn't there: the clocks show 3:30 then.
        assert_eq!(minutes(berlin, "2026-03-29 01:30", "2026-03-29 02:30"), 60);
    }

    #[test]
    fn what_is_understood_is_shown() {
        let reading = reading_of(
            r##"{"decimal":",","thousands":".","strip":["€"],"empty":["n/a","#N/A","0"],"dates":"month-first","time_zone":"UTC"}"##,
        )
        .unwrap();
        let number = |text| reading.number_in_words(text);
        assert_eq!(number("1.200,50 €").as_deref(), Some("1200.5"));
        assert_eq!(
            (number("12 apples"), number("0"), number("")),
            (None, None, None)
        );
        let time = |text| reading.time_in_words(text);
        assert_eq!(
            time("11/2/2026 3:04 PM").as_deref(),
            Some("2026-11-02 15:04:00")
        );
        assert_eq!(time("11/2/2026").as_deref(), Some("2026-11-02"));
        assert_eq!((time("n/a"), time("soon")), (None, None));
        assert_eq!((reading.value(" N/A\t"), reading.value("#n/a")), ("", ""));
        assert_eq!(
            (reading.value(" n / a"), reading.value("00")),
            ("n / a", "00")
        );
    }
}
