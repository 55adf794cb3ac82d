//! Draws a funnel: a bar for each stage, with how many reach it and which share of them wins.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::signs::share_of;
use crate::evidence::history::{Cell, PlottedStage};
use crate::widgets::Theme;
use crate::widgets::text::{bar, put, put_right, width};

/// The most columns of a name.
const NAME: usize = 24;
const GAP: u16 = 2;

/// Returns how many lines it takes in an area of this size.
pub(super) fn height(plot: &[PlottedStage], _area: Rect) -> u16 {
    u16::try_from(plot.len() + 1).unwrap_or(u16::MAX)
}

/// Draws it.
pub(super) fn draw(plot: &[PlottedStage], buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let leads = |stage: &PlottedStage| Cell::Count(stage.leads as i64).written();
    let widest = |texts: &mut dyn Iterator<Item = usize>| {
        u16::try_from(texts.max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let name = widest(&mut plot.iter().map(|stage| width(&stage.label).min(NAME)));
    let count = widest(&mut plot.iter().map(|stage| width(&leads(stage)))).max(5);
    let won = widest(&mut plot.iter().map(|stage| width(&share_of(stage.won)))).max(5);
    let taken = name + count + won + 3 * GAP;
    let Some(bars) = area.width.checked_sub(taken).filter(|bars| *bars >= 4) else {
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
