//! Marking rows, and one edit for all that are marked: of all of them, or of none.

use crate::app::input::row::RowTarget;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, Pane, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::marks::marked_noun;
use crate::document::{self, Edit};
use crate::model::Session;
use crate::model::record::{Kind, Place};

/// An edit of all marked records.
pub(crate) struct ManyEdit {
    /// The edit, one step of undo.
    pub edit: Edit,
    /// Says how many it changes.
    pub text: String,
}

/// Marks the selected row of the list, or takes its mark away.
pub(crate) fn toggle_mark(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    let place = match focus.target() {
        RowTarget::Record(place) if state.cursor().pane == Pane::List => place.clone(),
        _ => return state.refuse("z marks rows of the list, to change several at once"),
    };
    if matches!(
        place.kind,
        Kind::Settings | Kind::Data | Kind::Plan | Kind::Handoff
    ) {
        return state.refuse("There is only one of this: nothing to mark");
    }
    let mut marked = state.marked();
    if marked.first().is_some_and(|first| first.kind != place.kind) {
        let text = format!(
            "{} marked: Esc clears the marks, then z marks a {}",
            marked_noun(&marked),
            place.kind.label()
        );
        return state.refuse(text);
    }
    match marked.iter().position(|other| *other == place) {
        Some(index) => {
            marked.remove(index);
        }
        None => marked.push(place),
    }
    state.cursor_mut().marked = marked;
    Vec::new()
}

/// Clears the marks of this step. Returns whether there were any.
pub(crate) fn clear_marks(state: &mut State) -> bool {
    let had = !state.marked().is_empty();
    state.cursor_mut().marked.clear();
    if had {
        state.notify(NoticeLevel::Info, "The marks are cleared");
    }
    had
}

/// Returns the edit that sets a field of all these records.
///
/// # Errors
///
/// Returns which of them can't take it, and why.
pub(crate) fn set_all(
    session: &Session,
    all: &[Place],
    key: &str,
    text: &str,
) -> Result<ManyEdit, String> {
    let edits = all.iter().map(|place| {
        let text = document::points_text(session, place, key, text);
        Edit::set(place, key, text)
    });
    let edits: Vec<Edit> = edits.collect();
    for place in all {
        if let Some(why) = misfit(session, place, key) {
            return Err(refused(session, place, &why));
        }
    }
    let label = format!(
        "{}: {}",
        marked_noun(all),
        field_label(session, &all[0], key)
    );
    together(session, all, edits, label)
}

/// Joins one edit for each of these records into one step.
///
/// # Errors
///
/// Returns which of them can't be changed so, and why.
pub(crate) fn together(
    session: &Session,
    all: &[Place],
    edits: Vec<Edit>,
    label: String,
) -> Result<ManyEdit, String> {
    let mut trial = session.clone();
    for (place, edit) in all.iter().zip(&edits) {
        if let Edit::Set { field, .. } = edit
            && let Some(why) = secrecy::edit_refusal(session, place, field)
        {
            return Err(refused(session, place, &why.0));
        }
        edit.apply(&mut trial)
            .map_err(|why| refused(session, place, &why.0))?;
    }
    let differs = |place: &&Place| {
        let (before, after) = (session.record(place), trial.record(place));
        let (Some(before), Some(after)) = (before, after) else {
            return true;
        };
        let specs = before.specs().into_iter();
        specs
            .map(|spec| spec.key)
            .any(|key| before.get(key) != after.get(key))
    };
    let changed: Vec<Place> = all.iter().filter(differs).cloned().collect();
    let text = if changed.is_empty() {
        format!("{} marked, and all are so already", marked_noun(all))
    } else {
        format!("Changed {}; u undoes it", marked_noun(&changed))
    };
    let edit = Edit::Several { label, edits };
    Ok(ManyEdit { edit, text })
}

fn refused(session: &Session, place: &Place, why: &str) -> String {
    format!("{}: {why}. Nothing was changed", session.title_of(place))
}

fn field_label(session: &Session, place: &Place, key: &str) -> String {
    let specs = session
        .record(place)
        .map(crate::model::record::Record::specs);
    let spec = specs.and_then(|specs| specs.into_iter().find(|spec| spec.key == key));
    spec.map_or_else(|| key.to_owned(), |spec| spec.label.to_owned())
}

/// Returns why a field of a record can't be set along with others.
pub(crate) fn misfit(session: &Session, place: &Place, key: &str) -> Option<String> {
    if matches!(key, "name" | "label" | "subject") {
        return Some("each has a name of its own".into());
    }
    if place.kind != Kind::Criterion {
        return None;
    }
    let criterion = session.definition.criterion(place.id.as_str())?;
    match (key, criterion.answers.is_empty()) {
        ("points" | "when", false) => Some("it has answers, each with its own".into()),
        ("combine", true) => Some("it has no answers to combine".into()),
        _ => None,
    }
}
