//! How a dialog is left without being finished: Ctrl-C leaves any, `q` those that take no text.
//! What was typed is kept, and is there again when the same thing is asked.

use super::entry::{Entry, Purpose};
use super::key::Key;
use super::keymap::{self, Action};
use super::message::Effect;
use super::overlay::Overlay;
use super::state::{Level, State};
use super::{add_list, ballots, sheet};

/// A text that was left unfinished.
pub struct SetAside {
    purpose: Purpose,
    text: String,
    /// It, as it is kept on disk.
    draft: String,
}

/// Whether a key is Ctrl-C, which leaves any dialog.
pub(super) fn leaves_any(key: Key) -> bool {
    key.ctrl && keymap::action(key) == Some(Action::Quit)
}

/// Whether a key is `q` in a dialog that takes no text and doesn't mean something by it.
pub(super) fn leaves_this(state: &State, overlay: &Overlay, key: Key) -> bool {
    if keymap::action(key) != Some(Action::Quit) {
        return false;
    }
    let takes_text = match overlay {
        Overlay::Entry(_) | Overlay::Pick(_) => true,
        Overlay::Ballot(ballot) => ballot.takes_votes(state.session()),
        Overlay::Sheet(sheet) => sheet.row.is_some(),
        Overlay::Ask(ask) => ask
            .answers
            .iter()
            .any(|(letter, ..)| key.typed() == Some(*letter)),
        Overlay::AddList(_)
        | Overlay::Form(_)
        | Overlay::Condition(_)
        | Overlay::Words(_)
        | Overlay::Findings(_)
        | Overlay::Help(_)
        | Overlay::Reader(..) => false,
    };
    !takes_text
}

/// Leaves a dialog taken off the stack.
pub(super) fn leave(state: &mut State, overlay: Overlay) -> Vec<Effect> {
    match overlay {
        Overlay::Entry(entry) => set_aside(state, &entry),
        Overlay::AddList(list) => {
            add_list::give_up(state, list);
            Vec::new()
        }
        Overlay::Ballot(ballot) => ballots::leave(state, &ballot),
        Overlay::Sheet(sheet) => sheet::leave(state, sheet),
        // A question that must be answered comes back with the next edit.
        Overlay::Ask(_)
        | Overlay::Pick(_)
        | Overlay::Form(_)
        | Overlay::Condition(_)
        | Overlay::Words(_)
        | Overlay::Findings(_)
        | Overlay::Help(_)
        | Overlay::Reader(..) => Vec::new(),
    }
}

/// Keeps an unfinished text, in memory and on disk.
fn set_aside(state: &mut State, entry: &Entry) -> Vec<Effect> {
    // A value for the condition editor is no use without what was picked before it.
    if !entry.is_changed() || entry.purpose == Purpose::Condition {
        return vec![Effect::Draft(None)];
    }
    let draft = entry.draft();
    state.set_aside = Some(SetAside {
        purpose: entry.purpose.clone(),
        text: entry.text(),
        draft: draft.clone(),
    });
    let text = "What was typed is kept; it is there again when you come back to it";
    state.say(Level::Info, text);
    vec![Effect::Draft(Some(draft))]
}

/// Puts a text that was set aside back where the same is asked again.
pub(super) fn bring_back(state: &mut State) {
    let Some(Overlay::Entry(entry)) = state.overlays.last_mut() else {
        return;
    };
    let Some(kept) = &state.set_aside else {
        return;
    };
    if !entry.is_fresh() || !same(&entry.purpose, &kept.purpose) {
        return;
    }
    let Some(kept) = state.set_aside.take() else {
        return;
    };
    entry.begin_with(&kept.text);
    state.say(Level::Info, "What was typed here before is here again");
}

/// Whether two texts are for the same. Where in its list a new thing goes doesn't matter.
fn same(one: &Purpose, other: &Purpose) -> bool {
    let mut one = one.clone();
    if let (
        Purpose::Name { index, .. },
        Purpose::Name {
            index: as_there, ..
        },
    ) = (&mut one, other)
    {
        *index = *as_there;
    }
    one == *other
}

/// The draft that stays on disk when the text being typed is finished: the one set aside.
pub(super) fn keep_set_aside(state: &State, effects: &mut [Effect]) {
    let Some(kept) = &state.set_aside else {
        return;
    };
    for effect in effects {
        if *effect == Effect::Draft(None) {
            *effect = Effect::Draft(Some(kept.draft.clone()));
        }
    }
}
