//! The points of a yes/no criterion: once, or for each time its event happened.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Condition, Problem};

/// The most times that points can be given for.
pub const MOST_TIMES: usize = 20;

/// The ids and labels of the made answers.
#[rustfmt::skip] // a table
const MADE: [(&str, &str); MOST_TIMES] = [
    ("x1", "once"), ("x2", "twice"), ("x3", "3 times"), ("x4", "4 times"), ("x5", "5 times"),
    ("x6", "6 times"), ("x7", "7 times"), ("x8", "8 times"), ("x9", "9 times"), ("x10", "10 times"),
    ("x11", "11 times"), ("x12", "12 times"), ("x13", "13 times"), ("x14", "14 times"),
    ("x15", "15 times"), ("x16", "16 times"), ("x17", "17 times"), ("x18", "18 times"),
    ("x19", "19 times"), ("x20", "20 times"),
];

/// What a yes/no criterion is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CriterionPoints {
    /// So many points, however often it happened.
    Once(i64),
    /// Points for each time, up to a sum.
    Each(EachTime),
}

/// Points for each time an event happened: a `sum` of the made answers `x1`, `x2` ..., of which
/// `xk` holds from the k-th time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EachTime {
    /// Points for each time.
    pub each: i64,
    /// The sum that all times together don't exceed.
    pub up_to: i64,
}

impl EachTime {
    /// Returns how many times count; `None` if the two numbers don't fit.
    pub fn times(&self) -> Option<usize> {
        let Self { each, up_to } = *self;
        let fits = each != 0 && up_to.checked_rem(each) == Some(0);
        let times = if fits { up_to.checked_div(each)? } else { 0 };
        usize::try_from(times)
            .ok()
            .filter(|times| (1..=MOST_TIMES).contains(times))
    }

    /// What is wrong with the two numbers, if anything, and what to do.
    pub fn problem(&self) -> Option<Problem> {
        let Self { each, up_to } = *self;
        if self.times().is_some() {
            return None;
        }
        Some(if each == 0 || up_to == 0 {
            Problem::new(
                "points for each time are never 0",
                "write a number such as 2 each, up to 10",
            )
        } else if (each < 0) != (up_to < 0) {
            Problem::new(
                format!("{each} each never adds up to {up_to}"),
                "give both the same sign",
            )
        } else if up_to.checked_rem(each) != Some(0) {
            Problem::new(
                format!("{up_to} is no multiple of {each}"),
                "let the most be a whole number of times",
            )
        } else {
            Problem::new(
                format!("{each} each, up to {up_to}, are more than {MOST_TIMES} times"),
                "lower the most, or raise the points of each time",
            )
        })
    }

    /// Returns the same number of times, each worth something else.
    #[must_use]
    pub fn with_each(self, each: i64) -> Self {
        let times = self.times().unwrap_or(1);
        Self {
            each,
            up_to: each.saturating_mul(i64::try_from(times).unwrap_or(1)),
        }
    }

    /// Yields the made answers: id, label and condition. Numbers that don't fit give one.
    pub(super) fn made_answers(
        self,
        when: Option<&Condition>,
    ) -> impl Iterator<Item = (&'static str, &'static str, Option<Cow<'_, Condition>>)> {
        let count = self.times().unwrap_or(1);
        MADE[..count].iter().zip(1..).map(move |(made, time)| {
            let counted = when.map(|when| Condition {
                at_least: Some(time),
                ..when.clone()
            });
            (made.0, made.1, counted.map(Cow::Owned))
        })
    }
}

impl CriterionPoints {
    /// Returns the points of one time: what `+` and `-` count, and what is voted on.
    pub fn number(self) -> i64 {
        match self {
            Self::Once(points) => points,
            Self::Each(EachTime { each, .. }) => each,
        }
    }

    /// Returns the same with another number: of points for each time, the number of times stays.
    #[must_use]
    pub fn with_number(self, number: i64) -> Self {
        match self {
            Self::Once(_) => Self::Once(number),
            Self::Each(each) => Self::Each(each.with_each(number)),
        }
    }

    /// Returns the points for each time, if they are that.
    pub fn each(self) -> Option<EachTime> {
        match self {
            Self::Once(_) => None,
            Self::Each(each) => Some(each),
        }
    }
}

impl From<i64> for CriterionPoints {
    fn from(points: i64) -> Self {
        Self::Once(points)
    }
}

impl fmt::Display for CriterionPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once(points) => points.fmt(f),
            Self::Each(EachTime { each, up_to }) => write!(f, "{each} each, up to {up_to}"),
        }
    }
}

/// The error for a text that is neither a number nor points for each time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` isn't valid: write a whole number, such as 5 or -10, or 2 each, up to 10")]
pub struct BadPoints(String);

