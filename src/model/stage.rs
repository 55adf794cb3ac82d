//! Stages of the pipeline.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DecidedBy, ExitOutcome, Id, Readiness, Rule, is_default};

/// A stage of the pipeline. A stage with a `rule` is computed; one with `decided_by: person` never
/// is; with neither, every lead has reached it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Unique among stages.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The wording both sides agreed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub definition: String,
    /// The team responsible for leads in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// What it means for Sales.
    #[serde(default)]
    pub readiness: Readiness,
    /// The entry rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Set if a person decides rather than a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<DecidedBy>,
    /// The exits.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exits: Vec<Exit>,
    /// An example of a lead that belongs here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub example: String,
    /// A lead that looks like it belongs here and does not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub counter_example: String,
    /// Other words for the stage.
    #[serde(default, skip_serializing_if = "is_default")]
    pub synonyms: Vec<String>,
    /// Words not to be used for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub avoid: Vec<String>,
    /// Qualification level or range on the scale from 0 to 6: `3` or `3-4`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub qualification: String,
    /// What must be done before a lead moves on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checklist: Vec<String>,
}

/// One exit from a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// Unique within its stage.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Which of the three outcomes it is, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ExitOutcome>,
    /// The stage it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Id>,
    /// What we do with a lead that leaves the pipeline here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Id>,
    /// The nurture track the lead joins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Id>,
}

impl Stage {
    /// Whether the stage is computed rather than decided by a person.
    pub fn is_computed(&self) -> bool {
        self.decided_by.is_none()
    }
}
