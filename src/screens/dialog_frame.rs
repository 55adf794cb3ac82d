//! The frame of a dialog and lines in it.

use super::hit_map::HitMap;
use crate::app::input::pointer::PointerTarget;
use crate::widgets::Theme;
use crate::widgets::dialog::{self, DialogFrame};
use crate::widgets::panel::rule_line;
use crate::widgets::text::{put, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws a dialog's frame and returns its inside; it and its keys can be clicked; `keys` has the form `KEY what   KEY what`.
pub(super) fn draw_frame(
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    title: &str,
    keys: &str,
    size: (u16, u16),
    hits: &mut HitMap,
) -> Rect {
    let (width, height) = (size.0.min(screen.width), size.1.min(screen.height));
    let keys: Vec<(&str, &str)> = keys
        .split("   ")
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once(' ').unwrap_or((pair, "")))
        .collect();
    let drawn = dialog::draw(
        buf,
        screen,
        theme,
        &DialogFrame {
            title,
            keys: &keys,
            width,
            height,
        },
    );
    hits.add(drawn.outer, PointerTarget::Dialog);
    hits.add_keys(&keys, &drawn.keys, |_| None);
    drawn.inner
}

/// Columns of a dialog with long rows: all of a narrow screen.
pub(super) fn wide_columns(screen: Rect) -> u16 {
    (screen.width * 4 / 5).clamp(60, 100)
}

/// Divides a dialog into a list and `below` rows for more about its selected row, and draws the line
/// between them. The first of these rows is the line.
pub(super) fn list_over_detail(
    buf: &mut Buffer,
    inner: Rect,
    below: u16,
    theme: &Theme,
) -> (Rect, Rect) {
    let list = Rect {
        height: inner.height - below,
        ..inner
    };
    let detail = Rect {
        y: list.bottom(),
        height: below,
        ..inner
    };
    if detail.height > 0 {
        rule_line(
            buf,
            Rect {
                height: 1,
                ..detail
            },
            theme,
            "",
            "",
        );
    }
    (list, detail)
}

pub(super) fn row_area(area: Rect, index: u16) -> Rect {
    let height = u16::from(index < area.height);
    Rect {
        y: area.y + index.min(area.height),
        height,
        ..area
    }
}

pub(super) fn draw_line(
    buf: &mut Buffer,
    area: Rect,
    index: u16,
    text: &str,
    style: ratatui::style::Style,
) {
    let at = row_area(area, index);
    if at.height > 0 {
        put(buf, at.x, at.y, text, at.width, style);
    }
}

/// The part of an area below its first rows.
pub(super) fn area_below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// Draws a text over several rows, at most half of the area; returns how many.
pub(super) fn draw_wrapped(
    buf: &mut Buffer,
    area: Rect,
    text: &str,
    style: ratatui::style::Style,
) -> u16 {
    let words = wrap(text, usize::from(area.width));
    let rows = u16::try_from(words.len()).unwrap_or(1).min(area.height / 2);
    for (i, text) in (0..rows).zip(&words) {
        draw_line(buf, area, i, text, style);
    }
    rows
}
