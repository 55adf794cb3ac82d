//! Two variants side by side, a column for each.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::dialog_frame::{area_below, draw_frame, draw_line, row_area};
use super::hit_map::HitMap;
use super::variant_columns::{VariantColumns, draw_variant_lines};
use crate::app::State;
use crate::app::actions::variants::dialog_title;
use crate::app::dialogs::variants::{Trial, VariantsDialog};
use crate::app::steps::variant_lines::variant_lines;
use crate::widgets::text::wrap;
use crate::widgets::{Focus, Theme, input};

/// The widest the dialog gets.
const MAX_COLUMNS: u16 = 110;
/// What stands before the number being tried.
const QUESTION: &str = "If it were: ";

/// Draws the dialog.
pub(super) fn draw(
    state: &State,
    dialog: &VariantsDialog,
    frame: &mut Frame,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let keys = if dialog.trial.is_some() {
        "Enter take B   Esc leave A   W keep as A"
    } else {
        "a take A   b take B   Up/Down scroll   Esc leave both"
    };
    let size = (screen.width.min(MAX_COLUMNS), screen.height * 4 / 5);
    let title = dialog_title(state, dialog);
    let mut area = draw_frame(frame.buffer_mut(), screen, theme, &title, keys, size, hits);
    if let Some(trial) = &dialog.trial {
        draw_field(trial, frame, area, theme);
        area = area_below(area, 2);
    }
    let lines = variant_lines(state);
    if lines.is_empty() {
        let hint = "Type a number: what it would change is shown beside what is there now.";
        for (row, text) in (0..).zip(wrap(hint, usize::from(area.width).max(1))) {
            draw_line(frame.buffer_mut(), area, row, &text, theme.muted);
        }
        return;
    }
    let [a, b] = dialog.heads();
    let (buf, heads) = (frame.buffer_mut(), row_area(area, 0));
    VariantColumns::of(area).draw(buf, heads, &["", a, b], theme);
    draw_variant_lines(&lines, dialog.scroll, buf, area_below(area, 1), theme);
}

fn draw_field(trial: &Trial, frame: &mut Frame, area: Rect, theme: &Theme) {
    draw_line(frame.buffer_mut(), area, 0, QUESTION, theme.label);
    let before = u16::try_from(QUESTION.len())
        .unwrap_or(u16::MAX)
        .min(area.width);
    let field = Rect {
        x: area.x + before,
        width: (area.width - before).min(12),
        ..row_area(area, 0)
    };
    input::draw(frame, field, theme, &trial.input, Focus::Here);
}
