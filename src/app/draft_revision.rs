//! What the draft changes over the last release: the number it would get, whom it forwards
//! otherwise. `host` works it out beside the screen, Publish shows it.

use std::sync::Arc;

use super::dialog::{Dialog, KeyQuestion, QuestionCommand};
use super::message::Effect;
use super::state::{NoticeLevel, State};
use super::text_entry::{EntryCommand, TextEntry};
use crate::export;
use crate::model::{Definition, Version};
use crate::revision::{Bump, Impacts, Revision};

/// The last published version, whole.
#[derive(Clone, Debug)]
pub struct LastRelease {
    /// Its number.
    pub version: Version,
    /// What the session was called.
    pub name: String,
    /// What it says.
    pub definition: Arc<Definition>,
    /// What of it isn't as it was published, as sentences.
    pub altered: Vec<String>,
}

/// What the draft changes over the last release, as far as that is worked out.
#[derive(Clone, Debug, Default)]
pub struct DraftRevision {
    /// The number of the scoring that belongs to the same draft and the same leads.
    pub generation: u64,
    /// What changed, and the number; none until it is there.
    pub revision: Option<Arc<Revision>>,
    /// What becomes of the leads there are.
    pub impacts: Arc<Impacts>,
    /// Whether nothing more comes.
    pub done: bool,
}

/// A larger number than computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BumpOverride {
    /// How far the number is to move.
    pub bump: Bump,
    /// Why.
    pub reason: String,
}

/// What is wanted of a publication beyond what is computed, each with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishOverrides {
    /// A larger number.
    pub bump: Option<BumpOverride>,
    /// Why to publish although a version before it was altered; blank to refuse that.
    pub altered_reason: String,
}

/// What Publish may say of the revision.
pub enum RevisionView<'a> {
    /// Nothing was published yet.
    NothingPublished,
    /// A ballot is open.
    Hidden(&'a LastRelease),
    /// It is being worked out.
    Pending(&'a LastRelease),
    /// It is here; `done` when nothing more comes.
    Ready(&'a LastRelease, &'a Revision),
}

/// What may be said of the draft against the last release.
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

/// The revision with all that is told of it, for a text; `None` until it is here.
pub fn revision_document(state: &State) -> Option<export::RevisionReport<'_>> {
    let RevisionView::Ready(released, revision) = revision_view(state) else {
        return None;
    };
    let session = state.session();
    let number = revision.number_after(released.version);
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

/// Asks why the number goes further than computed.
pub(super) fn open_bump_reason(state: &mut State, bump: Bump) -> Vec<Effect> {
    let title = match revision_view(state) {
        RevisionView::Ready(released, _) => {
            let number = bump.after(released.version);
            format!("Why {number}, higher than computed?")
        }
        _ => format!("Why {bump}, higher than computed?"),
    };
    let purpose = EntryCommand::BumpOverride {
        bump: bump.word().into(),
    };
    let hint = "The minutes keep the reason; Enter publishes";
    let entry = TextEntry::line(purpose, title, hint, "");
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
    Vec::new()
}

/// Publishes with a larger number, for a reason.
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

/// A version before this one was altered, so nothing was published: whether to go on.
pub(super) fn ask_publish_altered(state: &mut State, what: &str, larger: Option<BumpOverride>) {
    let ask = KeyQuestion::new("A published version was altered", what)
        .answer(
            'd',
            "publish anyway, with a reason",
            QuestionCommand::PublishAltered(larger),
        )
        .answer('n', "not now", QuestionCommand::Close);
    state.dialogs.push(Dialog::KeyQuestion(ask));
}

/// Asks why to publish although a version was altered.
pub(super) fn open_altered_reason(state: &mut State, larger: Option<BumpOverride>) -> Vec<Effect> {
    let larger = larger.map(|larger| (larger.bump.word().to_owned(), larger.reason));
    let purpose = EntryCommand::PublishAltered { bump: larger };
    let title = "Why publish although a version was altered?";
    let hint = "The minutes and the glossary keep the reason; Enter publishes";
    let entry = TextEntry::line(purpose, title, hint, "");
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
    Vec::new()
}

/// Publishes although a version was altered, for a reason.
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
