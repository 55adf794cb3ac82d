//! Fast paths for testing one value: ASCII texts and short decimal numbers. Anything else goes to
//! the plain test.

use jiff::civil::Date;

use crate::scoring::dataset::ValueReading;
use crate::scoring::evaluate::{FieldTest, Truth};

/// The most digits a short number has after the decimal point.
const MAX_DECIMALS: usize = 6;
/// The most digits a short number has before the decimal point.
const MAX_WHOLE_DIGITS: usize = 12;

/// A field test with precomputed fast-path data.
pub(super) struct FastTest<'a> {
    test: &'a FieldTest,
    reading: &'a ValueReading,
    /// The bound of `min` or `max`, in millionths, if it is short.
    bound: Option<i64>,
}

impl<'a> FastTest<'a> {
    pub fn new(test: &'a FieldTest, reading: &'a ValueReading) -> Self {
        let bound = match test {
            FieldTest::Min(bound) | FieldTest::Max(bound) => parse_short(&bound.to_string()),
            _ => None,
        };
        Self {
            test,
            reading,
            bound,
        }
    }

    /// Returns whether the result depends on the day to look back from.
    pub fn looks_back(&self) -> bool {
        self.test.window().is_some()
    }

    /// Tests a value, as [`ValueReading::value`] returns it, looking back from a day.
    pub fn evaluate(&self, value: &str, as_of: Option<Date>) -> Truth {
        match (self.test, self.bound) {
            (FieldTest::In(texts), _) if is_ascii_text(value) => {
                Truth::from_bool(equals_any(value, texts))
            }
            (FieldTest::NotIn(texts), _) if is_ascii_text(value) => {
                Truth::from_bool(!equals_any(value, texts))
            }
            (FieldTest::Min(_), Some(least)) => match short_number(value, self.reading) {
                Some(number) => Truth::from_bool(number >= least),
                None => self.test.evaluate(value, as_of, self.reading),
            },
            (FieldTest::Max(_), Some(most)) => match short_number(value, self.reading) {
                Some(number) => Truth::from_bool(number <= most),
                None => self.test.evaluate(value, as_of, self.reading),
            },
            _ => self.test.evaluate(value, as_of, self.reading),
        }
    }
}

/// Marks a value that isn't a short number.
pub(super) const NOT_SHORT: i64 = i64::MIN;

/// Returns the inclusive range to which the tests restrict a number, in millionths, if they
/// consist only of numeric bounds and all are short.
pub(super) fn short_range(tests: &[FastTest<'_>]) -> Option<(i64, i64)> {
    let mut range = (i64::MIN, i64::MAX);
    for test in tests {
        match (test.test, test.bound?) {
            (FieldTest::Min(_), least) => range.0 = range.0.max(least),
            (_, most) => range.1 = range.1.min(most),
        }
    }
    Some(range)
}

fn is_ascii_text(value: &str) -> bool {
    // White space inside would have to become blanks.
    !value.is_empty() && value.bytes().all(|b| matches!(b, b' '..=b'~'))
}

/// Returns whether an ASCII text equals one of these lower-cased texts, which may not be ASCII.
fn equals_any(value: &str, lowered: &[String]) -> bool {
    lowered.iter().any(|text| text.eq_ignore_ascii_case(value))
}

/// Parses a value as a number with few digits, in millionths; `None` if it isn't one.
pub(super) fn short_number(value: &str, reading: &ValueReading) -> Option<i64> {
    parse_short(&reading.plain_number(value)?)
}

/// Parses a decimal number with few digits, in millionths; `None` if it isn't one.
fn parse_short(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    let point = digits.iter().position(|b| *b == b'.');
    let (whole, fraction) = match point {
        Some(point) => (&digits[..point], &digits[point + 1..]),
        None => (digits, &[][..]),
    };
    let no_fraction = point.is_some() && fraction.is_empty();
    if whole.is_empty()
        || no_fraction
        || whole.len() > MAX_WHOLE_DIGITS
        || fraction.len() > MAX_DECIMALS
    {
        return None;
    }
    let mut number = 0_i64;
    for digit in whole.iter().chain(fraction) {
        number = number * 10 + i64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
    }
    number *= 10_i64.pow((MAX_DECIMALS - fraction.len()) as u32);
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::Number;
    use crate::scoring::evaluate::DayWindow;

    #[test]
    fn short_numbers_are_those_that_numbers_are() {
        for text in [
            "0",
            "-0",
            "+7",
            "007",
            "1.5",
            "-1.500000",
            "999999999999.999999",
            "12",
        ] {
            let exact = Number::parse(text).unwrap();
            let shortened = parse_short(text).unwrap();
            for other in ["0", "1.5", "-1.5", "7", "999999999999.999999", "-2"] {
                let bound = Number::parse(other).unwrap();
                assert_eq!(
                    shortened.cmp(&parse_short(other).unwrap()),
                    exact.cmp(&bound),
                    "{text} {other}"
                );
            }
        }
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1e3",
            "1234567890123",
            "0.1234567",
            "٣",
            "--1",
            "1.2.3",
        ] {
            assert_eq!(parse_short(text), None, "{text}");
        }
    }

    #[test]
    fn quick_and_plain_say_the_same() {
        let lowered = |texts: &[&str]| texts.iter().map(|t| (*t).into()).collect::<Vec<String>>();
        let number = |text: &str| Number::parse(text).unwrap();
        let tests = [
            FieldTest::In(lowered(&["eu", "k", "i", "straße"])),
            FieldTest::NotIn(lowered(&["eu", "k"])),
            FieldTest::Contains("u".into()),
            FieldTest::In(lowered(&["a b"])),
            FieldTest::StartsWith("1.".into()),
            FieldTest::EndsWith("u".into()),
            FieldTest::Has("eu".into()),
            FieldTest::OnOrAfter(date(2026, 1, 2)),
            FieldTest::OnOrBefore(date(2026, 1, 2)),
            FieldTest::Days(DayWindow {
                within: Some(7),
                older_than: None,
            }),
            FieldTest::Min(number("1.5")),
            FieldTest::Max(number("1.5")),
            FieldTest::Min(number("0.00000001")),
            FieldTest::Known(true),
            FieldTest::Known(false),
        ];
        let values = [
            "",
            "EU",
            "eu",
            "\u{212a}",
            "K",
            "İ",
            "I",
            "STRA\u{1e9e}E",
            "1.5",
            "1.49",
            "1.500001",
            "-3",
            "1.50000000000001",
            "99999999999999999999",
            "n/a",
            "1,5",
            "0.00000001",
            "a\tb",
            "A B",
            "x; EU",
            "2026-01-02",
            "2026-01-02T23:30-01:00",
            "02.01.2026 9:05",
            "1 000,25",
            "-k 2 k",
        ];
        let as_of = Some(date(2026, 1, 5));
        let other = r#"{"decimal":",","thousands":"blank","strip":["k"],"dates":"day-first"}"#;
        let other = ValueReading::new(&serde_json::from_str(other).unwrap()).unwrap();
        for reading in [&ValueReading::default(), &other] {
            for (test, value) in tests.iter().flat_map(|t| values.map(|value| (t, value))) {
                assert_eq!(
                    FastTest::new(test, reading).evaluate(value, as_of),
                    test.evaluate(value, as_of, reading),
                    "{test:?} {value}"
                );
            }
        }
    }
}
