//! A published version seen from outside: its number, when, who agreed, what it changed.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GlossaryFile, SignOff, Version, is_default};

/// What a version changed against the one before, as it was worked out when it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// What moved the number, in words: who is forwarded, something added, wording only.
    pub what: String,
    /// How many leads are possible in either version, as a decimal number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub possible_leads: String,
    /// How many of them get another outcome.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed_leads: String,
    /// The smallest of those, as references.
    #[serde(default, skip_serializing_if = "is_default")]
    pub smallest: Vec<String>,
    /// What the proof's budget left unproved, and which budget that was; the number is on the high
    /// side then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_proved: String,
    /// Why the number is higher than what changed asks for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
    /// What of the versions before it wasn't as it was published any more, as sentences.
    #[serde(default, skip_serializing_if = "is_default")]
    pub altered: Vec<String>,
    /// Why it was published all the same.
    #[serde(default, skip_serializing_if = "is_default")]
    pub despite_altered: String,
    /// Each change, as a sentence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changes: Vec<String>,
}

/// A published version in a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its number.
    pub version: Version,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Who agreed to exactly this.
    pub agreed_by: Vec<SignOff>,
    /// What it changed; nothing for the first.
    pub changes: Option<Changes>,
    /// What of it isn't as it was published, as sentences; empty where nothing was altered.
    pub altered: Vec<String>,
}

impl Release {
    /// A version of which only the number is known.
    pub fn new(version: Version) -> Self {
        Self {
            version,
            published: None,
            agreed_by: Vec::new(),
            changes: None,
            altered: Vec::new(),
        }
    }

    /// A version as its glossary tells it.
    pub fn of(version: Version, glossary: GlossaryFile) -> Self {
        Self {
            version,
            published: glossary.published,
            agreed_by: glossary.agreed_by,
            changes: glossary.changes,
            altered: Vec::new(),
        }
    }
}
