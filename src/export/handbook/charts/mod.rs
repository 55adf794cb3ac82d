//! Charts of the page's evidence, one file for each kind of plot: data in, drawings out.

mod chart;
mod curves;
mod drawn_plot;
mod funnel;
mod grid;
mod plane;
mod shares;

pub(super) use chart::Chart;
pub(super) use drawn_plot::chart;
