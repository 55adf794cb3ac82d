//! Reading the draft as it would be published, before anybody signs it.

use crate::app::actions::export;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::draft_reader::{ChangeWay, DraftReader};
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::sentence;
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::export::{ExportSource, marked_draft};

/// Opens the draft, with what changed since the last version.
pub(crate) fn open_draft(state: &mut State) -> Vec<Effect> {
    if secrecy::hides_figures(state.session()) {
        return state.warn(sentence::sentence(FIGURES_HIDDEN));
    }
    let draft = ExportSource::draft(state.session());
    let last = state.last_release.as_ref().map(|last| ExportSource {
        name: last.name.clone(),
        definition: (*last.definition).clone(),
        ..ExportSource::default()
    });
    match marked_draft(&draft, last.as_ref()) {
        Ok(lines) => {
            let since = state.last_release.as_ref().map(|last| last.version);
            let reader = DraftReader::new(lines, since);
            state.open(Dialog::Draft(Box::new(reader)))
        }
        Err(why) => state.fail(why.to_string()),
    }
}

/// Handles a key while the draft is read.
pub(crate) fn key_in_draft(
    state: &mut State,
    mut reader: Box<DraftReader>,
    key: Key,
) -> Vec<Effect> {
    let screen = state.size;
    let page = isize::try_from(screen.1.saturating_sub(6).max(1)).unwrap_or(1);
    match keymap::action_for(key) {
        Some(Action::Down) => reader.scroll(1, screen),
        Some(Action::Up) => reader.scroll(-1, screen),
        Some(Action::PageDown | Action::Tick) => reader.scroll(page, screen),
        Some(Action::PageUp) => reader.scroll(-page, screen),
        Some(Action::First) => reader.go_to_start(),
        Some(Action::Last) => reader.go_to_end(screen),
        Some(Action::NextFinding) => reader.go_to_change(ChangeWay::Next, screen),
        Some(Action::PreviousFinding) => reader.go_to_change(ChangeWay::Previous, screen),
        Some(Action::Export) => {
            state.dialogs.push(Dialog::Draft(reader));
            return export::write_draft(state);
        }
        Some(Action::Back | Action::ReadDraft) => return Vec::new(),
        _ if key.code == KeyCode::Esc => return Vec::new(),
        _ => {}
    }
    state.open(Dialog::Draft(reader))
}
