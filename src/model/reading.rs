//! How a list of leads is written: its numbers, dates and blanks. Said once, never guessed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::words;
use super::is_default;

words! {
    /// What separates the fields of a list.
    Delimiter {
        /// `,`
        #[default]
        Comma = ",", "Comma";
        /// `;`
        Semicolon = ";", "Semicolon";
        /// A tab.
        Tab = "tab", "Tab";
        /// `|`
        Pipe = "|", "Pipe";
    }
}

words! {
    /// What stands before a number's decimals.
    DecimalMark {
        /// `1.5`
        #[default]
        Point = ".", "Point: 1.5";
        /// `1,5`
        Comma = ",", "Comma: 1,5";
    }
}

words! {
    /// What stands between a number's groups of three digits.
    ThousandsMark {
        /// `1,000`
        #[default]
        Comma = ",", "Comma: 1,000";
        /// `1.000`
        Point = ".", "Point: 1.000";
        /// `1 000`, with any white space.
        Blank = "blank", "Blank: 1 000";
        /// `1'000`
        Apostrophe = "'", "Apostrophe: 1'000";
    }
}

words! {
    /// The order of day and month in dates that aren't ISO.
    DateOrder {
        /// `26-02-2018`
        #[default]
        DayFirst = "day-first", "Day first: 26-02-2018";
        /// `02/26/2018`
        MonthFirst = "month-first", "Month first: 02/26/2018";
    }
}

/// How a list writes numbers, dates and blanks. It says nothing about the model, so a published
/// version keeps none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReadingRules {
    /// What stands before a number's decimals; a point if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<DecimalMark>,
    /// What stands between a number's groups of three digits; nothing if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thousands: Option<ThousandsMark>,
    /// What is taken off numbers, such as `$` or `%`.
    #[serde(skip_serializing_if = "is_default")]
    pub strip: Vec<String>,
    /// The words that stand for an empty value, such as `n/a`.
    #[serde(skip_serializing_if = "is_default")]
    pub empty: Vec<String>,
    /// The order of day and month in dates that aren't ISO; without it these can't be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// A form of dates and times like no other, in the directives of `strftime`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_format: Option<String>,
    /// The time zone of times without an offset, in which days are counted: an IANA name; UTC if
    /// absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// The columns of a file of events, by name; those not named are found by their usual names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventColumnNames {
    /// The column with the lead's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The column that says what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The column that says when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}
