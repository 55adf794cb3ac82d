//! The question before publishing, and what publishing waits for.

use crate::app::actions::{publish_unverified, recovery};
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::input::command::{Command, PublishCommand};
use crate::app::input::entry_command::VerifyAnswer;
use crate::app::input::step::Step;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::app::steps::publishing;
use crate::app::steps::revision_view::{RevisionView, revision_view};
use crate::check::open_matters;
use crate::release;
use crate::revision::Bump;

/// Goes to step 9 and says there what publishing waits for, or asks for confirmation.
pub(crate) fn go_and_ask(state: &mut State) -> Vec<Effect> {
    let mut effects = state.go_to_step(Step::Publish);
    effects.extend(ask_publish(state));
    effects
}

/// Says what publishing waits for, or asks for confirmation.
pub(crate) fn ask_publish(state: &mut State) -> Vec<Effect> {
    if publishing::refuse_meanwhile(state) || recovery::ask_unread(state) {
        return Vec::new();
    }
    if state.read_only.is_some() {
        return state.warn("Nothing can be published here: this session is open read-only");
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
    if let Some(effects) = publish_unverified::ask_unverified(state) {
        return effects;
    }
    let question = publish_question(state);
    state.open(Dialog::KeyQuestion(question))
}

/// Uses an answer about unverified criteria; after the last one, goes on with the question.
pub(crate) fn answer_unverified(
    state: &mut State,
    answer: VerifyAnswer,
    text: &str,
) -> Vec<Effect> {
    let is_last = matches!(answer, VerifyAnswer::Due { .. });
    let mut effects = publish_unverified::answer_unverified(state, answer, text);
    if is_last && !effects.is_empty() {
        effects.extend(ask_publish(state));
    }
    effects
}

/// The question for confirmation, with the number and the larger numbers there could be.
fn publish_question(state: &State) -> KeyQuestion {
    let mut text = "glossary.yaml, model.yaml, workshop.yaml and recap.md are written and can't be changed afterwards. This can't be undone.".to_owned();
    if state.session().workshop.has_secrets() {
        text.push_str(" Sealed words and open ballots aren't part of it: show them first (r) if they should be.");
    }
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

/// What the sides disagree on, and what they would have to agree on again; blank if nothing.
fn unsettled_text(state: &State) -> String {
    let open = open_matters(state.session());
    let mut text = match open.unsettled.len() {
        0 => String::new(),
        1 => " 1 thing isn't settled and goes out as it stands.".into(),
        n => format!(" {n} things aren't settled and go out as they stand."),
    };
    text.push_str(&match open.changed.len() {
        0 => String::new(),
        1 => " 1 value was changed after it was agreed.".into(),
        n => format!(" {n} values were changed after they were agreed."),
    });
    text
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
