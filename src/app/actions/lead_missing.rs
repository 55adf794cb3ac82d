//! What the lead on the screen lacks to qualify: asked here, worked out beside the screen.

use crate::app::input::row::RowTarget;
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::missing::{JudgedLead, LeadMissing};
use crate::app::state::workbench::State;
use crate::evidence::LeadSummary;
use crate::model::record::Kind;
use crate::proof::MissingPart;
use crate::scoring::Responses;

/// Asks what the lead on the screen lacks, unless that was the last question.
pub fn ask_missing(state: &mut State) -> Option<Effect> {
    let lead = unqualified_lead_on_screen(state)?;
    let asked = state.missing.as_ref();
    if asked.is_some_and(|asked| asked.lead.is(&lead.scorer, &lead.responses)) {
        return None;
    }
    state.missing = Some(LeadMissing {
        lead: lead.clone(),
        parts: None,
    });
    Some(Effect::FindMissing(lead))
}

/// Takes an answer; one to an earlier question is dropped.
pub fn missing_found(state: &mut State, lead: &JudgedLead, parts: Vec<MissingPart>) {
    if let Some(asked) = &mut state.missing
        && asked.lead.is(&lead.scorer, &lead.responses)
    {
        asked.parts = Some(parts);
    }
}

/// Returns the lead whose detail Preview shows, if it doesn't qualify.
fn unqualified_lead_on_screen(state: &State) -> Option<JudgedLead> {
    let outlook = state.outlook.as_ref()?;
    if state.step != Step::Preview || secrecy::hides_figures(state.session()) {
        return None;
    }
    // Most often the selection is known, and the list needn't be built to find it.
    let selected = state.cursor().selected.as_ref();
    if matches!(selected, Some(RowTarget::Pages(_))) {
        return None;
    }
    let responses = selected
        .and_then(|target| responses_of(outlook, target))
        .or_else(|| responses_of(outlook, &state.selected_row()?.target))?;
    let scorer = outlook.scorer.clone();
    let lacks = scorer.has_handoff_rule() && !scorer.qualifies(&responses);
    lacks.then_some(JudgedLead { scorer, responses })
}

/// Returns what a sample or recorded lead answers.
fn responses_of(outlook: &LeadSummary, target: &RowTarget) -> Option<Responses> {
    match target {
        RowTarget::Record(place) if place.kind == Kind::Sample => {
            let mut samples = outlook.samples.iter();
            let sample = samples.find(|lead| lead.sample.as_ref() == Some(&place.id));
            Some(sample?.responses.clone())
        }
        RowTarget::Lead(index) => Some(outlook.scored_lead(*index)?.responses),
        _ => None,
    }
}
