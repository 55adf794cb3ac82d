//! Draws a text as large as it fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::projector::wall::statement::Statement;
use crate::widgets::Theme;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(_picture: &Statement, _area: Rect) -> (u16, u16) {
    (0, 0)
}

/// Draws it.
pub(super) fn draw(_picture: &Statement, _buf: &mut Buffer, _area: Rect, _theme: &Theme) {}
