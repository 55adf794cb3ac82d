//! Copying what is in hand to the clipboard, which only the terminal can reach (OSC 52).

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::reading;
use crate::app::input::row::{Row, RowTarget};
use crate::app::secrecy::{self, FIGURES_HIDDEN, HIDDEN};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::agreement;
use crate::app::steps::findings::{severity_text, shown_findings};
use crate::app::steps::key_focus::KeyFocus;
use crate::model::Ballot;
use crate::model::printable;
use crate::model::wording;
use crate::widgets::text::fit;

/// The most that is sent, in characters of base64: many terminals drop more.
pub const MAX_BASE64: usize = 74_000;

/// Copies the selected row: a field's value, else the row as it is shown. Nothing that votes or
/// seals hide is copied.
pub(crate) fn copy_row(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    let Some(row) = &focus.row else {
        return state.refuse("There is nothing to copy: no row is selected");
    };
    if let Some(why) = hidden(state, focus, row) {
        return state.refuse(why);
    }
    let parts = match &row.target {
        RowTarget::Field(..) | RowTarget::Words(..) => vec![&row.value],
        _ => vec![&row.text, &row.value, &row.note],
    };
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    send(state, &parts.join("  "))
}

/// Says why a row may not be copied: it is about what is hidden, or about words nobody wrote.
fn hidden(state: &State, focus: &KeyFocus, row: &Row) -> Option<String> {
    let session = state.session();
    if let RowTarget::Words(subject, side) = &row.target {
        match session.workshop.position(subject, *side) {
            None => return Some("Nothing is written here yet".to_owned()),
            Some(position) if position.sealed.is_some() => {
                let whose = side.possessive();
                return Some(format!(
                    "{whose} words are sealed: nothing is copied before they are shown"
                ));
            }
            Some(_) => {}
        }
    }
    let subjects = agreement::focused_subjects(state, focus);
    let is_open = subjects.iter().any(|subject| {
        let ballot = session.workshop.ballot(subject);
        ballot.is_some_and(Ballot::is_open)
    });
    let field = match &row.target {
        RowTarget::Field(at, key) => secrecy::hides_field(session, at, key),
        _ => false,
    };
    let is_shown_hidden = [&row.text, &row.value, &row.note]
        .into_iter()
        .any(|text| text.contains(FIGURES_HIDDEN) || text.split(' ').any(|word| word == HIDDEN));
    (is_open || field || is_shown_hidden)
        .then(|| "A ballot is open on it: nothing is copied before the votes are shown".to_owned())
}

/// Copies a long text as a whole; `None` if the dialog isn't one.
pub(crate) fn copy_dialog(state: &mut State, dialog: &Dialog) -> Option<Vec<Effect>> {
    let text = match dialog {
        Dialog::Reader(title, text, _) => format!("{title}\n\n{text}"),
        Dialog::Draft(reader) => {
            let lines = reader.lines.iter();
            let lines = lines.map(|l| format!("{} {}", l.mark.sign(), l.line.text));
            lines
                .map(|l| l.trim_end().to_owned())
                .collect::<Vec<_>>()
                .join("\n")
        }
        Dialog::Findings(_) => {
            let shown = shown_findings(state);
            let findings = shown.iter().map(|f| {
                let severity = severity_text(f.severity);
                format!("{severity} {}: {}\n    {}", f.code, f.message, f.hint)
            });
            findings.collect::<Vec<_>>().join("\n")
        }
        Dialog::Help(_) => reading::help_lines(100).join("\n"),
        _ => return None,
    };
    Some(send(state, &text))
}

/// Sends a text to the terminal, unless it is too long.
fn send(state: &mut State, text: &str) -> Vec<Effect> {
    if !state.has_terminal {
        return state.refuse("Plain mode has no clipboard: copy what it prints");
    }
    let text = printable::clean_lines(text);
    if text.trim().is_empty() {
        return state.refuse("There is nothing to copy here");
    }
    if text.len().div_ceil(3) * 4 > MAX_BASE64 {
        let long = wording::grouped(text.len());
        let most = wording::grouped(MAX_BASE64 / 4 * 3);
        return state.refuse(format!(
            "Nothing was copied: the text has {long} bytes, and terminals take {most} at most. \
             accord export writes it to a file"
        ));
    }
    let lines = text.lines().count();
    let what = if lines > 1 {
        wording::count_noun(lines, "line")
    } else {
        format!("\"{}\"", fit(&text, 40))
    };
    state.notify(
        NoticeLevel::Info,
        format!("{what} sent to the terminal for the clipboard"),
    );
    vec![Effect::CopyText(text)]
}
