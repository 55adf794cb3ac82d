//! Findings that the room lets stand, each with a reason.

use super::finding::{Finding, Severity};
use crate::model::Workshop;

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
