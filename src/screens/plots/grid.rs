//! Draws grid.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::evidence::history::PlottedGrid;
use crate::widgets::Theme;

/// Returns how many lines it takes in an area of this size.
pub(super) fn height(_plot: &PlottedGrid, _area: Rect) -> u16 {
    0
}

/// Draws it.
pub(super) fn draw(_plot: &PlottedGrid, _buf: &mut Buffer, _area: Rect, _theme: &Theme) {}
