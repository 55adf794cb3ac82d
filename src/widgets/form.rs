//! A form: labels on the left, values on the right, with one field selected or being edited.

use super::focus::Focus;
use super::input;
use super::panel::fill;
use super::scroll::{SignText, more_signs};
use super::text::{clean, put, width, wrap_within};
use super::theme::Theme;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;
use tui_input::Input;

/// One field of a form.
#[derive(Debug, Clone, Default)]
pub struct FormRow<'a> {
    /// The field's name.
    pub label: Cow<'a, str>,
    /// Its value; long ones are wrapped, and line breaks kept.
    pub value: Cow<'a, str>,
    /// A note beside or below the value, such as what is wrong with it.
    pub note: Option<(String, Style)>,
    /// The text being typed into the field, shown instead of the value.
    pub editing: Option<&'a Input>,
    /// The value's style.
    pub style: Style,
    /// Whether it is a heading of the fields that follow, across the whole width.
    pub heading: bool,
}

impl<'a> FormRow<'a> {
    /// Creates a field with a value.
    pub fn new(label: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            ..Self::default()
        }
    }

    /// Creates a heading with a text beside it.
    pub fn heading(label: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        Self {
            heading: true,
            ..Self::new(label, value)
        }
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>, style: Style) -> Self {
        self.note = Some((note.into(), style));
        self
    }

    /// Makes this the field being edited.
    #[must_use]
    pub fn editing(mut self, input: &'a Input) -> Self {
        self.editing = Some(input);
        self
    }
}

/// Maximum number of lines of a value, more than any screen has.
const MAX_VALUE_LINES: usize = 250;

/// A field laid out for a given width.
struct FieldLayout<'a> {
    row: &'a FormRow<'a>,
    value: Vec<String>,
    /// Lines of the note below the value; if empty, the note is beside the value's last line.
    note: Vec<String>,
    note_beside: bool,
}

impl<'a> FieldLayout<'a> {
    fn new(row: &'a FormRow, columns: usize, labels: usize) -> Self {
        let value = if row.heading {
            let text = format!("{}  {}", row.label, row.value);
            wrap_within(text.trim_end(), columns + labels, MAX_VALUE_LINES)
        } else if row.editing.is_some() {
            vec![String::new()]
        } else if row.value.is_empty() && row.note.is_some() {
            Vec::new()
        } else {
            wrap_within(&row.value, columns, MAX_VALUE_LINES)
        };
        let note = row.note.as_ref().map(|note| note.0.as_str());
        let last = value.last().map_or(0, |line| width(line));
        let room = columns.saturating_sub(last + 2);
        let lines = note.map_or_else(Vec::new, |note| wrap_within(note, columns, MAX_VALUE_LINES));
        let beside =
            row.editing.is_none() && lines.len() == 1 && last > 0 && width(&lines[0]) <= room;
        Self {
            row,
            value,
            note: lines,
            note_beside: beside,
        }
    }

    fn height(&self) -> usize {
        let below = if self.note_beside { 0 } else { self.note.len() };
        (self.value.len() + below).max(1)
    }
}

/// Draws the fields, scrolled so that `selected` is visible, in full if it fits. Its label is
/// marked `>`, and reversed if the pane has the `focus`, else bold. The terminal's cursor is placed
/// in the field being edited.
pub fn draw(
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    rows: &[FormRow],
    selected: Option<usize>,
    focus: Focus,
) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let selected = selected.map(|i| i.min(rows.len().saturating_sub(1)));
    // The rightmost two columns are reserved for the "more" signs.
    let body = Rect {
        width: area
            .width
            .saturating_sub(if area.width > 20 { 2 } else { 0 }),
        ..area
    };
    let labels = label_columns(rows, body.width);
    let columns = usize::from(body.width - labels);
    let layouts: Vec<_> = rows
        .iter()
        .map(|row| FieldLayout::new(row, columns, usize::from(labels)))
        .collect();
    let total: usize = layouts.iter().map(FieldLayout::height).sum();
    let offset = scroll_offset(&layouts, selected, usize::from(area.height));
    let mut line = 0;
    for (i, field) in layouts.iter().enumerate() {
        let choice = (selected == Some(i)).then_some(focus);
        draw_field(frame, body, theme, labels, field, (line, offset), choice);
        line += field.height();
    }
    let below = total.saturating_sub(offset + usize::from(area.height));
    more_signs(
        frame.buffer_mut(),
        area,
        theme,
        offset,
        below,
        SignText::SignOnly,
    );
}

/// Width of the labels with their mark: that of the longest, at most a little over half.
fn label_columns(rows: &[FormRow], columns: u16) -> u16 {
    let longest = rows
        .iter()
        .filter(|row| !row.heading)
        .map(|row| width(&clean(&row.label)))
        .max()
        .unwrap_or(0);
    let max = usize::from(columns) * 11 / 20;
    (longest + 4).min(max) as u16
}

/// Returns the first visible line, so that the selected field starts near the middle.
fn scroll_offset(layouts: &[FieldLayout], selected: Option<usize>, height: usize) -> usize {
    let total: usize = layouts.iter().map(FieldLayout::height).sum();
    let Some(selected) = selected.filter(|&i| i < layouts.len()) else {
        return 0;
    };
    let start: usize = layouts[..selected].iter().map(FieldLayout::height).sum();
    let spare = height.saturating_sub(layouts[selected].height());
    let centred = start.saturating_sub(spare / 2);
    centred.min(total.saturating_sub(height)).min(start)
}

