//! Measures that all charts share, and places on a scale of shares.

use super::super::map_layout::{Drawing, Frame};
use crate::evidence::history::Cell;
use crate::model::printable::clean;
use crate::statistics::Share;

/// The width of a chart.
pub(super) const WIDTH: usize = 720;
/// The width of the names at the left.
pub(super) const NAMES: usize = 190;
/// The height of a row.
pub(super) const ROW: usize = 30;
/// How far below the top of a row its text stands.
pub(super) const BASELINE: usize = 20;
/// The most letters of a name that fit beside a row.
const MOST_LETTERS: usize = 26;

/// Returns the distance of a share on a scale of this length.
pub(super) fn along(share: f64, length: usize) -> usize {
    (share.clamp(0.0, 1.0) * length as f64).round() as usize
}

/// Returns a share as it is written everywhere.
pub(super) fn written(share: Share) -> String {
    Cell::Share(share).written()
}

/// Adds a row's name at the left, cut where it doesn't fit.
pub(super) fn add_name(drawing: &mut Drawing, y: usize, name: &str) {
    let name = clean(name);
    let end = name.char_indices().nth(MOST_LETTERS).map(|(at, _)| at);
    let cut = match end {
        Some(at) => format!("{}…", name[..at].trim_end()),
        None => name,
    };
    drawing.add_text(NAMES - 10, y + BASELINE, "row-name", cut);
}

/// Adds lines at each quarter of a scale of shares, with their percentages below.
pub(super) fn add_quarters(drawing: &mut Drawing, field: Frame) {
    for (quarter, label) in ["0%", "25%", "50%", "75%", "100%"].into_iter().enumerate() {
        let x = field.x + field.width * quarter / 4;
        drawing.add_line(&[(x, field.y), (x, field.bottom())], "grid-line", false);
        drawing.add_text(x, field.bottom() + 16, "tick", label.into());
    }
}
