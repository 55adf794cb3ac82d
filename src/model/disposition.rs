//! The hand-off, bands, routing rules, dispositions and nurture tracks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DispositionAction, Id, Receiver, Rule, is_default};

/// The track id that means "deliberately no nurture track".
pub const NO_TRACK: &str = "none";

/// The hand-off: the one stage at which ownership passes to Sales.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Handoff {
    /// The stage whose rule makes a lead qualified.
    pub stage: Id,
    /// The disposition of a qualified lead, unless its band says otherwise.
    pub disposition: Id,
    /// The team, account manager or partner who receives it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub to: String,
    /// What kind of receiver that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver: Option<Receiver>,
    /// How soon and how often the receiver contacts the lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_level: Option<ServiceLevel>,
    /// What Sales tells Marketing afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_back: Option<ReportBack>,
    /// What each side commits to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitments: Option<Commitments>,
}

/// A service level: time to first response and number of attempts.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevel {
    /// Hours until the first response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_hours: Option<u32>,
    /// How often contact is attempted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<Attempts>,
}

/// A range of attempts.
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
    /// The least number of attempts.
    pub min: u32,
    /// The greatest number of attempts.
    pub max: u32,
}

/// What Sales reports back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBack {
    /// The shared system in which it is entered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub system: String,
    /// Hours allowed after the hand-off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_hours: Option<u32>,
    /// Who enters it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: String,
    /// The outcomes that can be reported.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcomes: Vec<String>,
}

/// What the two sides promise each other about the hand-off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Commitments {
    /// Sales accepts what meets the rule.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sales: String,
    /// Marketing passes on only that.
    #[serde(default, skip_serializing_if = "is_default")]
    pub marketing: String,
}

/// A range of the total score, up to the next band's `from`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Unique among bands.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The lowest total in it; absent for the lowest band.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// The disposition of an unqualified lead in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Id>,
    /// The disposition of a qualified lead in it, if not the hand-off's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualified: Option<Id>,
}

/// A routing rule, tried before the bands. The first one that holds decides the disposition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Unique among routing rules.
    pub id: Id,
    /// Its name; the id if blank.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// The rule that must hold for it to apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// The disposition of a lead that takes it.
    pub disposition: Id,
    /// Whether it takes qualified leads as well.
    #[serde(default, skip_serializing_if = "is_default")]
    pub even_if_qualified: bool,
}

/// A disposition: what we do with a lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disposition {
    /// Unique among dispositions.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Forward, nurture, recycle or discard.
    pub action: DispositionAction,
    /// Who carries it out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// The nurture track, or [`NO_TRACK`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Id>,
    /// The service level, if it has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_level: Option<ServiceLevel>,
}

/// A nurture track: how a lead that is not forwarded is kept warm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Unique among tracks; not `none`.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The journey step it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Id>,
    /// The leads it is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub serves: String,
    /// What is sent or offered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub content: Vec<String>,
    /// The tools used to send it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tools: Vec<String>,
    /// What returns a lead to scoring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exit: String,
}

impl Route {
    /// Returns the name, or the id if there is none.
    pub fn title(&self) -> &str {
        if self.name.is_empty() {
            self.id.as_str()
        } else {
            &self.name
        }
    }
}
