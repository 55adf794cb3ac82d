//! The second way's own types of a model file, read from its text through serde: nothing here knows
//! the program's types. The generator makes them, and [`Model::text`] writes them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One thing or a list of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    Many(Vec<T>),
    One(T),
}

impl<T> OneOrMany<T> {
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::Many(all) => all,
            Self::One(one) => std::slice::from_ref(one),
        }
    }
}

/// A condition as it is written; `conditions.rs` says what it means.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    pub field: Option<String>,
    pub is: Option<String>,
    #[serde(rename = "in")]
    pub is_in: Option<Vec<String>>,
    pub not_in: Option<Vec<String>>,
    pub contains: Option<String>,
    pub starts_with: Option<String>,
    pub ends_with: Option<String>,
    pub has: Option<String>,
    pub min: Option<String>,
    pub max: Option<String>,
    pub on_or_after: Option<String>,
    pub on_or_before: Option<String>,
    pub known: Option<bool>,
    pub event: Option<OneOrMany<String>>,
    pub at_least: Option<u32>,
    pub at_most: Option<u32>,
    pub distinct_days: Option<bool>,
    #[serde(rename = "where")]
    pub row: Option<Box<Condition>>,
    pub sequence: Option<Vec<String>>,
    pub within_days: Option<u32>,
    pub older_than_days: Option<u32>,
    pub all: Option<Vec<Condition>>,
    pub any: Option<Vec<Condition>>,
    pub none: Option<Vec<Condition>>,
}

/// `points: 5` or `points: {each: 2, up_to: 10}`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Points {
    Once(i64),
    Each { each: i64, up_to: i64 },
}

/// An answer of a criterion.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    pub id: String,
    pub label: String,
    pub points: i64,
    pub when: Option<Condition>,
    pub otherwise: Option<bool>,
}

/// A criterion.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Criterion {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub phase: Option<String>,
    pub covers: Option<Vec<String>>,
    pub points: Option<Points>,
    pub when: Option<Condition>,
    pub combine: Option<String>,
    pub answers: Option<Vec<Answer>>,
}

/// A group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    pub id: String,
    pub name: String,
    pub of: Vec<String>,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

/// What a count counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Of {
    List(Vec<String>),
    Phase { phase: String },
    Covers { covers: OneOrMany<String> },
}

/// A count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AtLeast {
    pub count: u32,
    pub of: Of,
}

/// A rule: all its parts must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    pub all: Option<Vec<String>>,
    pub any: Option<Vec<String>>,
    pub none: Option<Vec<String>>,
    pub at_least: Option<OneOrMany<AtLeast>>,
    pub points: Option<BTreeMap<String, i64>>,
    pub reached: Option<String>,
}

/// A stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stage {
    pub id: String,
    pub name: String,
    pub readiness: Option<String>,
    pub rule: Option<Rule>,
    pub decided_by: Option<String>,
}

/// The hand-off.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Handoff {
    pub stage: String,
    pub disposition: String,
    pub service_level: Option<Value>,
}

/// A band of totals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Band {
    pub id: String,
    pub name: String,
    pub from: Option<i64>,
    pub disposition: Option<String>,
    pub qualified: Option<String>,
}

/// A routing rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Route {
    pub id: String,
    pub rule: Option<Rule>,
    pub disposition: String,
    pub even_if_qualified: Option<bool>,
}

/// A disposition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Disposition {
    pub id: String,
    pub name: String,
    pub action: Option<String>,
    pub owner: Option<String>,
    pub track: Option<String>,
    pub service_level: Option<Value>,
}

/// What no lead can be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Never {
    pub id: String,
    pub rule: Rule,
    pub why: String,
}

/// A nurture track.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Track {
    pub id: String,
    pub name: String,
}

/// A model file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Model {
    pub accord: String,
    pub criteria: Vec<Criterion>,
    pub groups: Vec<Group>,
    pub stages: Vec<Stage>,
    pub handoff: Option<Handoff>,
    pub bands: Vec<Band>,
    pub routes: Vec<Route>,
    pub dispositions: Vec<Disposition>,
    pub tracks: Vec<Track>,
    pub never: Vec<Never>,
}

impl Model {
    /// Reads a model from YAML or JSON.
    pub fn read(text: &str) -> Self {
        serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
    }

    /// Writes the model, as JSON, which is YAML too.
    pub fn text(&self) -> String {
        let mut value = serde_json::to_value(self).expect("a model has text keys only");
        strip(&mut value);
        let top = value.as_object().expect("a model is a mapping");
        let mut text = String::from("{\n");
        for (place, (key, value)) in top.iter().enumerate() {
            let comma = if place + 1 < top.len() { "," } else { "" };
            match value.as_array() {
                Some(items) => {
                    let items: Vec<String> = items.iter().map(|i| format!("  {i}")).collect();
                    text += &format!("\"{key}\": [\n{}\n]{comma}\n", items.join(",\n"));
                }
                None => text += &format!("\"{key}\": {value}{comma}\n"),
            }
        }
        text + "}\n"
    }
}

/// Removes what isn't there: nulls, and empty lists of the file itself.
fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, v| !v.is_null() && v.as_array().is_none_or(|a| !a.is_empty()));
            map.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