impl FromStr for CriterionPoints {
    type Err = BadPoints;
    /// Reads `5`, which may be written `5 once`, and `2 each, up to 10` with or without the comma.
    fn from_str(text: &str) -> Result<Self, BadPoints> {
        let bad = || BadPoints(text.trim().to_owned());
        let number = |text: &str| -> Result<i64, BadPoints> {
            let text = text.trim();
            text.strip_prefix('+')
                .unwrap_or(text)
                .parse()
                .map_err(|_| bad())
        };
        let lower = text.to_lowercase();
        let Some((each, most)) = lower.split_once("each") else {
            let once = lower.trim();
            return number(once.strip_suffix("once").unwrap_or(once)).map(Self::Once);
        };
        let most = most.trim_start_matches([',', ' ', '\t']);
        let most = ["up to", "at most", "max"]
            .iter()
            .find_map(|word| most.strip_prefix(word))
            .ok_or_else(bad)?;
        Ok(Self::Each(EachTime {
            each: number(each)?,
            up_to: number(most)?,
        }))
    }
}

impl Serialize for CriterionPoints {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Once(points) => points.serialize(serializer),
            Self::Each(each) => each.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for CriterionPoints {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PointsVisitor;
        impl<'de> Visitor<'de> for PointsVisitor {
            type Value = CriterionPoints;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, or {each: 2, up_to: 10}")
            }
            fn visit_i64<E: serde::de::Error>(self, points: i64) -> Result<CriterionPoints, E> {
                Ok(CriterionPoints::Once(points))
            }
            fn visit_u64<E: serde::de::Error>(self, points: u64) -> Result<CriterionPoints, E> {
                let points = i64::try_from(points);
                points
                    .map(CriterionPoints::Once)
                    .map_err(|_| E::custom("the points are too large a number"))
            }
            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<CriterionPoints, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<CriterionPoints, E> {
                Err(E::custom(format!(
                    "`{text}` is not a whole number: write digits alone, such as 5 or -3, or the keys `each` and `up_to`"
                )))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CriterionPoints, A::Error> {
                let each = EachTime::deserialize(MapAccessDeserializer::new(map))?;
                Ok(CriterionPoints::Each(each))
            }
        }
        deserializer.deserialize_any(PointsVisitor)
    }
}

impl JsonSchema for CriterionPoints {
    fn schema_name() -> Cow<'static, str> {
        "CriterionPoints".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // A list of one type, as a number in quotes is none here.
        let number = json_schema!({"type": ["integer"], "format": "int64"});
        json_schema!({
            "description": "Whole points, or points for each time up to a sum.",
            "oneOf": [
                number,
                {
                    "type": "object",
                    "properties": {
                        "each": {"type": "integer", "format": "int64"},
                        "up_to": {"type": "integer", "format": "int64"},
                    },
                    "required": ["each", "up_to"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(each: i64, up_to: i64) -> EachTime {
        EachTime { each, up_to }
    }

    #[test]
    fn the_times_are_the_most_divided_by_the_points_of_one() {
        assert_eq!(each(2, 10).times(), Some(5));
        assert_eq!(each(-3, -9).times(), Some(3));
        assert_eq!(each(1, 20).times(), Some(20));
        for (points, most) in [(0, 4), (4, 0), (2, -4), (-2, 4), (2, 5), (1, 21), (4, 2)] {
            let numbers = each(points, most);
            assert_eq!(numbers.times(), None, "{numbers:?}");
            assert!(numbers.problem().is_some(), "{numbers:?}");
        }
        assert_eq!(each(-1, i64::MIN).times(), None);
    }

    #[test]
    fn a_number_and_each_read_and_write_the_same() {
        for text in ["5", "-10", "2 each, up to 10", "-2 each, up to -4"] {
            assert_eq!(text.parse::<CriterionPoints>().unwrap().to_string(), text);
        }
        for text in [
            "2 each up to 10",
            " 2 EACH, at most 10 ",
            "2 each, max 10",
            "+2 each, up to 10",
        ] {
            let read = text.parse::<CriterionPoints>().unwrap();
            assert_eq!(read, CriterionPoints::Each(each(2, 10)), "{text}");
        }
        assert_eq!("5 once".parse::<CriterionPoints>().unwrap(), 5.into());
        for bad in [
            "",
            "once",
            "each",
            "2 each",
            "2 each 10",
            "x each, up to 4",
            "2.5",
        ] {
            assert!(bad.parse::<CriterionPoints>().is_err(), "{bad}");
        }
    }

    #[test]
    fn another_number_keeps_the_number_of_times() {
        let points = CriterionPoints::Each(each(2, 10)).with_number(3);
        assert_eq!(points, CriterionPoints::Each(each(3, 15)));
        assert_eq!(CriterionPoints::Once(2).with_number(3), 3.into());
    }
}
