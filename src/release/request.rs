//! What a publication is decided from: what was asked for, and what is on disk.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::model::{Definition, PublishedFile, Release, Session, SignOff, Version};
use crate::proof::Budget;
use crate::revision::{Bump, Impacts};

/// Says whether the work should stop.
pub type Stop<'a> = &'a dyn Fn() -> bool;

/// A publication asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishRequest {
    /// The session as it is to be published.
    pub session: Session,
    /// The sign-offs to go by, the last of each side.
    pub sign_offs: Vec<SignOff>,
    /// What is overridden, each with its reason.
    pub overrides: PublishOverrides,
    /// The number announced to whoever confirmed it, if one was; another is refused.
    pub announced: Option<Version>,
    /// The budget for proofs. Findings get half of it, the number all of it.
    pub budget: Budget,
    /// Effects on sample and recorded leads for the minutes, if known.
    pub impacts: Option<Arc<Impacts>>,
    /// The time of the publication.
    pub now: Timestamp,
    /// The local date, for findings about dates.
    pub today: Date,
    /// The zone of the times in the minutes.
    pub time_zone: TimeZone,
}

/// What a publication overrides, each with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishOverrides {
    /// The step of the version number; computed if absent.
    pub bump: Option<BumpOverride>,
    /// Why to publish although an earlier version was altered; blank refuses that.
    pub altered_reason: String,
}

/// The step of the version number asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Bump, String)", into = "(Bump, String)")]
pub struct BumpOverride {
    /// The part of the number to raise.
    pub bump: Bump,
    /// The reason, needed if it is larger than computed.
    pub reason: String,
}

impl From<(Bump, String)> for BumpOverride {
    fn from((bump, reason): (Bump, String)) -> Self {
        Self { bump, reason }
    }
}

impl From<BumpOverride> for (Bump, String) {
    fn from(larger: BumpOverride) -> Self {
        (larger.bump, larger.reason)
    }
}

/// What a session's folder holds that a publication depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundOnDisk {
    /// How earlier versions differ from what was published, as sentences.
    pub altered: Vec<String>,
    /// The highest number there ever was, even if that version is gone.
    pub newest: Option<Version>,
    /// Paths of changes that could not be read and that nobody has accounted for.
    pub unread: Vec<String>,
    /// Changes that could not be read and are left out for a reason the minutes don't have yet.
    pub left_out: Vec<LeftOutChanges>,
    /// The pictures that the version is to take along.
    pub pictures: Vec<PublishedFile>,
    /// The versions before, which exports taken along list.
    pub releases: Vec<Release>,
}

/// Changes that could not be read, left out for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutChanges {
    /// Path of the file they were set aside in.
    pub path: String,
    /// Number of changes; `None` if unknown.
    pub changes: Option<u64>,
    /// The reason to go on without them.
    pub reason: String,
}

/// The last published version in full.
#[derive(Clone, Debug)]
pub struct LastRelease {
    /// Version number.
    pub version: Version,
    /// Name of the session when it was published.
    pub name: String,
    /// The published definition.
    pub definition: Arc<Definition>,
    /// How the stored files differ from what was published, as sentences.
    pub altered: Vec<String>,
}
