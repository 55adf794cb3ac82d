//! Draws a funnel: a bar for each stage, with how many reach it and which share of them wins.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::signs::share_of;
use crate::evidence::history::{Cell, PlottedStage};
use crate::widgets::Theme;
use crate::widgets::text::{bar, put, put_right, width};

/// The most columns of a name.
const NAME: usize = 24;
/// The fewest columns of a name and of bars.
const FEWEST_NAME: u16 = 6;
const FEWEST_BARS: u16 = 4;
const GAP: u16 = 2;

/// Returns how many lines it takes in an area of this size.
pub(super) fn height(plot: &[PlottedStage], _area: Rect) -> u16 {
    u16::try_from(plot.len() + 1).unwrap_or(u16::MAX)
}

/// Returns the fewest columns in which none of its figures is cut.
pub(super) fn fewest_columns(plot: &[PlottedStage]) -> u16 {
    let (count, won) = figure_columns(plot);
    FEWEST_NAME + count + won + 3 * GAP + FEWEST_BARS
}

/// The columns of the two figures of a stage.
fn figure_columns(plot: &[PlottedStage]) -> (u16, u16) {
    let widest = |texts: &mut dyn Iterator<Item = usize>| {
        u16::try_from(texts.max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let count = widest(&mut plot.iter().map(|stage| width(&leads(stage)))).max(5);
    let won = widest(&mut plot.iter().map(|stage| width(&share_of(stage.won)))).max(5);
    (count, won)
}

fn leads(stage: &PlottedStage) -> String {
    Cell::Count(stage.leads as i64).written()
}

/// Draws it.
pub(super) fn draw(plot: &[PlottedStage], buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let (count, won) = figure_columns(plot);
    let name = plot.iter().map(|stage| width(&stage.label).min(NAME)).max();
    let name = u16::try_from(name.unwrap_or(0)).unwrap_or(u16::MAX);
    let Some(room) = area.width.checked_sub(count + won + 3 * GAP) else {
        return;
    };
    let name = name.min(room.saturating_sub(FEWEST_BARS).max(FEWEST_NAME));
    let Some(bars) = room.checked_sub(name).filter(|bars| *bars >= FEWEST_BARS) else {
        return;
    };
    let bars_x = area.x + name + GAP;
    let count_end = bars_x + bars + GAP + count;
    let most = plot
        .iter()
        .map(|stage| stage.leads)
        .max()
        .unwrap_or(0)
        .max(1);
    for (row, stage) in area.rows().skip(1).zip(plot) {
        let y = row.y;
        put(buf, area.x, y, &stage.label, name, theme.text);
        let share = stage.leads as f64 / most as f64;
        // The bar of the widest stage fills all columns.
        let filled = if stage.leads == most {
            "#".repeat(bars.into())
        } else {
            bar(bars.into(), share)
        };
        put(buf, bars_x, y, &filled, bars, theme.accent);
        put_right(buf, bars_x, count_end, y, &leads(stage), theme.text);
        put_right(
            buf,
            count_end,
            area.right(),
            y,
            &share_of(stage.won),
            theme.text,
        );
    }
    if area.height > 0 {
        put_right(buf, bars_x, count_end, area.y, "leads", theme.muted);
        put_right(buf, count_end, area.right(), area.y, "won", theme.muted);
    }
}
