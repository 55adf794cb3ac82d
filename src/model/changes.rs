//! What a version changed, as its glossary says it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_default;

/// What a version changed compared to the previous one, as computed when it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// What determined the number, in words: who is forwarded, something added, wording only.
    pub what: String,
    /// The number of leads possible in either version, as a decimal number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub possible_leads: String,
    /// How many of these get a different outcome.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed_leads: String,
    /// The smallest lead with a different outcome, as references.
    #[serde(default, skip_serializing_if = "is_default")]
    pub smallest: Vec<String>,
    /// What the proof's budget left unproved, and which budget that was. The number is then an
    /// upper bound.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_proved: String,
    /// Why the number is higher than the changes require.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
    /// Ways in which earlier versions differ from what was published, as sentences.
    #[serde(default, skip_serializing_if = "is_default")]
    pub altered: Vec<String>,
    /// Why it was published nevertheless.
    #[serde(default, skip_serializing_if = "is_default")]
    pub despite_altered: String,
    /// The changes, one sentence each.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changes: Vec<String>,
}
