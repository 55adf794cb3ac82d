//! The form of a new session, before there is one.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::dialogs;
use super::hit_map::HitMap;
use crate::app::dialogs::new_session::{FormDialog, FormRow, NewSessionForm};
use crate::app::dialogs::reading;
use crate::model::Session;
use crate::widgets::Focus;
use crate::widgets::list::{self, ListRow};
use crate::widgets::{Theme, footer, header, paper, text, too_small};

/// The most columns of the labels, which are as wide as the longest of them.
const MAX_LABEL_COLUMNS: usize = 32;

/// Draws the form, what is open over it, and the help if it is open, scrolled down by `help`.
pub fn draw_new_session(
    form: &NewSessionForm,
    help: Option<usize>,
    theme: &Theme,
    frame: &mut Frame,
) {
    draw_form(form, help, theme, frame);
    paper::lay(frame.buffer_mut(), theme);
}

fn draw_form(form: &NewSessionForm, help: Option<usize>, theme: &Theme, frame: &mut Frame) {
    let screen = frame.area();
    if too_small::is_too_small(screen) {
        too_small::draw(frame.buffer_mut(), screen, theme);
        return;
    }
    draw_rows(form, theme, frame, screen);
    // The mouse belongs to the workbench.
    let hits = &mut HitMap::default();
    match &form.dialog {
        Some(FormDialog::Text(entry)) => {
            dialogs::draw_entry(&Session::default(), entry, frame, screen, theme, hits);
        }
        Some(FormDialog::Start(pick)) => dialogs::draw_pick(None, pick, frame, screen, theme, hits),
        None => {}
    }
    if let Some(at) = help {
        let lines = reading::new_session_help_lines;
        dialogs::draw_keys(None, lines, at, frame.buffer_mut(), screen, theme, hits);
    }
}

fn draw_rows(form: &NewSessionForm, theme: &Theme, frame: &mut Frame, screen: Rect) {
    let buf = frame.buffer_mut();
    let top = Rect {
        height: 1,
        ..screen
    };
    header::title_line(buf, top, theme, " New session", ("", theme.muted));
    let texts: Vec<(FormRow, String, String)> = form
        .rows()
        .into_iter()
        .map(|row| {
            let (label, value) = form.row_text(row);
            (row, text::fit(&label, MAX_LABEL_COLUMNS), value)
        })
        .collect();
    let labels = texts.iter().filter(|(row, ..)| *row != FormRow::Create);
    let columns = labels.map(|(_, label, _)| text::width(label)).max();
    let columns = columns.unwrap_or_default();
    let rows: Vec<ListRow> = texts
        .into_iter()
        .map(|(row, label, value)| match row {
            FormRow::Create => ListRow::new(label).indent(1),
            _ => ListRow::new(format!("{}  {value}", text::pad(&label, columns))).indent(1),
        })
        .collect();
    let area = Rect {
        y: screen.y + 2,
        height: screen.height.saturating_sub(4),
        ..screen
    };
    // What is open over the form has the keys.
    let focus = Focus::here_if(form.dialog.is_none());
    list::draw(buf, area, theme, &rows, Some(form.cursor), focus);
    let line = screen.bottom().saturating_sub(2);
    let width = screen.width.saturating_sub(1);
    text::put(buf, screen.x + 1, line, &form.notice, width, theme.warn);
    let keys = Rect {
        y: screen.bottom().saturating_sub(1),
        height: 1,
        ..screen
    };
    let pairs = [
        ("Enter", "fill in"),
        ("Up Down", "choose"),
        ("Ctrl-S", "create"),
        ("Esc", "leave"),
        ("?", "help"),
    ];
    footer::draw(buf, keys, theme, &pairs);
}
