//! What `P` and `s` do on Publish: they say what is missing, or ask.

use crate::app::dialog::{Dialog, KeyQuestion, QuestionCommand};
use crate::app::draft_revision::{RevisionView, revision_view};
use crate::app::pick::{Choice, Pick, PickCommand};
use crate::app::{Effect, NoticeLevel, Row, RowTarget, State, StepAction, Tone};
use crate::model::Version;
use crate::release;
use crate::revision::Bump;

/// Returns the row that says whether `P` publishes, or what is still needed.
pub fn publish_row(state: &State, number: Option<Version>) -> Row {
    let publishes = match number {
        Some(number) => format!("publishes {number}"),
        None => "publishes".into(),
    };
    match release::waits_for(state.session(), &state.findings) {
        None => Row::info("P", publishes).tone(Tone::Good),
        Some(waits) => Row::info("Waits for", waits).tone(Tone::Warn),
    }
}

/// Asks which side agrees, or for the name if a side is selected.
pub fn ask_sign_off(state: &mut State) -> Vec<Effect> {
    let sides = state.session().workshop.signing_sides();
    let target = state.selected_row().map(|row| row.target);
    if let Some(RowTarget::StepAction(StepAction::Sign(side))) = target {
        return crate::app::open_sign(state, side);
    }
    let choices = sides
        .iter()
        .map(|s| Choice::new(s.word(), s.label(), ""))
        .collect();
    let pick = Pick::one(
        "Who agrees to exactly this text?",
        choices,
        "",
        PickCommand::Sign,
    );
    state.dialogs.push(Dialog::Pick(Box::new(pick)));
    Vec::new()
}

/// Says what publishing waits for, or asks for confirmation.
pub fn ask_publish(state: &mut State) -> Vec<Effect> {
    if crate::app::refuse_meanwhile(state) || crate::app::ask_unread(state) {
        return Vec::new();
    }
    if let Some(waits) = release::waits_for(state.session(), &state.findings) {
        state.notify(NoticeLevel::Warn, format!("Publishing waits for {waits}"));
        return Vec::new();
    }
    if matches!(revision_view(state), RevisionView::Pending(_)) {
        let text = "The changes are still being proved: press P again in a moment";
        state.notify(NoticeLevel::Info, text);
        return Vec::new();
    }
    if let RevisionView::Ready(released, revision) = revision_view(state)
        && revision.bump == Bump::None
    {
        let text = format!("Nothing changed since {}", released.version);
        state.notify(NoticeLevel::Info, text);
        return Vec::new();
    }
    let question = publish_question(state);
    state.dialogs.push(Dialog::KeyQuestion(question));
    Vec::new()
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
    let mut question =
        KeyQuestion::new(title, text).answer('y', "publish", QuestionCommand::Publish);
    for (key, bump, number) in larger {
        let words = format!("as {number}, higher than computed, with a reason");
        question = question.answer(key, words, QuestionCommand::PublishWithBump(bump));
    }
    question.answer('n', "not yet", QuestionCommand::Close)
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
