//! Conflicts on the screen: sample leads about which the room decided otherwise than the model.
//! Which leads these are comes from the findings, which are made anew with every edit.

use crate::app::input::row::{Row, RowTarget, Tone};
use crate::app::state::workbench::State;
use crate::check::{CONFLICT, CONFLICT_REMEDY, Conflict, Finding};
use crate::evidence::ScoredLead;
use crate::model::Id;
use crate::model::record::Place;

/// Returns whether the room's decision about a sample lead and the model contradict each other.
pub fn is_in_conflict(findings: &[Finding], lead: &Place) -> bool {
    findings
        .iter()
        .any(|finding| finding.code == CONFLICT && finding.place == *lead)
}

/// Returns the conflict about a sample lead, as the leads are scored now.
pub fn conflict_of(state: &State, sample: &Id) -> Option<Conflict> {
    let session = state.session();
    let outlook = state.outlook.as_ref()?;
    let is_scored = |line: &&ScoredLead| line.sample.as_ref() == Some(sample);
    let line = outlook.samples.iter().find(is_scored)?;
    let sample = session.samples.iter().find(|s| s.id == *sample)?;
    Conflict::of(session, &outlook.scorer, sample, &line.outcome)
}

/// Returns what the room and the model say of a sample lead in conflict, and what resolves it.
pub(crate) fn conflict_row(state: &State, sample: &Id) -> Option<Row> {
    let conflict = conflict_of(state, sample)?;
    let text = format!("{} {CONFLICT_REMEDY}", conflict.sentence());
    Some(Row::info("Conflict", text).tone(Tone::Bad))
}

/// Returns a row for each conflict, under a heading with their number; none if there are none.
pub(crate) fn conflict_rows(findings: &[Finding]) -> Vec<Row> {
    let found: Vec<&Finding> = findings.iter().filter(|f| f.code == CONFLICT).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let heading = Row::heading("CONFLICTS", found.len().to_string());
    let row = |finding: &Finding| {
        let target = RowTarget::Finding(finding.code, finding.place.clone());
        let row = Row::new(target, &finding.message, "").indent(1);
        row.tone(Tone::Warn).mark("!")
    };
    let rows = found.into_iter().map(row);
    [heading].into_iter().chain(rows).collect()
}
