//! The frame of a dialog and lines in it.

use crate::widgets::Theme;
use crate::widgets::dialog::{self, DialogFrame};
use crate::widgets::text::put;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws a dialog's frame and returns its inside; `keys` has the form `KEY what   KEY what`.
pub(super) fn draw_frame(
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    title: &str,
    keys: &str,
    size: (u16, u16),
) -> Rect {
    let (width, height) = (size.0.min(screen.width), size.1.min(screen.height));
    let keys: Vec<(&str, &str)> = keys
        .split("   ")
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once(' ').unwrap_or((pair, "")))
        .collect();
    dialog::draw(
        buf,
        screen,
        theme,
        &DialogFrame {
            title,
            keys: &keys,
            width,
            height,
        },
    )
}

/// Columns of a dialog with long rows: all of a narrow screen.
pub(super) fn wide_columns(screen: Rect) -> u16 {
    (screen.width * 4 / 5).clamp(60, 100)
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
