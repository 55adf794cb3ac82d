//! Leads: where the recorded ones are, the buckets they fall in, and the sample leads.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, Reference, is_default};

/// The recorded leads: files and how to read them. Paths are relative to the session folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Data {
    /// The file of leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leads: Option<String>,
    /// The file of events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<String>,
    /// Where the data is from, in words.
    #[serde(skip_serializing_if = "is_default")]
    pub source: String,
    /// The column that names the lead; `lead_id`, `id` or the first column if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Which column holds a field, where they differ in name: field, then column.
    #[serde(skip_serializing_if = "is_default")]
    pub columns: BTreeMap<String, String>,
    /// The encoding, where it isn't found out rightly: `utf-8` or `windows-1252`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The day scoring looks back from, for every lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The field that holds each lead's own such day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of_field: Option<String>,
    /// The field that says how the lead ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome_field: Option<String>,
    /// The outcomes that mean won.
    #[serde(skip_serializing_if = "is_default")]
    pub won: Vec<String>,
    /// The outcomes that mean lost.
    #[serde(skip_serializing_if = "is_default")]
    pub lost: Vec<String>,
    /// The field that says in which bucket the lead falls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket_field: Option<String>,
    /// The buckets past leads fall in.
    #[serde(skip_serializing_if = "is_default")]
    pub buckets: Vec<Bucket>,
}

/// A bucket of past leads; each lead falls in exactly one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// Unique among buckets.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// The words in the data that mean it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub values: Vec<String>,
    /// What its leads have in common, as the room sees it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_common: String,
    /// When the room went through it with Sales.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Date>,
}

/// A lead sketched in the room by ticking levels. A level in neither list is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Unique among sample leads.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// The bucket it fell in, if the room remembers a real one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Id>,
    /// What the room knows of it besides.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// The levels that hold: `demo=one-to-one`, or just the id of a yes/no criterion.
    #[serde(default, skip_serializing_if = "is_default")]
    pub yes: Vec<Reference>,
    /// The levels that don't.
    #[serde(default, skip_serializing_if = "is_default")]
    pub no: Vec<Reference>,
    /// How each side voted on it, once revealed: side and `yes` or `no`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub views: BTreeMap<String, bool>,
}

/// A bucket's part in the strip and in evidence: the three every session begins with.
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
    /// Whether a value of the data means this bucket: its id, name or one of its words, by
    /// trimmed small letters.
    pub fn matches(&self, value: &str) -> bool {
        let value = value.trim().to_lowercase();
        let same = |word: &str| word.trim().to_lowercase() == value;
        !value.is_empty()
            && (same(self.id.as_str()) || same(&self.name) || self.values.iter().any(|v| same(v)))
    }

    /// The three buckets every session begins with.
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
