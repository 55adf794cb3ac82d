//! Draws curves.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::evidence::history::PlottedCurves;
use crate::widgets::Theme;

/// Returns how many lines it takes in an area of this size.
pub(super) fn height(_plot: &PlottedCurves, _area: Rect) -> u16 {
    0
}

/// Draws it.
pub(super) fn draw(_plot: &PlottedCurves, _buf: &mut Buffer, _area: Rect, _theme: &Theme) {}
