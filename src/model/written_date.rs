//! Days in conditions: written as `2026-01-31` and no other way.

use std::fmt;

use jiff::civil::Date;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

/// Reads a day that may be left out.
pub(super) fn read_date<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Date>, D::Error> {
    let day = Option::<WrittenDate>::deserialize(deserializer)?;
    Ok(day.map(|WrittenDate(day)| day))
}

/// Returns the schema of a day that may be left out.
pub(super) fn date_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": ["string", "null"],
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    })
}

struct WrittenDate(Date);

impl<'de> Deserialize<'de> for WrittenDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DateVisitor;
        impl Visitor<'_> for DateVisitor {
            type Value = WrittenDate;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day such as 2026-01-31")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<WrittenDate, E> {
                let is_plain = text.len() == 10 && text.bytes().next().is_some_and(|b| b != b'-');
                let day = text.parse().ok().filter(|_| is_plain);
                day.map(WrittenDate).ok_or_else(|| {
                    E::custom(format!("`{text}` isn't a day: write it as 2026-01-31"))
                })
            }
        }
        deserializer.deserialize_str(DateVisitor)
    }
}
