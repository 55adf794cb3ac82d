//! How many leads reach each stage: a bar for each.

use super::super::map_layout::{Drawing, Frame};
use super::chart::Chart;
use super::plane::{BASELINE, NAMES, ROW, WIDTH, add_name, written};
use crate::evidence::history::PlottedStage;
use crate::model::wording::count_noun;

/// The width at the right for the figures.
const FIGURES: usize = 210;

pub(super) fn draw(stages: &[PlottedStage]) -> Chart {
    let room = WIDTH - NAMES - FIGURES;
    let mut drawing = Drawing {
        width: WIDTH,
        height: stages.len() * ROW + 12,
        ..Drawing::default()
    };
    let most = stages.iter().map(|stage| stage.leads).max().unwrap_or(0);
    for (at, stage) in stages.iter().enumerate() {
        let y = 6 + at * ROW;
        add_name(&mut drawing, y, &stage.label);
        let bar = Frame {
            x: NAMES,
            y: y + 5,
            width: bar_width(stage.leads, most, room),
            height: ROW - 10,
        };
        drawing.add_box(bar, "amount");
        let leads = count_noun(stage.leads, "lead");
        let won = if stage.won.is_of_few() {
            String::new()
        } else {
            format!(", {} won", written(stage.won))
        };
        let figure = format!("{leads}{won}");
        drawing.add_text(bar.right() + 10, y + BASELINE, "figure", figure);
    }
    Chart {
        description: "How many recorded leads reach each stage, and the share of them that won."
            .into(),
        legend: Vec::new(),
        drawing,
    }
}

/// The width of a bar; one that stands for any lead can be seen.
fn bar_width(leads: u64, most: u64, room: usize) -> usize {
    let width = u128::from(leads) * room as u128 / u128::from(most.max(1));
    let width = usize::try_from(width).unwrap_or(room);
    if leads > 0 { width.max(2) } else { width }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion_and_few_leads_can_be_seen() {
        assert_eq!(bar_width(200, 200, 320), 320);
        assert_eq!(bar_width(50, 200, 320), 80);
        assert_eq!(bar_width(1, 100_000, 320), 2);
        assert_eq!(bar_width(0, 0, 320), 0);
        assert_eq!(bar_width(u64::MAX, u64::MAX, 320), 320);
    }
}
