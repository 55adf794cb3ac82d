//! Draws a journey as swim lanes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::projector::wall::swim_lanes::SwimLanes;
use crate::widgets::Theme;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(_picture: &SwimLanes, _area: Rect) -> (u16, u16) {
    (0, 0)
}

/// Draws it.
pub(super) fn draw(_picture: &SwimLanes, _buf: &mut Buffer, _area: Rect, _theme: &Theme) {}
