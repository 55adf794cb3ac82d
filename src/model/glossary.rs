//! The rest of what people read: terms, metrics, targets, qualification levels.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, is_default};

/// A word both sides use, besides the stages.
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
    /// Other words for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub synonyms: Vec<String>,
    /// Words we don't use for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub avoid: Vec<String>,
}

/// A figure both sides look at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Unique among metrics.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// What it says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub definition: String,
    /// How it is computed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub formula: String,
    /// In which unit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit: String,
    /// From which data.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// What it should be.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: String,
    /// Over which period.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: String,
    /// What it is compared with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub comparison: String,
}

/// How many qualified leads are wanted of one persona in one segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Unique among targets.
    pub id: Id,
    /// Of whom.
    pub persona: Id,
    /// In which segment.
    pub segment: Id,
    /// In which period, such as `2027-Q1`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: String,
    /// How many qualified leads.
    #[serde(default)]
    pub qualified: u32,
    /// The planned activity that is to bring them.
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
