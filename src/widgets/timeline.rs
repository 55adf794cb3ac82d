//! A buying journey: its steps as boxes with a column per phase, or as a list if the screen is too
//! narrow for columns.

use super::focus::Focus;
use super::list::{self, ListRow};
use super::panel::{fill, rule_line};
use super::scroll::ScrollWindow;
use super::text::put;
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};
use std::borrow::Cow;

/// Minimum columns for a phase to get a column of its own.
const MIN_PHASE_COLUMNS: u16 = 18;
/// Lines of a step's box: border, title, note, border.
const BOX_ROWS: u16 = 4;

/// The steps of one phase, in chronological order.
#[derive(Debug, Clone, Default)]
pub struct TimelinePhase<'a> {
    /// The phase's name.
    pub title: Cow<'a, str>,
    /// Title and note of each step.
    pub steps: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// Draws the journey; `selected` is a phase and a step in it.
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    phases: &[TimelinePhase],
    selected: Option<(usize, usize)>,
    focus: Focus,
) {
    let area = area.intersection(buf.area);
    if area.is_empty() || phases.is_empty() {
        return;
    }
    let columns = usize::from(area.width) / phases.len();
    if columns < usize::from(MIN_PHASE_COLUMNS) || area.height <= BOX_ROWS {
        return draw_list(buf, area, theme, phases, selected, focus);
    }
    for (i, phase) in phases.iter().enumerate() {
        let x = area.x + (i * columns) as u16;
        let column = Rect::new(x, area.y, columns as u16, area.height);
        let step = selected.filter(|at| at.0 == i).map(|at| at.1);
        draw_column(buf, column, theme, phase, step, focus);
    }
}

fn draw_list(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    phases: &[TimelinePhase],
    selected: Option<(usize, usize)>,
    focus: Focus,
) {
    let mut rows = Vec::new();
    let mut at = None;
    for (i, phase) in phases.iter().enumerate() {
        rows.push(ListRow::heading(phase.title.as_ref()));
        for (j, (title, note)) in phase.steps.iter().enumerate() {
            if selected == Some((i, j)) {
                at = Some(rows.len());
            }
            rows.push(ListRow::new(title.as_ref()).right(note.as_ref()));
        }
    }
    list::draw(buf, area, theme, &rows, at, focus);
}

fn draw_column(
    buf: &mut Buffer,
    column: Rect,
    theme: &Theme,
    phase: &TimelinePhase,
    selected: Option<usize>,
    focus: Focus,
) {
    let heading = Rect {
        height: 1,
        ..column
    };
    rule_line(buf, heading, theme, &phase.title, "");
    let body = Rect {
        y: column.y + 1,
        height: column.height - 1,
        width: column.width - 1,
        ..column
    };
    let room = usize::from(body.height / BOX_ROWS);
    // Few boxes fit on a screen; a window of boxes never takes a row for its signs.
    let window = ScrollWindow::new(phase.steps.len(), selected, room.min(7));
    for (line, i) in window.rows.clone().enumerate() {
        let (title, note) = &phase.steps[i];
        let y = body.y + line as u16 * BOX_ROWS;
        let area = Rect::new(body.x, y, body.width, BOX_ROWS);
        let choice = (selected == Some(i)).then_some(focus);
        draw_box(buf, area, theme, title, note, choice);
    }
    window.draw_signs(buf, column, theme);
}

fn draw_box(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    title: &str,
    note: &str,
    choice: Option<Focus>,
) {
    let style = match choice {
        Some(Focus::Here) => theme.selected,
        Some(Focus::Elsewhere) => theme.selected_unfocused,
        None => theme.text,
    };
    let block = Block::bordered()
        .border_set(theme.border_set())
        .border_style(theme.border);
    let inner = block.inner(area);
    block.render(area, buf);
    let first = Rect { height: 1, ..inner };
    let mut x = inner.x;
    if choice.is_some() {
        fill(buf, first, style);
        x = put(buf, x, inner.y, "> ", inner.width, style);
    }
    put(
        buf,
        x,
        inner.y,
        title,
        inner.right().saturating_sub(x),
        style,
    );
    put(buf, inner.x, inner.y + 1, note, inner.width, theme.muted);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;

    fn journey() -> Vec<TimelinePhase<'static>> {
        let phase = |title: &'static str, steps: &[(&'static str, &'static str)]| TimelinePhase {
            title: title.into(),
            steps: steps.iter().map(|s| (s.0.into(), s.1.into())).collect(),
        };
        vec![
            phase("Research", &[("Reads the trade press", "Suspect")]),
            phase("Purchase", &[("Asks for a quote", "MQL"), ("Signs", "SQL")]),
        ]
    }

    #[test]
    fn a_column_for_each_phase() {
        let rows = screen(40, 9, |frame, area| {
            draw(
                frame.buffer_mut(),
                area,
                &ascii(),
                &journey(),
                Some((1, 0)),
                Focus::Here,
            );
        });
        assert_eq!(
            rows,
            [
                "-- Research ---------- Purchase --------",
                "+-----------------+ +-----------------+",
                "|Reads the trade …| |> Asks for a quo…|",
                "|Suspect          | |MQL              |",
                "+-----------------+ +-----------------+",
                "                    +-----------------+",
                "                    |Signs            |",
                "                    |SQL              |",
                "                    +-----------------+",
            ]
        );
    }

    #[test]
    fn a_list_where_columns_are_too_narrow() {
        let rows = screen(30, 6, |frame, area| {
            draw(
                frame.buffer_mut(),
                area,
                &ascii(),
                &journey(),
                Some((1, 1)),
                Focus::Elsewhere,
            );
        });
        assert_eq!(
            rows,
            [
                "Research",
                "  Reads the trade pre… Suspect",
                "Purchase",
                "  Asks for a quote         MQL",
                "> Signs                    SQL",
                "",
            ]
        );
    }

    #[test]
    fn any_size() {
        let mut phases = journey();
        phases[0].title = HARD_TEXT.into();
        phases[0].steps = vec![(HARD_TEXT.into(), HARD_TEXT.into()); 30];
        every_size(|frame, area, theme| {
            let chosen = [None, Some((0, 20)), Some((9, 9))][usize::from(area.width % 3)];
            draw(
                frame.buffer_mut(),
                area,
                theme,
                &phases,
                chosen,
                Focus::Here,
            );
        });
    }
}
