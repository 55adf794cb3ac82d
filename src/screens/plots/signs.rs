//! Single signs of plots.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::evidence::history::Cell;
use crate::statistics::Share;
use crate::widgets::text::put;

/// Puts a sign of one column, unless that is to the left or right of the area.
pub(super) fn put_sign(buf: &mut Buffer, area: Rect, x: u16, y: u16, sign: &str, style: Style) {
    if x >= area.left() && x < area.right() {
        put(buf, x, y, sign, 1, style);
    }
}

/// Writes a share and of how many it is: `31.2% of 1,200`, or `7 of 12: too few`.
pub(super) fn share_of(share: Share) -> String {
    let written = Cell::Share(share).written();
    if share.is_of_few() {
        written
    } else {
        format!("{written} of {}", Cell::Count(share.of as i64).written())
    }
}