/// Draws a field that starts at line `at.0` of the form, of which `at.1` lines are scrolled away.
fn draw_field(
    frame: &mut Frame,
    body: Rect,
    theme: &Theme,
    labels: u16,
    field: &FieldLayout,
    at: (usize, usize),
    choice: Option<Focus>,
) {
    let y = |line: usize| {
        let line = (at.0 + line).checked_sub(at.1)?;
        (line < usize::from(body.height)).then(|| body.y + line as u16)
    };
    let right = Rect {
        x: body.x + labels,
        width: body.width - labels,
        ..body
    };
    if field.row.heading {
        let style = theme.heading.patch(field.row.style);
        for (i, text) in field.value.iter().enumerate() {
            if let Some(y) = y(i) {
                put(frame.buffer_mut(), body.x, y, text, body.width, style);
            }
        }
        return;
    }
    if let Some(y) = y(0) {
        let line = Rect::new(body.x, y, labels, 1);
        draw_label(frame, line, theme, field.row, choice);
        if let Some(input) = field.row.editing {
            let line = Rect {
                y,
                height: 1,
                ..right
            };
            input::draw(frame, line, theme, input, Focus::Here);
        }
    }
    let buf = frame.buffer_mut();
    let style = theme.text.patch(field.row.style);
    let mut note_at = (field.value.len(), 0);
    for (i, text) in field.value.iter().enumerate() {
        let Some(y) = y(i).filter(|_| field.row.editing.is_none()) else {
            continue;
        };
        put(buf, right.x, y, text, right.width, style);
        if field.note_beside {
            note_at = (i, width(text) as u16 + 2);
        }
    }
    if let Some((_, style)) = field.row.note {
        let room = right.width.saturating_sub(note_at.1);
        for (i, text) in field.note.iter().enumerate() {
            if let Some(y) = y(note_at.0 + i) {
                put(buf, right.x + note_at.1, y, text, room, style);
            }
        }
    }
}

fn draw_label(frame: &mut Frame, line: Rect, theme: &Theme, row: &FormRow, choice: Option<Focus>) {
    let buf = frame.buffer_mut();
    let style = match choice {
        Some(Focus::Here) => theme.label.patch(theme.selected),
        Some(Focus::Elsewhere) => theme.label.patch(theme.selected_unfocused),
        None => theme.label,
    };
    // The last label column stays blank, so that label and value don't touch.
    let line = Rect {
        width: line.width.saturating_sub(1),
        ..line
    };
    if choice.is_some() {
        fill(buf, line, style);
        put(buf, line.x, line.y, ">", line.width, style);
    }
    let room = line.width.saturating_sub(2);
    put(buf, line.x + 2, line.y, &row.label, room, style);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;
    use ratatui::{Terminal, backend::TestBackend};

    fn stage() -> Vec<FormRow<'static>> {
        vec![
            FormRow::new("Name", "Marketing qualified lead"),
            FormRow::new("Wording", "funded, and has asked for a demo in person"),
            FormRow::new("Owner", "").note("nobody owns it", ascii().warn),
            FormRow::new("Ready", "worthy").note("(agreed)", ascii().good),
        ]
    }

    #[test]
    fn labels_values_and_notes() {
        let rows = screen(38, 7, |frame, area| {
            draw(frame, area, &ascii(), &stage(), Some(1), Focus::Here);
        });
        assert_eq!(
            rows,
            [
                "  Name     Marketing qualified lead",
                "> Wording  funded, and has asked for",
                "           a demo in person",
                "  Owner    nobody owns it",
                "  Ready    worthy  (agreed)",
                "",
                "",
            ]
        );
    }

    #[test]
    fn the_selected_field_is_scrolled_into_sight() {
        let rows = screen(38, 3, |frame, area| {
            draw(frame, area, &ascii(), &stage(), Some(1), Focus::Here);
        });
        assert_eq!(
            rows,
            [
                "> Wording  funded, and has asked for ^",
                "           a demo in person",
                "  Owner    nobody owns it            v",
            ]
        );
        let rows = screen(38, 1, |frame, area| {
            draw(frame, area, &ascii(), &stage(), Some(3), Focus::Elsewhere);
        });
        assert_eq!(rows, ["> Ready    worthy  (agreed)          ^"]);
    }

    #[test]
    fn a_field_being_edited_has_the_cursor() {
        let input = Input::new("Sales".into());
        let mut rows = stage();
        rows[2] = FormRow::new("Owner", "").editing(&input);
        let mut terminal = Terminal::new(TestBackend::new(30, 7)).unwrap();
        terminal
            .draw(|frame| draw(frame, frame.area(), &ascii(), &rows, Some(2), Focus::Here))
            .unwrap();
        let shown = super::super::testing::rows(terminal.backend().buffer());
        assert_eq!(shown[5], "> Owner    Sales");
        terminal.backend_mut().assert_cursor_position((16, 5));
    }

    #[test]
    fn any_size() {
        let input = Input::new(HARD_TEXT.into());
        let mut rows = stage();
        rows.push(FormRow::new(HARD_TEXT, HARD_TEXT).note(HARD_TEXT, ascii().bad));
        rows.push(
            FormRow::new(HARD_TEXT, HARD_TEXT)
                .editing(&input)
                .note(HARD_TEXT, ascii().bad),
        );
        every_size(|frame, area, theme| {
            let chosen = [None, Some(5), Some(99)][usize::from(area.width % 3)];
            draw(frame, area, theme, &rows, chosen, Focus::Here);
        });
    }
}
