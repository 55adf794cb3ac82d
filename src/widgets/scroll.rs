//! The visible rows of a longer list, and the signs for more rows above and below. Lists, forms,
//! tables and timelines use it.

use super::text::{put_right, width};
use super::theme::Theme;
use super::view::View;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;

/// From this height on the "more" signs get rows of their own.
const SIGN_ROWS_FROM: usize = 8;

/// The rows on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScrollWindow {
    /// Range of visible rows.
    pub rows: Range<usize>,
    /// Rows above the first visible one that are taken by a sign (0 or 1).
    pub top_sign: usize,
    /// Whether the signs have rows of their own; if not, they need the rightmost columns.
    pub own_rows: bool,
    /// Number of rows in all.
    pub total: usize,
    /// The first row shown once the list is scrolled to its end.
    pub last_first: usize,
}

impl ScrollWindow {
    /// Returns the part of `total` rows to show in `height` lines: from the line scrolled to, else
    /// with the selected row near the middle.
    pub fn new(total: usize, view: impl Into<View>, height: usize) -> Self {
        let view = view.into();
        let own_rows = height >= SIGN_ROWS_FROM;
        // A sign takes the place of a row at either end.
        let end_rows = if own_rows { height - 1 } else { height };
        let last_first = if total <= height { 0 } else { total - end_rows };
        let window = |rows, top_sign| Self {
            rows,
            top_sign,
            own_rows,
            total,
            last_first,
        };
        let selected = view.selected.unwrap_or(0).min(total.saturating_sub(1));
        let middle = height / 2;
        let first = match view.scroll {
            Some(first) => first.min(last_first),
            None if !own_rows => selected.saturating_sub(middle).min(last_first),
            None if selected <= middle => 0,
            None if selected + middle >= total => last_first,
            None => selected - (middle - 1),
        };
        if total <= height {
            window(0..total, 0)
        } else if !own_rows || first == 0 {
            window(first..first + end_rows, 0)
        } else if first == last_first {
            window(first..total, 1)
        } else {
            window(first..first + height - 2, 1)
        }
    }

    /// Returns the columns to keep free at the right edge of each row.
    pub fn margin(&self) -> u16 {
        if self.own_rows || self.rows.len() == self.total {
            0
        } else {
            2
        }
    }

    /// Draws the signs for rows above and below into the area of the rows.
    pub fn draw_signs(&self, buf: &mut Buffer, area: Rect, theme: &Theme) {
        let below = self.total.saturating_sub(self.rows.end);
        let signs = if self.own_rows {
            SignText::Full
        } else {
            SignText::SignOnly
        };
        more_signs(buf, area, theme, self.rows.start, below, signs);
    }
}

/// How much of `v 12 more` is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignText {
    /// All of it, where it fits.
    Full,
    /// The sign alone, in one column.
    SignOnly,
}

/// Draws `^ 3 more` and `v 12 more` at the right edge of the first and last line.
pub(crate) fn more_signs(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    above: usize,
    below: usize,
    signs: SignText,
) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    for (sign, count, y) in [("^", above, area.top()), ("v", below, area.bottom() - 1)] {
        if count == 0 {
            continue;
        }
        let text = format!("{sign} {count} more");
        let fits = signs == SignText::Full && width(&text) <= usize::from(area.width);
        let text = if fits { text.as_str() } else { sign };
        put_right(buf, area.left(), area.right(), y, text, theme.muted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_always_shown_and_signs_have_room() {
        for total in 0..40 {
            for height in 0..20 {
                for selected in 0..total.max(1) {
                    let window = ScrollWindow::new(total, Some(selected), height);
                    let case = format!("{total} rows, {selected} selected, {height} high");
                    if total > 0 && height > 0 {
                        assert!(window.rows.contains(&selected), "{case}");
                    }
                    let below = window.rows.end < total;
                    let bottom_sign = usize::from(below && window.own_rows);
                    let used = window.top_sign + window.rows.len() + bottom_sign;
                    assert_eq!(used, height.min(total), "{case}");
                    let above = window.rows.start > 0 && window.own_rows;
                    assert_eq!(window.top_sign, usize::from(above), "{case}");
                }
            }
        }
    }
}
