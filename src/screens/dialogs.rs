//! Dialogs: whatever lies on the stack, drawn over the step.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{findings, panes};
use crate::app::add_list::AddList;
use crate::app::conditions::ConditionEditor;
use crate::app::entry::{Body, Entry};
use crate::app::keymap::BINDINGS;
use crate::app::overlay::{Ask, Form, Overlay};
use crate::app::pick::Pick;
use crate::app::{State, nearest};
use crate::widgets::dialog::{self, Dialog};
use crate::widgets::list::{self, ListRow};
use crate::widgets::text::{put, wrap, wrap_within};
use crate::widgets::{Theme, area, input};

/// Draws every dialog, the top one last.
pub fn draw(state: &State, frame: &mut Frame, screen: Rect, theme: &Theme) {
    let last = state.overlays.len().saturating_sub(1);
    for (index, overlay) in state.overlays.iter().enumerate() {
        match overlay {
            Overlay::Entry(_) if index == last && typed_in_place(state) => {}
            Overlay::Entry(entry) => draw_entry(state, entry, frame, screen, theme),
            Overlay::AddList(list) => draw_add_list(list, frame.buffer_mut(), screen, theme),
            Overlay::Pick(pick) => draw_pick(pick, frame, screen, theme),
            Overlay::Ask(ask) => draw_ask(ask, frame.buffer_mut(), screen, theme),
            Overlay::Form(form) => draw_form(state, form, frame, screen, theme),
            Overlay::Condition(editor) => {
                draw_condition(state, editor, frame.buffer_mut(), screen, theme);
            }
            Overlay::Ballot(ballot) => {
                super::ballot::draw(state, ballot, frame.buffer_mut(), screen, theme);
            }
            Overlay::Sheet(sheet) => {
                super::sheet::draw(state, sheet, frame.buffer_mut(), screen, theme);
            }
            Overlay::Words(subject) => {
                super::both_words::draw(state, subject, frame.buffer_mut(), screen, theme);
            }
            Overlay::Findings(list) => {
                findings::draw(state, list, frame.buffer_mut(), screen, theme);
            }
            Overlay::Help(at) => draw_help(*at, frame.buffer_mut(), screen, theme),
            Overlay::Reader(title, text, at) => {
                draw_text(title, text, *at, frame.buffer_mut(), screen, theme);
            }
        }
    }
}

/// Whether the line being typed is drawn in its form: where that form shows.
pub fn typed_in_place(state: &State) -> bool {
    let Some((at, key, _)) = panes::typed_field(state) else {
        return false;
    };
    let shows = |rows: &[crate::app::Row]| {
        rows.iter()
            .any(|r| matches!(&r.does, crate::app::Does::Field(p, k) if p == at && *k == key))
    };
    match state.overlays.iter().rev().nth(1) {
        Some(Overlay::Form(form)) => shows(&crate::app::screen::field_rows(
            state.session(),
            &form.place,
            form.more,
        )),
        Some(_) => false,
        None => state.cursor().pane == crate::app::Pane::Detail && shows(&state.detail().0),
    }
}

/// Opens a dialog; its keys are written `KEY what   KEY what`.
pub(super) fn open(
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    title: &str,
    keys: &str,
    size: (u16, u16),
) -> Rect {
    let (width, height) = (size.0.min(screen.width), size.1.min(screen.height));
    let keys: Vec<(&str, &str)> = keys
        .split("   ")
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once(' ').unwrap_or((pair, "")))
        .collect();
    dialog::draw(
        buf,
        screen,
        theme,
        &Dialog {
            title,
            keys: &keys,
            width,
            height,
        },
    )
}

/// Columns of a dialog with long rows: all of a narrow screen.
fn wide(screen: Rect) -> u16 {
    (screen.width * 4 / 5).clamp(60, 100)
}

pub(super) fn row(area: Rect, index: u16) -> Rect {
    let height = u16::from(index < area.height);
    Rect {
        y: area.y + index.min(area.height),
        height,
        ..area
    }
}

