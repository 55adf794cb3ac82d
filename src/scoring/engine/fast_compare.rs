//! Tests of one value, quicker than the plain ones where the value is plain: ASCII texts, short
//! numbers. Anything else goes to the plain test.

use super::super::Truth;
use super::super::condition_eval::FieldTest;

/// Digits after the point a short number has at most.
const MAX_DECIMALS: usize = 6;
/// Digits before the point a short number has at most.
const MAX_WHOLE_DIGITS: usize = 12;

/// A test, with what makes it quick.
pub(super) struct FastTest<'a> {
    test: &'a FieldTest,
    /// The bound of `min` and `max`, if it is short.
    bound: Option<i64>,
}

impl<'a> FastTest<'a> {
    pub fn new(test: &'a FieldTest) -> Self {
        let bound = match test {
            FieldTest::Min(bound) | FieldTest::Max(bound) => parse_short(&bound.to_string()),
            _ => None,
        };
        Self { test, bound }
    }

    /// Of a trimmed value.
    pub fn evaluate(&self, value: &str) -> Truth {
        match (self.test, self.bound) {
            (FieldTest::In(texts), _) if is_ascii_text(value) => {
                Truth::from_bool(equals_any(value, texts))
            }
            (FieldTest::NotIn(texts), _) if is_ascii_text(value) => {
                Truth::from_bool(!equals_any(value, texts))
            }
            (FieldTest::Min(_), Some(least)) => match parse_short(value) {
                Some(number) => Truth::from_bool(number >= least),
                None => self.test.evaluate(value),
            },
            (FieldTest::Max(_), Some(most)) => match parse_short(value) {
                Some(number) => Truth::from_bool(number <= most),
                None => self.test.evaluate(value),
            },
            _ => self.test.evaluate(value),
        }
    }
}

/// Stands for a value that is no short number.
pub(super) const NOT_SHORT: i64 = i64::MIN;

/// From where to where a number may be for all tests, if they are about nothing else and short.
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
    !value.is_empty() && value.is_ascii()
}

/// Whether an ASCII text is one of these lowered ones, which may have other letters.
fn equals_any(value: &str, lowered: &[String]) -> bool {
    lowered.iter().any(|text| text.eq_ignore_ascii_case(value))
}

/// A number in millionths, if it is one with few digits.
pub(super) fn parse_short(text: &str) -> Option<i64> {
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
    use super::*;
    use crate::model::Number;

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
                let known = Number::parse(other).unwrap();
                assert_eq!(
                    shortened.cmp(&parse_short(other).unwrap()),
                    exact.cmp(&known),
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
        ];
        for test in &tests {
            for value in values {
                assert_eq!(
                    FastTest::new(test).evaluate(value),
                    test.evaluate(value),
                    "{test:?} {value}"
                );
            }
        }
    }
}
