//! One session: the draft definition, its leads and the workshop's record.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bucket, Data, Definition, Sample, Workshop, is_default, old_words};

/// The first line's value in session.yaml.
pub const FORMAT_SESSION: &str = "session/1";
/// The first line's value in glossary.yaml.
pub const FORMAT_GLOSSARY: &str = "glossary/1";
/// The first line's value in model.yaml.
pub const FORMAT_MODEL: &str = "model/1";
/// The format a version's workshop.yaml is written in.
pub const FORMAT_WORKSHOP: &str = "workshop/1";

/// What session.yaml holds. The parts are shared, so that a snapshot for undo costs nothing
/// until something changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Kind and number of the format: `session/1`.
    pub accord: String,
    /// What the session is called.
    pub name: String,
    /// The draft.
    #[serde(default, skip_serializing_if = "is_default")]
    pub definition: Arc<Definition>,
    /// The recorded leads.
    #[serde(default, skip_serializing_if = "is_default")]
    pub data: Arc<Data>,
    /// The sample leads.
    #[serde(default, skip_serializing_if = "is_default")]
    pub samples: Arc<Vec<Sample>>,
    /// The record of the meeting.
    #[serde(default, skip_serializing_if = "is_default")]
    pub workshop: Arc<Workshop>,
    /// Ids that were removed, as `kind:id`; none is made again.
    #[serde(
        default,
        deserialize_with = "old_words::shared_subjects",
        skip_serializing_if = "is_default"
    )]
    pub retired: Arc<Vec<String>>,
}

impl Session {
    /// An empty session with the built-in agenda and buckets.
    pub fn new(name: &str) -> Self {
        let mut session = Self {
            accord: FORMAT_SESSION.into(),
            name: name.into(),
            ..Self::default()
        };
        Arc::make_mut(&mut session.data).buckets = Bucket::defaults();
        Arc::make_mut(&mut session.workshop).agenda = Workshop::half_day();
        session
    }
}
