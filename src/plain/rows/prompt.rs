//! The dialogs as lines of text: what they ask, or what they only show.
//!
//! A dialog unknown here is operated by the names of its keys; one that deserves lines of its own
//! gets an arm here and one in `driver/answer`.

use super::super::parse::matching::{MAX_CHOICES, listed_choices};
use super::super::parse::spoken::{question_alone, without_keys};
use super::super::parse::words;
use super::page;
use super::visible::{row_text, selectable_rows};
use super::voting;
use crate::app::actions::{checklist, export, mapping, variants};
use crate::app::dialogs::condition_editor::{ConditionEditor, PartsHold};
use crate::app::dialogs::dialog::{Dialog, KeyQuestion, RecordForm};
use crate::app::dialogs::pick::{Pick, Unmatched};
use crate::app::dialogs::text_entry::{EntryBody, TextEntry};
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::findings::severity_text;
use crate::app::{Place, State};
use crate::plain::Typist;

/// Returns the text of the top dialog if it only shows something; it is closed afterwards.
pub(in crate::plain) fn info_lines(state: &State) -> Option<Vec<String>> {
    match state.dialogs.last()? {
        Dialog::OwnWords(subject) => Some(own_words_lines(state, subject)),
        Dialog::Help(_) => Some(words::help_lines()),
        Dialog::Checklist(_) => Some(checklist::spoken_lines(state)),
        Dialog::Draft(reader) => Some(reader.spoken_lines()),
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
        Some(Dialog::Variants(dialog)) => variants::spoken_lines(state, dialog),
        Some(Dialog::Sheet(sheet)) => voting::sheet_prompt(state, sheet, typist),
        Some(Dialog::Findings(_)) => finding_lines(state),
        Some(Dialog::Mapping(_)) => mapping::spoken_lines(state),
        Some(Dialog::Export(dialog)) => export::spoken_lines(dialog),
        Some(Dialog::Page(dialog)) => page::spoken_lines(state, dialog),
        Some(_) => {
            vec!["? Use keys in this dialog: key NAMES or keys TEXT; key esc closes it.".into()]
        }
    }
}

/// Asks what becomes of a text, or a row of votes, that was being typed when an earlier run ended.
/// No line is taken for more of it before that is answered.
pub(in crate::plain) fn back_lines(state: &State) -> Vec<String> {
    let (title, text, leave) = match state.dialogs.last() {
        Some(Dialog::TextEntry(entry)) => {
            let text = entry.text();
            let text = if entry.is_secret() {
                String::new()
            } else {
                format!(": {}", text.lines().collect::<Vec<_>>().join(" / "))
            };
            (question_alone(&entry.title).to_owned(), text, "discard it")
        }
        Some(Dialog::Sheet(sheet)) => {
            let whose = sheet.row.as_ref().map(|row| row.voter.name.clone());
            let title = format!("The row of {}", whose.unwrap_or_default());
            (title, String::new(), "leave it; what was typed is sealed")
        }
        _ => return Vec::new(),
    };
    vec![
        "? Go on with what was being typed?".into(),
        format!("{title}{text}"),
        "y: go on with it".into(),
        format!("n: {leave}"),
        "Type the letter.".into(),
    ]
}

fn entry_lines(state: &State, entry: &TextEntry) -> Vec<String> {
    let several = matches!(entry.body, EntryBody::Area(_));
    let mut lines = vec![format!("? {}", question_alone(&entry.title))];
    let hint = without_keys(&entry.hint);
    if !hint.is_empty() && !entry.is_secret() {
        lines.push(hint);
    }
    let text = entry.text();
    if entry.is_secret() {
        if !text.is_empty() {
            lines.push("Something is typed here already.".to_owned());
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
    lines.push(
        match (several, is_blank) {
            (true, true) => "Type lines; a single full stop ends them. An empty first line leaves.",
            (true, false) => "Type lines; a single full stop ends them, an empty first line keeps what is there. esc leaves.",
            (false, true) => "Type a line; an empty one or a full stop leaves.",
            (false, false) => "Type a line; an empty one keeps what is there, a full stop leaves.",
        }
        .into(),
    );
    lines
}

fn pick_lines(pick: &Pick) -> Vec<String> {
    let mut lines = vec![format!("? {}", question_alone(&pick.title))];
    let takes_number = matches!(pick.unmatched, Some(Unmatched::Number(_)));
    for (number, choice) in listed_choices(pick) {
        let mark = match choice.ticked {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None if Some(choice.index) == pick.present => "* ",
            None => "",
        };
        // Beside a command stands its key, which isn't needed here; and a number is that of a
        // choice: it can't be typed in its place.
        let note = if choice.note.is_empty() || pick.is_palette() || takes_number {
            String::new()
        } else {
            format!(" ({})", choice.note)
        };
        lines.push(format!("{number}. {mark}{}{note}", choice.label));
    }
    let all = pick.filtered_lines().len();
    if let Some(more @ 1..) = all.checked_sub(MAX_CHOICES) {
        lines.push(format!("... and {more} more: type part of one to find it."));
    }
    lines.push(how_to_pick(pick).into());
    lines
}

fn how_to_pick(pick: &Pick) -> &'static str {
    if pick.is_many() {
        "Numbers separated by spaces, all, none, or part of a choice; an empty line keeps what is ticked, a full stop leaves."
    } else if matches!(pick.unmatched, Some(Unmatched::Condition(_))) {
        "A number, part of a choice, or what isn't in this list; an empty line or a full stop leaves."
    } else if pick.unmatched.is_some() {
        "A number, part of a choice, or the name of somebody new; an empty line or a full stop leaves."
    } else if pick.present.is_some() {
        "A number or part of a choice; an empty line keeps the one marked *, a full stop leaves."
    } else {
        "A number or part of a choice; an empty line or a full stop leaves."
    }
}

fn question_lines(question: &KeyQuestion) -> Vec<String> {
    let mut lines = vec![format!("? {}", question.title), question.text.clone()];
    for (key, words, _) in &question.answers {
        lines.push(format!("{key}: {words}"));
    }
    lines.push("Type the letter.".into());
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

fn finding_lines(state: &State) -> Vec<String> {
    let mut lines = vec!["? Findings".to_owned()];
    for (number, finding) in (1..).zip(state.findings.iter()) {
        let (severity, code) = (severity_text(finding.severity), &finding.code);
        lines.push(format!(
            "{number}. {severity} {code}: {}. {}",
            finding.message, finding.hint
        ));
    }
    lines.push("A number goes to where it is fixed; an empty line or a full stop leaves.".into());
    lines
}

fn condition_lines(state: &State, editor: &ConditionEditor) -> Vec<String> {
    let title = match editor.row_events() {
        Some(events) => format!("? Which rows of {events} count?"),
        None => format!("? When does {} hold?", state.session().title_of(&editor.at)),
    };
    let how = match (editor.parts.len(), editor.hold) {
        (0, _) => "No parts yet.",
        (1, PartsHold::None) => "It holds when this doesn't:",
        (1, _) => "It holds when:",
        (_, PartsHold::Any) => "It holds when one of these does:",
        (_, PartsHold::All) => "It holds when all of these do:",
        (_, PartsHold::None) => "It holds when none of these does:",
    };
    let mut lines = vec![title, how.into()];
    for (number, line) in (1..).zip(editor.lines()) {
        lines.push(format!("{number}. {line}"));
    }
    lines.push(if editor.is_nested() {
        "add, edit N, delete N, one, all, none, back, done; esc leaves this part as it was.".into()
    } else {
        "add, edit N, delete N, one, all, none, done; esc discards.".to_owned()
    });
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
