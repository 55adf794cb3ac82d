//! What an earlier run left behind: changes that never reached session.yaml, and changes that
//! couldn't be read.
//!
//! `host` finds them and carries out what is decided. Until the question is answered nothing is
//! written and nothing can be changed; every attempt asks again.

use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, DiskCommand};
use crate::app::input::entry_command::EntryCommand;
use crate::app::state::message::Effect;
use crate::app::state::unread::{RecoverySummary, UnreadChanges};
use crate::app::state::workbench::{NoticeLevel, SaveState, State};
use crate::app::steps::unread::{ask_again, changes_text, unread_text};

/// Asks what to do with what was found at startup.
pub fn recovery_question(found: &RecoverySummary) -> KeyQuestion {
    let title = if found.session_is_gone {
        "session.yaml no longer exists; the journal has the session"
    } else if found.session_differs {
        "session.yaml isn't what Accord saved last"
    } else if found.recovered > 0 || found.unsaved.is_some() {
        "Accord was stopped before session.yaml was written"
    } else {
        "The journal can't be read"
    };
    let question = KeyQuestion::new(title, recovery_text(found));
    let question = if found.session_is_gone {
        question.answer(
            'k',
            "restore the session",
            Command::Disk(DiskCommand::KeepRecovered),
        )
    } else if found.recovered > 0 {
        let keep = if found.session_differs {
            "keep them, and choose"
        } else {
            "keep them"
        };
        question
            .answer('k', keep, Command::Disk(DiskCommand::KeepRecovered))
            .answer(
                'd',
                "drop them and open session.yaml as it is",
                Command::Disk(DiskCommand::DropRecovered),
            )
    } else {
        let words = "continue with session.yaml as it is";
        question.answer('k', words, Command::Disk(DiskCommand::KeepRecovered))
    };
    question.answer('q', "quit and leave everything as it is", Command::Quit)
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
            "{why} {} of {} after the last save the journal knows of {were} kept; {lost} couldn't be read and {} {}. Accord asks next which of the two to keep.",
            found.recovered,
            changes_text(lost + found.recovered),
            is_or_are(lost),
            unread_location_text(found),
        ),
        Some(0) if found.session_is_gone && found.recovered == 0 => {
            "The journal has the session as it was opened.".to_owned()
        }
        Some(0) if found.session_is_gone => {
            format!("The journal has the session and {kept} since it was opened.")
        }
        Some(0) if found.half_written => {
            format!("{kept} after that {were} found; u undoes them one by one.")
        }
        Some(0) => match unread_text(&found.unread_before) {
            None => {
                format!("{kept} after that {were} kept. Nothing is lost; u undoes them one by one.")
            }
            Some(unread) => format!(
                "{kept} after that {were} kept; u undoes them one by one. Still open from before: {unread}."
            ),
        },
        Some(lost) => {
            let least = if found.may_be_more { "at least " } else { "" };
            format!(
                "{} of {least}{} {were} kept; {least}{lost} couldn't be read and {} {}.",
                found.recovered,
                changes_text(lost + found.recovered),
                is_or_are(lost),
                unread_location_text(found),
            )
        }
        None => format!(
            "It is damaged, or from another version of Accord: there is no way to tell how many changes it holds. They are {}.",
            unread_location_text(found)
        ),
    };
    if found.half_written {
        text.push_str(" One more was only half written when Accord was stopped.");
    }
    if lost != Some(0) && !found.answered_before {
        text.push_str(" Publishing waits until somebody gives a reason to continue without them.");
    }
    text
}

/// Explains how session.yaml may have come to differ from what was saved last.
fn why_another(found: &RecoverySummary) -> String {
    match &found.two_names {
        Some((journal, file)) => format!(
            "It is the session `{file}`, and the journal belongs to `{journal}`: one of them came from another folder, or the session was renamed outside Accord."
        ),
        None => "It was changed outside Accord, or the journal lost its end.".into(),
    }
}

fn is_or_are(count: u64) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn unread_location_text(found: &RecoverySummary) -> String {
    match &found.set_aside {
        Some(path) => format!("set aside in {path}"),
        None => "left where they are, in .accord/journal".into(),
    }
}

/// Asks for the reason to continue without unread changes; returns whether there are any.
pub fn ask_unread(state: &mut State) -> bool {
    let Some(what) = unread_text(&state.unread_changes) else {
        return false;
    };
    let text = format!(
        "{what}. None of it would be published. Give a reason to continue without it, which goes into the minutes, or find out first what it was."
    );
    let question = KeyQuestion::new("Continue without what couldn't be read?", text)
        .answer(
            'w',
            "continue without it, and say why",
            Command::Disk(DiskCommand::AskUnreadReason),
        )
        .answer('n', "not yet", Command::Close);
    state.dialogs.push(Dialog::KeyQuestion(question));
    true
}

/// Opens the text entry for the reason.
pub(crate) fn open_unread_reason(state: &mut State) -> Vec<Effect> {
    let title = "Why does the session continue without what couldn't be read?";
    let hint = "It goes into the minutes of the next version";
    let entry = TextEntry::line(EntryCommand::UnreadReason, title, hint, "");
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Records the reason.
pub(crate) fn submit_unread_reason(state: &mut State, text: &str) -> Vec<Effect> {
    let text = text.trim();
    if text.is_empty() {
        return state.warn("Without a reason it stays unread");
    }
    vec![Effect::RecordUnreadReason(text.into())]
}

/// Handles the result of the recovery.
pub(crate) fn recovery_done(
    state: &mut State,
    outcome: Result<Vec<UnreadChanges>, String>,
) -> Vec<Effect> {
    match outcome {
        Ok(unread) => {
            state.recovery_question = None;
            let answered = state.unread_changes.len() > unread.len();
            state.unread_changes = unread;
            if answered {
                state.notify(NoticeLevel::Info, "Recorded; it will be in the minutes");
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
