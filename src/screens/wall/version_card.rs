//! Draws the version to publish.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::projector::wall::version_card::VersionCard;
use crate::widgets::Theme;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(_picture: &VersionCard, _area: Rect) -> (u16, u16) {
    (0, 0)
}

/// Draws it.
pub(super) fn draw(_picture: &VersionCard, _buf: &mut Buffer, _area: Rect, _theme: &Theme) {}
