//! Exact decimal numbers, as lists of leads write them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most digits before and after the point.
const MAX_WHOLE_DIGITS: usize = 18;
const MAX_DECIMALS: usize = 12;

/// A decimal number: `[+-]digits[.digits]`, with at most 18 digits before and 12 after the point.
///
/// Compared exactly and by value: `1.50` equals `1.5`, `0.1` is less than `0.100000000001`, and `-0`
/// equals `0`.
#[derive(Clone, Debug)]
pub struct Number {
    negative: bool,
    /// Without leading zeros; empty for zero.
    whole: String,
    /// Without trailing zeros.
    fraction: String,
}

/// The error for a text that is not a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a number: write at most 18 digits, with a point before at most 12 decimals, such \
     as 250 or -1.5"
)]
pub struct BadNumber(pub String);

impl Number {
    /// Parses a number after trimming white space.
    ///
    /// # Errors
    ///
    /// If the text is not `[+-]digits[.digits]`, or has more digits than a number can have.
    pub fn parse(text: &str) -> Result<Self, BadNumber> {
        let digits = Decimal::read(text).ok_or_else(|| BadNumber(text.into()))?;
        Ok(Self {
            negative: digits.negative,
            whole: digits.whole.to_owned(),
            fraction: digits.fraction.to_owned(),
        })
    }

    /// Compares the number a text stands for to this one; `None` if the text is not a number.
    pub fn compare_text(&self, text: &str) -> Option<Ordering> {
        Some(Decimal::read(text)?.cmp(&self.decimal()))
    }

    fn decimal(&self) -> Decimal<'_> {
        Decimal {
            negative: self.negative,
            whole: &self.whole,
            fraction: &self.fraction,
        }
    }
}

/// The parts of a number's text, normalized as in [`Number`].
#[derive(Clone, Copy, PartialEq, Eq)]
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let trimmed = text.trim();
        let (negative, digits) = match trimmed.as_bytes().first() {
            Some(b'-') => (true, &trimmed[1..]),
            Some(b'+') => (false, &trimmed[1..]),
            _ => (false, trimmed),
        };
        let (whole, fraction) = match digits.bytes().position(|b| b == b'.') {
            Some(point) => (&digits[..point], Some(&digits[point + 1..])),
            None => (digits, None),
        };
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let too_long =
            whole.len() > MAX_WHOLE_DIGITS || fraction.is_some_and(|f| f.len() > MAX_DECIMALS);
        if too_long || !all_digits(whole) || !fraction.is_none_or(all_digits) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.unwrap_or("").trim_end_matches('0');
        Some(Self {
            negative: negative && !(whole.is_empty() && fraction.is_empty()),
            whole,
            fraction,
        })
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        self.whole
            .len()
            .cmp(&other.whole.len())
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction))
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
        }
    }
}

/// An integer of 19 digits compares as any other, but no file can hold it.
impl From<i64> for Number {
    fn from(value: i64) -> Self {
        let digits = value.unsigned_abs().to_string();
        Self {
            negative: value < 0,
            whole: digits.trim_start_matches('0').to_owned(),
            fraction: String::new(),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.decimal().cmp(&other.decimal())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let whole = if self.whole.is_empty() {
            "0"
        } else {
            &self.whole
        };
        write!(f, "{sign}{whole}")?;
        if !self.fraction.is_empty() {
            write!(f, ".{}", self.fraction)?;
        }
        Ok(())
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.to_string();
        if self.fraction.is_empty()
            && let Ok(whole) = text.parse::<i64>()
        {
            return serializer.serialize_i64(whole);
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberVisitor;
        impl Visitor<'_> for NumberVisitor {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number such as 250 or -1.5")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                Number::parse(text).map_err(E::custom)
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Number, E> {
                Number::parse(&value.to_string()).map_err(E::custom)
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Number, E> {
                Number::parse(&value.to_string()).map_err(E::custom)
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Number, E> {
                let text = value.to_string();
                // A float holds up to 15 decimal digits exactly.
                if text.bytes().filter(u8::is_ascii_digit).count() > 15 {
                    return Err(E::custom("a number this long must be in quotes"));
                }
                Number::parse(&text).map_err(E::custom)
            }
        }
        // Accepts numbers and strings: conditions also travel as JSON, where 250 is a number.
        deserializer.deserialize_any(NumberVisitor)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["number", "string"],
            "pattern": "^[+-]?[0-9]{1,18}(\\.[0-9]{1,12})?$",
            "exclusiveMinimum": -1e18,
            "exclusiveMaximum": 1e18,
            "description": "An exact decimal number: at most 18 digits before and 12 after the point."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn compares_by_value_exactly() {
        assert_eq!(n("1.50"), n("+01.5"));
        assert_eq!(n("-0"), n("0.0"));
        assert!(n("0.1") < n("0.100000000001"));
        assert!(n("-2") < n("-1.9"));
        assert!(n("-1") < n("0"));
        assert!(n("9") < n("10"));
        assert!(n("1.05") < n("1.5"));
        assert_eq!(n("10").compare_text(" +9.50 "), Some(Ordering::Less));
        assert_eq!(n("-2.5").compare_text("-2.5000"), Some(Ordering::Equal));
        assert_eq!(n("0").compare_text("ten"), None);
    }

    #[test]
    fn reads_what_it_writes() {
        for text in ["250", "-3", "0.5", "123456789012345678", "-0.123456789012"] {
            let written = serde_json::to_string(&n(text)).unwrap();
            assert_eq!(serde_json::from_str::<Number>(&written).unwrap(), n(text));
        }
        assert_eq!(serde_json::from_str::<Number>("1.5").unwrap(), n("1.5"));
        assert!(serde_json::from_str::<Number>("0.12345678901234567").is_err());
    }

    #[test]
    fn refuses_everything_else() {
        for bad in [
            "",
            " ",
            ".5",
            "5.",
            "1e3",
            "1,5",
            "1_000",
            "0x1",
            "--1",
            "n/a",
            "٣",
            "1234567890123456789",
            "0000000000000000001",
            "0.1234567890123",
            "0.0000000000000",
        ] {
            assert!(Number::parse(bad).is_err(), "{bad}");
        }
    }
}
