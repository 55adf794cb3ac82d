//! Charts of the page's evidence, one file for each kind of plot: data in, drawings out.

mod chart;
mod curves;
mod funnel;
mod grid;
mod plane;
mod shares;

pub(super) use chart::{Chart, chart};
