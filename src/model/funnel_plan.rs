//! The plan: the numbers the room reckons with on the way from names to revenue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{NameSource, Percent, is_default};

/// The numbers the room reckons with: where names come from, which share gets how far, what is
/// wanted, and the hours that Sales has. What is absent is taken from the recorded leads where they
/// say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FunnelPlan {
    /// The period it is for, as in targets, such as 2027-Q1.
    #[serde(skip_serializing_if = "is_default")]
    pub period: String,
    /// New names that come in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_names: Option<u64>,
    /// Which share of the new names becomes MQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_names_share: Option<Percent>,
    /// Prospects that are known already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub existing_prospects: Option<u64>,
    /// Which share of the existing prospects becomes MQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub existing_prospects_share: Option<Percent>,
    /// Which share of the MQLs account managers accept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_share: Option<Percent>,
    /// Which share of the accepted ones becomes an opportunity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opportunity_share: Option<Percent>,
    /// Which share of the opportunities is won.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub won_share: Option<Percent>,
    /// What a won deal is worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal_value: Option<u64>,
    /// The revenue wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue_goal: Option<u64>,
    /// The opportunities wanted, where no revenue is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opportunity_goal: Option<u64>,
    /// The source of names that stays as it is when names are reckoned back from the goal; existing
    /// prospects if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_source: Option<NameSource>,
    /// Attempts Sales makes for a lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// Minutes an attempt takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_per_attempt: Option<u32>,
    /// How many people work on leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// Hours a week that each of them has for leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_per_week: Option<u32>,
}
