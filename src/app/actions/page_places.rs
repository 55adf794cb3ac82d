//! From a row of a page to what it is about.

use crate::app::dialogs::dialog::Dialog;
use crate::app::input::row::RowTarget;
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::model::record::{Kind, Place};
use crate::model::{Id, Reference};

/// Goes to an answer on Points, and closes the page.
pub(super) fn go_to_answer(state: &mut State, answer: &Reference) -> Vec<Effect> {
    let criterion = Place::new(Kind::Criterion, answer.criterion.clone());
    let listed = |id: &Id| Place::part(Kind::Answer, answer.criterion.clone(), id.clone());
    // The answers of a yes/no criterion, and those of counted times, aren't listed.
    let part = answer.answers.first().map(listed);
    let part = part.filter(|part| state.session().record(part).is_some());
    let place = part.unwrap_or(criterion);
    if state.session().record(&place).is_none() {
        return state.refuse(format!(
            "{answer} no longer exists: there is nothing to go to"
        ));
    }
    close_page(state);
    state.go_to_place(&place)
}

/// Goes to a recorded lead on Preview, and closes the page.
pub(super) fn go_to_lead(state: &mut State, lead: usize) -> Vec<Effect> {
    let outlook = state.outlook.as_ref();
    if outlook.is_none_or(|outlook| lead >= outlook.recorded_count()) {
        return state.refuse("This lead is no longer there");
    }
    if secrecy::hides_figures(state.session()) {
        return state.refuse(secrecy::FIGURES_HIDDEN);
    }
    close_page(state);
    let effects = state.go_to_step(Step::Preview);
    let cursor = state.cursor_mut();
    // Whatever the list was narrowed by, the lead is seen.
    cursor.filter.clear();
    cursor.selected = Some(RowTarget::Lead(lead));
    cursor.pane = Pane::List;
    cursor.detail_row = 0;
    effects
}

fn close_page(state: &mut State) {
    state
        .dialogs
        .retain(|dialog| !matches!(dialog, Dialog::Page(_)));
}
