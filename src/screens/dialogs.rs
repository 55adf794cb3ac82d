//! Draws the stack of dialogs over the step.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dialog_frame::{draw_frame, draw_line, row_area, wide_columns};
use super::findings;
use super::panes::{self, typed_in_place};
use crate::app::dialogs::condition_editor::ConditionEditor;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion, RecordForm};
use crate::app::dialogs::list_adding::AddList;
use crate::app::dialogs::pick::Pick;
use crate::app::dialogs::reading;
use crate::app::dialogs::text_entry::{EntryBody, TextEntry};
use crate::app::steps::selection::StepRows;
use crate::app::{State, nearest_selectable};
use crate::model::wording;
use crate::widgets::Focus;
use crate::widgets::list::{self, ListRow};
use crate::widgets::text::{wrap, wrap_within};
use crate::widgets::{Theme, input, text_area};

/// Draws every dialog, the top one last.
pub fn draw(rows: &StepRows, frame: &mut Frame, screen: Rect, theme: &Theme) {
    let state = rows.state();
    let last = state.dialogs.len().saturating_sub(1);
    for (index, dialog) in state.dialogs.iter().enumerate() {
        match dialog {
            Dialog::TextEntry(_) if index == last && typed_in_place(rows) => {}
            Dialog::TextEntry(entry) => draw_entry(state, entry, frame, screen, theme),
            Dialog::AddList(list) => draw_add_list(list, frame.buffer_mut(), screen, theme),
            Dialog::Pick(pick) => draw_pick(pick, frame, screen, theme),
            Dialog::KeyQuestion(question) => {
                draw_question(question, frame.buffer_mut(), screen, theme);
            }
            Dialog::Form(form) => draw_form(rows, form, frame, screen, theme),
            Dialog::Condition(editor) => {
                draw_condition(state, editor, frame.buffer_mut(), screen, theme);
            }
            Dialog::Ballot(ballot) => {
                super::ballot::draw(state, ballot, frame.buffer_mut(), screen, theme);
            }
            Dialog::Sheet(sheet) => {
                super::sheet::draw(state, sheet, frame.buffer_mut(), screen, theme);
            }
            Dialog::OwnWords(subject) => {
                super::own_words::draw(state, subject, frame.buffer_mut(), screen, theme);
            }
            Dialog::Findings(list) => {
                findings::draw(state, list, frame.buffer_mut(), screen, theme);
            }
            Dialog::Help(at) => draw_help(*at, frame.buffer_mut(), screen, theme),
            Dialog::Reader(title, text, at) => {
                draw_reader(title, text, *at, frame.buffer_mut(), screen, theme);
            }
        }
    }
}

fn draw_entry(state: &State, entry: &TextEntry, frame: &mut Frame, screen: Rect, theme: &Theme) {
    let several = matches!(entry.body, EntryBody::Area(_));
    let height = if several {
        (screen.height * 2 / 3).max(9)
    } else {
        6
    };
    let curtain = if state.room_view.curtain {
        "Ctrl-S save   F6 or Ctrl-T lift curtain   Esc discard"
    } else {
        "Ctrl-S save   F6 or Ctrl-T draw curtain   Esc discard"
    };
    let keys = if entry.is_secret() {
        curtain
    } else if several {
        "Ctrl-S save   Enter new line   Esc discard"
    } else {
        "Enter save   Esc discard"
    };
    let width = (screen.width * 3 / 4).clamp(50, 100);
    let inner = draw_frame(
        frame.buffer_mut(),
        screen,
        theme,
        &entry.title,
        keys,
        (width, height),
    );
    if inner.is_empty() {
        return;
    }
    let (hint, style) = match entry.note(state.session()) {
        Some((true, why)) => (why, theme.bad),
        Some((false, note)) => (format!("{}   {note}", entry.hint), theme.muted),
        None => (entry.hint.clone(), theme.muted),
    };
    let hints = wrap_within(&hint, usize::from(inner.width), usize::from(inner.height));
    let hint_rows = u16::try_from(hints.len())
        .unwrap_or(1)
        .min(inner.height / 2)
        .max(1);
    for (i, text) in (0..hint_rows).zip(&hints) {
        draw_line(frame.buffer_mut(), inner, i, text, style);
    }
    let body = Rect {
        y: inner.y + hint_rows,
        height: inner.height.saturating_sub(hint_rows),
        ..inner
    };
    if entry.is_secret() && state.room_view.curtain {
        let text = if entry.is_long() {
            "A long text".to_owned()
        } else {
            let count = entry.text().split_whitespace().count();
            wording::count_noun(i64::try_from(count).unwrap_or(0), "word")
        };
        let text = format!("{text}, behind the curtain");
        draw_line(frame.buffer_mut(), body, 0, &text, theme.heading);
        return;
    }
    match &entry.body {
        EntryBody::Line(text) => input::draw(frame, row_area(body, 0), theme, text, Focus::Here),
        EntryBody::Area(text) if entry.is_long() => {
            text_area::draw_visible(frame, body, theme, text, Focus::Here);
        }
        EntryBody::Area(text) => text_area::draw(frame, body, theme, text, Focus::Here),
    }
}

/// Draws the progress of a long list being added.
fn draw_add_list(list: &AddList, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let (title, keys) = (list.title(), "Esc stop; the list is kept");
    let inner = draw_frame(buf, screen, theme, title, keys, (wide_columns(screen), 6));
    let (done, of) = list.progress();
    let text = format!(
        "Adding: {} of {}",
        wording::grouped(done),
        wording::count_noun(of, "line")
    );
    draw_line(buf, inner, 1, &text, theme.heading);
}

