//! Which file draws which plot.

use super::chart::Chart;
use super::{curves, funnel, grid, shares};
use crate::evidence::history::Plot;

/// Draws a plot; `None` for plots that say what recorded leads have in a column.
pub(in crate::export::handbook) fn chart(plot: &Plot) -> Option<Chart> {
    match plot {
        Plot::Curves(plot) => Some(curves::draw(plot)),
        Plot::Calibration(groups) => Some(shares::draw(groups)),
        Plot::Funnel(stages) => Some(funnel::draw(stages)),
        Plot::Grid(grid) => Some(grid::draw(grid)),
        Plot::Differences(_) | Plot::Timelines(_) => None,
    }
}
