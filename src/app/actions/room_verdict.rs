//! Shows the room what the model says of a lead, or hides it again.

use crate::app::input::row::RowTarget;
use crate::app::input::sentence;
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::room_verdict::{selected_lead, was_voted_on};

/// Shows the verdict on the selected lead in the room view, or hides it.
pub(crate) fn show_or_hide_verdict(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    let Some(lead) = selected_lead(focus) else {
        return state.refuse("Not here: i shows the room the verdict on a lead of step 8");
    };
    if secrecy::hides_figures(state.session()) {
        return state.warn(sentence::sentence(FIGURES_HIDDEN));
    }
    if matches!(lead, RowTarget::Record(place) if was_voted_on(state.session(), &place.id)) {
        return state.refuse("The room has voted on this lead: the room view shows the verdict");
    }
    let shown = &mut state.room_view.verdict_of;
    let text = if shown.take().as_ref() == Some(lead) {
        "The room view shows this lead's facts, and no verdict"
    } else {
        *shown = Some(lead.clone());
        "The room view shows the verdict on this lead, until you leave it; i hides it"
    };
    state.notify(NoticeLevel::Info, text);
    Vec::new()
}

/// Hides the verdict once another row is selected, or a ballot opens.
pub(crate) fn hide_left_verdict(state: &mut State) {
    let Some(lead) = &state.room_view.verdict_of else {
        return;
    };
    let is_selected = state.cursor().selected.as_ref() == Some(lead)
        || state.selected_row().is_some_and(|row| row.target == *lead);
    if !is_selected || secrecy::hides_figures(state.session()) {
        state.room_view.verdict_of = None;
    }
}
