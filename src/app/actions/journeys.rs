//! The journey of a persona in a segment.

use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::document::Edit;
use crate::model::Id;
use crate::model::record::{Kind, Place};

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
