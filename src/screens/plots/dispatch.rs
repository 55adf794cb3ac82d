//! Which file draws which plot.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::evidence::history::Plot;
use crate::widgets::Theme;

/// Returns how many lines a plot takes in an area of this size.
pub(in crate::screens) fn height(plot: &Plot, _area: Rect) -> u16 {
    match plot {
        Plot::Differences(_)
        | Plot::Timelines(_)
        | Plot::Curves(_)
        | Plot::Funnel(_)
        | Plot::Calibration(_)
        | Plot::Grid(_) => 0,
    }
}

/// Draws a plot.
pub(in crate::screens) fn draw(plot: &Plot, _buf: &mut Buffer, _area: Rect, _theme: &Theme) {
    match plot {
        Plot::Differences(_)
        | Plot::Timelines(_)
        | Plot::Curves(_)
        | Plot::Funnel(_)
        | Plot::Calibration(_)
        | Plot::Grid(_) => {}
    }
}
