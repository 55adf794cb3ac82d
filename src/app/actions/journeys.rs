//! The journey of a persona in a segment, and the behaviours of its steps.

use crate::app::actions::edit_field;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::{Criterion, Id, wording};

/// Goes to the journey of a persona in a segment, adding it if there is none.
pub(crate) fn open_journey(state: &mut State, persona: &Id, segment: &Id) -> Vec<Effect> {
    let existing = state
        .session()
        .definition
        .journey(persona, segment)
        .map(|j| j.id.clone());
    if let Some(id) = existing {
        return state.go_to_place(&Place::new(Kind::Journey, id));
    }
    let label = format!("{persona} {segment}");
    let id = state.session().fresh_id(Kind::Journey, None, &label);
    let at = Place::new(Kind::Journey, id);
    let fields = vec![
        ("persona".into(), persona.to_string()),
        ("segment".into(), segment.to_string()),
    ];
    let edit = Edit::Add {
        at: at.clone(),
        index: usize::MAX,
        name: String::new(),
        fields,
    };
    let mut effects = state.edit(edit);
    effects.extend(state.go_to_place(&at));
    effects
}

/// Sets a field from what was ticked. A behaviour ticked in a journey step takes its phase, unless
/// it has one; the message line says so.
pub(crate) fn set_ticked_field(
    state: &mut State,
    at: &Place,
    key: &str,
    text: &str,
) -> Vec<Effect> {
    let session = state.session();
    let phase = session.record(at).and_then(|step| step.get("phase"));
    let without_phase: Vec<&Criterion> = match (at.kind, key) {
        (Kind::Step, "behaviours") => {
            let ticked = text
                .lines()
                .filter_map(|id| session.definition.criterion(id));
            ticked
                .filter(|criterion| criterion.phase.is_none())
                .collect()
        }
        _ => Vec::new(),
    };
    let Some(phase) = phase.filter(|phase| !phase.is_empty() && !without_phase.is_empty()) else {
        return edit_field::set_field(state, at, key, text);
    };
    let names: Vec<String> = without_phase.iter().map(|c| c.name.clone()).collect();
    let set_phase = |criterion: &&Criterion| {
        let place = Place::new(Kind::Criterion, criterion.id.clone());
        Edit::set(&place, "phase", phase.clone())
    };
    let phases = without_phase.iter().map(set_phase).collect();
    let effects = edit_field::set_field_and(state, at, key, text, phases);
    if !effects.is_empty() {
        let label = crate::model::Phase::from_word(&phase).map_or("", crate::model::Phase::label);
        let verb = if names.len() == 1 { "takes" } else { "take" };
        let text = format!(
            "{} {verb} the phase of this step: {}",
            wording::join_list(&names, "and"),
            label.to_lowercase()
        );
        state.notify(NoticeLevel::Info, text);
    }
    effects
}
