//! Digits where no field is open: on a number they begin to type it, on a sample lead's answers they
//! choose one, elsewhere they go to a step.

use crate::app::actions::{count, edit_field, edit_part, tick};
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::row::RowTarget;
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;

/// Uses a digit on the focused row.
pub(crate) fn use_digit(state: &mut State, digit: u8) -> Vec<Effect> {
    if state.room_view.is_on {
        return go_to_step(state, digit);
    }
    let focus = state.focus();
    if let RowTarget::SampleAnswer(sample, answer) = focus.target() {
        return tick::choose_answer(state, sample, answer, digit);
    }
    begin_number(state, &focus, digit).unwrap_or_else(|| go_to_step(state, digit))
}

/// Begins to type the number of a row on which `+` and `-` act. `None` if the row has none.
pub(crate) fn begin_number(state: &mut State, focus: &KeyFocus, digit: u8) -> Option<Vec<Effect>> {
    let dialogs = state.dialogs.len();
    let effects = match focus.target() {
        RowTarget::RulePart(at, index) if count::rule_number(state, at, *index).is_some() => {
            edit_part::ask_number(state, at, *index)
        }
        target => {
            let (place, key) = count::number_field(state, target)?;
            edit_field::open_field(state, focus, &place, key)
        }
    };
    if state.dialogs.len() > dialogs
        && let Some(Dialog::TextEntry(entry)) = state.dialogs.last_mut()
    {
        entry.insert_text(&digit.to_string());
        // The value voted on isn't named.
        if digit > 0 && !secrecy::hides_figures(state.session()) {
            let text =
                format!("This number is being typed; Esc, then :{digit} goes to step {digit}");
            return Some(state.refuse(text));
        }
    }
    Some(effects)
}

fn go_to_step(state: &mut State, digit: u8) -> Vec<Effect> {
    match Step::from_number(digit) {
        Some(step) => state.go_to_step(step),
        None => state.refuse("0 does nothing here; ? shows the keys"),
    }
}
