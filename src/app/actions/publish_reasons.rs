//! Reasons that a publication asks for: a larger number than computed, an altered version.

use crate::app::actions::questions;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, PublishCommand};
use crate::app::input::entry_command::EntryCommand;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::revision_view::{RevisionView, revision_view};
use crate::release::{BumpOverride, PublishOverrides};
use crate::revision::Bump;

/// Asks for the reason for a larger bump.
pub(crate) fn open_bump_reason(state: &mut State, bump: Bump) -> Vec<Effect> {
    let title = match revision_view(state) {
        RevisionView::Ready(..) => {
            let number = state.used_numbers().next(bump);
            format!("Why {number}, higher than computed?")
        }
        _ => format!("Why {bump}, higher than computed?"),
    };
    let command = EntryCommand::BumpOverride { bump };
    let hint = "It goes into the minutes; Enter publishes";
    let entry = TextEntry::line(command, title, hint, "");
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Publishes with a larger bump than computed.
pub(crate) fn publish_with_bump(state: &mut State, bump: Bump, reason: &str) -> Vec<Effect> {
    let reason = reason.trim();
    if reason.is_empty() {
        return state.warn("A larger number needs a reason: not published");
    }
    let overrides = PublishOverrides {
        bump: Some(BumpOverride {
            bump,
            reason: reason.into(),
        }),
        ..PublishOverrides::default()
    };
    vec![Effect::Publish(
        questions::required_sign_offs(state),
        overrides,
    )]
}

/// Asks whether to publish although an earlier version was altered.
pub(crate) fn ask_publish_altered(state: &mut State, what: &str, larger: Option<BumpOverride>) {
    let question = KeyQuestion::new("A published version was altered", what)
        .answer(
            'd',
            "publish anyway, with a reason",
            Command::Publish(PublishCommand::AskAlteredReason(larger)),
        )
        .answer('n', "not now", Command::Close);
    if state.dialogs.is_empty() {
        state.dialogs.push(Dialog::KeyQuestion(question));
    } else {
        // The next key is meant for what was opened meanwhile.
        let text = format!("Not published: {what}");
        state.notify(NoticeLevel::Warn, text);
    }
}

/// Asks for the reason to publish although an earlier version was altered.
pub(crate) fn open_altered_reason(state: &mut State, larger: Option<BumpOverride>) -> Vec<Effect> {
    let command = EntryCommand::PublishAltered { bump: larger };
    let title = "Why publish although a version was altered?";
    let hint = "It goes into the minutes and the glossary; Enter publishes";
    let entry = TextEntry::line(command, title, hint, "");
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Publishes although an earlier version was altered.
pub(crate) fn publish_altered(
    state: &mut State,
    larger: Option<BumpOverride>,
    reason: &str,
) -> Vec<Effect> {
    if reason.trim().is_empty() {
        let text = "Building on an altered version needs a reason: not published";
        return state.warn(text);
    }
    let overrides = PublishOverrides {
        bump: larger,
        altered_reason: reason.trim().into(),
    };
    vec![Effect::Publish(
        questions::required_sign_offs(state),
        overrides,
    )]
}
