//! Draws the threshold curve.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::projector::wall::threshold_curve::ThresholdCurve;
use crate::widgets::Theme;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(_picture: &ThresholdCurve, _area: Rect) -> (u16, u16) {
    (0, 0)
}

/// Draws it.
pub(super) fn draw(_picture: &ThresholdCurve, _buf: &mut Buffer, _area: Rect, _theme: &Theme) {}
