//! The draft being read, each line with its mark: `+` new, `~` changed, `-` as it was.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ballot::draw_notice;
use super::dialog_frame::{draw_frame, draw_line};
use super::hit_map::HitMap;
use crate::app::State;
use crate::app::dialogs::draft_reader::{DraftReader, MARK_COLUMNS};
use crate::app::dialogs::reading;
use crate::export::LineMark;
use crate::widgets::Theme;

/// Draws it.
pub(super) fn draw(
    state: &State,
    reader: &DraftReader,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let size = reading::text_size((screen.width, screen.height));
    let keys = if reader.since.is_some() {
        "n/N change   + new   ~ changed   - as it was   E file   C copy   Esc back"
    } else {
        "Up/Down scroll   E file   C copy   Esc back"
    };
    let inner = draw_frame(buf, screen, theme, &reader.title(), keys, size, hits);
    let inner = draw_notice(state, buf, inner, theme);
    let columns = inner.width.saturating_sub(MARK_COLUMNS);
    let text_area = Rect {
        x: inner.x + MARK_COLUMNS.min(inner.width),
        width: columns,
        ..inner
    };
    let rows = reader.visible(usize::from(columns).max(1), usize::from(inner.height));
    for (at, (line, begins, text)) in (0..inner.height).zip(&rows) {
        let marked = &reader.lines[*line];
        let style = match marked.mark {
            LineMark::Same if marked.line.heading => theme.heading,
            LineMark::Same => theme.text,
            LineMark::New => theme.good,
            LineMark::Changed => theme.warn,
            LineMark::Gone => theme.muted,
        };
        if *begins {
            draw_line(buf, inner, at, marked.mark.sign(), style);
        }
        draw_line(buf, text_area, at, text, style);
    }
}
