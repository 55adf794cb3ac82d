//! Draws the stack of dialogs over the step.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ballot::draw_notice;
use super::dialog_frame::{draw_frame, draw_line, row_area, wide_columns};
use super::findings;
use super::hit_map::HitMap;
use super::panes::{self, typed_in_place};
use crate::app::dialogs::condition_editor::ConditionEditor;
use crate::app::dialogs::cover::Cover;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion, RecordForm};
use crate::app::dialogs::list_adding::AddList;
use crate::app::dialogs::pick::Pick;
use crate::app::dialogs::reading;
use crate::app::dialogs::text_entry::{EntryBody, TextEntry};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::pointer::{PointerTarget, ViewArea};
use crate::app::steps::list_view;
use crate::app::steps::selection::StepRows;
use crate::app::{Key, State, nearest_selectable};
use crate::model::{Session, wording};
use crate::widgets::Focus;
use crate::widgets::list::{self, ListRow};
use crate::widgets::text::{wrap, wrap_within};
use crate::widgets::{Theme, View, input, text_area};

/// Draws every dialog, the top one last.
pub fn draw(rows: &StepRows, frame: &mut Frame, screen: Rect, theme: &Theme, hits: &mut HitMap) {
    let state = rows.state();
    let last = state.dialogs.len().saturating_sub(1);
    for (index, dialog) in state.dialogs.iter().enumerate() {
        let is_in_place = index == last && typed_in_place(rows);
        if !is_in_place {
            // It takes every click.
            hits.clear();
        }
        match dialog {
            // A filter is typed above its list.
            Dialog::TextEntry(_)
                if index == last && (is_in_place || list_view::is_any_filtering(state)) => {}
            Dialog::TextEntry(entry) => {
                draw_entry(state.session(), entry, frame, screen, theme, hits);
            }
            Dialog::AddList(list) => draw_add_list(list, frame.buffer_mut(), screen, theme, hits),
            Dialog::Pick(pick) => {
                let scroll = state.scroll_of(ViewArea::Dialog);
                draw_pick(scroll, pick, frame, screen, theme, hits);
            }
            Dialog::KeyQuestion(question) => {
                draw_question(question, frame.buffer_mut(), screen, theme, hits);
            }
            Dialog::Form(form) => draw_form(rows, form, frame, screen, theme, hits),
            Dialog::Condition(editor) => {
                draw_condition(state, editor, frame.buffer_mut(), screen, theme, hits);
            }
            Dialog::Ballot(ballot) => {
                super::ballot::draw(state, ballot, frame.buffer_mut(), screen, theme, hits);
            }
            Dialog::Sheet(sheet) => {
                super::sheet::draw(state, sheet, frame.buffer_mut(), screen, theme, hits);
            }
            Dialog::OwnWords(subject) => {
                super::own_words::draw(state, subject, frame.buffer_mut(), screen, theme, hits);
            }
            Dialog::Findings(list) => {
                findings::draw(state, list, frame, screen, theme, hits);
            }
            Dialog::Checklist(at) => {
                super::checklist::draw(state, *at, frame.buffer_mut(), screen, theme, hits);
            }
            Dialog::Draft(reader) => {
                super::draft::draw(state, reader, frame.buffer_mut(), screen, theme, hits);
            }
            Dialog::Export(dialog) => {
                super::export_dialog::draw(state, dialog, frame.buffer_mut(), screen, theme, hits);
            }
            Dialog::Variants(dialog) => {
                super::variants::draw(state, dialog, frame, screen, theme, hits);
            }
            Dialog::Mapping(dialog) => {
                super::mapping::draw(state, dialog, frame, screen, theme, hits);
            }
            Dialog::Page(dialog) => {
                super::page::draw(state, dialog, frame.buffer_mut(), screen, theme, hits);
            }
            Dialog::Help(at) => draw_help(state, *at, frame.buffer_mut(), screen, theme, hits),
            Dialog::Reader(title, text, at) => {
                draw_reader(
                    state,
                    (title, text, *at),
                    frame.buffer_mut(),
                    screen,
                    theme,
                    hits,
                );
            }
        }
    }
}

