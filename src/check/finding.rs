//! A finding, and how severe it is.

use serde::Serialize;

use crate::model::Place;

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing can be scored or published.
    Error,
    /// Probably not what the room means.
    Warning,
    /// Good to know; or a warning that was waived.
    Note,
}

impl Severity {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Something wrong or doubtful.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The finding's code; see [`CODES`](super::CODES).
    pub code: &'static str,
    /// How severe it is.
    pub severity: Severity,
    /// The place it is about.
    pub place: Place,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// The smallest lead that shows it, as references; empty if none is needed.
    pub witness: Vec<String>,
    /// What a lead has and did that gives it the answers with conditions: `employees = 150`.
    pub facts: Vec<String>,
    /// The field in which this one is fixed, where its code alone doesn't tell; see
    /// [`Finding::field`].
    #[serde(skip)]
    pub field: Option<&'static str>,
}

/// Returns the messages about what couldn't be proved within the budget.
pub fn unproved_messages(findings: &[Finding]) -> Vec<&str> {
    let unproved = findings.iter().filter(|finding| finding.code == "A304");
    unproved.map(|finding| finding.message.as_str()).collect()
}

/// Returns whether any finding is an error, which prevents scoring and publishing.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Error)
}
