//! Whom we sell to: segments, personas and their buying journeys.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BuyingRole, Condition, Id, Phase, is_default};

/// A market the company sells to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Unique among segments.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// What is in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
    /// Which recorded leads are in it: the first segment that matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// A kind of buyer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Unique among personas.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// Titles or roles such people have.
    #[serde(default, skip_serializing_if = "is_default")]
    pub titles: Vec<String>,
    /// Their part in the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buying_role: Option<BuyingRole>,
    /// What makes their work hard.
    #[serde(default, skip_serializing_if = "is_default")]
    pub challenges: Vec<String>,
    /// What moves them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub motivations: Vec<String>,
    /// What they care about besides.
    #[serde(default, skip_serializing_if = "is_default")]
    pub interests: Vec<String>,
    /// Size of the companies they work in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub company_size: String,
    /// Their industry.
    #[serde(default, skip_serializing_if = "is_default")]
    pub industry: String,
    /// Where they are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub location: String,
    /// Size of the opportunity with them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub opportunity_size: String,
    /// Which recorded leads are such people: the first persona that matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// The buying steps of one persona in one segment, in time order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// Unique among journeys.
    pub id: Id,
    /// Whose journey.
    pub persona: Id,
    /// In which segment.
    pub segment: Id,
    /// The steps in time order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub steps: Vec<JourneyStep>,
}

/// One buying step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JourneyStep {
    /// Unique among the steps of all journeys.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// Where the buyer is.
    pub phase: Phase,
    /// What the buyer decides here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decides: String,
    /// How we engage.
    #[serde(default, skip_serializing_if = "is_default")]
    pub we_engage: String,
    /// The behaviour criteria that show it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub behaviours: Vec<Id>,
    /// The stage it maps to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Id>,
}
