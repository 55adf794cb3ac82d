//! The checks that need no proof.

use std::sync::Arc;

use jiff::civil::Date;

use super::collector::FindingCollector;
use super::finding::{Finding, Severity};
use super::waivers::is_waived;
use crate::model::{Definition, Session};

/// Returns all findings about a session that need no proof: errors first, then warnings, then
/// notes, each in the order of the definition. `today` decides whether the review is overdue.
pub fn check(session: &Session, today: Date) -> Vec<Finding> {
    let mut findings = FindingCollector::new(&session.definition);
    findings.check_model(session);
    findings.check_audience();
    findings.check_samples(session);
    findings.check_conflicts(session);
    findings.check_reading(&session.data.reading);
    findings.check_method(session);
    findings.check_likeness(session);
    findings.check_sources();
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

impl FindingCollector<'_> {
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
        self.check_collectable();
        self.check_bands();
        self.check_routes();
        self.check_dispositions();
        self.check_tracks();
    }
}
