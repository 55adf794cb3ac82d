//! The flags that say how a list writes numbers, dates and blanks.

use crate::model::{DateOrder, DecimalMark, ReadingRules, ThousandsMark};

/// How a list is written, each flag overriding what a session says.
#[derive(clap::Args)]
pub(super) struct ReadingFlags {
    /// What stands before decimals: `,` or `.` (the default)
    #[arg(long, value_name = "MARK", value_parser = parse_decimal)]
    decimal: Option<DecimalMark>,
    /// What stands between groups of three digits: `,`, `.`, `'` or `blank`; by default nothing
    #[arg(long, value_name = "MARK", value_parser = parse_thousands)]
    thousands: Option<ThousandsMark>,
    /// What is taken off numbers, such as $ or %; can be given several times
    #[arg(long, value_name = "TEXT")]
    strip: Vec<String>,
    /// What stands for an empty value, such as n/a; can be given several times
    #[arg(long, value_name = "TEXT")]
    empty: Vec<String>,
    /// The order of dates that aren't ISO: `day-first` or `month-first`
    #[arg(long, value_name = "ORDER", value_parser = parse_order)]
    dates: Option<DateOrder>,
    /// A form of times like no other, such as "%d %b %Y %H:%M"
    #[arg(long, value_name = "FORMAT")]
    time_format: Option<String>,
    /// The time zone of times without an offset, in which days are counted, such as
    /// Europe/Berlin; by default UTC
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
}

impl ReadingFlags {
    /// Whether any of them was given.
    pub fn any_given(&self) -> bool {
        self.decimal.is_some()
            || self.thousands.is_some()
            || !self.strip.is_empty()
            || !self.empty.is_empty()
            || self.dates.is_some()
            || self.time_format.is_some()
            || self.time_zone.is_some()
    }

    /// Replaces what the flags say otherwise.
    pub fn override_in(&self, reading: &mut ReadingRules) {
        reading.decimal = self.decimal.or(reading.decimal);
        reading.thousands = self.thousands.or(reading.thousands);
        reading.dates = self.dates.or(reading.dates);
        if !self.strip.is_empty() {
            reading.strip.clone_from(&self.strip);
        }
        if !self.empty.is_empty() {
            reading.empty.clone_from(&self.empty);
        }
        if self.time_format.is_some() {
            reading.time_format.clone_from(&self.time_format);
        }
        if self.time_zone.is_some() {
            reading.time_zone.clone_from(&self.time_zone);
        }
    }
}

fn parse_decimal(text: &str) -> Result<DecimalMark, String> {
    DecimalMark::from_word(text).ok_or_else(|| "write , or .".into())
}

fn parse_thousands(text: &str) -> Result<ThousandsMark, String> {
    ThousandsMark::from_word(text).ok_or_else(|| "write , or . or ' or blank".into())
}

fn parse_order(text: &str) -> Result<DateOrder, String> {
    DateOrder::from_word(text).ok_or_else(|| "write day-first or month-first".into())
}
