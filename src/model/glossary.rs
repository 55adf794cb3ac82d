//! The rest of what people read: terms, metrics, targets and qualification levels.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, is_default};

/// A word both sides use, other than the stages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Unique among terms.
    pub id: Id,
    /// The word.
    pub name: String,
    /// What it means.
    #[serde(default, skip_serializing_if = "is_default")]
    pub definition: String,
    /// Other words for the same thing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub synonyms: Vec<String>,
    /// Words not to be used for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub avoid: Vec<String>,
}

/// A metric both sides watch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Unique among metrics.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it measures.
    #[serde(default, skip_serializing_if = "is_default")]
    pub definition: String,
    /// How it is computed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub formula: String,
    /// The unit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit: String,
    /// The data it is computed from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// Who is responsible for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// The value to reach.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: String,
    /// The period it covers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: String,
    /// What it is compared with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub comparison: String,
}

/// How many qualified leads are wanted for one persona in one segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Unique among targets.
    pub id: Id,
    /// The persona.
    pub persona: Id,
    /// The segment.
    pub segment: Id,
    /// The period, such as `2027-Q1`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: String,
    /// The number of qualified leads.
    #[serde(default)]
    pub qualified: u32,
    /// The planned activity that should bring them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub activity: String,
}

/// One of the ordered qualification levels, 0 to 6.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QualificationLevel {
    /// Its number.
    pub id: Id,
    /// The team's own label.
    pub name: String,
}
