//! Findings that the room lets stand, each with a reason.

use super::finding::{Finding, Severity};
use crate::model::{Kind, Place, Workshop};

/// Returns whether the room waived a finding, with a reason: by its code, its place, or both.
pub fn is_waived(workshop: &Workshop, finding: &Finding) -> bool {
    let itself = (finding.code, finding.place.clone());
    let forms: Vec<_> = std::iter::once(itself)
        .chain(general_form(finding))
        .collect();
    workshop.waivers.iter().any(|waiver| {
        let (code, at) = (waiver.code.trim(), waiver.place.trim());
        let named = !(code.is_empty() && at.is_empty());
        let fits = forms.iter().any(|(own, place)| {
            (code.is_empty() || code == *own) && (at.is_empty() || at == place.to_string())
        });
        named && fits && !waiver.reason.trim().is_empty()
    })
}

/// Returns the code and place of the finding that says the same in general, which a room may have
/// waived: a criterion decides alone if one of its answers does.
fn general_form(finding: &Finding) -> Option<(&'static str, Place)> {
    let criterion = finding.place.parent.clone()?;
    (finding.code == "A266").then(|| ("A241", Place::new(Kind::Criterion, criterion)))
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
