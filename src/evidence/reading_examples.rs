//! What a number or date written in another form would be under a way of reading it: for the
//! examples of the mapping screen. How lists are read for scoring is in `scoring`.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::model::{DateOrder, DecimalMark, Number, ReadingRules, ThousandsMark};
use crate::scoring::ValueReading;

/// A way of reading numbers: what stands before the decimals (a point if absent), and between
/// groups of three digits (nothing if absent).
pub type NumberNotation = (Option<DecimalMark>, Option<ThousandsMark>);

/// The notations that are tried, the plain one first.
pub const NOTATIONS: [NumberNotation; 8] = [
    (None, None),
    (None, Some(ThousandsMark::Comma)),
    (Some(DecimalMark::Comma), None),
    (Some(DecimalMark::Comma), Some(ThousandsMark::Point)),
    (Some(DecimalMark::Comma), Some(ThousandsMark::Blank)),
    (None, Some(ThousandsMark::Blank)),
    (None, Some(ThousandsMark::Apostrophe)),
    (Some(DecimalMark::Comma), Some(ThousandsMark::Apostrophe)),
];

/// The signs that are looked for at numbers.
const SIGNS_AT_NUMBERS: [&str; 12] = [
    "$", "€", "£", "¥", "%", "USD", "EUR", "GBP", "CHF", "SEK", "JPY", "INR",
];

/// Words that systems write for an empty value, in lower case.
const BLANK_WORDS: [&str; 32] = [
    "select",
    "please select",
    "- select -",
    "--select--",
    "select one",
    "choose",
    "-none-",
    "--none--",
    "none",
    "(none)",
    "n/a",
    "na",
    "#n/a",
    "#ref!",
    "#value!",
    "#name?",
    "null",
    "nil",
    "nan",
    "undefined",
    "unspecified",
    "not specified",
    "not available",
    "not applicable",
    "not set",
    "no value",
    "(no value)",
    "blank",
    "(blank)",
    "(empty)",
    "-",
    "--",
];

/// Returns whether a text is a word that systems write for an empty value, such as `Select`,
/// `-None-`, `#N/A` or `[[unknown]]`.
pub fn is_blank_word(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("[[") && text.ends_with("]]"))
        || (text.len() <= 16 && BLANK_WORDS.contains(&text.to_lowercase().as_str()))
}

/// A number as it is written, without the signs at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MarkedNumber<'a> {
    negative: bool,
    /// Digits, and marks among them.
    digits: &'a str,
    /// The signs taken off, such as `$`.
    pub signs: Vec<&'static str>,
}

/// Takes the signs off a text of digits and marks; `None` if it isn't one.
pub(super) fn marked_number(text: &str) -> Option<MarkedNumber<'_>> {
    let mut rest = text.trim();
    let (mut negative, mut signs) = (false, Vec::new());
    loop {
        let before = rest;
        if let Some(after) = rest.strip_prefix(['-', '\u{2212}']).filter(|_| !negative) {
            (negative, rest) = (true, after.trim_start());
        }
        rest = rest.strip_prefix('+').unwrap_or(rest).trim_start();
        for sign in SIGNS_AT_NUMBERS {
            let inner = rest.strip_prefix(sign).or_else(|| rest.strip_suffix(sign));
            if let Some(inner) = inner {
                rest = inner.trim();
                signs.push(sign);
            }
        }
        if rest == before {
            break;
        }
    }
    let is_mark = |c: char| matches!(c, '.' | ',' | '\'' | '\u{2019}') || c.is_whitespace();
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.ends_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || is_mark(c));
    is_number.then_some(MarkedNumber {
        negative,
        digits: rest,
        signs,
    })
}

impl MarkedNumber<'_> {
    /// Returns whether it may be read in two ways: one point before exactly three digits, as
    /// `1.200`.
    pub fn is_ambiguous(&self) -> bool {
        self.digits.split_once('.').is_some_and(|(whole, rest)| {
            let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
            (1..=3).contains(&whole.len())
                && rest.len() == 3
                && !whole.starts_with('0')
                && digits(whole)
                && digits(rest)
        })
    }

    /// Returns the number under a notation, written plainly; `None` if it can't be read so.
    pub fn under(&self, notation: NumberNotation) -> Option<String> {
        let number = reading_of(notation)?.number_in_words(self.digits)?;
        let sign = if self.negative { "-" } else { "" };
        Some(format!("{sign}{number}"))
    }
}

