//! Draws the pipeline with counts.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::projector::wall::stage_counts::StageCounts;
use crate::widgets::Theme;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(_picture: &StageCounts, _area: Rect) -> (u16, u16) {
    (0, 0)
}

/// Draws it.
pub(super) fn draw(_picture: &StageCounts, _buf: &mut Buffer, _area: Rect, _theme: &Theme) {}
