//! Subjects as journals write them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Place, Subject, old_words};

/// A subject as text, in present words.
///
/// Edits carry it. A text that names no subject, as in a file edited by hand, stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubjectText(#[serde(deserialize_with = "old_words::subject")] String);

impl SubjectText {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&Subject> for SubjectText {
    fn from(subject: &Subject) -> Self {
        Self(subject.to_string())
    }
}

impl From<&Place> for SubjectText {
    fn from(place: &Place) -> Self {
        Self(place.to_string())
    }
}

impl From<&str> for SubjectText {
    fn from(text: &str) -> Self {
        Self(old_words::present_subject(text.to_owned()))
    }
}

impl fmt::Display for SubjectText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_names_no_subject_survives() {
        for (written, read) in [
            ("\"stage:mql\"", "stage:mql"),
            ("\"level:demo/tour\"", "answer:demo/tour"),
            ("\"the plan: all of it\"", "the plan: all of it"),
        ] {
            let text: SubjectText = serde_json::from_str(written).unwrap();
            assert_eq!(text.as_str(), read);
            let again = serde_json::to_string(&text).unwrap();
            assert_eq!(again, format!("\"{read}\""));
        }
    }
}