fn draw_pick(pick: &Pick, frame: &mut Frame, screen: Rect, theme: &Theme) {
    let shown = pick.filtered_lines();
    let rows = u16::try_from(pick.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let height = rows.clamp(7, (screen.height * 4 / 5).max(7));
    let keys = if pick.is_many() {
        "Space tick   Enter choose   Esc back   type to narrow"
    } else {
        "Enter choose   Esc back   type to narrow"
    };
    let width = wide_columns(screen);
    let inner = draw_frame(
        frame.buffer_mut(),
        screen,
        theme,
        &pick.title,
        keys,
        (width, height),
    );
    if inner.height < 2 {
        return;
    }
    let drawn: Vec<ListRow> = shown
        .iter()
        .map(|choice| {
            let mark = match choice.ticked {
                None => "",
                Some(true) => "[x]",
                Some(false) => "[ ]",
            };
            ListRow::new(choice.label).right(choice.note).mark(mark)
        })
        .collect();
    let list_area = Rect {
        y: inner.y + 1,
        height: inner.height - 1,
        ..inner
    };
    if drawn.is_empty() {
        draw_line(
            frame.buffer_mut(),
            list_area,
            0,
            "Nothing matches",
            theme.muted,
        );
    } else {
        list::draw(
            frame.buffer_mut(),
            list_area,
            theme,
            &drawn,
            Some(pick.cursor),
            Focus::Here,
        );
    }
    input::draw(frame, row_area(inner, 0), theme, &pick.filter, Focus::Here);
}

fn draw_question(question: &KeyQuestion, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let width = 70.min(screen.width);
    let text = wrap(&question.text, usize::from(width.saturating_sub(4)).max(1));
    let answers = question.answers.len();
    let height = u16::try_from(text.len() + answers + 4).unwrap_or(u16::MAX);
    let inner = draw_frame(buf, screen, theme, &question.title, "", (width, height));
    let mut at = 0;
    for words in &text {
        draw_line(buf, inner, at, words, theme.text);
        at += 1;
    }
    at += 1;
    for (key, words, _) in &question.answers {
        draw_line(buf, inner, at, &format!(" {key}  {words}"), theme.heading);
        at += 1;
    }
}

fn draw_form(
    step_rows: &StepRows,
    form: &RecordForm,
    frame: &mut Frame,
    screen: Rect,
    theme: &Theme,
) {
    let state = step_rows.state();
    let rows = crate::app::steps::field_rows::field_rows(state.session(), &form.place, form.more);
    let title = state.session().title_of(&form.place);
    let height = u16::try_from(rows.len() + 6)
        .unwrap_or(u16::MAX)
        .min(screen.height);
    let size = (wide_columns(screen), height);
    let keys = if typed_in_place(step_rows) {
        "Enter save   Esc discard   Ctrl-U clear"
    } else {
        "Enter edit   +/- points   m more   Esc back"
    };
    let inner = draw_frame(frame.buffer_mut(), screen, theme, &title, keys, size);
    let selected = nearest_selectable(&rows, form.row);
    panes::draw_rows(state, frame, inner, theme, &rows, selected, Focus::Here);
}

fn draw_condition(
    state: &State,
    editor: &ConditionEditor,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
) {
    let title = format!("When does {} hold?", state.session().title_of(&editor.at));
    let keys = "a add   d delete   Enter done   Esc discard   o one or all";
    let lines = editor.lines();
    let height = u16::try_from(lines.len() + 6).unwrap_or(u16::MAX).max(9);
    let inner = draw_frame(
        buf,
        screen,
        theme,
        &title,
        keys,
        (wide_columns(screen), height),
    );
    let text = match (lines.len(), editor.any) {
        (0, _) => "No conditions yet, so no lead matches: press a to add one.",
        (1, _) => "It holds when:",
        (_, true) => "It holds when one of these does (o: all of them):",
        (_, false) => "It holds when all of these do (o: one of them):",
    };
    draw_line(buf, inner, 0, text, theme.muted);
    let mut rows: Vec<ListRow> = lines.iter().map(|l| ListRow::new(l.as_str())).collect();
    let add = if lines.is_empty() {
        "+ add"
    } else {
        "a adds another, Enter finishes"
    };
    rows.push(ListRow::new(add).style(theme.muted));
    let body = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(1),
        ..inner
    };
    list::draw(buf, body, theme, &rows, Some(editor.cursor), Focus::Here);
}

fn draw_help(at: usize, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let size = reading::help_size((screen.width, screen.height));
    let inner = draw_frame(
        buf,
        screen,
        theme,
        "Keys",
        "Up/Down scroll   Esc back",
        size,
    );
    draw_scrolled(&reading::help_lines(inner.width), at, buf, inner, theme);
}

fn draw_reader(title: &str, text: &str, at: usize, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let size = reading::text_size((screen.width, screen.height));
    let inner = draw_frame(buf, screen, theme, title, "Up/Down scroll   Esc back", size);
    let lines = reading::text_lines(text, inner.width);
    draw_scrolled(&lines, at, buf, inner, theme);
}

fn draw_scrolled(lines: &[String], at: usize, buf: &mut Buffer, inner: Rect, theme: &Theme) {
    let rows = usize::from(inner.height);
    let at = at.min(lines.len().saturating_sub(rows));
    for (i, text) in (0..inner.height).zip(lines.iter().skip(at)) {
        draw_line(buf, inner, i, text, theme.text);
    }
}
