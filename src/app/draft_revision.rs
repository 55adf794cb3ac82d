//! The draft compared with the last release: the version number it would get and which leads it
//! would forward differently. `host` computes it in the background; Publish shows it.

use std::sync::Arc;

use super::dialog::{Dialog, KeyQuestion, QuestionCommand};
use super::message::Effect;
use super::state::{NoticeLevel, State};
use super::text_entry::{EntryCommand, TextEntry};
use crate::export;
use crate::model::Version;
use crate::release::{BumpOverride, LastRelease, PublishOverrides};
use crate::revision::{Bump, Impacts, Revision};

/// The draft compared with the last release, as far as computed.
#[derive(Clone, Debug, Default)]
pub struct DraftRevision {
    /// Generation of the scoring for the same draft and leads.
    pub generation: u64,
    /// What changed, and the version number; `None` until computed.
    pub revision: Option<Arc<Revision>>,
    /// What changes for the recorded leads.
    pub impacts: Arc<Impacts>,
    /// Whether the comparison is complete.
    pub done: bool,
}

/// What Publish may show of the revision.
pub enum RevisionView<'a> {
    /// Nothing has been published yet.
    NothingPublished,
    /// A ballot is open, so nothing is shown.
    Hidden(&'a LastRelease),
    /// It is being computed.
    Pending(&'a LastRelease),
    /// It is computed, though impacts may still follow.
    Ready(&'a LastRelease, &'a Revision),
}

/// Returns what may be shown of the draft against the last release.
pub fn revision_view(state: &State) -> RevisionView<'_> {
    let Some(released) = &state.last_release else {
        return RevisionView::NothingPublished;
    };
    if super::secrecy::hides_figures(state.session()) {
        return RevisionView::Hidden(released);
    }
    let revised = &state.draft_revision;
    let present = revised.generation == state.generation;
    match revised.revision.as_deref().filter(|_| present) {
        Some(revision) => RevisionView::Ready(released, revision),
        None => RevisionView::Pending(released),
    }
}

/// Returns the number that the next version is announced with, taking this step or the computed
/// one; `None` while no number may be shown.
pub fn announced_number(state: &State, asked: Option<Bump>) -> Option<Version> {
    let used = state.used_numbers();
    match revision_view(state) {
        // From no version, any step leads to the same number.
        RevisionView::NothingPublished if used.last.is_none() => Some(used.next(Bump::Major)),
        RevisionView::Ready(_, revision) => Some(used.next(asked.unwrap_or(revision.bump))),
        _ => None,
    }
}

/// Returns the revision report for export; `None` until it is computed.
pub fn revision_document(state: &State) -> Option<export::RevisionReport<'_>> {
    let RevisionView::Ready(released, revision) = revision_view(state) else {
        return None;
    };
    let session = state.session();
    let number = state.used_numbers().next(revision.bump);
    Some(export::RevisionReport {
        name: &session.name,
        from: "last release",
        to: "draft",
        number: Some(number).filter(|_| revision.bump > Bump::None),
        before: &released.definition,
        after: &session.definition,
        revision,
        recorded: state.draft_revision.impacts.recorded.as_ref(),
        samples: state.draft_revision.impacts.samples.as_ref(),
        buckets: &session.data.buckets,
        altered: &released.altered,
    })
}

/// Asks for the reason for a larger bump.
pub(super) fn open_bump_reason(state: &mut State, bump: Bump) -> Vec<Effect> {
    let title = match revision_view(state) {
        RevisionView::Ready(..) => {
            let number = state.used_numbers().next(bump);
            format!("Why {number}, higher than computed?")
        }
        _ => format!("Why {bump}, higher than computed?"),
    };
    let command = EntryCommand::BumpOverride {
        bump: bump.word().into(),
    };
    let hint = "It goes into the minutes; Enter publishes";
    let entry = TextEntry::line(command, title, hint, "");
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
    Vec::new()
}

/// Publishes with a larger bump than computed.
pub(super) fn publish_with_bump(state: &mut State, bump: &str, reason: &str) -> Vec<Effect> {
    let (Ok(bump), reason) = (bump.parse::<Bump>(), reason.trim()) else {
        return Vec::new();
    };
    if reason.is_empty() {
        state.notify(
            NoticeLevel::Warn,
            "A larger number needs a reason: not published",
        );
        return Vec::new();
    }
    let overrides = PublishOverrides {
        bump: Some(BumpOverride {
            bump,
            reason: reason.into(),
        }),
        ..PublishOverrides::default()
    };
    vec![Effect::Publish(
        super::questions::required_sign_offs(state),
        overrides,
    )]
}

/// Asks whether to publish although an earlier version was altered.
pub(super) fn ask_publish_altered(
    state: &mut State,
    what: &str,
    larger: Option<BumpOverride>,
) -> Vec<Effect> {
    state.publishing = None;
    if !state.dialogs.is_empty() {
        // The next key is meant for what was opened meanwhile.
        state.notify(NoticeLevel::Warn, format!("Not published: {what}"));
        return Vec::new();
    }
    let question = KeyQuestion::new("A published version was altered", what)
        .answer(
            'd',
            "publish anyway, with a reason",
            QuestionCommand::PublishAltered(larger),
        )
        .answer('n', "not now", QuestionCommand::Close);
    state.dialogs.push(Dialog::KeyQuestion(question));
    Vec::new()
}

/// Asks for the reason to publish although an earlier version was altered.
pub(super) fn open_altered_reason(state: &mut State, larger: Option<BumpOverride>) -> Vec<Effect> {
    let larger = larger.map(|larger| (larger.bump.word().to_owned(), larger.reason));
    let command = EntryCommand::PublishAltered { bump: larger };
    let title = "Why publish although a version was altered?";
    let hint = "It goes into the minutes and the glossary; Enter publishes";
    let entry = TextEntry::line(command, title, hint, "");
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
    Vec::new()
}

/// Publishes although an earlier version was altered.
pub(super) fn publish_altered(
    state: &mut State,
    larger: Option<(String, String)>,
    reason: &str,
) -> Vec<Effect> {
    if reason.trim().is_empty() {
        let text = "Building on an altered version needs a reason: not published";
        state.notify(NoticeLevel::Warn, text);
        return Vec::new();
    }
    let larger = larger.and_then(|(bump, reason)| {
        let bump = bump.parse().ok()?;
        Some(BumpOverride { bump, reason })
    });
    let overrides = PublishOverrides {
        bump: larger,
        altered_reason: reason.trim().into(),
    };
    vec![Effect::Publish(
        super::questions::required_sign_offs(state),
        overrides,
    )]
}
