//! Leads: files of recorded ones, the buckets they fall in, and sample leads.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, Reference, is_default};

/// The files of recorded leads and how to read them. Paths are relative to the session folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Data {
    /// The file of leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leads: Option<String>,
    /// The file of events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<String>,
    /// Where the data comes from, in words.
    #[serde(skip_serializing_if = "is_default")]
    pub source: String,
    /// The column with the lead's id; by default `lead_id`, `id` or the first column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Columns whose name differs from their field: field to column.
    #[serde(skip_serializing_if = "is_default")]
    pub columns: BTreeMap<String, String>,
    /// The encoding if it is not detected correctly: `utf-8` or `windows-1252`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The reference date for scoring, the same for every lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The field with each lead's own reference date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of_field: Option<String>,
    /// The field that says how the lead ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome_field: Option<String>,
    /// Outcomes that mean won.
    #[serde(skip_serializing_if = "is_default")]
    pub won: Vec<String>,
    /// Outcomes that mean lost.
    #[serde(skip_serializing_if = "is_default")]
    pub lost: Vec<String>,
    /// The field that says which bucket the lead falls in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket_field: Option<String>,
    /// The buckets for past leads.
    #[serde(skip_serializing_if = "is_default")]
    pub buckets: Vec<Bucket>,
}

/// A bucket of past leads; each lead falls in exactly one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// Unique among buckets.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Words in the data that mean this bucket.
    #[serde(default, skip_serializing_if = "is_default")]
    pub values: Vec<String>,
    /// What its leads have in common, as the room sees it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_common: String,
    /// When the room reviewed it with Sales.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Date>,
}

/// A lead sketched in the room by ticking answers. An answer in neither list is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Unique among sample leads.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The bucket it fell in, if it stands for a real lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Id>,
    /// Further notes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Answers that hold: `demo=one-to-one`, or just the id of a yes/no criterion.
    #[serde(default, skip_serializing_if = "is_default")]
    pub yes: Vec<Reference>,
    /// Answers that do not hold.
    #[serde(default, skip_serializing_if = "is_default")]
    pub no: Vec<Reference>,
    /// How each side voted on it, once revealed, by the side's word.
    #[serde(default, skip_serializing_if = "is_default")]
    pub views: BTreeMap<String, bool>,
}

/// The three buckets of every new session: id, name and words in the data.
pub const DEFAULT_BUCKETS: [(&str, &str, &[&str]); 3] = [
    (
        "untouched",
        "Never touched",
        &["untouched", "never touched", "not contacted"],
    ),
    (
        "rejected",
        "Touched and rejected",
        &["rejected", "touched and rejected", "disqualified"],
    ),
    (
        "viable",
        "Became viable",
        &["viable", "became viable", "accepted"],
    ),
];

impl Bucket {
    /// Whether a value in the data means this bucket: its id, its name or one of its words,
    /// ignoring case and surrounding blanks.
    pub fn matches(&self, value: &str) -> bool {
        let value = value.trim().to_lowercase();
        let same = |word: &str| word.trim().to_lowercase() == value;
        !value.is_empty()
            && (same(self.id.as_str()) || same(&self.name) || self.values.iter().any(|v| same(v)))
    }

    /// Returns the three buckets of every new session.
    pub fn defaults() -> Vec<Self> {
        let bucket = |(id, name, values): &(&str, &str, &[&str])| Self {
            id: Id::new(*id).expect("the built-in ids are well formed"),
            name: (*name).into(),
            values: values.iter().map(|v| (*v).into()).collect(),
            ..Self::default()
        };
        DEFAULT_BUCKETS.iter().map(bucket).collect()
    }
}
