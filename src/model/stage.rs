//! Stages of the pipeline.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DecidedBy, ExitOutcome, Id, Readiness, Rule, is_default};

/// A named place in our pipeline. With a `rule` it is computed; `decided_by: person` never
/// is; with neither every lead is at least here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Unique among stages.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// The wording both sides agreed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub definition: String,
    /// The team that answers for leads here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// What it means for Sales.
    #[serde(default)]
    pub readiness: Readiness,
    /// The condition for entering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Set when a person decides, not a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<DecidedBy>,
    /// Where a lead can go from here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exits: Vec<Exit>,
    /// A lead that belongs here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub example: String,
    /// A lead that looks like it and doesn't.
    #[serde(default, skip_serializing_if = "is_default")]
    pub counter_example: String,
    /// Other words for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub synonyms: Vec<String>,
    /// Words we don't use for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub avoid: Vec<String>,
    /// Qualification level or range on the scale 0 to 6: `3` or `3-4`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub qualification: String,
    /// What must be done here before a lead moves on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checklist: Vec<String>,
}

/// One way out of a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// Unique within its stage.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// Which of the three outcomes it is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ExitOutcome>,
    /// The stage it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Id>,
    /// What we do with the lead, where it leaves the pipeline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Id>,
    /// The nurture track it joins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Id>,
}

impl Stage {
    /// Whether a rule (or the lack of one) decides, not a person.
    pub fn is_computed(&self) -> bool {
        self.decided_by.is_none()
    }
}