pub(super) fn line(
    buf: &mut Buffer,
    area: Rect,
    index: u16,
    text: &str,
    style: ratatui::style::Style,
) {
    let at = row(area, index);
    if at.height > 0 {
        put(buf, at.x, at.y, text, at.width, style);
    }
}

fn draw_entry(state: &State, entry: &Entry, frame: &mut Frame, screen: Rect, theme: &Theme) {
    let several = matches!(entry.body, Body::Area(_));
    let height = if several {
        (screen.height * 2 / 3).max(9)
    } else {
        6
    };
    let curtain = if state.projector.curtain {
        "Ctrl-S keep   F6 or Ctrl-T lift curtain   Esc give up"
    } else {
        "Ctrl-S keep   F6 or Ctrl-T draw curtain   Esc give up"
    };
    let keys = if entry.is_secret() {
        curtain
    } else if several {
        "Ctrl-S keep   Enter new line   Esc give up"
    } else {
        "Enter keep   Esc give up"
    };
    let width = (screen.width * 3 / 4).clamp(50, 100);
    let inner = open(
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
        line(frame.buffer_mut(), inner, i, text, style);
    }
    let body = Rect {
        y: inner.y + hint_rows,
        height: inner.height.saturating_sub(hint_rows),
        ..inner
    };
    if entry.is_secret() && state.projector.curtain {
        let text = if entry.is_long() {
            "A long text".to_owned()
        } else {
            let count = entry.text().split_whitespace().count();
            crate::model::wording::counted(i64::try_from(count).unwrap_or(0), "word")
        };
        let text = format!("{text}, behind the curtain");
        line(frame.buffer_mut(), body, 0, &text, theme.heading);
        return;
    }
    match &entry.body {
        Body::Line(text) => input::draw(frame, row(body, 0), theme, text, true),
        Body::Area(text) if entry.is_long() => area::draw_part(frame, body, theme, text, true),
        Body::Area(text) => area::draw(frame, body, theme, text, true),
    }
}

/// How far a long list is that is being added.
fn draw_add_list(list: &AddList, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let (title, keys) = (list.title(), "Esc give up, the list is kept");
    let inner = open(buf, screen, theme, title, keys, (wide(screen), 6));
    let (done, of) = list.done();
    let text = format!("Adding: {done} of {of} lines");
    line(buf, inner, 1, &text, theme.heading);
}

fn draw_pick(pick: &Pick, frame: &mut Frame, screen: Rect, theme: &Theme) {
    let shown = pick.shown();
    let rows = u16::try_from(pick.choices.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let height = rows.clamp(7, (screen.height * 4 / 5).max(7));
    let keys = if pick.ticked.is_some() {
        "Space tick   Enter take   Esc back   type to narrow"
    } else {
        "Enter take   Esc back   type to narrow"
    };
    let width = wide(screen);
    let inner = open(
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
            let mark = match &pick.ticked {
                None => "",
                Some(ticked) if ticked.contains(&choice.value) => "[x]",
                Some(_) => "[ ]",
            };
            ListRow::new(choice.label.as_str())
                .right(choice.note.as_str())
                .mark(mark)
        })
        .collect();
    let list_area = Rect {
        y: inner.y + 1,
        height: inner.height - 1,
        ..inner
    };
    if drawn.is_empty() {
        line(
            frame.buffer_mut(),
            list_area,
            0,
            "Nothing has these words",
            theme.muted,
        );
    } else {
        list::draw(
            frame.buffer_mut(),
            list_area,
            theme,
            &drawn,
            Some(pick.cursor),
            true,
        );
    }
    input::draw(frame, row(inner, 0), theme, &pick.filter, true);
}

fn draw_ask(ask: &Ask, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let width = 70.min(screen.width);
    let text = wrap(&ask.text, usize::from(width.saturating_sub(4)).max(1));
    let answers = ask.answers.len();
    let height = u16::try_from(text.len() + answers + 4).unwrap_or(u16::MAX);
    let inner = open(buf, screen, theme, &ask.title, "", (width, height));
    let mut at = 0;
    for words in &text {
        line(buf, inner, at, words, theme.text);
        at += 1;
    }
    at += 1;
    for (key, words, _) in &ask.answers {
        line(buf, inner, at, &format!(" {key}  {words}"), theme.heading);
        at += 1;
    }
}

