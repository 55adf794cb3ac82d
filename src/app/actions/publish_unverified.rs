//! Publishing criteria that nobody verified: one reason for all of them, who verifies them and by
//! when. It becomes an action, so the same criteria aren't asked about again.

use jiff::civil::Date;

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::entry_command::{EntryCommand, VerifyAnswer};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::check::unverified_unasked;
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::wording::{count_noun, join_list};
use crate::model::{Id, Session};

/// Most criteria named in the action's name; the action lists all of them.
const MAX_NAMED: usize = 5;

/// Asks why unverified criteria may go out, if there are any that no action covers; `None` if there
/// are none.
pub(crate) fn ask_unverified(state: &mut State) -> Option<Vec<Effect>> {
    let is_open = !unverified_unasked(state.session()).is_empty();
    is_open.then(|| ask(state, VerifyAnswer::Reason))
}

/// Asks for one of the answers.
fn ask(state: &mut State, answer: VerifyAnswer) -> Vec<Effect> {
    let session = state.session();
    let (title, hint) = match &answer {
        VerifyAnswer::Reason => {
            let open = unverified_unasked(session);
            let names = open.iter().map(|found| found.criterion.name.clone());
            let names = shortened(names.collect());
            let count = count_noun(open.len(), "criterion");
            let title = format!("Why may {count} go out unverified?");
            let hint = format!("No source or no real example: {names}. Publish lists them");
            (title, hint)
        }
        VerifyAnswer::Owner { .. } => {
            let people = &session.workshop.participants;
            let names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
            let hint = if names.is_empty() {
                "One person, by name".to_owned()
            } else {
                format!("One person, such as {}", shortened(names))
            };
            ("Who verifies them?".into(), hint)
        }
        VerifyAnswer::Due { .. } => (
            "By when?".into(),
            "A day: 12 May, next Friday, in 2 weeks".into(),
        ),
    };
    let entry = TextEntry::line(EntryCommand::Verify(answer), title, hint, "");
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Uses an answer: asks for the next one, or records the action.
pub(crate) fn answer_unverified(
    state: &mut State,
    answer: VerifyAnswer,
    text: &str,
) -> Vec<Effect> {
    let text = text.trim().to_owned();
    if text.is_empty() {
        state.notify(NoticeLevel::Warn, "It can't be left blank");
        return ask(state, answer);
    }
    match answer {
        VerifyAnswer::Reason => ask(state, VerifyAnswer::Owner { reason: text }),
        VerifyAnswer::Owner { reason } => {
            let owner = full_name(state.session(), &text);
            ask(state, VerifyAnswer::Due { reason, owner })
        }
        VerifyAnswer::Due { reason, owner } => match text.parse() {
            Ok(due) => record(state, &reason, &owner, due),
            Err(_) => ask(state, VerifyAnswer::Due { reason, owner }),
        },
    }
}

fn record(state: &mut State, reason: &str, owner: &str, due: Date) -> Vec<Effect> {
    match verify_edit(state.session(), reason, owner, due) {
        Some(edit) => state.edit(edit),
        None => Vec::new(),
    }
}

/// Returns the edit that adds the action; `None` if every criterion is verified or covered.
pub fn verify_edit(session: &Session, reason: &str, owner: &str, due: Date) -> Option<Edit> {
    let open = unverified_unasked(session);
    let names: Vec<String> = open.iter().map(|f| f.criterion.name.clone()).collect();
    let ids: Vec<&Id> = open.iter().map(|found| &found.criterion.id).collect();
    if ids.is_empty() {
        return None;
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let name = format!("Verify: {}", shortened(names));
    let id = session.fresh_id(Kind::ActionItem, None, &name);
    Some(Edit::Add {
        at: Place::new(Kind::ActionItem, id),
        index: usize::MAX,
        name,
        fields: vec![
            ("owner".into(), owner.to_owned()),
            ("due".into(), due.to_string()),
            ("verifies".into(), ids.join("\n")),
            ("reason".into(), reason.to_owned()),
        ],
    })
}

/// Names the first few, and counts the others.
fn shortened(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(MAX_NAMED);
    if more == 0 {
        return names.join(", ");
    }
    names.truncate(MAX_NAMED);
    join_list(&[names.join(", "), format!("{more} more")], "and")
}

/// The beginning of a name stands for the participant's.
fn full_name(session: &Session, typed: &str) -> String {
    let begins = typed.to_lowercase();
    let mut people = session.workshop.participants.iter();
    let known = people.find(|person| person.name.to_lowercase().starts_with(&begins));
    known.map_or_else(|| typed.to_owned(), |person| person.name.clone())
}
