//! A chart of the page: a drawing with a title, what it shows in words, and a legend.

use serde::Serialize;

use super::super::map_layout::Drawing;

/// A chart, as its template prints it.
#[derive(Default, Serialize)]
pub(in crate::export::handbook) struct Chart {
    /// What it shows, for whoever can't see it; the table beside it has the figures.
    pub description: String,
    /// Its lines by class and name, where it has several.
    pub legend: Vec<(&'static str, String)>,
    pub drawing: Drawing,
}
