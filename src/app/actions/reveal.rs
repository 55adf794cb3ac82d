//! Showing both sides' own words on a subject.

use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::input::command::{BallotCommand, Command};
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::document::Edit;
use crate::model::record::Place;
use crate::model::{Position, Side};

/// Shows both sides' words if they were revealed, and asks before they are, for good.
pub(crate) fn ask_reveal(state: &mut State, place: &Place) -> Vec<Effect> {
    let shown = |p: &Position| p.sealed.is_none();
    let workshop = &state.session().workshop;
    if workshop.position(place, Side::Sales).is_some_and(shown) {
        return state.open(Dialog::OwnWords(place.clone()));
    }
    for side in [Side::Sales, Side::Marketing] {
        if workshop.position(place, side).is_none() {
            let text = format!(
                "{} hasn't written its wording yet; both are shown together",
                side.label()
            );
            return state.refuse(text);
        }
    }
    let question = KeyQuestion::new(
        "Show both wordings?",
        "From then on they can't be changed, and this can't be undone.",
    )
    .answer(
        'y',
        "show them",
        Command::Ballot(BallotCommand::RevealWords(place.clone())),
    )
    .answer('n', "not yet", Command::Close);
    state.open(Dialog::KeyQuestion(question))
}

/// Has both sides' words revealed once everything before is saved: what can't be saved isn't shown,
/// as it would be secret again after a crash.
pub(crate) fn reveal_words(place: &Place) -> Vec<Effect> {
    vec![Effect::SaveThenShow(BallotCommand::RevealWords(
        place.clone(),
    ))]
}

/// Reveals both sides' words and shows them side by side.
pub(crate) fn reveal_saved(state: &mut State, place: &Place) -> Vec<Effect> {
    let mut effects = state.edit(Edit::RevealWords {
        subject: place.into(),
    });
    if !effects.is_empty() {
        // Before anybody reads them, so that no kill makes them secret again.
        effects.push(Effect::Save);
        state.dialogs.push(Dialog::OwnWords(place.clone()));
    }
    effects
}
