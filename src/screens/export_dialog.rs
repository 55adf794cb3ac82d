//! A document shown before it is written.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ballot::draw_notice;
use super::dialog_frame::{area_below, draw_frame, draw_line, row_area};
use super::hit_map::HitMap;
use crate::app::State;
use crate::app::dialogs::export_dialog::{ExportDialog, HEAD_ROWS};
use crate::app::dialogs::reading;
use crate::app::input::export_command::ExportOf;
use crate::export;
use crate::model::bytes_text;
use crate::widgets::Theme;
use crate::widgets::panel::rule_line;

/// Draws it.
pub(super) fn draw(
    state: &State,
    dialog: &ExportDialog,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let size = reading::text_size((screen.width, screen.height));
    let keys = if dialog.choices.len() > 1 {
        "Enter write   e file   f format   Left/Right version   Up/Down scroll   Esc back"
    } else {
        "Enter write   e file   f format   Up/Down scroll   Esc back"
    };
    let title = format!("Export: {}", dialog.request.format);
    let inner = draw_frame(buf, screen, theme, &title, keys, size, hits);
    let inner = draw_notice(state, buf, inner, theme);
    let help = export::format(&dialog.request.format).map_or("", |format| format.help);
    let file = match &dialog.preview {
        Some(Ok(preview)) => format!("{}, {}", dialog.path(), bytes_text(preview.bytes)),
        _ => dialog.path(),
    };
    let head = [
        ("Document", help.to_owned()),
        ("Of", definition_line(dialog)),
        ("File", file),
    ];
    for (row, (label, text)) in (0..inner.height).zip(&head) {
        let style = if *label == "File" {
            theme.heading
        } else {
            theme.text
        };
        draw_line(buf, inner, row, &format!("{label:<9} {text}"), style);
    }
    rule_line(buf, row_area(inner, HEAD_ROWS - 1), theme, "", "");
    let below = area_below(inner, HEAD_ROWS);
    let style = match &dialog.preview {
        Some(Err(_)) => theme.bad,
        Some(Ok(_)) => theme.text,
        None => theme.muted,
    };
    let lines = dialog.lines(below.width);
    let top = dialog.top.min(lines.len().saturating_sub(1));
    for (row, line) in (0..below.height).zip(&lines[top..]) {
        draw_line(buf, below, row, line, style);
    }
}

/// What the document is of, and what else it could be of: `[draft]  1.1.0  1.0.0`.
fn definition_line(dialog: &ExportDialog) -> String {
    let word = |of: &ExportOf| {
        let word = match of {
            ExportOf::Draft => "the draft".to_owned(),
            version @ ExportOf::Version(_) => version.word(),
        };
        if *of == dialog.request.of {
            format!("[{word}]")
        } else {
            format!(" {word} ")
        }
    };
    let words: Vec<String> = dialog.choices.iter().map(word).collect();
    words.join(" ")
}
