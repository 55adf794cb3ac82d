//! The list and the detail pane side by side; on a narrow screen only the focused one.

use std::collections::HashMap;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::EntryBody;
use crate::app::input::entry_command::EntryCommand;
use crate::app::{self, Pane, Row, RowTarget, State, Tone};
use crate::check::Severity;
use crate::model::record::Place;
use crate::widgets::Focus;
use crate::widgets::form::{self, FormRow};
use crate::widgets::list::{self, ListRow};
use crate::widgets::{Theme, text};

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
pub fn draw(state: &State, frame: &mut Frame, area: Rect, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    let focus = state.cursor().pane;
    if area.width < TWO_PANES_FROM {
        match focus {
            Pane::List => draw_list(state, frame, area, theme),
            Pane::Detail => draw_detail(state, frame, area, theme),
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
    draw_list(state, frame, list_area, theme);
    let sign = theme.vertical();
    for y in bar.top()..bar.bottom() {
        text::put(frame.buffer_mut(), bar.x, y, sign, 1, theme.border);
    }
    draw_detail(state, frame, detail_area, theme);
}

fn draw_list(state: &State, frame: &mut Frame, area: Rect, theme: &Theme) {
    let (list_rows, selected) = state.list();
    if list_rows.is_empty() {
        let lines = text::wrap(state.screen().empty_hint(), usize::from(area.width));
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
    let seen = list::visible_range(frame.buffer_mut(), area, list_rows.len(), selected);
    let rows: Vec<Row> = seen.clone().map(|index| list_rows.row(index)).collect();
    let drawn: Vec<ListRow> = rows
        .iter()
        .map(|row| with_finding_sign(state, list_row(row, theme), row, &flags, theme))
        .collect();
    let focus = Focus::here_if(state.cursor().pane == Pane::List && state.dialogs.is_empty());
    let part = list::ListSpan {
        rows: &drawn,
        first: seen.start,
        total: list_rows.len(),
    };
    list::draw_span(frame.buffer_mut(), area, theme, &part, selected, focus);
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
    match flags.get(place) {
        Some(severity @ (Severity::Error | Severity::Warning)) => drawn
            .mark(app::severity_sign(*severity))
            .style(tone_style(theme, app::severity_tone(*severity))),
        Some(Severity::Note) if !state.proofs.done => drawn.mark("~"),
        _ => drawn,
    }
}

fn draw_detail(state: &State, frame: &mut Frame, area: Rect, theme: &Theme) {
    let (rows, selected) = state.detail();
    let selected = selected.filter(|_| state.cursor().pane == Pane::Detail);
    // A dialog on top has the focus, unless it is the line being typed here.
    let focus = Focus::here_if(match state.dialogs.len() {
        0 => true,
        1 => typed_in_place(state),
        _ => false,
    });
    draw_rows(state, frame, area, theme, &rows, selected, focus);
}

/// Draws rows as a form; the field being typed into shows its text and cursor.
pub fn draw_rows(
    state: &State,
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    rows: &[Row],
    selected: Option<usize>,
    focus: Focus,
) {
    let typing = typed_field(state);
    let drawn: Vec<FormRow> = rows
        .iter()
        .map(|row| {
            let mut drawn = form_row(row, theme);
            if let (RowTarget::Field(place, key), Some((at, field, input))) = (&row.target, &typing)
                && place == *at
                && key == field
            {
                drawn = drawn.editing(input);
                if let Some(Dialog::TextEntry(entry)) = state.dialogs.last()
                    && let Some((bad, note)) = entry.note(state.session())
                {
                    drawn = drawn.note(note, if bad { theme.bad } else { theme.muted });
                }
            }
            drawn
        })
        .collect();
    form::draw(frame, area, theme, &drawn, selected, focus);
}

/// Returns the field a line is typed into, which is drawn in place instead of in a dialog.
pub fn typed_field(
    state: &State,
) -> Option<(&crate::model::record::Place, &str, &tui_input::Input)> {
    let Some(Dialog::TextEntry(entry)) = state.dialogs.last() else {
        return None;
    };
    match (&entry.command, &entry.body) {
        (EntryCommand::Field { at, key }, EntryBody::Line(input)) => {
            Some((at, key.as_str(), input))
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
    if row.note.is_empty() {
        drawn
    } else {
        drawn.note(row.note.clone(), theme.muted)
    }
}

/// Returns whether the line being typed is drawn inside its form because the form is visible.
pub fn typed_in_place(state: &State) -> bool {
    let Some((at, key, _)) = typed_field(state) else {
        return false;
    };
    let shows = |rows: &[crate::app::Row]| {
        rows.iter().any(
            |r| matches!(&r.target, crate::app::RowTarget::Field(p, k) if p == at && *k == key),
        )
    };
    match state.dialogs.iter().rev().nth(1) {
        Some(Dialog::Form(form)) => shows(&crate::app::steps::field_rows::field_rows(
            state.session(),
            &form.place,
            form.more,
        )),
        Some(_) => false,
        None => state.cursor().pane == crate::app::Pane::Detail && shows(&state.detail().0),
    }
}
