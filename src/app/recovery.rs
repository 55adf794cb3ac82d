//! What a former run left, as the room is asked about it: changes that never reached
//! session.yaml, and changes that couldn't be read.
//!
//! `host` finds out and does what is answered. Until the question is answered nothing is written
//! and nothing can be changed: whoever tries is asked again.

use super::dialog::{Dialog, KeyQuestion, QuestionCommand};
use super::message::Effect;
use super::state::{NoticeLevel, SaveState, State};
use super::text_entry::{EntryCommand, TextEntry};
use crate::model::wording::count_noun;

/// What was found at opening.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about what was found"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecoverySummary {
    /// Changes that session.yaml lacks and that are here.
    pub recovered: u64,
    /// All that session.yaml lacks; `None` where that can't be told.
    pub unsaved: Option<u64>,
    /// Whether there may have been more: the journal's end is damaged.
    pub may_be_more: bool,
    /// Whether somebody has answered before for those that couldn't be read.
    pub answered_before: bool,
    /// What was set aside before and still waits for a word.
    pub unread_before: Vec<UnreadChanges>,
    /// Whether the last of them was only half written.
    pub half_written: bool,
    /// Whether there is no session.yaml any more.
    pub session_is_gone: bool,
    /// Whether session.yaml isn't what was saved last.
    pub session_differs: bool,
    /// What the journal's session and that of session.yaml are called, where that isn't the same.
    pub two_names: Option<(String, String)>,
    /// Where those that couldn't be read are.
    pub set_aside: Option<String>,
}

/// Changes that couldn't be read and that nobody has answered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadChanges {
    /// Where they are.
    pub path: String,
    /// How many; `None` where that can't be told.
    pub changes: Option<u64>,
}

/// The question about what was found at opening.
pub fn recovery_question(found: &RecoverySummary) -> KeyQuestion {
    let title = if found.session_is_gone {
        "session.yaml is gone; the journal has the session"
    } else if found.session_differs {
        "session.yaml isn't what Accord saved last"
    } else if found.recovered > 0 || found.unsaved.is_some() {
        "Accord was stopped before session.yaml was written"
    } else {
        "The journal can't be read"
    };
    let ask = KeyQuestion::new(title, recovery_text(found));
    let ask = if found.session_is_gone {
        ask.answer('k', "put the session back", QuestionCommand::KeepRecovered)
    } else if found.recovered > 0 {
        let keep = if found.session_differs {
            "keep them, and choose"
        } else {
            "keep them"
        };
        ask.answer('k', keep, QuestionCommand::KeepRecovered)
            .answer(
                'd',
                "drop them and open session.yaml as it is",
                QuestionCommand::DropRecovered,
            )
    } else {
        let words = "go on with session.yaml as it is";
        ask.answer('k', words, QuestionCommand::KeepRecovered)
    };
    ask.answer(
        'q',
        "quit and leave everything as it is",
        QuestionCommand::Quit,
    )
}

fn recovery_text(found: &RecoverySummary) -> String {
    let kept = changes_text(found.recovered);
    let were = if found.recovered == 1 { "was" } else { "were" };
    let lost = found.unsaved.map(|unsaved| unsaved - found.recovered);
    let why = why_another(found);
    let mut text = match lost {
        Some(0) if found.session_differs => format!(
            "{why} The journal has {kept} after the last save it knows of; Accord asks next which of the two to keep."
        ),
        Some(lost) if found.session_differs => format!(
            "{why} {} of {} after the last save the journal knows of {were} kept; {lost} couldn't be read and {}. Accord asks next which of the two to keep.",
            found.recovered,
            changes_text(lost + found.recovered),
            unread_location_text(found, lost == 1),
        ),
        Some(0) if found.session_is_gone && found.recovered == 0 => {
            "The journal has the session as it was opened.".to_owned()
        }
        Some(0) if found.session_is_gone => {
            format!("The journal has the session and {kept} since it was opened.")
        }
        Some(0) if found.half_written => {
            format!("{kept} after that {were} found; u takes them back one by one.")
        }
        Some(0) => match unread_text(&found.unread_before) {
            None => format!(
                "{kept} after that {were} kept. Nothing is lost; u takes them back one by one."
            ),
            Some(unread) => format!(
                "{kept} after that {were} kept; u takes them back one by one. Still open from before: {unread}."
            ),
        },
        Some(lost) => {
            let least = if found.may_be_more { "at least " } else { "" };
            format!(
                "{} of {least}{} {were} kept; {least}{lost} couldn't be read and {}.",
                found.recovered,
                changes_text(lost + found.recovered),
                unread_location_text(found, lost == 1),
            )
        }
        None => format!(
            "It is damaged, or of another version of Accord: how many changes it holds can't be told. They {}.",
            unread_location_text(found, false)
        ),
    };
    if found.half_written {
        text.push_str(" One more was only half written when Accord was stopped.");
    }
    if lost != Some(0) && !found.answered_before {
        text.push_str(
            " Publishing waits until somebody says why the session goes on without them.",
        );
    }
    text
}

