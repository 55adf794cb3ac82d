//! What we do next with a lead: hand-off, bands, routes, dispositions, tracks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DispositionAction, Id, Receiver, Rule, is_default};

/// The track id that means "no nurture track, on purpose".
pub const NO_TRACK: &str = "none";

/// The one stage at which ownership passes to Sales.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Handoff {
    /// The stage whose rule makes a lead qualified.
    pub stage: Id,
    /// What we do with a qualified lead, unless its band says otherwise.
    pub disposition: Id,
    /// The team, account manager or partner who receives it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub to: String,
    /// Which of these the receiver is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver: Option<Receiver>,
    /// How soon and how often it is worked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_level: Option<ServiceLevel>,
    /// What Sales tells Marketing afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_back: Option<ReportBack>,
    /// What each side commits to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitments: Option<Commitments>,
}

/// First response and number of attempts.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevel {
    /// Hours to the first response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_hours: Option<u32>,
    /// How often contact is tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<Attempts>,
}

/// A number of attempts, from and to.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Attempts {
    /// At least.
    pub min: u32,
    /// At most.
    pub max: u32,
}

/// What Sales reports back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBack {
    /// The shared system it is entered in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub system: String,
    /// Hours after the hand-off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_hours: Option<u32>,
    /// Who enters it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: String,
    /// The answers there are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcomes: Vec<String>,
}

/// The two promises that make the hand-off hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Commitments {
    /// Sales accepts what meets the rule.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sales: String,
    /// Marketing passes only that.
    #[serde(default, skip_serializing_if = "is_default")]
    pub marketing: String,
}

/// A range of the total score, up to the next band's `from`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Unique among bands.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// Its least total; the lowest band has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// What we do with an unqualified lead in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Id>,
    /// What we do with a qualified lead in it, where that isn't the hand-off's disposition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualified: Option<Id>,
}

/// An exception that comes before the bands; the first whose rule holds decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Unique among routes.
    pub id: Id,
    /// What the room calls it; the id if blank.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// When it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// What we do then.
    pub disposition: Id,
    /// Whether it also takes qualified leads.
    #[serde(default, skip_serializing_if = "is_default")]
    pub even_if_qualified: bool,
}

/// What we do with a lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disposition {
    /// Unique among dispositions.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// Forward, nurture, recycle or discard.
    pub action: DispositionAction,
    /// Who does it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// The nurture track, or [`NO_TRACK`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Id>,
    /// Its own service level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_level: Option<ServiceLevel>,
}

/// How a lead that isn't forwarded is kept warm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Unique among tracks; not `none`.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// The journey step it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Id>,
    /// For which leads it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub serves: String,
    /// What is sent or offered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub content: Vec<String>,
    /// What it is sent with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tools: Vec<String>,
    /// What brings a lead back into scoring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exit: String,
}

impl Route {
    /// The name, or the id where there is none.
    pub fn title(&self) -> &str {
        if self.name.is_empty() {
            self.id.as_str()
        } else {
            &self.name
        }
    }
}
