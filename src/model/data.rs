//! Leads: files of recorded ones, the buckets they fall in, and sample leads.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BucketOutcome, Delimiter, EventColumnNames, Id, ReadingRules, Reference, is_default};

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
    /// Further files of events, read as that one.
    #[serde(skip_serializing_if = "is_default")]
    pub further_events: Vec<String>,
    /// The columns of the files of events, where their usual names don't find them.
    #[serde(skip_serializing_if = "is_default")]
    pub event_columns: EventColumnNames,
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
    /// What separates the fields, if it is not detected correctly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// How the files write numbers, dates and blanks.
    #[serde(skip_serializing_if = "is_default")]
    pub reading: ReadingRules,
    /// The reference date for scoring, the same for every lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The field with each lead's own reference date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of_field: Option<String>,
    /// The field that says how the lead ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome_field: Option<String>,
    /// Outcomes that mean won; if empty, the words that usually do.
    #[serde(skip_serializing_if = "is_default")]
    pub won: Vec<String>,
    /// Outcomes that mean lost; if empty, the words that usually do. Any other is neither.
    #[serde(skip_serializing_if = "is_default")]
    pub lost: Vec<String>,
    /// Outcomes that mean still open; like any other word neither won nor lost, but mapped.
    #[serde(skip_serializing_if = "is_default")]
    pub open: Vec<String>,
    /// The field with the day the lead was created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_field: Option<String>,
    /// The field with the day of Sales' first response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_response_field: Option<String>,
    /// The field with the number of attempts Sales made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts_field: Option<String>,
    /// The field with what the deal was worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_field: Option<String>,
    /// The field with the day the lead became an opportunity or a customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub converted_field: Option<String>,
    /// The field with the day the lead was handed to Sales.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_off_field: Option<String>,
    /// The field with the day on which the deal was won or lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_field: Option<String>,
    /// The field with what Sales reported to do next with the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported_field: Option<String>,
    /// After how many days from creation a lead's facts count, where no column says when it was
    /// handed off; 7 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts_after: Option<u32>,
    /// After how many days a lead is old enough to count in shares that win; if absent, the time in
    /// which nine of ten deals are closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_enough: Option<u32>,
    /// The field that says which bucket the lead falls in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket_field: Option<String>,
    /// The buckets for past leads.
    #[serde(skip_serializing_if = "is_default")]
    pub buckets: Vec<Bucket>,
}

/// After how many days from creation facts count, unless the session says.
const FACTS_AFTER: u32 = 7;

impl Data {
    /// Returns after how many days from creation a lead's facts count.
    pub fn facts_after(&self) -> u32 {
        self.facts_after.unwrap_or(FACTS_AFTER)
    }

    /// Returns the names of the files of events, in order.
    pub fn event_files(&self) -> impl Iterator<Item = &String> {
        self.events.iter().chain(&self.further_events)
    }
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
    /// How its leads count in figures; if absent, as its words usually mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_as: Option<BucketOutcome>,
    /// What its leads have in common, as the room sees it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_common: String,
    /// What Sales said about it, in their words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sales_words: String,
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

/// Words that usually mean that a lead ended well. Case, hyphens and underscores don't matter.
pub const USUAL_WON_WORDS: &[&str] = &[
    "won",
    "closed won",
    "viable",
    "became viable",
    "accepted",
    "customer",
];

/// Words that usually mean that a lead ended badly.
pub const USUAL_LOST_WORDS: &[&str] = &[
    "lost",
    "closed lost",
    "rejected",
    "touched and rejected",
    "disqualified",
    "unqualified",
    "discarded",
];

impl Data {
    /// Returns whether a value of the outcome column means that the lead ended well, or badly;
    /// `None` for neither, such as open or untouched. A word that is both means well.
    pub fn ended_well(&self, value: &str) -> Option<bool> {
        let is = |words: &[String], usual: &[&str]| {
            if words.is_empty() {
                return is_usual_word(usual, value);
            }
            let value = value.trim().to_lowercase();
            words.iter().any(|word| word.trim().to_lowercase() == value)
        };
        match value.trim() {
            "" => None,
            // What is said to be open is neither, even if the word usually means more.
            value
                if self
                    .open
                    .iter()
                    .any(|word| word.trim().to_lowercase() == value.to_lowercase()) =>
            {
                None
            }
            _ if is(&self.won, USUAL_WON_WORDS) => Some(true),
            _ if is(&self.lost, USUAL_LOST_WORDS) => Some(false),
            _ => None,
        }
    }
}

fn is_usual_word(usual: &[&str], value: &str) -> bool {
    let words = value.split(|c: char| c.is_whitespace() || c == '-' || c == '_');
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    usual.contains(&words.join(" ").as_str())
}

impl Bucket {
    /// Returns how its leads count in figures: as it says or, if it doesn't, by its id, its name
    /// and its words.
    pub fn outcome(&self) -> BucketOutcome {
        let own = [self.id.as_str(), &self.name];
        let words = || {
            own.into_iter()
                .chain(self.values.iter().map(String::as_str))
        };
        let is = |usual| words().any(|word| is_usual_word(usual, word));
        self.counts_as.unwrap_or_else(|| {
            if is(USUAL_WON_WORDS) {
                BucketOutcome::Viable
            } else if is(USUAL_LOST_WORDS) {
                BucketOutcome::Rejected
            } else {
                BucketOutcome::Neither
            }
        })
    }

    /// Returns whether its leads ended well, or badly; `None` for neither.
    pub fn ended_well(&self) -> Option<bool> {
        match self.outcome() {
            BucketOutcome::Viable => Some(true),
            BucketOutcome::Rejected => Some(false),
            BucketOutcome::Neither => None,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("won", Some(true))]
    #[case(" Closed-Won ", Some(true))]
    #[case("Closed Lost", Some(false))]
    #[case("closed_lost", Some(false))]
    #[case("Disqualified", Some(false))]
    #[case("open", None)]
    #[case("untouched", None)]
    #[case("unknown", None)]
    #[case("", None)]
    fn an_outcome_is_read_by_its_usual_word(#[case] value: &str, #[case] well: Option<bool>) {
        assert_eq!(Data::default().ended_well(value), well);
    }

    #[test]
    fn what_the_session_says_is_lost_replaces_the_usual_words() {
        let data = Data {
            lost: vec!["No decision".into()],
            ..Data::default()
        };
        let read = ["no decision", "lost", "won"].map(|value| data.ended_well(value));
        assert_eq!(read, [Some(false), None, Some(true)]);
    }

    #[test]
    fn a_word_said_to_be_open_is_open_even_if_it_usually_means_more() {
        let data = Data {
            open: vec!["Accepted".into()],
            ..Data::default()
        };
        let read = ["accepted ", "won"].map(|value| data.ended_well(value));
        assert_eq!(read, [None, Some(true)]);
    }

    #[test]
    fn an_untouched_bucket_is_neither_viable_nor_rejected() {
        let read: Vec<_> = Bucket::defaults().iter().map(Bucket::ended_well).collect();
        assert_eq!(read, [None, Some(false), Some(true)]);
    }

    #[test]
    fn a_bucket_counts_as_it_says() {
        let mut bucket = Bucket {
            id: Id::new("b4").expect("an id"),
            name: "Went elsewhere".into(),
            ..Bucket::default()
        };
        assert_eq!(bucket.ended_well(), None);
        bucket.counts_as = Some(BucketOutcome::Rejected);
        assert_eq!(bucket.ended_well(), Some(false));
    }
}
