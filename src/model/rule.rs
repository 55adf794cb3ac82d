//! Rules: the conditions for entering a stage or taking a route.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Covers, Id, Phase, Problem, is_default};

/// A reference to a criterion or to some of its answers: `funded`, `demo=one-to-one`,
/// `vertical=expertise|adjacent`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference {
    /// The criterion.
    pub criterion: Id,
    /// Answers, any of which satisfies it; empty for a bare reference.
    pub answers: Vec<Id>,
}

/// The error for a text that is not a reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` isn't a reference: write a criterion's id, or criterion=answer, or criterion=answer|answer"
)]
pub struct BadReference(pub String);

impl Reference {
    /// A reference to a criterion as a whole.
    pub fn bare(criterion: Id) -> Self {
        Self {
            criterion,
            answers: Vec::new(),
        }
    }

    /// A reference to one answer.
    pub fn answer(criterion: Id, answer: Id) -> Self {
        Self {
            criterion,
            answers: vec![answer],
        }
    }
}

impl std::str::FromStr for Reference {
    type Err = BadReference;
    fn from_str(text: &str) -> Result<Self, BadReference> {
        let bad = |_| BadReference(text.into());
        let Some((criterion, answers)) = text.split_once('=') else {
            return Ok(Self::bare(Id::new(text.trim()).map_err(bad)?));
        };
        Ok(Self {
            criterion: Id::new(criterion.trim()).map_err(bad)?,
            answers: answers
                .split('|')
                .map(|answer| Id::new(answer.trim()).map_err(bad))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl TryFrom<String> for Reference {
    type Error = BadReference;
    fn try_from(text: String) -> Result<Self, BadReference> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.to_string()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.criterion)?;
        for (i, answer) in self.answers.iter().enumerate() {
            write!(f, "{}{answer}", if i == 0 { '=' } else { '|' })?;
        }
        Ok(())
    }
}

impl JsonSchema for Reference {
    fn schema_name() -> Cow<'static, str> {
        "Reference".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9_-]*(=[a-z0-9][a-z0-9_-]*(\\|[a-z0-9][a-z0-9_-]*)*)?$",
            "description": "criterion, criterion=answer or criterion=answer|answer"
        })
    }
}

/// A rule on a lead's answers and points. All its parts must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// Each of these holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<Reference>>,
    /// At least one of these holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<Reference>>,
    /// None of these holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<Vec<Reference>>,
    /// Counts of criteria, one or a list; all of them must hold.
    #[serde(
        skip_serializing_if = "is_default",
        serialize_with = "one_or_many_out",
        deserialize_with = "one_or_many_in"
    )]
    #[schemars(schema_with = "at_least_schema")]
    pub at_least: Vec<AtLeast>,
    /// Least points required of `total`, `fit`, `behaviour` or a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<BTreeMap<String, i64>>,
    /// A computed stage whose rule must hold too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<Id>,
}

/// At least `count` of the criteria in `of` must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// How many; at least 1.
    pub count: u32,
    /// The criteria to count.
    pub of: CountScope,
}

/// The criteria a count is taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountScope {
    /// These references; several to one criterion count once.
    References(Vec<Reference>),
    /// Every behaviour of a phase.
    Phase(Phase),
    /// Every criterion that tells us about this.
    Covers(Covers),
    /// These topics, and not criteria: a topic holds when a criterion does that tells us about it.
    Topics(Vec<Covers>),
}

impl AtLeast {
    /// What is wrong with a count of topics, if anything, and what to do.
    pub fn topics_problem(&self) -> Option<Problem> {
        let CountScope::Topics(topics) = &self.of else {
            return None;
        };
        let mut seen = Vec::new();
        for topic in topics {
            if seen.contains(&topic) {
                return Some(Problem::new(
                    format!("counts `{topic}` twice"),
                    "name each topic once",
                ));
            }
            seen.push(topic);
        }
        let count = self.count as usize;
        (!topics.is_empty() && count > topics.len()).then(|| {
            Problem::new(
                format!("asks for {count} of {} topics", topics.len()),
                "lower the count, or name more topics",
            )
        })
    }
}

impl Rule {
    /// Whether it has no parts, which is an error in a file.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Yields every reference in it, in order.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        let counted = self.at_least.iter().filter_map(|part| match &part.of {
            CountScope::References(references) => Some(references),
            _ => None,
        });
        [&self.all, &self.any, &self.none]
            .into_iter()
            .flatten()
            .chain(counted)
            .flatten()
    }

    /// Returns the total required, if any.
    pub fn threshold(&self) -> Option<i64> {
        self.points.as_ref()?.get("total").copied()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountScopeMap {
    #[serde(default)]
    phase: Option<Phase>,
    #[serde(default)]
    covers: Option<OneOrTopics>,
}

/// What `covers` holds: one topic, or a list of topics to count.
enum OneOrTopics {
    One(Covers),
    Topics(Vec<Covers>),
}

impl<'de> Deserialize<'de> for OneOrTopics {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TopicsVisitor;
        impl<'de> Visitor<'de> for TopicsVisitor {
            type Value = OneOrTopics;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a topic such as need, or a list of topics")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<OneOrTopics, E> {
                let topic = serde::de::value::StrDeserializer::<E>::new(word);
                Covers::deserialize(topic).map(OneOrTopics::One)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrTopics, A::Error> {
                let mut topics = Vec::new();
                while let Some(topic) = seq.next_element()? {
                    topics.push(topic);
                }
                Ok(OneOrTopics::Topics(topics))
            }
        }
        deserializer.deserialize_any(TopicsVisitor)
    }
}

