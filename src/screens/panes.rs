//! The list and the detail pane side by side; on a narrow screen only the focused one.

use std::borrow::Cow;
use std::collections::HashMap;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::hit_map::HitMap;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::EntryBody;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::pointer::ViewArea;
use crate::app::steps::field_rows::shows_field;
use crate::app::steps::list_view;
use crate::app::steps::marks::MARK;
use crate::app::steps::selection::StepRows;
use crate::app::{self, Pane, Row, RowTarget, State, Tone};
use crate::check::Severity;
use crate::model::record::Place;
use crate::widgets::Focus;
use crate::widgets::form::{self, FormRow};
use crate::widgets::input::EditedLine;
use crate::widgets::list::{self, ListRow};
use crate::widgets::{ShownRows, Theme, View, input, text};

/// Below this many columns only one pane is shown.
const TWO_PANES_FROM: u16 = 64;

/// Returns the style of a tone.
pub fn tone_style(theme: &Theme, tone: Tone) -> Style {
    match tone {
        Tone::Plain => theme.text,
        Tone::Good => theme.good,
        Tone::Warn => theme.warn,
        Tone::Bad => theme.bad,
        Tone::Quiet => theme.muted,
        Tone::Sales => theme.sales,
        Tone::Marketing => theme.marketing,
    }
}

/// Returns whether the detail pane is the only one shown in this many columns.
pub fn shows_only_detail(state: &State, columns: u16) -> bool {
    columns < TWO_PANES_FROM && state.cursor().pane == Pane::Detail
}

/// Draws both panes, or the focused one.
pub fn draw(rows: &StepRows, frame: &mut Frame, area: Rect, theme: &Theme, hits: &mut HitMap) {
    if area.is_empty() {
        return;
    }
    let focus = rows.state().cursor().pane;
    if area.width < TWO_PANES_FROM {
        match focus {
            Pane::List => draw_list(rows, frame, area, theme, hits),
            Pane::Detail => draw_detail(rows, frame, area, theme, hits),
        }
        return;
    }
    let left = (area.width * 45 / 100).max(30);
    let list_area = Rect {
        width: left,
        ..area
    };
    let bar = Rect {
        x: area.x + left,
        width: 1,
        ..area
    };
    let detail_area = Rect {
        x: area.x + left + 2,
        width: area.width - left - 2,
        ..area
    };
    draw_list(rows, frame, list_area, theme, hits);
    let sign = theme.vertical();
    for y in bar.top()..bar.bottom() {
        text::put(frame.buffer_mut(), bar.x, y, sign, 1, theme.border);
    }
    draw_detail(rows, frame, detail_area, theme, hits);
    let quiet = match focus {
        Pane::List => detail_area,
        Pane::Detail => list_area,
    };
    quieten(frame.buffer_mut(), quiet);
}

/// Shows that keys don't go to a pane: nothing in it is bold.
fn quieten(buf: &mut Buffer, area: Rect) {
    for position in area.intersection(buf.area).positions() {
        buf[position].modifier.remove(Modifier::BOLD);
    }
}

fn draw_list(
    step_rows: &StepRows,
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let state = step_rows.state();
    let (list_rows, selected) = step_rows.list();
    let area = draw_list_title(state, frame, area, theme);
    if list_rows.is_empty() {
        let hint = if list_view::is_narrowed(state) {
            "Nothing contains that; Esc shows all."
        } else {
            state.screen().empty_hint()
        };
        let lines = text::wrap(hint, usize::from(area.width));
        for (y, line) in (area.y..area.bottom()).zip(lines) {
            text::put(
                frame.buffer_mut(),
                area.x,
                y,
                &line,
                area.width,
                theme.muted,
            );
        }
        return;
    }
    let flags = state.flagged_rows();
    let view = View::from(selected).scrolled(state.scroll_of(ViewArea::List));
    let seen = list::visible_range(frame.buffer_mut(), area, list_rows.len(), view);
    let rows: Vec<Cow<Row>> = seen.clone().map(|i| step_rows.list_row(i)).collect();
    let drawn: Vec<ListRow> = rows
        .iter()
        .map(|row| with_finding_sign(state, list_row(row, theme), row, &flags, theme))
        .collect();
    let is_free = state.dialogs.is_empty() || list_view::is_filtering(state);
    let focus = Focus::here_if(state.cursor().pane == Pane::List && is_free);
    let part = list::ListSpan {
        rows: &drawn,
        first: seen.start,
        total: list_rows.len(),
    };
    let shown = list::draw_span(frame.buffer_mut(), area, theme, &part, view, focus);
    hits.add_rows(ViewArea::List, &shown);
}

/// Draws how the list is narrowed and sorted above it. Returns the rest of the area.
fn draw_list_title(state: &State, frame: &mut Frame, area: Rect, theme: &Theme) -> Rect {
    if let Some(EntryBody::Line(typed)) = list_view::filter_entry(state).map(|entry| &entry.body) {
        return draw_filter(frame, area, theme, typed);
    }
    let Some(title) = list_view::title(state) else {
        return area;
    };
    text::put(
        frame.buffer_mut(),
        area.x,
        area.y,
        &text::fit(&title, usize::from(area.width)),
        area.width,
        theme.heading,
    );
    below_first_line(area)
}

/// Draws a filter being typed on the first line. Returns the rest of the area.
pub(super) fn draw_filter<'a>(
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    typed: impl Into<EditedLine<'a>>,
) -> Rect {
    const LABEL: &str = "Filter: ";
    let line = Rect {
        height: area.height.min(1),
        ..area
    };
    text::put(
        frame.buffer_mut(),
        line.x,
        line.y,
        LABEL,
        line.width,
        theme.heading,
    );
    let label = u16::try_from(LABEL.len()).unwrap_or(0).min(line.width);
    let field = Rect {
        x: line.x + label,
        width: line.width - label,
        ..line
    };
    input::draw(frame, field, theme, typed, Focus::Here);
    below_first_line(area)
}

