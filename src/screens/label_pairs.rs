//! Labels with their values, drawn large enough for the back of the room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::widgets::Theme;
use crate::widgets::text::{put, width, wrap};

/// Returns the rows that labels with their values take, without blank rows between.
pub fn pair_rows(lines: &[(String, String)], area: Rect) -> usize {
    Columns::of(lines, area).rows(lines, 0).len()
}

/// Draws labels with their values, and returns the rows used. A cut is marked.
pub fn draw_pairs(lines: &[(String, String)], buf: &mut Buffer, area: Rect, theme: &Theme) -> u16 {
    let columns = Columns::of(lines, area);
    // A blank row between, if there is room: easier to read from the back.
    let between = usize::from(lines.len() * 2 <= usize::from(area.height));
    let mut rows = columns.rows(lines, between);
    if rows.len() > usize::from(area.height) {
        rows.truncate(area.height.into());
        if let Some((_, value)) = rows.last_mut() {
            value.push_str(" ...");
        }
    }
    let x = area.x + columns.label + 3;
    for (y, (label, value)) in (area.y..).zip(&rows) {
        put(buf, area.x, y, label, columns.label, theme.label);
        put(buf, x, y, value, columns.value, theme.heading);
    }
    u16::try_from(rows.len()).unwrap_or(u16::MAX)
}

/// The widths of labels and values.
struct Columns {
    label: u16,
    value: u16,
}

impl Columns {
    fn of(lines: &[(String, String)], area: Rect) -> Self {
        let widest = lines.iter().map(|(label, _)| width(label)).max();
        let label = u16::try_from(widest.unwrap_or(0)).unwrap_or(0);
        let label = label.min(area.width * 3 / 5);
        Self {
            label,
            value: area.width.saturating_sub(label + 3),
        }
    }

    /// Wraps labels and values, with so many blank rows between two.
    fn rows(&self, lines: &[(String, String)], between: usize) -> Vec<(String, String)> {
        let mut rows: Vec<(String, String)> = Vec::new();
        for (index, (label, value)) in lines.iter().enumerate() {
            let blank = if index > 0 { between } else { 0 };
            rows.extend(std::iter::repeat_with(Default::default).take(blank));
            let labels = wrap(label, usize::from(self.label).max(1));
            let values = wrap(value, usize::from(self.value).max(1));
            let of = |lines: &[String], i: usize| lines.get(i).cloned().unwrap_or_default();
            let both = 0..labels.len().max(values.len());
            rows.extend(both.map(|i| (of(&labels, i), of(&values, i))));
        }
        rows
    }
}
