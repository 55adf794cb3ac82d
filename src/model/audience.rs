//! The people we sell to: segments, personas and their buying journeys.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BuyingRoles, Condition, Id, Phase, is_default};

/// A market the company sells to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Unique among segments.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What belongs to it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
    /// Which recorded leads are in it; a lead is in the first segment that matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// A kind of buyer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Unique among personas.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Job titles or roles of such people.
    #[serde(default, skip_serializing_if = "is_default")]
    pub titles: Vec<String>,
    /// Their roles in the buying decision: a word, or a list.
    #[serde(default, skip_serializing_if = "is_default")]
    pub buying_role: BuyingRoles,
    /// What makes their work hard.
    #[serde(default, skip_serializing_if = "is_default")]
    pub challenges: Vec<String>,
    /// What motivates them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub motivations: Vec<String>,
    /// What else they care about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub interests: Vec<String>,
    /// Size of the companies they work for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub company_size: String,
    /// Their industry.
    #[serde(default, skip_serializing_if = "is_default")]
    pub industry: String,
    /// Where they are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub location: String,
    /// Size of a typical opportunity.
    #[serde(default, skip_serializing_if = "is_default")]
    pub opportunity_size: String,
    /// Which recorded leads are such people; a lead is the first persona that matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// The buying steps of one persona in one segment, in time order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// Unique among journeys.
    pub id: Id,
    /// The persona whose journey it is.
    pub persona: Id,
    /// The segment it is in.
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
    /// Its name.
    pub name: String,
    /// The phase of the buying process.
    pub phase: Phase,
    /// What the buyer decides in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decides: String,
    /// How we engage the buyer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub we_engage: String,
    /// Behaviour criteria that show a buyer is here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub behaviours: Vec<Id>,
    /// The pipeline stage it corresponds to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Id>,
}
