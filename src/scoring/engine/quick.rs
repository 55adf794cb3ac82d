//! Tests of one value, quicker than the plain ones where the value is plain: ASCII texts, short
//! numbers. Anything else goes to the plain test.

use super::super::Truth;
use super::super::conditions::Test;

/// Digits after the point a short number has at most.
const PLACES: usize = 6;
/// Digits before the point a short number has at most.
const WHOLE: usize = 12;

/// A test, with what makes it quick.
pub(super) struct Quick<'a> {
    test: &'a Test,
    /// The bound of `min` and `max`, if it is short.
    bound: Option<i64>,
}

impl<'a> Quick<'a> {
    pub fn new(test: &'a Test) -> Self {
        let bound = match test {
            Test::Min(bound) | Test::Max(bound) => short(&bound.to_string()),
            _ => None,
        };
        Self { test, bound }
    }

    /// Of a trimmed value.
    pub fn of(&self, value: &str) -> Truth {
        match (self.test, self.bound) {
            (Test::In(texts), _) if is_plain(value) => Truth::known(is_among(value, texts)),
            (Test::NotIn(texts), _) if is_plain(value) => Truth::known(!is_among(value, texts)),
            (Test::Min(_), Some(least)) => match short(value) {
                Some(number) => Truth::known(number >= least),
                None => self.test.of(value),
            },
            (Test::Max(_), Some(most)) => match short(value) {
                Some(number) => Truth::known(number <= most),
                None => self.test.of(value),
            },
            _ => self.test.of(value),
        }
    }
}

/// Stands for a value that is no short number.
pub(super) const LONG: i64 = i64::MIN;

/// From where to where a number may be for all tests, if they are about nothing else and short.
pub(super) fn range_of(tests: &[Quick<'_>]) -> Option<(i64, i64)> {
    let mut range = (i64::MIN, i64::MAX);
    for test in tests {
        match (test.test, test.bound?) {
            (Test::Min(_), least) => range.0 = range.0.max(least),
            (_, most) => range.1 = range.1.min(most),
        }
    }
    Some(range)
}

fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.is_ascii()
}

/// Whether an ASCII text is one of these lowered ones, which may have other letters.
fn is_among(value: &str, lowered: &[String]) -> bool {
    lowered.iter().any(|text| text.eq_ignore_ascii_case(value))
}

/// A number in millionths, if it is one with few digits.
pub(super) fn short(text: &str) -> Option<i64> {
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
    if whole.is_empty() || no_fraction || whole.len() > WHOLE || fraction.len() > PLACES {
        return None;
    }
    let mut number = 0_i64;
    for digit in whole.iter().chain(fraction) {
        number = number * 10 + i64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
    }
    number *= 10_i64.pow((PLACES - fraction.len()) as u32);
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
            let shortened = short(text).unwrap();
            for other in ["0", "1.5", "-1.5", "7", "999999999999.999999", "-2"] {
                let known = Number::parse(other).unwrap();
                assert_eq!(
                    shortened.cmp(&short(other).unwrap()),
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
            assert_eq!(short(text), None, "{text}");
        }
    }

    #[test]
    fn quick_and_plain_say_the_same() {
        let lowered = |texts: &[&str]| texts.iter().map(|t| (*t).into()).collect::<Vec<String>>();
        let number = |text: &str| Number::parse(text).unwrap();
        let tests = [
            Test::In(lowered(&["eu", "k", "i", "straße"])),
            Test::NotIn(lowered(&["eu", "k"])),
            Test::Contains("u".into()),
            Test::Min(number("1.5")),
            Test::Max(number("1.5")),
            Test::Min(number("0.00000001")),
            Test::Known(true),
            Test::Known(false),
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
                    Quick::new(test).of(value),
                    test.of(value),
                    "{test:?} {value}"
                );
            }
        }
    }
}
