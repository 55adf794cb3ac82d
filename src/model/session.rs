//! A session: the draft definition, its leads and the record of the workshop.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AgendaItem, Bucket, Data, Definition, Sample, Workshop, is_default, old_words};

/// The format of session.yaml, on its first line.
pub const FORMAT_SESSION: &str = "session/1";
/// The format of glossary.yaml, on its first line.
pub const FORMAT_GLOSSARY: &str = "glossary/1";
/// The format of model.yaml, on its first line.
pub const FORMAT_MODEL: &str = "model/1";
/// The format of workshop.yaml, on its first line.
pub const FORMAT_WORKSHOP: &str = "workshop/1";

/// The content of session.yaml. The parts are shared, so an undo snapshot costs nothing until
/// something changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Format and its number: `session/1`.
    pub accord: String,
    /// The session's name.
    pub name: String,
    /// The draft definition.
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
    /// Ids of removed things, as `kind:id`; they are never used again.
    #[serde(
        default,
        deserialize_with = "old_words::shared_subjects",
        skip_serializing_if = "is_default"
    )]
    pub retired: Arc<Vec<String>>,
}

impl Session {
    /// Returns an empty session with the built-in agenda and buckets.
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

    /// Returns a new session that starts from this one: its definition, its people, agenda,
    /// questions and buckets. What its workshop did with them stays behind: votes, decisions, what
    /// was parked, agreed to do, waived or signed, and leads.
    #[must_use]
    pub fn started_from_here(&self, name: &str) -> Self {
        let from = &self.workshop;
        let agenda = from.agenda.iter().map(|item| AgendaItem {
            taken_seconds: 0,
            extended_minutes: 0,
            ..item.clone()
        });
        let buckets = self.data.buckets.iter().map(|bucket| Bucket {
            in_common: String::new(),
            reviewed: None,
            ..bucket.clone()
        });
        Self {
            accord: FORMAT_SESSION.into(),
            name: name.into(),
            definition: Arc::clone(&self.definition),
            data: Arc::new(Data {
                buckets: buckets.collect(),
                ..Data::default()
            }),
            workshop: Arc::new(Workshop {
                participants: from.participants.clone(),
                agenda: agenda.collect(),
                questions: from.questions.clone(),
                benchmarks: from.benchmarks.clone(),
                vote_naming: from.vote_naming,
                management_signs: from.management_signs,
                review_cycle: from.review_cycle,
                ..Workshop::default()
            }),
            ..Self::default()
        }
    }
}
