//! Agreeing to something as it is, without a vote; the decisions on it.

use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::{BallotCommand, Command};
use crate::app::input::sentence;
use crate::app::secrecy::{self, HIDDEN};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::agreement::agreement_line;
use crate::app::steps::local_time::moment_text;
use crate::document::{self, Edit};
use crate::model::alignment::agreement_of;
use crate::model::{Decision, Dissent, Side, Subject};

/// Opens the decisions on a subject: when, by whom and why.
pub fn open_history(state: &mut State, subject: &Subject) -> Vec<Effect> {
    let title = format!("{}: decisions", subject.title(state.session()));
    let text = history_text(state, subject);
    state.open(Dialog::Reader(title, text, 0))
}

/// Describes every decision on a subject, newest first.
fn history_text(state: &State, subject: &Subject) -> String {
    let session = state.session();
    let secret = subject.hides_figures() && secrecy::open_subjects(session).any(|s| s == *subject);
    let decisions = session.workshop.decisions_on(subject).rev();
    let mut parts: Vec<String> = decisions
        .map(|decision| decision_text(state, decision, secret))
        .collect();
    let now = agreement_line(state, subject);
    parts.insert(0, sentence::sentence(&now));
    parts.join("\n\n")
}

fn decision_text(state: &State, decision: &Decision, secret: bool) -> String {
    let session = state.session();
    let value = if secret {
        HIDDEN
    } else {
        decision.value.as_str()
    };
    let at = decision
        .at
        .map_or_else(String::new, |at| moment_text(state, at));
    let mut lines = vec![format!("{at}  {value}").trim().to_owned()];
    if decision.superseded_by.is_some() {
        lines.push("(replaced by a later decision)".into());
    }
    let workshop = &session.workshop;
    let agreed = decision.agreed.iter().map(String::as_str);
    let agreed = workshop.voter_names(decision.naming, agreed);
    if !agreed.is_empty() {
        lines.push(format!("Agreed: {}", agreed.join(", ")));
    }
    for (who, reason) in workshop.dissents(decision) {
        let why = match reason {
            "" => "no reason given",
            reason => reason,
        };
        lines.push(format!("Didn't agree: {who}: {why}"));
    }
    lines.join("\n")
}

/// Asks who agrees to the subject as it is, without a vote.
pub fn ask_who_agrees(state: &mut State, subject: &Subject) -> Vec<Effect> {
    let session = state.session();
    if session
        .workshop
        .ballot(subject)
        .is_some_and(crate::model::Ballot::is_open)
    {
        let refused = document::open_ballot_refusal(session, subject);
        return state.refuse(sentence::sentence(&refused.0));
    }
    if subject.value(session).is_none_or(|value| value.is_empty()) {
        return state.refuse("There is nothing to agree to yet; v puts it to the vote");
    }
    let title = format!("Who agrees: {}", subject.title(session));
    let choice = |word: &str, label: &str, sides: &[Side]| {
        let run = BallotCommand::Agree(subject.clone(), sides.to_vec());
        Choice::new(word, label, "", Command::Ballot(run))
    };
    let (sales, marketing) = (Side::Sales, Side::Marketing);
    let choices = vec![
        choice("both", "Sales and Marketing agree", &[sales, marketing]),
        choice("sales", "Sales agrees, Marketing doesn't yet", &[sales]),
        choice(
            "marketing",
            "Marketing agrees, Sales doesn't yet",
            &[marketing],
        ),
        choice("open", "neither: it stays disputed", &[]),
    ];
    let pick = Pick::one(title, choices, "both");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Records that these sides agree to a subject as it is.
pub fn record_agreement(state: &mut State, subject: &Subject, with: &[Side]) -> Vec<Effect> {
    let session = state.session();
    let Some(value) = subject.value(session) else {
        return Vec::new();
    };
    let both = [Side::Sales, Side::Marketing];
    let without = both.into_iter().filter(|side| !with.contains(side));
    let who = |side: Side| session.workshop.whole_side(side).id.to_string();
    let decision = Decision {
        subject: subject.to_string(),
        value: value.clone(),
        at: Some(state.now),
        agreed: with.iter().copied().map(who).collect(),
        dissent: without
            .map(|side| Dissent {
                who: who(side),
                reason: String::new(),
            })
            .collect(),
        agreement: Some(agreement_of(with)),
        ..Decision::default()
    };
    let edit: Edit = document::decision_edit(session, decision, Some(value));
    let effects = state.edit(edit);
    if !effects.is_empty() {
        let text = format!(
            "{}: {}",
            subject.title(state.session()),
            agreement_line(state, subject)
        );
        state.notify(NoticeLevel::Info, text);
    }
    effects
}
