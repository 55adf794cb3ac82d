//! Ids follow names until they stand in a published version, and can be edited till then.

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::row::RowTarget;
use crate::app::input::sentence::sentence;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::{Edit, open_ballot_refusal};
use crate::model::record::Place;
use crate::model::rename::follows_name;
use crate::model::{Id, Session};

/// Key of the row that shows a record's id among its fields.
pub(crate) const ID: &str = "id";

/// Returns why the id of a record stays as it is, if it does.
fn id_stays(state: &State, at: &Place) -> Option<String> {
    let session = state.session();
    let title = session.title_of(at);
    if !follows_name(at.kind) {
        return Some(format!("The id of a {} stays as it is", at.kind.label()));
    }
    if state.variants.kept.is_some() {
        return Some(
            "The points and rules kept as A name it, so its id stays: W takes A or B".into(),
        );
    }
    if is_published(state, at) {
        return Some(format!(
            "The id of {title} stands in a published version, so it stays: others may refer to it"
        ));
    }
    let concerns = |place: &Place| place == at || place.parent.as_ref() == Some(&at.id);
    let open = secrecy::open_subjects(session).find(|subject| concerns(&subject.place));
    open.map(|subject| sentence(&open_ballot_refusal(session, &subject).0))
}

/// Returns whether a record stands in the last published version. If that can't be read, everything
/// may.
fn is_published(state: &State, at: &Place) -> bool {
    match &state.last_release {
        Some(release) => {
            let published = Session {
                definition: release.definition.clone(),
                ..Session::default()
            };
            published.record(at).is_some()
        }
        None => !state.versions.is_empty(),
    }
}

/// Returns the id that a record gets with a new name; `None` if it keeps its own, because that is
/// published, was chosen, or fits the new name too.
pub(crate) fn following_id(state: &State, at: &Place, key: &str, text: &str) -> Option<Id> {
    if !matches!(key, "name" | "label") || !follows_name(at.kind) {
        return None;
    }
    let session = state.session();
    let old = session.record(at)?.get(key)?;
    let stem = |name: &str| Id::fresh(name, at.kind.word(), |_| false);
    let (before, after) = (stem(&old), stem(text));
    let rest = at.id.as_str().strip_prefix(before.as_str())?;
    let is_made = rest.is_empty()
        || rest
            .strip_prefix('-')
            .is_some_and(|number| number.parse::<u64>().is_ok());
    if !is_made || before == after || id_stays(state, at).is_some() {
        return None;
    }
    Some(session.fresh_id(at.kind, at.parent.as_ref(), text))
}

/// Returns the edit that sets a record's name, with the id that follows it.
pub(crate) fn name_edit(session: &Session, at: &Place, key: &str, text: &str, id: &Id) -> Edit {
    Edit::Several {
        label: Edit::set(at, key, text).label(session),
        edits: vec![
            Edit::set(at, key, text),
            Edit::Rename {
                at: at.clone(),
                to: id.clone(),
            },
        ],
    }
}

/// Opens the entry of a record's id, or says why it stays.
pub(crate) fn open_id(state: &mut State, at: &Place) -> Vec<Effect> {
    if let Some(why) = id_stays(state, at) {
        return state.refuse(why);
    }
    let title = format!("{}: Id", state.session().title_of(at));
    let hint = "Lowercase letters, digits, - and _; what refers to it follows. It stays once it is published";
    let command = EntryCommand::Id { at: at.clone() };
    let entry = TextEntry::line(command, title, hint, at.id.as_str());
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Gives a record another id.
pub(crate) fn set_id(state: &mut State, at: &Place, text: &str) -> Vec<Effect> {
    if let Some(why) = id_stays(state, at) {
        return state.refuse(why);
    }
    let to = match Id::new(text.trim()) {
        Ok(to) => to,
        Err(why) => return state.warn(sentence(&why.to_string())),
    };
    let effects = state.edit(Edit::Rename {
        at: at.clone(),
        to: to.clone(),
    });
    if !effects.is_empty() {
        follow(state, at, &to);
        let text = format!("The id is now {to}, and what referred to {} follows", at.id);
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

/// Lets selections, marks and an open form follow a record to its new id.
pub(crate) fn follow(state: &mut State, at: &Place, to: &Id) {
    let renamed = Place {
        id: to.clone(),
        ..at.clone()
    };
    for cursor in &mut state.cursors {
        if cursor.selected == Some(RowTarget::Record(at.clone())) {
            cursor.selected = Some(RowTarget::Record(renamed.clone()));
        }
        for marked in cursor.marked.iter_mut().filter(|place| *place == at) {
            *marked = renamed.clone();
        }
    }
    for dialog in &mut state.dialogs {
        match dialog {
            Dialog::Form(form) if form.place == *at => form.place = renamed.clone(),
            _ => {}
        }
    }
}
