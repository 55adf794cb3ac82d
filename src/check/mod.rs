//! Finds what is wrong or doubtful in a definition, without proofs: references to what is gone,
//! parts that aren't well formed, gaps the method warns of.
//!
//! Each finding has a code that never changes its meaning; [`CODES`] lists them all. What has to
//! be proved over every possible lead (unreachable stages and the like) is found elsewhere and
//! can be shown in the same shape.
//!
//! A warning the room lets stand ([`Exception`] with a reason) becomes a note; an error never does.
//!
//! [`Exception`]: crate::model::Exception

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

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing can be scored or published with it.
    Error,
    /// Probably not what the room means.
    Warning,
    /// Good to know; or a warning the room lets stand.
    Note,
}

impl Severity {
    /// The word for it.
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
    /// Which finding it is; see [`CODES`].
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is the matter, in a sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// The smallest lead that shows it, as references; empty where none is needed.
    pub witness: Vec<String>,
}

/// Everything there is to say of a session without proofs: errors first, then warnings, then
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

/// Everything there is to say of a model.yaml without proofs; what only its glossary or session
/// could tell is left out.
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

/// A witness in words: `Money: funded, Demo: one-to-one`.
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

/// What there is to say of a witness: without the answers that are there because no other is. A
/// witness of these alone is said in full.
pub fn witness_essentials(definition: &Definition, witness: &[String]) -> Vec<String> {
    let is_otherwise = |text: &&String| {
        let answer = text.split_once('=').and_then(|(criterion, level)| {
            let answers = &definition.criterion(criterion)?.answers;
            answers.iter().find(|known| known.id == level)
        });
        answer.is_some_and(|level| level.otherwise)
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

/// What wasn't proved within its budget, among some findings, in words.
pub fn unproved_messages(findings: &[Finding]) -> Vec<&str> {
    let unproved = findings.iter().filter(|finding| finding.code == "A304");
    unproved.map(|finding| finding.message.as_str()).collect()
}

/// Whether there is an error among some findings: then nothing is scored or published.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Error)
}

/// Whether the room lets a finding stand, with a reason: by its code, by its place, or by both.
pub fn is_waived(workshop: &Workshop, finding: &Finding) -> bool {
    let place = finding.place.to_string();
    workshop.waivers.iter().any(|exception| {
        let (code, at) = (exception.code.trim(), exception.place.trim());
        let named = !(code.is_empty() && at.is_empty());
        let fits = (code.is_empty() || code == finding.code) && (at.is_empty() || at == place);
        named && fits && !exception.reason.trim().is_empty()
    })
}

/// All findings of a session: those found at once, and those proved of its definition. Errors
/// first, then warnings, then notes; what the room lets stand is a note.
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

/// Findings being gathered about a definition.
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
        let hint = codes::finding_kind(code).map_or("", |known| known.hint);
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
        let known = codes::finding_kind(code).expect("findings use codes from the table");
        self.found.push(Finding {
            code: known.code,
            severity: known.severity,
            place,
            message: message.into(),
            hint: hint.into(),
            witness: Vec::new(),
        });
    }

    /// What a model.yaml alone can show.
    fn check_model(&mut self, session: &Session) {
        if let Some(place) = session.duplicate_id() {
            let message = format!("`{place}` is there twice");
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
