//! A figure of a page becomes a field of the session.

use crate::app::actions::edit_field::field_spec;
use crate::app::input::sentence;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::Place;

/// Sets a field to a figure, as an ordinary edit, and says so. The page stays open.
pub(super) fn set_figure(state: &mut State, at: &Place, key: &str, text: &str) -> Vec<Effect> {
    let Some(spec) = field_spec(state, at, key) else {
        return Vec::new();
    };
    if let Some(refused) = secrecy::edit_refusal(state.session(), at, key) {
        return state.warn(sentence::sentence(&refused.0));
    }
    let now = state
        .session()
        .record(at)
        .and_then(|record| record.get(key));
    if now.as_deref() == Some(text) {
        return state.refuse(format!("{} is {text} already", spec.label));
    }
    let effects = state.edit(Edit::set(at, key, text));
    if !effects.is_empty() {
        let was = now.filter(|now| !now.is_empty());
        let was = was.map_or_else(String::new, |was| format!(" (was {was})"));
        let says = format!("{} is {text} now{was}", spec.label);
        state.notify(NoticeLevel::Info, says);
    }
    effects
}
