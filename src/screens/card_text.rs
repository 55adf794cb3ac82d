//! Text on the projector's card.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::Side;
use crate::widgets::Theme;
use crate::widgets::text::{put, wrap};

/// Draws text over the rows available; a cut is marked.
pub(super) fn draw_wrapped(text: &str, buf: &mut Buffer, area: Rect, style: Style) {
    let lines: Vec<String> = text
        .lines()
        .flat_map(|line| wrap(line, usize::from(area.width).max(1)))
        .collect();
    let cut = lines.len() > usize::from(area.height);
    for (i, line) in (0..area.height).zip(&lines) {
        let last = cut && i + 1 == area.height;
        let line = if last {
            format!("{line} ...")
        } else {
            line.clone()
        };
        put(buf, area.x, area.y + i, &line, area.width, style);
    }
}

/// The style of a side's words and votes, by what it is called.
pub(super) fn side_style(side: &str, theme: &Theme) -> Style {
    match side {
        _ if side == Side::Sales.label() => theme.sales,
        _ if side == Side::Marketing.label() => theme.marketing,
        _ => theme.label,
    }
}