pub(super) fn draw_entry(
    session: &Session,
    entry: &TextEntry,
    frame: &mut Frame,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let several = matches!(entry.body, EntryBody::Area(_));
    let of_condition = matches!(entry.command, EntryCommand::Condition(_));
    let (hint, style) = match entry.note(session) {
        // What may be written comes before what is wrong with nothing.
        Some((true, _)) if of_condition && entry.is_blank() => (entry.hint.clone(), theme.muted),
        Some((true, why)) => (why, theme.bad),
        Some((false, note)) if several => (format!("{}   {note}", entry.hint), theme.muted),
        Some((false, note)) if of_condition => (format!("{note}\n{}", entry.hint), theme.muted),
        // In one line, what the text means comes before what may be written.
        Some((false, note)) => (format!("{note}   {}", entry.hint), theme.muted),
        None => (entry.hint.clone(), theme.muted),
    };
    let width = (screen.width * 3 / 4).clamp(50, 100);
    let height = if several {
        (screen.height * 2 / 3).max(9)
    } else if of_condition || hint.chars().count() > usize::from(width.saturating_sub(4)) {
        // What the text means, or may be, is never cut at 80 columns; nor what the file has.
        7
    } else {
        6
    };
    let keys = if entry.cover() == Cover::Locked {
        "Ctrl-S seal   Ctrl-U clear   Esc discard"
    } else if entry.is_covered() {
        "Ctrl-S seal   F6 or Ctrl-T show   Ctrl-U clear   Esc discard"
    } else if entry.is_secret() {
        "Ctrl-S seal   F6 or Ctrl-T cover   Esc discard"
    } else if several {
        if entry.is_list() {
            "Ctrl-S save   Enter next line, on a blank one save   Esc discard"
        } else {
            "Ctrl-S save   Enter new line   Esc discard"
        }
    } else {
        "Enter save   Esc discard"
    };
    let inner = draw_frame(
        frame.buffer_mut(),
        screen,
        theme,
        &entry.title,
        keys,
        (width, height),
        hits,
    );
    if inner.is_empty() {
        return;
    }
    let hints = wrap_within(&hint, usize::from(inner.width), usize::from(inner.height));
    let hint_rows = u16::try_from(hints.len())
        .unwrap_or(1)
        .min(if of_condition {
            inner.height.saturating_sub(1)
        } else {
            inner.height / 2
        })
        .max(1);
    for (i, text) in (0..hint_rows).zip(&hints) {
        draw_line(frame.buffer_mut(), inner, i, text, style);
    }
    let body = Rect {
        y: inner.y + hint_rows,
        height: inner.height.saturating_sub(hint_rows),
        ..inner
    };
    if entry.is_covered() {
        // Neither what nor how much.
        let text = if entry.is_blank() {
            "Nothing typed yet"
        } else {
            "Typed, behind the curtain"
        };
        draw_line(frame.buffer_mut(), body, 0, text, theme.heading);
        if entry.cover() == Cover::Locked {
            let why = "What was typed before stays covered: seal it, or Ctrl-U clears it";
            draw_line(frame.buffer_mut(), body, 1, why, theme.muted);
        }
        return;
    }
    match &entry.body {
        EntryBody::Line(input) => {
            let selected = entry.is_selected();
            let line = input::EditedLine { input, selected };
            input::draw(frame, row_area(body, 0), theme, line, Focus::Here);
        }
        EntryBody::Area(text) if entry.is_long() => {
            text_area::draw_visible(frame, body, theme, text, Focus::Here);
        }
        EntryBody::Area(text) => text_area::draw(frame, body, theme, text, Focus::Here),
    }
}

/// Draws the progress of a long list being added.
fn draw_add_list(list: &AddList, buf: &mut Buffer, screen: Rect, theme: &Theme, hits: &mut HitMap) {
    let (title, keys) = (list.title(), "Esc stop; the list is kept");
    let inner = draw_frame(
        buf,
        screen,
        theme,
        title,
        keys,
        (wide_columns(screen), 6),
        hits,
    );
    let (done, of) = list.progress();
    let text = format!(
        "Adding: {} of {}",
        wording::grouped(done),
        wording::count_noun(of, "line")
    );
    draw_line(buf, inner, 1, &text, theme.heading);
}

pub(super) fn draw_pick(
    scroll: Option<usize>,
    pick: &Pick,
    frame: &mut Frame,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let shown = pick.filtered_lines();
    let rows = u16::try_from(pick.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let height = rows.clamp(7, (screen.height * 4 / 5).max(7));
    let keys = if pick.is_many() {
        match (pick.filter.value().is_empty(), pick.takes_selected()) {
            (true, false) => "Space or Tab tick   Enter choose   Esc back   type to narrow",
            (true, true) => "Space or Tab tick   Enter takes this one   Esc back",
            (false, true) => "Tab tick   Enter takes this one   Esc back",
            (false, false) => "Tab tick   Enter choose   Esc back",
        }
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
        hits,
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
            pick.unmatched
                .as_ref()
                .map_or("Nothing matches", |unmatched| unmatched.hint()),
            theme.muted,
        );
    } else {
        let shown = list::draw(
            frame.buffer_mut(),
            list_area,
            theme,
            &drawn,
            View::from(Some(pick.cursor)).scrolled(scroll),
            Focus::Here,
        );
        hits.add_rows(ViewArea::Dialog, &shown);
    }
    input::draw(frame, row_area(inner, 0), theme, &pick.filter, Focus::Here);
}

