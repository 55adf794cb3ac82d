//! The facts of a lead on the screen: what the room votes on, without points. Computed in
//! `evidence`.

use crate::app::input::row::RowTarget;
use crate::app::state::leads::LeadsStatus;
use crate::app::state::workbench::State;
use crate::evidence::{self, Fact};
use crate::model::record::Kind;
use crate::model::{Session, Subject, SubjectKind};

/// Returns the facts of the sample lead that a ballot is about; empty if it is about something else.
pub fn subject_facts(session: &Session, subject: &Subject) -> Vec<Fact> {
    if subject.kind() != Some(SubjectKind::Forward) {
        return Vec::new();
    }
    let mut samples = session.samples.iter();
    let sample = samples.find(|sample| sample.id == subject.place.id);
    sample.map_or_else(Vec::new, |sample| {
        evidence::sample_facts(&session.definition, sample)
    })
}

/// Returns the facts of a sample or recorded lead; empty if the row is none.
pub fn lead_facts(state: &State, target: &RowTarget) -> Vec<Fact> {
    let session = state.session();
    match (target, &state.recorded) {
        (RowTarget::Record(place), _) if place.kind == Kind::Sample => {
            subject_facts(session, &Subject::of(place.clone()))
        }
        (RowTarget::Lead(lead), LeadsStatus::Loaded { dataset, .. }) if *lead < dataset.len() => {
            evidence::recorded_facts(&session.definition, dataset, *lead)
        }
        _ => Vec::new(),
    }
}

/// Returns facts as lines of text: `Yes: Had a demo; Is the boss`.
pub fn fact_lines(facts: &[Fact]) -> Vec<String> {
    let lines = facts.iter();
    lines
        .map(|(label, text)| format!("{label}: {text}"))
        .collect()
}
