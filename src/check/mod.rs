//! Finds what is wrong or doubtful in a definition: stale references, malformed parts, gaps that
//! the method warns about, and what can only be proved over every possible lead (`prove`).
//!
//! Each finding has a code that never changes its meaning; [`CODES`] lists them all.
//!
//! A warning that the room lets stand (a [`Waiver`](crate::model::Waiver) with a reason) becomes a
//! note. An error can't be waived.

mod audience;
mod codes;
mod criteria;
mod method;
mod pipeline;
mod prove;
mod rules;
mod sums;
mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Definition, Place, Session, Workshop, wording};

pub use codes::{CODES, FindingKind, finding_field, finding_kind, needs_waiver};
pub use prove::{prove_all, prove_counts, prove_findings};
pub use words::{UnobservableWord, unobservable_words};

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
    /// The finding's code; see [`CODES`].
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
}

/// Returns all findings about a session that need no proof: errors first, then warnings, then
/// notes, each in the order of the definition. `today` decides whether the review is overdue.
pub fn check(session: &Session, today: Date) -> Vec<Finding> {
    let mut findings = FindingCollector::new(&session.definition);
    findings.check_model(session);
    findings.check_audience();
    findings.check_samples(session);
    findings.check_method(session);
    findings.check_wording();
    findings.check_review(session, today);
    let mut found = findings.found;
    for finding in &mut found {
        if finding.severity == Severity::Warning && is_waived(&session.workshop, finding) {
            finding.severity = Severity::Note;
        }
    }
    found.sort_by_key(|finding| finding.severity);
    found
}

/// Returns all findings about a model.yaml that need no proof, leaving out those that depend on its
/// glossary or session.
pub fn check_definition(definition: &Definition) -> Vec<Finding> {
    let session = Session {
        definition: Arc::new(definition.clone()),
        ..Session::default()
    };
    let mut findings = FindingCollector::new(definition);
    findings.check_model(&session);
    let mut found = findings.found;
    found.sort_by_key(|finding| finding.severity);
    found
}

/// Formats a witness for people: `Money: funded, Demo: one-to-one`.
pub fn witness_text(definition: &Definition, witness: &[String]) -> String {
    let word = |text: &String| match text.strip_suffix("=?") {
        Some(criterion) => {
            let found = definition.criterion(criterion);
            let name = found.map_or(criterion, |c| c.name.as_str());
            format!("{name}: not known")
        }
        None => text.parse().map_or_else(
            |_| text.clone(),
            |reference| wording::reference(definition, &reference),
        ),
    };
    let named = witness_essentials(definition, witness);
    named.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Returns the informative part of a witness, without `otherwise` answers, which hold only because
/// nothing else does. A witness that consists of these alone is returned in full.
pub fn witness_essentials(definition: &Definition, witness: &[String]) -> Vec<String> {
    let is_otherwise = |text: &&String| {
        let answer = text.split_once('=').and_then(|(criterion, answer_id)| {
            let answers = &definition.criterion(criterion)?.answers;
            answers.iter().find(|answer| answer.id == answer_id)
        });
        answer.is_some_and(|answer| answer.otherwise)
    };
    let named: Vec<String> = witness
        .iter()
        .filter(|text| !is_otherwise(text))
        .cloned()
        .collect();
    if named.is_empty() {
        witness.to_vec()
    } else {
        named
    }
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

/// Returns whether the room waived a finding, with a reason: by its code, its place, or both.
pub fn is_waived(workshop: &Workshop, finding: &Finding) -> bool {
    let place = finding.place.to_string();
    workshop.waivers.iter().any(|waiver| {
        let (code, at) = (waiver.code.trim(), waiver.place.trim());
        let named = !(code.is_empty() && at.is_empty());
        let fits = (code.is_empty() || code == finding.code) && (at.is_empty() || at == place);
        named && fits && !waiver.reason.trim().is_empty()
    })
}

/// Merges the immediate and the proved findings of a session: errors first, then warnings, then
/// notes. Waived warnings are notes.
pub fn merge_proved(found: Vec<Finding>, proved: &[Finding], workshop: &Workshop) -> Vec<Finding> {
    let mut all = found;
    for finding in proved {
        let mut finding = finding.clone();
        if finding.severity == Severity::Warning && is_waived(workshop, &finding) {
            finding.severity = Severity::Note;
        }
        all.push(finding);
    }
    all.sort_by_key(|finding| finding.severity);
    all
}

/// Collects findings about a definition.
struct FindingCollector<'a> {
    definition: &'a Definition,
    found: Vec<Finding>,
}

impl<'a> FindingCollector<'a> {
    fn new(definition: &'a Definition) -> Self {
        Self {
            definition,
            found: Vec::new(),
        }
    }

    /// Adds a finding with its code's severity and hint.
    fn add(&mut self, code: &'static str, place: Place, message: impl Into<String>) {
        let hint = codes::finding_kind(code).map_or("", |kind| kind.hint);
        self.add_with_hint(code, place, message, hint);
    }

    /// Adds a finding with a hint of its own.
    fn add_with_hint(
        &mut self,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let kind = codes::finding_kind(code).expect("findings use codes from the table");
        self.found.push(Finding {
            code: kind.code,
            severity: kind.severity,
            place,
            message: message.into(),
            hint: hint.into(),
            witness: Vec::new(),
        });
    }

    /// Checks what a model.yaml alone can show.
    fn check_model(&mut self, session: &Session) {
        if let Some(place) = session.duplicate_id() {
            let message = format!("`{place}` appears twice");
            self.add("A101", place, message);
        }
        self.check_criteria();
        self.check_groups();
        self.check_sums();
        self.check_rules();
        self.check_stages();
        self.check_handoff();
        self.check_bands();
        self.check_routes();
        self.check_dispositions();
        self.check_tracks();
    }
}