fn draw_question(
    question: &KeyQuestion,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let width = 70.min(screen.width);
    let text = wrap(&question.text, usize::from(width.saturating_sub(4)).max(1));
    let answers = question.answers.len();
    let height = u16::try_from(text.len() + answers + 4).unwrap_or(u16::MAX);
    let inner = draw_frame(
        buf,
        screen,
        theme,
        &question.title,
        "",
        (width, height),
        hits,
    );
    let mut at = 0;
    for words in &text {
        draw_line(buf, inner, at, words, theme.text);
        at += 1;
    }
    at += 1;
    for (key, words, _) in &question.answers {
        draw_line(buf, inner, at, &format!(" {key}  {words}"), theme.heading);
        hits.add(row_area(inner, at), PointerTarget::Key(Key::char(*key)));
        at += 1;
    }
}

fn draw_form(
    step_rows: &StepRows,
    form: &RecordForm,
    frame: &mut Frame,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
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
    let inner = draw_frame(frame.buffer_mut(), screen, theme, &title, keys, size, hits);
    let selected = nearest_selectable(&rows, form.row);
    let view = View::from(selected).scrolled(state.scroll_of(ViewArea::Dialog));
    let shown = panes::draw_rows(state, frame, inner, theme, &rows, view, Focus::Here);
    let shown = shown.indexed(|row| Some(row).filter(|row| !rows[*row].heading));
    hits.add_rows(ViewArea::Dialog, &shown);
}

fn draw_condition(
    state: &State,
    editor: &ConditionEditor,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let title = match editor.row_events() {
        Some(events) => format!("Which rows of {events} count?"),
        None => format!("When does {} hold?", state.session().title_of(&editor.at)),
    };
    let keys = if editor.is_nested() {
        "Esc back   Enter change   a add   d delete   o how   Ctrl-S done"
    } else {
        "Ctrl-S done   Esc discard   Enter change   a add   d delete   o how"
    };
    let lines = editor.lines();
    let height = u16::try_from(lines.len() + 6).unwrap_or(u16::MAX).max(9);
    let inner = draw_frame(
        buf,
        screen,
        theme,
        &title,
        keys,
        (wide_columns(screen), height),
        hits,
    );
    draw_line(buf, inner, 0, editor.hold_text(), theme.muted);
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
    let view = View::from(Some(editor.cursor)).scrolled(state.scroll_of(ViewArea::Dialog));
    // A list or text that it asks with has the keys.
    let is_on_top = matches!(state.dialogs.last(), Some(Dialog::Condition(_)));
    let focus = Focus::here_if(is_on_top);
    let shown = list::draw(buf, body, theme, &rows, view, focus);
    hits.add_rows(ViewArea::Dialog, &shown);
}

fn draw_help(
    state: &State,
    at: usize,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let lines = reading::help_lines;
    draw_keys(Some(state), lines, at, buf, screen, theme, hits);
}

/// Draws a help: its lines for a number of columns, scrolled down by `at`. In the workbench with
/// the notice.
pub(super) fn draw_keys(
    state: Option<&State>,
    lines: fn(u16) -> Vec<String>,
    at: usize,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let size = reading::help_size((screen.width, screen.height));
    let inner = draw_frame(
        buf,
        screen,
        theme,
        "Keys",
        "Up/Down scroll   PgDn page   End symbols   C copy   Esc back",
        size,
        hits,
    );
    let inner = match state {
        Some(state) => draw_notice(state, buf, inner, theme),
        None => inner,
    };
    draw_scrolled(&lines(inner.width), at, buf, inner, theme);
}

/// Draws a text with its title, scrolled down by some lines.
fn draw_reader(
    state: &State,
    (title, text, at): (&str, &str, usize),
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let size = reading::text_size((screen.width, screen.height));
    let inner = draw_frame(
        buf,
        screen,
        theme,
        title,
        "Up/Down scroll   C copy   Esc back",
        size,
        hits,
    );
    let inner = draw_notice(state, buf, inner, theme);
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