/// How it may be that session.yaml isn't what was saved last.
fn why_another(found: &RecoverySummary) -> String {
    match &found.two_names {
        Some((journal, file)) => format!(
            "It is the session `{file}`, and the journal is of `{journal}`: one of them came from another folder, or the session was renamed outside Accord."
        ),
        None => "It was changed outside Accord, or the journal lost its end.".into(),
    }
}

fn unread_location_text(found: &RecoverySummary, one: bool) -> String {
    let are = if one { "is" } else { "are" };
    match &found.set_aside {
        Some(path) => format!("{are} set aside in {path}"),
        None => format!("{are} left where they are, in .accord/journal"),
    }
}

/// `14 changes`
fn changes_text(count: u64) -> String {
    count_noun(i64::try_from(count).unwrap_or(i64::MAX), "change")
}

/// What couldn't be read, in words, while somebody has to answer for it.
pub fn unread_text(unread: &[UnreadChanges]) -> Option<String> {
    let first = unread.first()?;
    let known: Option<u64> = unread.iter().map(|unread| unread.changes).sum();
    let what = known.map_or("Changes".to_owned(), changes_text);
    let more = match unread.len() {
        1 => String::new(),
        n => format!(" and {} more", count_noun(n as i64 - 1, "file")),
    };
    Some(format!(
        "{what} couldn't be read; set aside in {}{more}",
        first.path
    ))
}

/// What becomes of the edits of a session that couldn't be saved at the end; so many are on the
/// screen only.
pub fn unsaved_edits_text(unwritten: usize) -> String {
    if unwritten == 0 {
        return "Your edits are in the journal and come back at the next start.".into();
    }
    let edits = count_noun(unwritten as i64, "edit");
    format!("The last {edits} couldn't be written anywhere and are lost; those before are saved.")
}

/// Asks for a word about what couldn't be read; whether there was anything to ask.
pub fn ask_unread(state: &mut State) -> bool {
    let Some(what) = unread_text(&state.unread_changes) else {
        return false;
    };
    let text = format!(
        "{what}. None of that is in what would be published. Say why it goes on without it, and the minutes print the reason; or find out first what it was."
    );
    let ask = KeyQuestion::new("Go on without what couldn't be read?", text)
        .answer(
            'w',
            "go on without it, and say why",
            QuestionCommand::GiveUnreadReason,
        )
        .answer('n', "not yet", QuestionCommand::Close);
    state.dialogs.push(Dialog::KeyQuestion(ask));
    true
}

/// Opens the line for the reason.
pub(super) fn open_unread_reason(state: &mut State) -> Vec<Effect> {
    let title = "Why does the session go on without what couldn't be read?";
    let hint = "The minutes of the next version print it";
    let entry = TextEntry::line(EntryCommand::UnreadReason, title, hint, "");
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
    Vec::new()
}

/// Takes the reason.
pub(super) fn submit_unread_reason(state: &mut State, text: &str) -> Vec<Effect> {
    let text = text.trim();
    if text.is_empty() {
        state.notify(NoticeLevel::Warn, "Without a reason it stays unread");
        return Vec::new();
    }
    vec![Effect::RecordUnreadReason(text.into())]
}

/// The question was answered and that was done, or nothing was and why.
pub(super) fn recovery_done(
    state: &mut State,
    outcome: Result<Vec<UnreadChanges>, String>,
) -> Vec<Effect> {
    match outcome {
        Ok(unread) => {
            state.recovery_question = None;
            let answered = state.unread_changes.len() > unread.len();
            state.unread_changes = unread;
            if answered {
                state.notify(NoticeLevel::Info, "Written down; the minutes will print it");
            }
        }
        Err(why) => {
            state.notify(NoticeLevel::Error, why.clone());
            state.save_state = SaveState::Failed(why);
            ask_again(state);
        }
    }
    Vec::new()
}

/// Shows the open question once more; whether there is one.
pub(super) fn ask_again(state: &mut State) -> bool {
    let Some(question) = state.recovery_question.clone() else {
        return false;
    };
    let shown = |overlay: &Dialog| matches!(overlay, Dialog::KeyQuestion(ask) if *ask == question);
    if !state.dialogs.iter().any(shown) {
        state.dialogs.push(Dialog::KeyQuestion(question));
    }
    true
}
