//! Shares by score: a dot for each group of leads, with the interval it is sure to lie in.

use super::super::map_layout::{Drawing, Frame};
use super::chart::Chart;
use super::plane::{BASELINE, NAMES, ROW, WIDTH, add_name, add_quarters, along, written};
use crate::evidence::history::PlottedShare;

/// The width at the right for the figures.
const FIGURES: usize = 130;
/// Half the side of a dot.
const DOT: usize = 5;

pub(super) fn draw(groups: &[PlottedShare]) -> Chart {
    let field = Frame {
        x: NAMES,
        y: 6,
        width: WIDTH - NAMES - FIGURES,
        height: groups.len() * ROW,
    };
    let mut drawing = Drawing {
        width: WIDTH,
        height: field.bottom() + 26,
        ..Drawing::default()
    };
    add_quarters(&mut drawing, field);
    for (at, group) in groups.iter().enumerate() {
        let y = field.y + at * ROW;
        add_name(&mut drawing, y, &group.label);
        let figure = written(group.share);
        drawing.add_text(field.right() + 14, y + BASELINE, "figure", figure);
        let Some(share) = group.share.value().filter(|_| !group.share.is_of_few()) else {
            continue;
        };
        let middle = y + ROW / 2;
        let ends = [group.interval.low, group.interval.high];
        let [low, high] = ends.map(|end| field.x + along(end, field.width));
        drawing.add_line(&[(low, middle), (high, middle)], "interval", false);
        let dot = Frame {
            x: field.x + along(share, field.width) - DOT,
            y: middle - DOT,
            width: 2 * DOT,
            height: 2 * DOT,
        };
        drawing.add_box(dot, "dot");
    }
    Chart {
        description:
            "The share that turned out viable, for each group of scores. The line through \
                      a dot is the interval in which the share lies, 95% sure."
                .into(),
        legend: Vec::new(),
        drawing,
    }
}
