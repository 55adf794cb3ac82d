//! Rows of texts, made before they are drawn, so that a picture knows how many it needs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::wording::count_noun;
use crate::widgets::Theme;
use crate::widgets::text::{put, width, wrap};

/// A row of texts.
#[derive(Clone, Debug, Default)]
pub(super) struct TextRow {
    texts: Vec<PlacedText>,
    /// Whether it belongs to what is selected, and so is the last to be left out.
    pub is_selected: bool,
}

/// A text with its place in a row.
#[derive(Clone, Debug)]
struct PlacedText {
    x: u16,
    columns: u16,
    text: String,
    style: Style,
}

impl TextRow {
    /// Adds a text from a column on, in at most so many columns.
    pub fn with(mut self, x: u16, columns: u16, text: impl Into<String>, style: Style) -> Self {
        let text = text.into();
        if columns > 0 && !text.is_empty() {
            self.texts.push(PlacedText {
                x,
                columns,
                text,
                style,
            });
        }
        self
    }

    /// Adds a text whose last column is the one before `right`.
    pub fn with_right(self, right: u16, text: impl Into<String>, style: Style) -> Self {
        let text = text.into();
        let columns = u16::try_from(width(&text)).unwrap_or(u16::MAX).min(right);
        self.with(right - columns, columns, text, style)
    }

    /// Returns whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.texts.is_empty()
    }

    /// Returns the column after its last text.
    pub fn end(&self) -> usize {
        let texts = self.texts.iter();
        let ends = texts.map(|text| usize::from(text.x) + width(&text.text));
        ends.max().unwrap_or(0)
    }

    /// Puts the texts of another row into this one, so many columns to the right.
    pub fn merge(&mut self, other: Self, right: u16) {
        self.is_selected |= other.is_selected;
        self.texts
            .extend(other.texts.into_iter().map(|text| PlacedText {
                x: text.x + right,
                ..text
            }));
    }

    /// Draws it at the top of an area.
    fn draw(&self, buf: &mut Buffer, area: Rect) {
        for placed in &self.texts {
            let columns = placed.columns.min(area.width.saturating_sub(placed.x));
            if columns > 0 {
                put(
                    buf,
                    area.x + placed.x,
                    area.y,
                    &placed.text,
                    columns,
                    placed.style,
                );
            }
        }
    }
}

/// Wraps a text into rows.
pub(super) fn wrapped(x: u16, columns: u16, text: &str, style: Style) -> Vec<TextRow> {
    let lines = wrap(text, usize::from(columns).max(1)).into_iter();
    lines
        .map(|line| TextRow::default().with(x, columns, line, style))
        .collect()
}

/// Returns how many rows there are, as a height.
pub(super) fn height(rows: &[TextRow]) -> u16 {
    u16::try_from(rows.len()).unwrap_or(u16::MAX)
}

/// Draws rows from the top of an area. Where there are more than it holds, those around what is
/// selected are drawn, and the last one says how many are left out.
pub(super) fn draw_rows(rows: &[TextRow], buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let room = usize::from(area.height);
    let line = |at: usize| Rect {
        y: area.y + u16::try_from(at).unwrap_or(0),
        height: 1,
        ..area
    };
    if rows.len() <= room {
        for (at, row) in rows.iter().enumerate() {
            row.draw(buf, line(at));
        }
        return;
    }
    let Some(shown) = room.checked_sub(1) else {
        return;
    };
    let selected = rows.iter().rposition(|row| row.is_selected).unwrap_or(0);
    let first = (selected + 1).saturating_sub(shown);
    for (at, row) in rows[first..first + shown].iter().enumerate() {
        row.draw(buf, line(at));
    }
    let out = rows.iter().filter(|row| !row.is_blank()).count();
    let seen = rows[first..first + shown].iter();
    let out = out - seen.filter(|row| !row.is_blank()).count();
    let text = format!("... {} left out", count_noun(out as i64, "line"));
    TextRow::default()
        .with(0, area.width, text, theme.label)
        .draw(buf, line(shown));
}
