//! The question before publishing, and what publishing waits for.

use crate::app::actions::recovery;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::input::command::{Command, PublishCommand};
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::app::steps::publishing;
use crate::app::steps::revision_view::{RevisionView, revision_view};
use crate::release;
use crate::revision::Bump;

/// Says what publishing waits for, or asks for confirmation.
pub(crate) fn ask_publish(state: &mut State) -> Vec<Effect> {
    if publishing::refuse_meanwhile(state) || recovery::ask_unread(state) {
        return Vec::new();
    }
    if let Some(waits) = release::waits_for(state.session(), &state.findings) {
        return state.warn(format!("Publishing waits for {waits}"));
    }
    if matches!(revision_view(state), RevisionView::Pending(_)) {
        let text = "The changes are still being proved: press P again in a moment";
        return state.refuse(text);
    }
    if let RevisionView::Ready(released, revision) = revision_view(state)
        && revision.bump == Bump::None
    {
        let text = format!("Nothing has changed since {}", released.version);
        return state.refuse(text);
    }
    let question = publish_question(state);
    state.open(Dialog::KeyQuestion(question))
}

/// The question for confirmation, with the number and the larger numbers there could be.
fn publish_question(state: &State) -> KeyQuestion {
    let mut text = "glossary.yaml, model.yaml, workshop.yaml and recap.md are written and can't be changed afterwards. This can't be undone.".to_owned();
    text.push_str(&unsettled_text(state));
    text.push_str(&unowned_text(state));
    let (mut title, mut larger) = ("Publish?".to_owned(), Vec::new());
    if let RevisionView::Ready(_, revision) = revision_view(state) {
        let used = state.used_numbers();
        title = format!("Publish {}?", used.next(revision.bump));
        larger = [('i', Bump::Minor), ('m', Bump::Major)]
            .into_iter()
            .filter(|(_, bump)| *bump > revision.bump)
            .map(|(key, bump)| (key, bump, used.next(bump)))
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
    question.answer('n', "not yet", Command::Close)
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
