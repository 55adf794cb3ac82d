//! A form: labels on the left, values on the right, with one field selected or being edited.

use super::focus::Focus;
use super::input::{self, EditedLine};
use super::panel::fill;
use super::scroll::{SignText, more_signs};
use super::text::{clean, put, width, wrap_within};
use super::theme::Theme;
use super::view::{ShownRows, View};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

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
    pub editing: Option<EditedLine<'a>>,
    /// The value's style.
    pub style: Style,
    /// Whether it is a heading of the fields that follow, across the whole width.
    pub heading: bool,
    /// Whether it stays at the top, in sight, while the other fields scroll.
    pub pinned: bool,
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
    pub fn editing(mut self, line: impl Into<EditedLine<'a>>) -> Self {
        self.editing = Some(line.into());
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

/// What all fields of a form are drawn with.
struct FormStyle<'a> {
    theme: &'a Theme,
    labels: u16,
    selected: Option<usize>,
    focus: Focus,
}

/// Draws the fields, scrolled so that the selected one is visible, in full if it fits, unless the
/// view says otherwise; pinned fields stay above the others. Returns where they are. The selected
/// field's label is marked `>`, and reversed if the pane has the `focus`, else bold. The terminal's
/// cursor is placed in the field being edited.
pub fn draw(
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    rows: &[FormRow],
    view: impl Into<View>,
    focus: Focus,
) -> ShownRows {
    let view = view.into();
    let area = area.intersection(frame.area());
    let mut shown = ShownRows {
        area,
        ..ShownRows::default()
    };
    if area.is_empty() {
        return shown;
    }
    // The rightmost two columns are reserved for the "more" signs.
    let spare = if area.width > 20 { 2 } else { 0 };
    let body = Rect {
        width: area.width.saturating_sub(spare),
        ..area
    };
    let labels = label_columns(rows, body.width);
    let columns = usize::from(body.width - labels);
    let layout = |row| FieldLayout::new(row, columns, usize::from(labels));
    let layouts = rows.iter().map(layout).enumerate();
    let (pinned, others): (Vec<_>, Vec<_>) = layouts.partition(|(_, field)| field.row.pinned);
    let style = FormStyle {
        theme,
        labels,
        selected: view.selected.map(|i| i.min(rows.len().saturating_sub(1))),
        focus,
    };
    let above = total_height(&pinned).min(usize::from(area.height / 3).max(1)) as u16;
    let head = Rect {
        height: above,
        ..body
    };
    draw_fields(frame, head, &style, &pinned, 0, &mut shown.rows);
    let below = Rect {
        y: body.y + above,
        height: body.height - above,
        ..body
    };
    let height = usize::from(below.height);
    let total = total_height(&others);
    shown.last_first = total.saturating_sub(height);
    let at = others.iter().position(|(i, _)| style.selected == Some(*i));
    shown.first = match view.scroll {
        Some(first) => first.min(shown.last_first),
        None => scroll_offset(&others, at, height),
    };
    draw_fields(frame, below, &style, &others, shown.first, &mut shown.rows);
    let hidden = total.saturating_sub(shown.first + height);
    let signs = Rect {
        width: area.width,
        ..below
    };
    let buf = frame.buffer_mut();
    more_signs(buf, signs, theme, shown.first, hidden, SignText::SignOnly);
    shown
}

/// Fields with their index among all of the form.
type Fields<'a> = [(usize, FieldLayout<'a>)];

fn total_height(fields: &Fields) -> usize {
    fields.iter().map(|(_, field)| field.height()).sum()
}

/// Draws fields one below the other without their first `offset` lines, and adds where they are.
fn draw_fields(
    frame: &mut Frame,
    body: Rect,
    style: &FormStyle,
    fields: &Fields,
    offset: usize,
    shown: &mut Vec<(usize, Rect)>,
) {
    let mut line = 0;
    for (i, field) in fields {
        draw_field(
            frame,
            body,
            style,
            field,
            (line, offset),
            style.selected == Some(*i),
        );
        let start = line.saturating_sub(offset);
        line += field.height();
        let end = line.saturating_sub(offset).min(usize::from(body.height));
        if start < end {
            let (y, height) = (body.y + start as u16, (end - start) as u16);
            shown.push((*i, Rect { y, height, ..body }));
        }
    }
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

/// Returns the first visible line, so that the selected field starts near the middle. Headings above
/// the first field come into view with it.
fn scroll_offset(fields: &Fields, selected: Option<usize>, height: usize) -> usize {
    let Some(selected) = selected else {
        return 0;
    };
    let start = total_height(&fields[..selected]);
    let own = fields[selected].1.height();
    let is_first = fields[..selected]
        .iter()
        .all(|(_, field)| field.row.heading);
    if is_first && start + own <= height {
        return 0;
    }
    let centred = start.saturating_sub(height.saturating_sub(own) / 2);
    let last = total_height(fields).saturating_sub(height);
    centred.min(last).min(start)
}

/// Draws a field that starts at line `at.0` of the form, of which `at.1` lines are scrolled away.
fn draw_field(
    frame: &mut Frame,
    body: Rect,
    form: &FormStyle,
    field: &FieldLayout,
    at: (usize, usize),
    is_selected: bool,
) {
    let (theme, labels) = (form.theme, form.labels);
    let choice = is_selected.then_some(form.focus);
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
    use tui_input::Input;

    fn stage() -> Vec<FormRow<'static>> {
        vec![
            FormRow::new("Name", "Marketing qualified lead"),
            FormRow::new("Wording", "funded, and has asked for a demo in person"),
            FormRow::new("Owner", "").note("nobody owns it", ascii().warn),
            FormRow::new("Ready", "worthy").note("(agreed)", ascii().good),
        ]
    }

    /// Six headings, three fields.
    fn below_headings() -> Vec<FormRow<'static>> {
        let headings = ["one", "two", "three", "four", "five", "six"];
        let headings = headings.map(|text| FormRow::heading(text, ""));
        let fields = ["Name", "Owner", "Ready"].map(|label| FormRow::new(label, "text"));
        headings.into_iter().chain(fields).collect()
    }

    fn shown(height: u16, view: View) -> Vec<String> {
        screen(30, height, |frame, area| {
            draw(frame, area, &ascii(), &below_headings(), view, Focus::Here);
        })
    }

    #[test]
    fn headings_above_the_first_field_come_into_view_with_it() {
        let rows = shown(7, Some(6).into());
        assert!(rows[0].starts_with("one"), "{rows:?}");
        assert!(rows[6].contains("> Name"), "{rows:?}");
        let rows = shown(7, Some(8).into());
        assert!(rows[0].starts_with("three"), "{rows:?}");
    }

    #[test]
    fn headings_too_high_to_fit_are_scrolled_to() {
        let rows = shown(5, Some(6).into());
        assert!(!rows[0].starts_with("one"), "{rows:?}");
        let view = View::from(Some(6)).scrolled(Some(0));
        assert!(shown(5, view)[0].starts_with("one"));
    }

    #[test]
    fn a_pinned_field_stays_while_the_others_scroll() {
        let mut fields = below_headings();
        fields[6].pinned = true;
        let rows = screen(30, 5, |frame, area| {
            draw(frame, area, &ascii(), &fields, Some(8), Focus::Here);
        });
        assert!(rows[0].contains("Name"), "{rows:?}");
        assert!(rows[4].contains("> Ready"), "{rows:?}");
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
            .draw(|frame| {
                draw(frame, frame.area(), &ascii(), &rows, Some(2), Focus::Here);
            })
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
