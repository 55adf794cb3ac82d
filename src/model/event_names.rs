//! The events that a condition counts: one name, or several of which each counts.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One or more names of events. Written as one text if there is one, else as a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventNames(Vec<String>);

impl EventNames {
    /// Returns these names; `None` if there are none.
    pub fn new(names: Vec<String>) -> Option<Self> {
        (!names.is_empty()).then_some(Self(names))
    }

    /// Returns the names as they are written, at least one.
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

impl From<&str> for EventNames {
    fn from(name: &str) -> Self {
        Self(vec![name.to_owned()])
    }
}

impl From<String> for EventNames {
    fn from(name: String) -> Self {
        Self(vec![name])
    }
}

impl Serialize for EventNames {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.names() {
            [one] => one.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for EventNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;
        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = EventNames;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of an event, or a list of names")
            }
            fn visit_str<E: Error>(self, name: &str) -> Result<EventNames, E> {
                Ok(name.into())
            }
            fn visit_bool<E: Error>(self, name: bool) -> Result<EventNames, E> {
                Ok(name.to_string().into())
            }
            fn visit_i64<E: Error>(self, name: i64) -> Result<EventNames, E> {
                Ok(name.to_string().into())
            }
            fn visit_u64<E: Error>(self, name: u64) -> Result<EventNames, E> {
                Ok(name.to_string().into())
            }
            fn visit_f64<E: Error>(self, name: f64) -> Result<EventNames, E> {
                Err(E::custom(format!(
                    "`{name}` is read as a number: put the event's name in quotes"
                )))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<EventNames, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = seq.next_element()? {
                    names.push(name);
                }
                EventNames::new(names).ok_or_else(|| {
                    Error::custom("an empty list of events: give at least one, or leave it out")
                })
            }
        }
        deserializer.deserialize_any(NamesVisitor)
    }
}

impl JsonSchema for EventNames {
    fn schema_name() -> Cow<'static, str> {
        "EventNames".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "oneOf": [
                {"type": ["string", "integer", "boolean"]},
                {"type": "array", "items": {"type": "string"}, "minItems": 1}
            ],
            "description": "The name of an event, or several of which each counts."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_a_text_and_several_are_a_list() {
        for (text, written) in [
            (r#""visit""#, r#""visit""#),
            (r#"["visit"]"#, r#""visit""#),
            (r#"["visit","call"]"#, r#"["visit","call"]"#),
            ("404", r#""404""#),
        ] {
            let names: EventNames = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&names).unwrap(), written);
        }
        let refused = |text: &str| serde_json::from_str::<EventNames>(text).unwrap_err();
        assert!(refused("[]").to_string().contains("give at least one"));
        assert!(refused("1.5").to_string().contains("in quotes"));
        assert!(refused("{}").to_string().contains("name of an event"));
    }
}
