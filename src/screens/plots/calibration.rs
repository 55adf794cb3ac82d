//! Draws calibration.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::evidence::history::PlottedShare;
use crate::widgets::Theme;

/// Returns how many lines it takes in an area of this size.
pub(super) fn height(_plot: &[PlottedShare], _area: Rect) -> u16 {
    0
}

/// Draws it.
pub(super) fn draw(_plot: &[PlottedShare], _buf: &mut Buffer, _area: Rect, _theme: &Theme) {}
