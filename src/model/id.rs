//! Ids, made from a label and fixed once they are published.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The id of one thing in a session: matches `[a-z0-9][a-z0-9_-]*`.
///
/// An id is unique among the things of its kind, follows its name until it is
/// published, and is never reused. People see labels; files, references and diffs use ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// The error for a text that cannot be an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` can't be an id: use lowercase letters, digits, `-` and `_`, beginning with a letter or digit"
)]
pub struct BadId(pub String);

impl Id {
    /// Checks a text and makes it an id.
    ///
    /// # Errors
    ///
    /// If the text does not match the pattern.
    pub fn new(text: impl Into<String>) -> Result<Self, BadId> {
        let text = text.into();
        let mut bytes = text.bytes();
        let first = bytes
            .next()
            .is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let rest =
            bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
        if first && rest {
            Ok(Self(text))
        } else {
            Err(BadId(text))
        }
    }

    /// Makes an id from a label, such as `target-vertical` from "Target vertical", adding `-2`,
    /// `-3` ... until one is not `taken`.
    pub fn fresh(label: &str, fallback: &str, taken: impl Fn(&str) -> bool) -> Self {
        let base = Self::base(label, fallback);
        let mut candidate = base.clone();
        let mut n = 1_u64;
        while taken(&candidate) {
            n += 1;
            candidate = format!("{base}-{n}");
        }
        Self(candidate)
    }

    /// Returns the stem of an id made from a label.
    fn base(label: &str, fallback: &str) -> String {
        let mut base = String::new();
        for part in label.split(|c: char| !c.is_ascii_alphanumeric()) {
            if part.is_empty() {
                continue;
            }
            if base.len() + part.len() > 40 && !base.is_empty() {
                break;
            }
            if !base.is_empty() {
                base.push('-');
            }
            base.push_str(&part.to_ascii_lowercase());
        }
        base.truncate(48);
        if base.is_empty() {
            fallback.clone_into(&mut base);
        }
        base
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Makes ids for many new things of one kind. Each label costs one lookup, however many share a
/// name.
#[derive(Clone, Debug)]
pub struct FreshIds {
    fallback: &'static str,
    /// Ids in use, and removed ids that are never made again.
    taken: HashSet<String>,
    /// The last number used for each stem.
    last: HashMap<String, u64>,
    lookup_count: u64,
}

impl FreshIds {
    /// Makes ids other than the taken ones. A label without letters or digits gets the fallback.
    pub fn new(fallback: &'static str, taken: HashSet<String>) -> Self {
        Self {
            fallback,
            taken,
            last: HashMap::new(),
            lookup_count: 0,
        }
    }

    /// Returns the id for the next label, the same as [`Id::fresh`] would make, and marks it as
    /// taken.
    pub fn next(&mut self, label: &str) -> Id {
        let base = Id::base(label, self.fallback);
        let last = self.last.entry(base.clone()).or_insert(0);
        loop {
            *last += 1;
            self.lookup_count += 1;
            let candidate = match *last {
                1 => base.clone(),
                n => format!("{base}-{n}"),
            };
            if self.taken.insert(candidate.clone()) {
                return Id(candidate);
            }
        }
    }

    /// Returns the number of lookups so far, as a measure of work.
    pub fn lookup_count(&self) -> u64 {
        self.lookup_count
    }
}

impl Default for Id {
    /// A placeholder for values that are filled in at once; never written to a file.
    fn default() -> Self {
        Self("x".into())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Id {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        Self::new(text)
    }
}

impl std::str::FromStr for Id {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        Self::new(text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9_-]*$",
            "description": "Made from the name, fixed once published, never reused."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_the_pattern_allows_and_nothing_else() {
        for good in ["a", "0", "mql", "one-to-one", "a_b", "9-lives"] {
            assert!(Id::new(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "_a", "A", "a b", "ä", "a.b", "a=b"] {
            assert!(Id::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn many_ids_are_looked_up_and_not_tried_out() {
        // Two hundred list sizes, with few distinct names and with many.
        let sizes = (1..=198_u64).map(|n| (1 + n * n % 97, n * n % 4_001));
        for (names, things) in sizes.chain([(1, 20_000), (20_000, 20_000)]) {
            let mut ids = FreshIds::new("thing", HashSet::new());
            let made: HashSet<Id> = (0..things)
                .map(|i| ids.next(&format!("Lead {}", i % names)))
                .collect();
            assert_eq!(made.len() as u64, things);
            assert!(ids.lookup_count() <= 2 * things, "{}", ids.lookup_count());
        }
    }

    #[test]
    fn a_fresh_id_comes_from_the_label_and_avoids_taken_ones() {
        assert_eq!(Id::fresh("1:1 Demo!", "x", |_| false), "1-1-demo");
        assert_eq!(Id::fresh("日本", "criterion", |_| false), "criterion");
        let mut ids = FreshIds::new("criterion", ["demo", "demo-2"].map(Into::into).into());
        let made =
            ["Demo", "日本", "Demo", "Demo 5", "Demo", "demo 2"].map(|l| ids.next(l).to_string());
        assert_eq!(
            made,
            [
                "demo-3",
                "criterion",
                "demo-4",
                "demo-5",
                "demo-6",
                "demo-2-2"
            ]
        );
        let taken = ["demo", "demo-2"];
        assert_eq!(Id::fresh("Demo", "x", |c| taken.contains(&c)), "demo-3");
    }
}
