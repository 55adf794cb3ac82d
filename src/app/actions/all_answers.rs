//! A side's answers to all opening questions at once: pasted or typed covered, sealed by one edit.

use crate::app::dialogs::all_answers::{open_questions, split_answers};
use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::pick::Pick;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, SecretText, WordsCommand};
use crate::app::input::entry_command::EntryCommand;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::{Edit, sealed_words};
use crate::model::record::{Kind, Place};
use crate::model::wording::count_noun;
use crate::model::{Id, Side};

/// Asks whose answers are to be typed, or are these.
pub(crate) fn ask_whose(state: &mut State, text: &SecretText) -> Vec<Effect> {
    let sides = state.session().workshop.wording_sides();
    let choice = |side: &Side| {
        let run = Command::Words(WordsCommand::OpenAll(*side, text.clone()));
        Choice::new(side.word(), side.label(), "", run)
    };
    let choices = sides.iter().map(choice).collect();
    let pick = Pick::one("Whose answers to the opening questions?", choices, "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Opens the covered text into which a side's answers go.
pub(crate) fn open_all(state: &mut State, side: Side, text: &SecretText) -> Vec<Effect> {
    let entry = answers_entry(state, side, text);
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Returns the covered text with what is in it.
fn answers_entry(state: &State, side: Side, text: &SecretText) -> TextEntry {
    let count = state.session().workshop.questions.len();
    let open = open_questions(state.session()).len();
    let which = match count - open {
        0 => count_noun(count, "question"),
        shown => format!("{}, {shown} shown already", count_noun(count, "question")),
    };
    let title = format!("{} answers to {which}", side.possessive());
    let hint = "One answer for each question, in their order, with a blank line between; or numbered 1. 2. 3. as they stand in the list";
    let command = EntryCommand::AllAnswers { side };
    let mut entry = TextEntry::area(command, title, hint, "");
    entry.paste(text.reveal());
    entry
}

/// Seals a side's answers, asking first if some are sealed already, or if not every question gets
/// one: which answer went where can't be looked at afterwards. The text stays beneath the question,
/// so that it is there again unless it is sealed.
pub(crate) fn seal_all(state: &mut State, side: Side, text: &SecretText) -> Vec<Effect> {
    let Ok(answers) = split_answers(state.session(), text.reveal()) else {
        return Vec::new();
    };
    let Some(question) = seal_question(state, side, &answers, text) else {
        return replace_all(state, side, text);
    };
    let mut entry = answers_entry(state, side, text);
    let draft = entry.pending_draft();
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
    state.dialogs.push(Dialog::KeyQuestion(question));
    let draft = draft.map(|draft| Effect::UnfinishedText(Some(draft)));
    draft.into_iter().collect()
}

/// Returns what is asked before answers are sealed: which questions they are to, and how many
/// sealed ones they replace. `None` if each question gets its first one.
fn seal_question(
    state: &State,
    side: Side,
    answers: &[(Id, String)],
    text: &SecretText,
) -> Option<KeyQuestion> {
    let session = state.session();
    let workshop = &session.workshop;
    let is_sealed = |(id, _): &&(Id, String)| {
        let place = Place::new(Kind::Question, id.clone());
        let position = workshop.position(&place, side);
        position.is_some_and(|position| position.sealed.is_some())
    };
    let there = answers.iter().filter(is_sealed).count();
    let open = open_questions(session);
    let is_answered = |index: &usize| {
        let id = &workshop.questions[*index].id;
        answers.iter().any(|(to, _)| to == id)
    };
    let to: Vec<usize> = open.iter().copied().filter(is_answered).collect();
    let shown = (0..workshop.questions.len()).filter(|index| !open.contains(index));
    let left_out: Vec<usize> = shown.filter(is_answered).collect();
    let is_whole = to.len() == workshop.questions.len();
    if to.is_empty() || (there == 0 && is_whole) {
        return None;
    }
    let replaced = format!(
        "{} of {} sealed already. They aren't shown again.",
        count_noun(there, "answer"),
        side.label()
    );
    let run = Command::Words(WordsCommand::ReplaceAll(side, text.clone()));
    let (title, yes, mut what) = if is_whole {
        let title = format!("Replace {} sealed answers?", side.possessive());
        (title, "replace them", Vec::new())
    } else {
        let count = count_noun(to.len(), "answer");
        let title = format!("Seal {} {count}?", side.possessive());
        let mut what = vec![format!("To {}.", numbered(state, &to))];
        if !left_out.is_empty() {
            let names = numbered(state, &left_out);
            what.push(format!("Left out, as answers to it were shown: {names}."));
        }
        (title, "seal them", what)
    };
    if there > 0 {
        what.push(replaced);
    }
    let question = KeyQuestion::new(title, what.join(" ")).answer('y', yes, run);
    Some(question.answer(
        'n',
        "back to the text; what is sealed stays",
        Command::Close,
    ))
}

/// Names questions with their numbers.
fn numbered(state: &State, questions: &[usize]) -> String {
    let all = &state.session().workshop.questions;
    let name = |index: &usize| format!("{} \u{201c}{}\u{201d}", index + 1, all[*index].name);
    questions.iter().map(name).collect::<Vec<_>>().join("; ")
}

/// Closes the text beneath the question, as its answers are sealed now.
fn close_text(state: &mut State, side: Side) -> Option<Effect> {
    let command = EntryCommand::AllAnswers { side };
    let is_text = |entry: &TextEntry| entry.command == command;
    let is_open = matches!(state.dialogs.last(), Some(Dialog::TextEntry(entry)) if is_text(entry));
    is_open.then(|| {
        state.dialogs.pop();
        Effect::UnfinishedText(None)
    })
}

/// Seals a side's answers by one edit. Those to questions whose answers were shown stay.
pub(crate) fn replace_all(state: &mut State, side: Side, text: &SecretText) -> Vec<Effect> {
    let Ok(mut answers) = split_answers(state.session(), text.reveal()) else {
        return Vec::new();
    };
    let all = answers.len();
    let workshop = &state.session().workshop;
    answers.retain(|(id, _)| {
        let place = Place::new(Kind::Question, id.clone());
        !workshop.is_revealed(&place)
    });
    let count = answers.len();
    let at = state.now;
    let edits = answers.into_iter().map(|(id, answer)| {
        let place = Place::new(Kind::Question, id);
        Edit::Write {
            words: Some(sealed_words(&answer, &place, side, at)),
            subject: (&place).into(),
            side,
            at,
        }
    });
    let label = format!("{} answers", side.possessive());
    let edits: Vec<Edit> = edits.collect();
    if edits.is_empty() {
        return state.refuse("All answers were shown already, and stay as they are");
    }
    let mut effects = state.edit(Edit::Several { label, edits });
    if !effects.is_empty() {
        effects.extend(close_text(state, side));
        let left = match all - count {
            0 => String::new(),
            left => format!("; {left} shown already, and left as they are"),
        };
        let text = format!(
            "{} {} sealed{left}",
            side.possessive(),
            count_noun(count, "answer")
        );
        state.notify(NoticeLevel::Info, text);
    }
    effects
}
