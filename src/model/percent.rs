//! Percentages in whole hundredths of a percent, so that what is reckoned with them is exact.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A percentage from 0 to 100 with at most two decimals, written as `7%` or `7.25%`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent {
    hundredths: u16,
}

/// The error for a text that is not a percentage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` isn't a percentage: write 0 to 100 with at most two decimals, such as 7 or 7.25%")]
pub struct BadPercent(pub String);

impl Percent {
    /// Hundredths of a percent in the whole.
    pub const WHOLE: u16 = 10_000;

    /// Returns the percentage in hundredths of a percent: 725 for 7.25%.
    pub fn hundredths(self) -> u16 {
        self.hundredths
    }
}

impl FromStr for Percent {
    type Err = BadPercent;
    fn from_str(text: &str) -> Result<Self, BadPercent> {
        let bad = || BadPercent(text.trim().into());
        let digits = text.trim();
        let digits = digits.strip_suffix('%').unwrap_or(digits).trim_end();
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_digits(whole) || !is_digits(decimals) || whole.len() > 3 || decimals.len() > 2 {
            return Err(bad());
        }
        let whole: u16 = whole.parse().map_err(|_| bad())?;
        let decimals: u16 = format!("{decimals:0<2}").parse().map_err(|_| bad())?;
        let hundredths = whole * 100 + decimals;
        if hundredths > Self::WHOLE {
            return Err(bad());
        }
        Ok(Self { hundredths })
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.hundredths / 100, self.hundredths % 100);
        match rest {
            0 => write!(f, "{whole}%"),
            _ if rest % 10 == 0 => write!(f, "{whole}.{}%", rest / 10),
            _ => write!(f, "{whole}.{rest:02}%"),
        }
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Percent {
    /// Reads a text such as `7%`, or a bare number of percent.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PercentVisitor;
        impl Visitor<'_> for PercentVisitor {
            type Value = Percent;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a percentage such as 7.25%")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Percent, E> {
                text.parse().map_err(E::custom)
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Percent, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Percent, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Percent, E> {
                self.visit_str(&number.to_string())
            }
        }
        deserializer.deserialize_any(PercentVisitor)
    }
}

impl JsonSchema for Percent {
    fn schema_name() -> Cow<'static, str> {
        "Percent".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "pattern": "^[0-9]{1,3}(\\.[0-9]{1,2})? *%?$" },
                { "type": "number", "minimum": 0, "maximum": 100 }
            ],
            "description": "a percentage such as 7.25%"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("7", 700, "7%")]
    #[case(" 7.5 % ", 750, "7.5%")]
    #[case("7.25%", 725, "7.25%")]
    #[case("0.05", 5, "0.05%")]
    #[case("100", 10_000, "100%")]
    fn a_percentage_is_exact(#[case] text: &str, #[case] hundredths: u16, #[case] written: &str) {
        let read: Percent = text.parse().unwrap();
        assert_eq!(
            (read.hundredths(), read.to_string().as_str()),
            (hundredths, written)
        );
        let json = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<Percent>(&json).unwrap(), read);
    }

    #[test]
    fn what_isnt_a_percentage_is_refused_and_bare_numbers_are_read() {
        for text in [
            "", "%", "-1", "100.01", "7.255", "7,5", "7 %%", "1e2", "101",
        ] {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
        let read = |json| serde_json::from_str::<Percent>(json).unwrap().hundredths();
        assert_eq!((read("7"), read("7.5")), (700, 750));
    }
}