/// Returns an area without its first line.
pub(super) fn below_first_line(area: Rect) -> Rect {
    Rect {
        y: area.y + area.height.min(1),
        height: area.height.saturating_sub(1),
        ..area
    }
}

fn list_row<'a>(row: &'a Row, theme: &Theme) -> ListRow<'a> {
    if row.heading {
        return ListRow::heading(row.text.as_str()).right(row.value.as_str());
    }
    ListRow::new(row.text.as_str())
        .right(row.value.as_str())
        .mark(row.mark)
        .indent(row.indent)
        .style(tone_style(theme, row.tone))
}

/// A row with the sign of its worst finding, or else its own sign.
fn with_finding_sign<'a>(
    state: &State,
    drawn: ListRow<'a>,
    row: &Row,
    flags: &HashMap<Place, Severity>,
    theme: &Theme,
) -> ListRow<'a> {
    let RowTarget::Record(place) = &row.target else {
        return drawn;
    };
    if row.mark == MARK {
        return drawn;
    }
    match flags.get(place) {
        Some(severity @ (Severity::Error | Severity::Warning)) => drawn
            .mark(with_agreement(app::severity_sign(*severity), row.mark))
            .style(tone_style(theme, app::severity_tone(*severity))),
        Some(Severity::Note) if !state.proofs.done => drawn.mark("~"),
        _ => drawn,
    }
}

/// Returns a finding's sign followed by the sign of how far the row is agreed, which it would hide.
fn with_agreement<'a>(sign: &'a str, mark: &str) -> &'a str {
    match (sign, mark) {
        ("!", "v") => "!v",
        ("!", "~") => "!~",
        ("!", "/") => "!/",
        ("!", "+") => "!+",
        ("!!", "v") => "!!v",
        ("!!", "~") => "!!~",
        ("!!", "/") => "!!/",
        ("!!", "+") => "!!+",
        _ => sign,
    }
}

fn draw_detail(
    step_rows: &StepRows,
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let state = step_rows.state();
    let (rows, selected) = step_rows.detail();
    let selected = selected.filter(|_| state.cursor().pane == Pane::Detail);
    // A dialog on top has the focus, unless it is the line being typed here.
    let focus = Focus::here_if(match state.dialogs.len() {
        0 => true,
        1 => typed_in_place(step_rows),
        _ => false,
    });
    let view = View::from(selected).scrolled(state.scroll_of(ViewArea::Detail));
    let shown = draw_rows(state, frame, area, theme, rows, view, focus);
    hits.add_rows(ViewArea::Detail, &shown);
}

/// Draws rows as a form, and returns where they are; the field being typed into shows its text and
/// cursor.
pub fn draw_rows(
    state: &State,
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    rows: &[Row],
    view: View,
    focus: Focus,
) -> ShownRows {
    let typing = typed_field(state);
    let drawn: Vec<FormRow> = rows
        .iter()
        .map(|row| {
            let mut drawn = form_row(row, theme);
            if let (RowTarget::Field(place, key), Some((at, field, input))) = (&row.target, &typing)
                && place == *at
                && key == field
            {
                drawn = drawn.editing(*input);
                if let Some(Dialog::TextEntry(entry)) = state.dialogs.last()
                    && let Some((bad, note)) = entry.note(state.session())
                {
                    drawn = drawn.note(note, if bad { theme.bad } else { theme.muted });
                }
            }
            drawn
        })
        .collect();
    form::draw(frame, area, theme, &drawn, view, focus)
}

/// Returns the field a line is typed into, which is drawn in place instead of in a dialog.
pub fn typed_field(state: &State) -> Option<(&Place, &str, EditedLine<'_>)> {
    let Some(Dialog::TextEntry(entry)) = state.dialogs.last() else {
        return None;
    };
    match (&entry.command, &entry.body) {
        (EntryCommand::Field { at, key }, EntryBody::Line(input)) => {
            let selected = entry.is_selected();
            Some((at, key.as_str(), EditedLine { input, selected }))
        }
        _ => None,
    }
}

fn form_row<'a>(row: &'a Row, theme: &Theme) -> FormRow<'a> {
    if row.heading {
        let mut drawn = FormRow::heading(row.text.as_str(), row.value.as_str());
        if row.tone != Tone::Plain {
            drawn.style = tone_style(theme, row.tone);
        }
        return drawn;
    }
    let mut drawn = FormRow::new(row.text.as_str(), row.value.as_str());
    drawn.style = tone_style(theme, row.tone);
    drawn.pinned = row.pinned;
    if row.note.is_empty() {
        drawn
    } else {
        drawn.note(row.note.clone(), theme.muted)
    }
}

/// Returns whether the line being typed is drawn inside its form because the form is visible.
pub fn typed_in_place(rows: &StepRows) -> bool {
    let state = rows.state();
    let Some((at, key, _)) = typed_field(state) else {
        return false;
    };
    let is_typed =
        |row: &Row| matches!(&row.target, RowTarget::Field(p, k) if p == at && *k == key);
    match state.dialogs.iter().rev().nth(1) {
        Some(Dialog::Form(form)) => {
            form.place == *at && shows_field(state.session(), at, key, form.more)
        }
        Some(_) => false,
        None => state.cursor().pane == Pane::Detail && rows.detail().0.iter().any(is_typed),
    }
}
