//! Which file draws which plot.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{calibration, curves, differences, funnel, grid, timelines};
use crate::evidence::history::Plot;
use crate::widgets::Theme;

/// Returns how many lines a plot takes in an area of this size.
pub(in crate::screens) fn height(plot: &Plot, area: Rect) -> u16 {
    match plot {
        Plot::Differences(plot) => differences::height(plot, area),
        Plot::Timelines(plot) => timelines::height(plot, area),
        Plot::Curves(plot) => curves::height(plot, area),
        Plot::Funnel(plot) => funnel::height(plot, area),
        Plot::Calibration(plot) => calibration::height(plot, area),
        Plot::Grid(plot) => grid::height(plot, area),
    }
}

/// Returns the fewest columns in which none of a plot's figures is cut.
pub(in crate::screens) fn fewest_columns(plot: &Plot) -> u16 {
    match plot {
        Plot::Differences(_) => differences::FEWEST_COLUMNS,
        Plot::Timelines(_) => timelines::FEWEST_COLUMNS,
        Plot::Curves(_) => curves::FEWEST_COLUMNS,
        Plot::Funnel(plot) => funnel::fewest_columns(plot),
        Plot::Calibration(plot) => calibration::fewest_columns(plot),
        Plot::Grid(plot) => grid::fewest_columns(plot),
    }
}

/// Draws a plot.
pub(in crate::screens) fn draw(plot: &Plot, buf: &mut Buffer, area: Rect, theme: &Theme) {
    match plot {
        Plot::Differences(plot) => differences::draw(plot, buf, area, theme),
        Plot::Timelines(plot) => timelines::draw(plot, buf, area, theme),
        Plot::Curves(plot) => curves::draw(plot, buf, area, theme),
        Plot::Funnel(plot) => funnel::draw(plot, buf, area, theme),
        Plot::Calibration(plot) => calibration::draw(plot, buf, area, theme),
        Plot::Grid(plot) => grid::draw(plot, buf, area, theme),
    }
}