fn draw_form(state: &State, form: &Form, frame: &mut Frame, screen: Rect, theme: &Theme) {
    let rows = crate::app::screen::field_rows(state.session(), &form.place, form.more);
    let title = state.session().title_of(&form.place);
    let height = u16::try_from(rows.len() + 6)
        .unwrap_or(u16::MAX)
        .min(screen.height);
    let size = (wide(screen), height);
    let keys = if typed_in_place(state) {
        "Enter keep   Esc give up   Ctrl-U clear"
    } else {
        "Enter edit   +/- points   m more   Esc back"
    };
    let inner = open(frame.buffer_mut(), screen, theme, &title, keys, size);
    let selected = nearest(&rows, form.row);
    panes::draw_rows(state, frame, inner, theme, &rows, selected, true);
}

fn draw_condition(
    state: &State,
    editor: &ConditionEditor,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
) {
    let title = format!("When does {} hold?", state.session().title_of(&editor.at));
    let keys = "a add   d take out   Enter done   Esc give up   o one or all";
    let lines = editor.lines();
    let height = u16::try_from(lines.len() + 6).unwrap_or(u16::MAX).max(9);
    let inner = open(buf, screen, theme, &title, keys, (wide(screen), height));
    let text = match (lines.len(), editor.any) {
        (0, _) => "Not found in recorded leads yet: a adds a part.",
        (1, _) => "It holds when:",
        (_, true) => "It holds when one of these does (o: all of them):",
        (_, false) => "It holds when all of these do (o: one of them):",
    };
    line(buf, inner, 0, text, theme.muted);
    let mut rows: Vec<ListRow> = lines.iter().map(|l| ListRow::new(l.as_str())).collect();
    let add = if lines.is_empty() {
        "+ add"
    } else {
        "a adds another, Enter is done"
    };
    rows.push(ListRow::new(add).style(theme.muted));
    let body = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(1),
        ..inner
    };
    list::draw(buf, body, theme, &rows, Some(editor.cursor), true);
}

/// Both sides' words side by side, the agreed wording below.
fn draw_help(at: usize, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let size = (screen.width.min(90), screen.height);
    let inner = open(
        buf,
        screen,
        theme,
        "Keys",
        "Up/Down scroll   Esc back",
        size,
    );
    let lines: Vec<String> = BINDINGS
        .iter()
        .flat_map(|b| {
            let keys: Vec<String> = b
                .keys
                .iter()
                .filter_map(|name| crate::app::Key::parse(name))
                .map(|key| key.to_string())
                .collect();
            // A long line goes on below, clear of the keys.
            let mut names = keys.join(" ");
            wrap(b.help, usize::from(inner.width.saturating_sub(18)).max(1))
                .into_iter()
                .map(move |help| format!("{:<17} {help}", std::mem::take(&mut names)))
        })
        .collect();
    scroll(&lines, at, buf, inner, theme);
}

fn draw_text(title: &str, text: &str, at: usize, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let size = (
        screen.width.saturating_sub(4),
        screen.height.saturating_sub(2),
    );
    let inner = open(buf, screen, theme, title, "Up/Down scroll   Esc back", size);
    let lines: Vec<String> = text
        .lines()
        .flat_map(|l| wrap(l, usize::from(inner.width).max(1)))
        .collect();
    scroll(&lines, at, buf, inner, theme);
}

fn scroll(lines: &[String], at: usize, buf: &mut Buffer, inner: Rect, theme: &Theme) {
    let rows = usize::from(inner.height);
    let at = at.min(lines.len().saturating_sub(rows));
    for (i, text) in (0..inner.height).zip(lines.iter().skip(at)) {
        line(buf, inner, i, text, theme.text);
    }
}
