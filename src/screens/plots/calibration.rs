//! Draws which share turned out well by score: a line for each group, with its interval.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::signs::{put_sign, share_of};
use crate::evidence::history::PlottedShare;
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width};

/// The most columns of a group's name.
const NAME: usize = 16;
const GAP: u16 = 2;
/// The fewest columns of the lines, and those from which the middle is named.
const FEWEST_LINE: u16 = 7;
const LINE_WITH_MIDDLE: u16 = 11;

/// Returns how many lines it takes in an area of this size.
pub(super) fn height(plot: &[PlottedShare], _area: Rect) -> u16 {
    u16::try_from(plot.len() + 1).unwrap_or(u16::MAX)
}

/// Returns the fewest columns in which none of its figures is cut.
pub(super) fn fewest_columns(plot: &[PlottedShare]) -> u16 {
    let (name, figure) = text_columns(plot);
    name + figure + 2 * GAP + FEWEST_LINE
}

/// The columns of the names and of the figures.
fn text_columns(plot: &[PlottedShare]) -> (u16, u16) {
    let columns = |texts: &mut dyn Iterator<Item = usize>| {
        u16::try_from(texts.max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let name = columns(&mut plot.iter().map(|group| width(&group.label).min(NAME))).max(5);
    let figure = columns(&mut plot.iter().map(|group| width(&share_of(group.share))));
    (name, figure)
}

/// Draws it.
pub(super) fn draw(plot: &[PlottedShare], buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let (name, figure) = text_columns(plot);
    let taken = name + figure + 2 * GAP;
    let line = area.width.checked_sub(taken);
    let Some(line) = line.filter(|line| *line >= FEWEST_LINE) else {
        return;
    };
    let lines = Rect {
        x: area.x + name + GAP,
        width: line,
        ..area
    };
    if area.height > 0 {
        draw_scale(buf, area, lines, theme);
    }
    for (row, group) in area.rows().skip(1).zip(plot) {
        put_right(buf, area.x, area.x + name, row.y, &group.label, theme.text);
        for share in [0.0, 0.5, 1.0] {
            let x = lines.x + column(share, line);
            put_sign(
                buf,
                lines,
                x,
                row.y,
                if theme.ascii { "." } else { "·" },
                theme.border,
            );
        }
        if !group.share.is_of_few() {
            draw_interval(group, buf, Rect { y: row.y, ..lines }, theme);
        }
        put_right(
            buf,
            lines.right(),
            area.right(),
            row.y,
            &share_of(group.share),
            theme.text,
        );
    }
}

/// The column of a share in so many columns.
fn column(share: f64, columns: u16) -> u16 {
    (share.clamp(0.0, 1.0) * f64::from(columns.saturating_sub(1))).round() as u16
}

fn draw_scale(buf: &mut Buffer, area: Rect, lines: Rect, theme: &Theme) {
    put_right(buf, area.x, lines.x - GAP, area.y, "total", theme.muted);
    put(buf, lines.x, area.y, "0%", lines.width, theme.muted);
    if lines.width >= LINE_WITH_MIDDLE {
        let middle = lines.x + column(0.5, lines.width);
        put(buf, middle - 1, area.y, "50%", 3, theme.muted);
    }
    put_right(buf, lines.x, lines.right(), area.y, "100%", theme.muted);
    put_right(
        buf,
        lines.right(),
        area.right(),
        area.y,
        "viable",
        theme.muted,
    );
}

/// Draws the interval as a line with ends, and the share as a dot on it.
fn draw_interval(group: &PlottedShare, buf: &mut Buffer, lines: Rect, theme: &Theme) {
    let at = |share| column(share, lines.width);
    let (low, high) = (at(group.interval.low), at(group.interval.high));
    let (left, right, dot) = if theme.ascii {
        ("[", "]", "o")
    } else {
        ("├", "┤", "●")
    };
    for column in low..=high {
        put_sign(
            buf,
            lines,
            lines.x + column,
            lines.y,
            theme.horizontal(),
            theme.text,
        );
    }
    put_sign(buf, lines, lines.x + low, lines.y, left, theme.text);
    put_sign(buf, lines, lines.x + high, lines.y, right, theme.text);
    let share = at(group.share.value().unwrap_or_default());
    put_sign(buf, lines, lines.x + share, lines.y, dot, theme.accent);
}
