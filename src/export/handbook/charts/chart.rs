//! A chart of the page: a drawing with a title, what it shows in words, and a legend.

use serde::Serialize;

use super::super::map_layout::Drawing;
use super::{curves, funnel, grid, shares};
use crate::evidence::history::Plot;

/// A chart, as its template prints it.
#[derive(Default, Serialize)]
pub(in crate::export::handbook) struct Chart {
    /// What it shows, for whoever can't see it; the table beside it has the figures.
    pub description: String,
    /// Its lines by class and name, where it has several.
    pub legend: Vec<(&'static str, String)>,
    pub drawing: Drawing,
}

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