/// Returns how lists in a notation are read; `None` if it isn't one of those that are tried.
fn reading_of(notation: NumberNotation) -> Option<&'static ValueReading> {
    static READINGS: LazyLock<Vec<ValueReading>> = LazyLock::new(|| {
        let reading = |(decimal, thousands): NumberNotation| {
            let said = ReadingRules {
                decimal,
                thousands,
                ..ReadingRules::default()
            };
            ValueReading::new(&said).expect("its marks differ")
        };
        NOTATIONS.into_iter().map(reading).collect()
    });
    let at = NOTATIONS.iter().position(|tried| *tried == notation)?;
    READINGS.get(at)
}

/// Returns a number under a notation, written plainly; `None` if it can't be read so.
pub fn number_under(text: &str, notation: NumberNotation) -> Option<String> {
    marked_number(text)?.under(notation)
}

/// Returns whether a text is a number as it stands.
pub(super) fn is_plain_number(text: &str) -> bool {
    Number::parse(text.trim()).is_ok()
}

/// Returns the day of a date such as `26-02-2018 19:58` or `11/2/2026` under an order; `None` if
/// it isn't written so, or there is no such day.
pub fn day_under(text: &str, order: DateOrder) -> Option<Date> {
    static READINGS: LazyLock<[ValueReading; 3]> = LazyLock::new(|| {
        [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)].map(|dates| {
            let said = ReadingRules {
                dates,
                ..ReadingRules::default()
            };
            ValueReading::new(&said).expect("an order alone contradicts nothing")
        })
    });
    let [plain, day_first, month_first] = &*READINGS;
    let ordered = match order {
        DateOrder::DayFirst => day_first,
        DateOrder::MonthFirst => month_first,
    };
    // What is read without an order has none.
    let ordered = plain.day(text).is_none().then_some(ordered)?;
    ordered.day(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Option<DecimalMark> = Some(DecimalMark::Comma);

    #[rstest::rstest]
    #[case("1.200", (None, None), Some("1.2"))]
    #[case("1.200", (COMMA, Some(ThousandsMark::Point)), Some("1200"))]
    #[case("1.200,50", (COMMA, Some(ThousandsMark::Point)), Some("1200.5"))]
    #[case("1.200,50", (None, Some(ThousandsMark::Comma)), None)]
    #[case("$1,039", (None, Some(ThousandsMark::Comma)), Some("1039"))]
    #[case("-$1,039.5 USD", (None, Some(ThousandsMark::Comma)), Some("-1039.5"))]
    #[case("1,09", (None, Some(ThousandsMark::Comma)), None)]
    #[case("1\u{a0}039", (None, Some(ThousandsMark::Blank)), Some("1039"))]
    #[case("1'039", (None, Some(ThousandsMark::Apostrophe)), Some("1039"))]
    #[case("ten", (None, None), None)]
    fn numbers(#[case] text: &str, #[case] notation: NumberNotation, #[case] number: Option<&str>) {
        assert_eq!(number_under(text, notation).as_deref(), number);
    }

    #[rstest::rstest]
    #[case("11/2/2026 3:04 PM", Some((2026, 2, 11)), Some((2026, 11, 2)))]
    #[case("26-02-2018 19:58", Some((2018, 2, 26)), None)]
    #[case("02.26.2018", None, Some((2018, 2, 26)))]
    #[case("2018-02-26", None, None)]
    #[case("1.200", None, None)]
    #[case("11/2/26", None, None)]
    fn days(
        #[case] text: &str,
        #[case] day_first: Option<(i16, i8, i8)>,
        #[case] month_first: Option<(i16, i8, i8)>,
    ) {
        let date = |day: Option<(i16, i8, i8)>| day.map(|(y, m, d)| jiff::civil::date(y, m, d));
        assert_eq!(day_under(text, DateOrder::DayFirst), date(day_first));
        assert_eq!(day_under(text, DateOrder::MonthFirst), date(month_first));
    }

    #[test]
    fn placeholders_are_told_from_words() {
        for text in ["Select", "-None-", "#N/A", " n/a ", "[[First Name]]", "--"] {
            assert!(is_blank_word(text), "{text}");
        }
        for text in ["Selected", "Web", "0", "", "[x]"] {
            assert!(!is_blank_word(text), "{text}");
        }
    }
}
