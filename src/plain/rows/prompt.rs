//! The dialogs as lines of text: what they ask, or what they only show.
//!
//! A dialog unknown here is operated by the names of its keys; one that deserves lines of its own
//! gets an arm here and one in `driver/answer`.

use super::super::parse::words;
use super::visible::{row_text, selectable_rows};
use super::voting;
use crate::app::dialogs::condition_editor::ConditionEditor;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion, RecordForm};
use crate::app::dialogs::pick::Pick;
use crate::app::dialogs::text_entry::{EntryBody, TextEntry};
use crate::app::steps::field_rows::field_rows;
use crate::app::{Place, State, count_noun};
use crate::plain::Typist;

/// Maximum number of choices listed; beyond that they are found by words.
const MAX_CHOICES: usize = 40;

/// Returns the text of the top dialog if it only shows something; it is closed afterwards.
pub(in crate::plain) fn info_lines(state: &State) -> Option<Vec<String>> {
    match state.dialogs.last()? {
        Dialog::OwnWords(subject) => Some(own_words_lines(state, subject)),
        Dialog::Help(_) => Some(words::help_lines()),
        Dialog::Reader(title, text, _) => {
            let title = format!("== {title}");
            let lines = text.lines().map(ToOwned::to_owned);
            Some(std::iter::once(title).chain(lines).collect())
        }
        _ => None,
    }
}

/// Returns what the top dialog asks; empty if none is open.
pub(in crate::plain) fn prompt_lines(state: &State, typist: Typist) -> Vec<String> {
    match state.dialogs.last() {
        None => Vec::new(),
        Some(Dialog::TextEntry(entry)) => entry_lines(state, entry),
        Some(Dialog::Pick(pick)) => pick_lines(pick),
        Some(Dialog::KeyQuestion(question)) => question_lines(question),
        Some(Dialog::Form(form)) => form_lines(state, form),
        Some(Dialog::Condition(editor)) => condition_lines(state, editor),
        Some(Dialog::Ballot(ballot)) => voting::ballot_prompt(state, ballot, typist),
        Some(Dialog::Sheet(sheet)) => voting::sheet_prompt(state, sheet, typist),
        Some(_) => {
            vec!["? Use keys in this dialog: key NAMES or keys TEXT; key esc closes it.".into()]
        }
    }
}

fn entry_lines(state: &State, entry: &TextEntry) -> Vec<String> {
    let several = matches!(entry.body, EntryBody::Area(_));
    let mut lines = vec![format!("? {}", entry.title)];
    if !entry.hint.is_empty() && !entry.is_secret() {
        lines.push(entry.hint.clone());
    }
    let text = entry.text();
    if entry.is_secret() {
        let count = text.split_whitespace().count();
        if count > 0 {
            lines.push(format!("Now: {}, sealed.", count_noun(count, "word")));
        }
    } else if !text.is_empty() {
        lines.push(format!(
            "Now: {}",
            text.lines().collect::<Vec<_>>().join(" / ")
        ));
    }
    if let Some((true, why)) = entry.note(state.session()).filter(|_| !text.is_empty()) {
        lines.push(why);
    }
    let is_blank = entry.text().is_empty();
    lines.push(if several && is_blank {
        "Type lines; a single full stop ends them.".into()
    } else if is_blank {
        "Type a line.".into()
    } else if several {
        "Type lines; a single full stop ends them, an empty first line keeps what is there.".into()
    } else {
        "Type a line; an empty one keeps what is there.".to_owned()
    });
    lines
}

fn pick_lines(pick: &Pick) -> Vec<String> {
    let mut lines = vec![format!("? {}", pick.title)];
    for choice in pick.lines().into_iter().take(MAX_CHOICES) {
        let index = choice.index;
        let mark = match choice.ticked {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None if index == pick.cursor => "* ",
            None => "",
        };
        let note = if choice.note.is_empty() {
            String::new()
        } else {
            format!(" ({})", choice.note)
        };
        lines.push(format!("{}. {mark}{}{note}", index + 1, choice.label));
    }
    if let Some(more @ 1..) = pick.len().checked_sub(MAX_CHOICES) {
        lines.push(format!("... and {more} more: type part of one to find it."));
    }
    lines.push(if pick.is_many() {
        "Numbers separated by spaces, all, none, or part of a choice; an empty line keeps what is ticked."
            .into()
    } else {
        "A number or part of a choice; an empty line chooses the one marked *, esc none.".to_owned()
    });
    lines
}

fn question_lines(question: &KeyQuestion) -> Vec<String> {
    let mut lines = vec![format!("? {}", question.title), question.text.clone()];
    for (key, words, _) in &question.answers {
        lines.push(format!("{key}: {words}"));
    }
    lines
}

fn form_lines(state: &State, form: &RecordForm) -> Vec<String> {
    let rows = field_rows(state.session(), &form.place, form.more);
    let mut lines = vec![format!("? {}", state.session().title_of(&form.place))];
    for (number, (_, row)) in (1..).zip(selectable_rows(&rows)) {
        lines.push(format!("{number}. {}", row_text(row)));
    }
    lines.push(
        "A number edits, + N and - N count, more shows all fields, an empty line closes.".into(),
    );
    lines
}

fn condition_lines(state: &State, editor: &ConditionEditor) -> Vec<String> {
    let title = state.session().title_of(&editor.at);
    let how = match (editor.parts.len(), editor.any) {
        (0, _) => "No parts yet.",
        (1, _) => "It holds when:",
        (_, true) => "It holds when one of these does:",
        (_, false) => "It holds when all of these do:",
    };
    let mut lines = vec![format!("? When does {title} hold?"), how.into()];
    for (number, line) in (1..).zip(editor.lines()) {
        lines.push(format!("{number}. {line}"));
    }
    lines.push("add, delete N, one, all, done; esc discards.".into());
    lines
}

/// Both sides' words, once revealed, and the agreed wording.
fn own_words_lines(state: &State, subject: &Place) -> Vec<String> {
    let session = state.session();
    let mut lines = vec![format!("== {}", session.title_of(subject))];
    for position in session.workshop.positions_on(subject) {
        if position.sealed.is_none() {
            let text = position.text.lines().collect::<Vec<_>>().join(" / ");
            lines.push(format!("{}: {text}", position.side.label()));
        }
    }
    if let Some(agreed) = session.agreed_wording(subject) {
        lines.push(format!(
            "Agreed: {}",
            agreed.lines().collect::<Vec<_>>().join(" / ")
        ));
    }
    lines
}
