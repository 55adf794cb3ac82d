//! Shares in a grid: a field for each, darker where more win.

use super::super::map_layout::{Drawing, Frame};
use super::chart::Chart;
use super::plane::{NAMES, WIDTH, add_name, written};
use crate::evidence::history::PlottedGrid;
use crate::statistics::Share;

/// The height of a field.
const FIELD: usize = 44;
/// The space between fields.
const GAP: usize = 4;
/// The height of what stands above the fields.
const HEAD: usize = 46;
/// Shades, from the least share to the greatest in the grid.
const SHADES: [&str; 4] = ["shade-1", "shade-2", "shade-3", "shade-4"];

pub(super) fn draw(grid: &PlottedGrid) -> Chart {
    let columns = grid.column_labels.len().max(1);
    let width = (WIDTH - NAMES) / columns;
    let mut drawing = Drawing {
        width: WIDTH,
        height: HEAD + grid.row_labels.len() * FIELD + 6,
        ..Drawing::default()
    };
    let (rows_by, columns_by) = (&grid.axes.0, &grid.axes.1);
    drawing.add_text(NAMES, 14, "axis", format!("Points for {columns_by}"));
    drawing.add_text(
        NAMES - 10,
        HEAD - 10,
        "row-name",
        format!("Points for {rows_by}"),
    );
    for (at, label) in grid.column_labels.iter().enumerate() {
        let x = NAMES + at * width + width / 2;
        drawing.add_text(x, HEAD - 10, "tick", label.clone());
    }
    let shades = Shades::of(&grid.cells);
    for (at, share) in grid.cells.iter().enumerate() {
        let (row, column) = (at / columns, at % columns);
        let frame = Frame {
            x: NAMES + column * width,
            y: HEAD + row * FIELD,
            width: width - GAP,
            height: FIELD - GAP,
        };
        drawing.add_box(frame, shades.class(*share));
        let (x, y) = frame.middle();
        drawing.add_text(x, y + 4, "cell", written(*share));
    }
    for (row, label) in grid.row_labels.iter().enumerate() {
        add_name(&mut drawing, HEAD + row * FIELD + 4, label);
    }
    Chart {
        description: format!(
            "The share that won by points for {rows_by} (rows) and for {columns_by} (columns): \
             the darker, the more."
        ),
        legend: Vec::new(),
        drawing,
    }
}

/// The range of the grid's shares.
struct Shades {
    least: f64,
    most: f64,
}

impl Shades {
    fn of(cells: &[Share]) -> Self {
        let known = cells.iter().filter(|share| !share.is_of_few());
        let known = known.filter_map(|share| share.value());
        let (least, most) = known.fold((1.0, 0.0), |(least, most): (f64, f64), share| {
            (least.min(share), most.max(share))
        });
        Self { least, most }
    }

    /// The class of a field; one of too few leads has no shade.
    fn class(&self, share: Share) -> &'static str {
        let Some(value) = share.value().filter(|_| !share.is_of_few()) else {
            return "unsure";
        };
        let span = self.most - self.least;
        if span <= 0.0 {
            return SHADES[0];
        }
        let place = (value - self.least) / span * SHADES.len() as f64;
        SHADES[(place as usize).min(SHADES.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_share_is_lightest_the_greatest_darkest_and_few_leads_have_no_shade() {
        let cells = [
            Share::new(0, 40),
            Share::new(5, 40),
            Share::new(20, 40),
            Share::new(9, 10),
        ];
        let shades = Shades::of(&cells);
        let classes = cells.map(|share| shades.class(share));
        assert_eq!(classes, ["shade-1", "shade-2", "shade-4", "unsure"]);
        let equal = Shades::of(&[Share::new(4, 40), Share::new(4, 40)]);
        assert_eq!(equal.class(Share::new(4, 40)), "shade-1");
    }
}
