//! The definition that the room judges, as large as it fits.

use serde::{Deserialize, Serialize};

use super::selected_definition::selected_definition;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::model::Side;

/// The definition of the selected stage or term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What is defined: `What we mean by Lead`.
    pub title: String,
    /// The definition; blank if nothing is written yet.
    pub text: String,
}

impl Statement {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title, text } = self;
        change(title);
        change(text);
    }
}

/// Makes it for the selected stage or term: not once a side writes words of its own, which the card
/// tells of instead.
pub(super) fn of(state: &State, focus: &KeyFocus) -> Option<Statement> {
    let session = state.session();
    let place = selected_definition(focus)?;
    let is_written = |side| session.workshop.position(place, side).is_some();
    if is_written(Side::Sales) || is_written(Side::Marketing) {
        return None;
    }
    Some(Statement {
        title: format!("What we mean by {}", session.title_of(place)),
        text: session.agreed_wording(place).unwrap_or_default(),
    })
}
