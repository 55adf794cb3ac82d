//! Publishing from the workbench: what it waits for, and the question before it.

use super::command::{Command, PublishCommand};
use super::dialog::{Dialog, KeyQuestion};
use super::draft_revision::{RevisionView, revision_view};
use super::message::Effect;
use super::recovery;
use super::state::{NoticeLevel, State};
use crate::check::Severity;
use crate::revision::Bump;

/// Returns whether a finding prevents publishing.
pub fn blocks_publishing(finding: &crate::check::Finding) -> bool {
    finding.severity == Severity::Error
        || (finding.severity == Severity::Warning && crate::check::needs_waiver(finding.code))
}

/// Returns what publishing waits for: whether it is blocked, and the text.
pub fn publish_blockers(state: &State) -> (bool, String) {
    let session = state.session();
    let mut waits: Vec<String> = session
        .workshop
        .signing_sides()
        .iter()
        .filter(|side| {
            session
                .workshop
                .sign_off(**side)
                .is_none_or(|s| s.digest != session.definition.digest())
        })
        .map(|side| format!("{} agreement", side.possessive()))
        .collect();
    let errors = state
        .findings
        .iter()
        .filter(|f| blocks_publishing(f))
        .count();
    if errors > 0 {
        waits.push(format!("{errors} to fix"));
    }
    (!waits.is_empty(), waits.join(", "))
}

/// Asks whether to publish, or says what it waits for.
pub(super) fn ask_publish(state: &mut State) -> Vec<Effect> {
    if recovery::ask_unread(state) {
        return Vec::new();
    }
    let (waiting, waits) = publish_blockers(state);
    if waiting {
        state.notify(NoticeLevel::Warn, format!("Publishing waits for {waits}"));
        return Vec::new();
    }
    if matches!(revision_view(state), RevisionView::Pending(_)) {
        let text = "The changes are still being proved: press P again in a moment";
        state.notify(NoticeLevel::Info, text);
        return Vec::new();
    }
    let mut text = "glossary.yaml, model.yaml, workshop.yaml and recap.md are written and can't be changed afterwards. This can't be undone.".to_owned();
    text.push_str(&unsettled_text(state));
    text.push_str(&unowned_text(state));
    let (mut title, mut larger) = ("Publish?".to_owned(), Vec::new());
    if let RevisionView::Ready(released, revision) = revision_view(state) {
        if revision.bump == Bump::None {
            let text = format!("Nothing changed since {}", released.version);
            state.notify(NoticeLevel::Info, text);
            return Vec::new();
        }
        title = format!("Publish {}?", revision.number_after(released.version));
        larger = [('i', Bump::Minor), ('m', Bump::Major)]
            .into_iter()
            .filter(|(_, bump)| *bump > revision.bump)
            .map(|(key, bump)| (key, bump, bump.after(released.version)))
            .collect();
    }
    let mut question = KeyQuestion::new(title, text).answer(
        'y',
        "publish",
        Command::Publish(PublishCommand::Publish),
    );
    for (key, bump, number) in larger {
        let words = format!("as {number}, higher than computed, with a reason");
        question = question.answer(
            key,
            words,
            Command::Publish(PublishCommand::AskBumpReason(bump)),
        );
    }
    let question = question.answer('n', "not yet", Command::Close);
    state.dialogs.push(Dialog::KeyQuestion(question));
    Vec::new()
}

/// What the sides disagree on; blank if nothing.
fn unsettled_text(state: &State) -> String {
    match crate::model::alignment::open_subjects(state.session()).len() {
        0 => String::new(),
        1 => " 1 thing isn't settled and goes out as it stands.".into(),
        n => format!(" {n} things aren't settled and go out as they stand."),
    }
}

/// Parked thoughts without an owner; blank if none.
fn unowned_text(state: &State) -> String {
    let parking = &state.session().workshop.parking;
    let open = parking.iter().filter(|p| p.resolution.trim().is_empty());
    match open.count() {
        0 => String::new(),
        1 => " 1 parked thought has no owner: the next workshop begins with it.".into(),
        n => format!(" {n} parked thoughts have no owner: the next workshop begins with them."),
    }
}
