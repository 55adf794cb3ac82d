//! What may be shown of the draft against the last release.

use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::export;
use crate::model::Version;
use crate::release::LastRelease;
use crate::revision::{Bump, Revision};

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
    if secrecy::hides_figures(state.session()) {
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
