//! Accepting medians of the estimate sheet, and what was agreed before and would change.

use crate::app::ballot::ballot_outcome;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::sheet_box::{ShownLine, shown_lines};
use crate::app::input::command::{AcceptedLines, BallotCommand, Command};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::{BallotEdit, Edit};
use crate::model::{Agreement, BallotMethod, Median, Subject, wording};

/// A value that was agreed before.
struct AgreedBefore {
    subject: Subject,
    /// Such as `Demo: 5, the median is 3`; `None` if the median is what both sides agreed, which
    /// stands whatever is accepted.
    change: Option<String>,
}

/// Returns what was agreed before on shown lines and the median would change: the value, or that
/// both sides agreed to it.
fn agreed_before(state: &State, method: BallotMethod) -> Vec<AgreedBefore> {
    let session = state.session();
    let changes = |line: ShownLine| {
        let decision = session.workshop.decision(&line.subject)?;
        let by_both = decision.agreement == Some(Agreement::Both);
        let is_agreed = by_both || decision.agreement == Some(Agreement::OneSide);
        let outcome = median_outcome(method, line.spread.as_ref()?.median);
        let stands = method == BallotMethod::YesNo
            || line.subject.value(session).as_ref() == Some(&decision.value);
        let changes = outcome != decision.value;
        (is_agreed && stands && (changes || by_both)).then(|| AgreedBefore {
            change: changes.then(|| {
                let title = line.subject.title(session);
                format!("{title}: {}, the median is {outcome}", decision.value)
            }),
            subject: line.subject,
        })
    };
    let lines = shown_lines(session, method).into_iter();
    lines.filter_map(changes).collect()
}

/// Accepts the median of every line, asking first if the sides disagree on some, or if it would
/// change what was agreed before.
pub(crate) fn ask_accept_all(state: &mut State, method: BallotMethod) -> Vec<Effect> {
    let results = shown_lines(state.session(), method);
    let is_apart = |line: &&ShownLine| line.spread.as_ref().is_some_and(|s| s.is_disputed(method));
    let apart = results.iter().filter(is_apart).count();
    let mut agreed = agreed_before(state, method);
    agreed.retain(|agreed| agreed.change.is_some());
    if apart == 0 && agreed.is_empty() {
        return accept_medians(state, method, AcceptedLines::Apart);
    }
    let title = format!(
        "Accept the overall median on all {}?",
        wording::count_noun(results.len(), "line")
    );
    let mut text = Vec::new();
    if apart > 0 {
        let lines = wording::count_noun(apart, "line");
        text.push(format!("On {lines} the sides are apart."));
    }
    if !agreed.is_empty() {
        let named: Vec<&str> = agreed.iter().filter_map(|a| a.change.as_deref()).collect();
        text.push(format!(
            "Agreed before, and left as it is: {}.",
            named.join("; ")
        ));
    }
    text.push("Decisions can be replaced later, not undone.".to_owned());
    let accept = |lines| Command::Ballot(BallotCommand::AcceptAll(method, lines));
    let mut question = KeyQuestion::new(title, text.join(" "));
    question = question.answer(
        'y',
        "accept the overall median",
        accept(AcceptedLines::Apart),
    );
    if !agreed.is_empty() {
        let answer = accept(AcceptedLines::AgreedBefore);
        question = question.answer('c', "change what was agreed before as well", answer);
    }
    let question = question.answer('n', "discuss them first", Command::Close);
    state.open(Dialog::KeyQuestion(question))
}

/// Returns the outcome that follows from a median.
fn median_outcome(method: BallotMethod, median: Median) -> String {
    match method {
        BallotMethod::YesNo if median.doubled > 1 => "yes".to_owned(),
        BallotMethod::YesNo => "no".to_owned(),
        _ => median.rounded().to_string(),
    }
}

/// Accepts the median of lines, as one edit.
pub(crate) fn accept_medians(
    state: &mut State,
    method: BallotMethod,
    lines: AcceptedLines,
) -> Vec<Effect> {
    let results = shown_lines(state.session(), method);
    let left = results.len();
    let (mut agreed, as_agreed): (Vec<_>, Vec<_>) = agreed_before(state, method)
        .into_iter()
        .partition(|agreed| agreed.change.is_some());
    if lines == AcceptedLines::AgreedBefore {
        agreed.clear();
    }
    let fine = results.into_iter().filter_map(|line| {
        let spread = line.spread?;
        let mut before = agreed.iter().chain(&as_agreed);
        let is_kept = before.any(|a| a.subject == line.subject);
        let is_wanted = lines != AcceptedLines::Close || !spread.is_disputed(method);
        (is_wanted && !is_kept).then_some((line.subject, spread.median))
    });
    let fine: Vec<(Subject, Median)> = fine.collect();
    let outcome = |(subject, median): &(Subject, Median)| {
        ballot_outcome::outcome_edit(state, subject, &median_outcome(method, *median))
    };
    let mut edits: Vec<Edit> = fine.iter().filter_map(outcome).collect();
    let set = edits.len();
    edits.extend(as_agreed.iter().map(|agreed| {
        let subject = (&agreed.subject).into();
        Edit::ballot(BallotEdit::AgreementStands { subject })
    }));
    let count = edits.len();
    if count == 0 {
        let text = if agreed.is_empty() {
            "The sides are apart on each of these: Enter opens one, A accepts the overall median"
        } else {
            "What is left is apart or was agreed before: Enter opens one, A accepts the median"
        };
        return state.refuse(text);
    }
    let label = format!(
        "accept the median of {}",
        wording::count_noun(count, "line")
    );
    let effects = state.edit(Edit::Several { label, edits });
    if !effects.is_empty() {
        if count == left
            && let Some(Dialog::Sheet(_)) = state.dialogs.last()
        {
            state.dialogs.pop();
        }
        let text = accepted_text(set, left - count, &agreed, as_agreed.len());
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

/// Says what became of the lines: those set, those left, and what was agreed before.
fn accepted_text(set: usize, rest: usize, agreed: &[AgreedBefore], as_agreed: usize) -> String {
    let mut text = format!("{set} set to the median");
    if rest > 0 {
        text.push_str(&format!("; {rest} to discuss"));
    }
    match agreed {
        [] => {}
        [
            AgreedBefore {
                change: Some(change),
                ..
            },
        ] => text.push_str(&format!("; agreed before and left: {change}")),
        several => text.push_str(&format!("; {} agreed before and left", several.len())),
    }
    if as_agreed > 0 {
        text.push_str(&format!("; {as_agreed} as agreed before"));
    }
    text
}