impl Serialize for CountScope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::References(references) => references.serialize(serializer),
            Self::Phase(phase) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("phase", phase)?;
                map.end()
            }
            Self::Covers(covers) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("covers", covers)?;
                map.end()
            }
            Self::Topics(topics) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("covers", topics)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for CountScope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CountScopeVisitor;
        impl<'de> Visitor<'de> for CountScopeVisitor {
            type Value = CountScope;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of references, {phase: ...} or {covers: ...}")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<CountScope, A::Error> {
                let mut references = Vec::new();
                while let Some(reference) = seq.next_element()? {
                    references.push(reference);
                }
                Ok(CountScope::References(references))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CountScope, A::Error> {
                let parts = CountScopeMap::deserialize(MapAccessDeserializer::new(map))?;
                match (parts.phase, parts.covers) {
                    (Some(phase), None) => Ok(CountScope::Phase(phase)),
                    (None, Some(OneOrTopics::One(covers))) => Ok(CountScope::Covers(covers)),
                    (None, Some(OneOrTopics::Topics(topics))) => Ok(CountScope::Topics(topics)),
                    _ => Err(serde::de::Error::custom(
                        "name either a phase or what is covered: {phase: consideration} or {covers: need}",
                    )),
                }
            }
        }
        deserializer.deserialize_any(CountScopeVisitor)
    }
}

impl JsonSchema for CountScope {
    fn schema_name() -> Cow<'static, str> {
        "Of".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let references = generator.subschema_for::<Vec<Reference>>();
        let phase = generator.subschema_for::<Phase>();
        let covers = generator.subschema_for::<Covers>();
        json_schema!({"oneOf": [
            references,
            {"type": "object", "properties": {"phase": phase}, "required": ["phase"], "additionalProperties": false},
            {"type": "object", "properties": {"covers": covers}, "required": ["covers"], "additionalProperties": false},
            {"type": "object", "properties": {"covers": {"type": "array", "items": covers, "description": "Topics to count."}}, "required": ["covers"], "additionalProperties": false},
        ]})
    }
}

fn at_least_schema(generator: &mut SchemaGenerator) -> Schema {
    let one = generator.subschema_for::<AtLeast>();
    json_schema!({"oneOf": [one, {"type": "array", "items": one}]})
}

fn one_or_many_out<S: Serializer>(parts: &[AtLeast], serializer: S) -> Result<S::Ok, S::Error> {
    match parts {
        [one] => one.serialize(serializer),
        many => many.serialize(serializer),
    }
}

fn one_or_many_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<AtLeast>, D::Error> {
    struct AtLeastVisitor;
    impl<'de> Visitor<'de> for AtLeastVisitor {
        type Value = Vec<AtLeast>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("{count: ..., of: ...} or a list of them")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<AtLeast>, A::Error> {
            let mut parts = Vec::new();
            while let Some(part) = seq.next_element()? {
                parts.push(part);
            }
            if parts.is_empty() {
                return Err(serde::de::Error::custom(
                    "an empty list under `at_least`: add {count: ..., of: ...} or leave the key out",
                ));
            }
            Ok(parts)
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<AtLeast>, A::Error> {
            Ok(vec![AtLeast::deserialize(MapAccessDeserializer::new(map))?])
        }
    }
    deserializer.deserialize_any(AtLeastVisitor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_read_and_write_the_same() {
        for text in ["funded", "demo=one-to-one", "vertical=expertise|adjacent"] {
            assert_eq!(text.parse::<Reference>().unwrap().to_string(), text);
        }
        for bad in ["", "=", "a=", "a=b|", "A", "a b"] {
            assert!(bad.parse::<Reference>().is_err(), "{bad}");
        }
    }

    #[test]
    fn topics_are_a_list_under_covers() {
        let text = r#"{"at_least":{"count":3,"of":{"covers":["money","need"]}}}"#;
        let rule: Rule = serde_json::from_str(text).unwrap();
        assert_eq!(
            rule.at_least[0].of,
            CountScope::Topics(vec![Covers::Money, Covers::Need])
        );
        assert_eq!(serde_json::to_string(&rule).unwrap(), text);
        assert!(
            rule.at_least[0]
                .topics_problem()
                .unwrap()
                .what
                .starts_with("asks for 3 of 2")
        );
        for (of, count, fits) in [
            (vec![Covers::Need, Covers::Need], 1, false),
            (vec![Covers::Need, Covers::Money], 2, true),
            (vec![], 1, true), // an empty list is reported as one
        ] {
            let of = CountScope::Topics(of);
            assert_eq!(AtLeast { count, of }.topics_problem().is_none(), fits);
        }
        assert!(serde_json::from_str::<CountScope>(r#"{"covers":"colour"}"#).is_err());
        assert!(serde_json::from_str::<CountScope>(r#"{"covers":["colour"]}"#).is_err());
    }

    #[test]
    fn at_least_is_one_or_a_list() {
        let one: Rule =
            serde_json::from_str(r#"{"at_least":{"count":2,"of":{"phase":"consideration"}}}"#)
                .unwrap();
        assert_eq!(one.at_least.len(), 1);
        let many: Rule = serde_json::from_str(
            r#"{"at_least":[{"count":2,"of":["a","b"]},{"count":1,"of":{"covers":"need"}}]}"#,
        )
        .unwrap();
        assert_eq!(many.at_least.len(), 2);
        let again = serde_json::to_string(&one).unwrap();
        assert_eq!(
            again,
            r#"{"at_least":{"count":2,"of":{"phase":"consideration"}}}"#
        );
    }
}
