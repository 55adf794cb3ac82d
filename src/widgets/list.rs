//! A list of rows with one selected: the left pane of every step.

use super::focus::Focus;
use super::panel::fill;
use super::scroll::ScrollWindow;
use super::text::{clean, fit, put, put_right, width};
use super::theme::Theme;
use super::view::{ShownRows, View};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;
use std::ops::Range;

/// One row of a list.
#[derive(Debug, Clone, Default)]
pub struct ListRow<'a> {
    /// Indentation in columns.
    pub indent: u16,
    /// A sign before the text, such as `+` or `!`; may be empty.
    pub mark: &'a str,
    /// The text.
    pub text: Cow<'a, str>,
    /// Text at the right edge, such as points; truncated only once `text` is down to a third.
    pub right: Cow<'a, str>,
    /// The row's own style.
    pub style: Style,
    /// Whether it is a heading: it starts at the left edge, in the theme's heading style.
    pub heading: bool,
}

impl<'a> ListRow<'a> {
    /// Creates a plain row.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Creates a heading.
    pub fn heading(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            heading: true,
            ..Self::new(text)
        }
    }

    /// Sets the text at the right edge.
    #[must_use]
    pub fn right(mut self, right: impl Into<Cow<'a, str>>) -> Self {
        self.right = right.into();
        self
    }

    /// Sets the sign before the text.
    #[must_use]
    pub fn mark(mut self, mark: &'a str) -> Self {
        self.mark = mark;
        self
    }

    /// Sets the indentation.
    #[must_use]
    pub fn indent(mut self, columns: u16) -> Self {
        self.indent = columns;
        self
    }

    /// Sets the style.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }
}

/// Draws the rows, scrolled so that the selected one is visible unless the view says otherwise, and
/// returns where they are. The selected row is marked `>`, and reversed if the pane has the `focus`,
/// else underlined or on a ground of its own.
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    rows: &[ListRow],
    view: impl Into<View>,
    focus: Focus,
) -> ShownRows {
    let span = ListSpan {
        rows,
        first: 0,
        total: rows.len(),
    };
    draw_span(buf, area, theme, &span, view, focus)
}

/// Returns the rows that are visible.
pub fn visible_range(buf: &Buffer, area: Rect, rows: usize, view: impl Into<View>) -> Range<usize> {
    let area = area.intersection(buf.area);
    ScrollWindow::new(rows, view, usize::from(area.height)).rows
}

/// Part of a list.
#[derive(Debug, Clone, Copy)]
pub struct ListSpan<'a> {
    /// The rows: at least the visible ones.
    pub rows: &'a [ListRow<'a>],
    /// Index in the list of the first of them.
    pub first: usize,
    /// Number of rows in the list.
    pub total: usize,
}

/// Draws a list of which only some rows were built, and returns where they are.
pub fn draw_span(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    part: &ListSpan,
    view: impl Into<View>,
    focus: Focus,
) -> ShownRows {
    let view = view.into();
    let area = area.intersection(buf.area);
    let window = ScrollWindow::new(part.total, view, usize::from(area.height));
    let mut shown = ShownRows {
        area,
        first: window.rows.start,
        last_first: window.last_first,
        rows: Vec::new(),
    };
    let selected = view.selected.map(|i| i.min(part.total.saturating_sub(1)));
    let columns = area.width.saturating_sub(window.margin());
    for (line, i) in window.rows.clone().enumerate() {
        let Some(row) = i.checked_sub(part.first).and_then(|i| part.rows.get(i)) else {
            continue;
        };
        let y = area.y + (line + window.top_sign) as u16;
        let line = Rect::new(area.x, y, columns, 1);
        let choice = (selected == Some(i)).then_some(focus);
        draw_row(buf, line, theme, row, choice);
        shown.rows.push((i, line));
    }
    window.draw_signs(buf, area, theme);
    shown
}

/// Draws one row on one line; `choice` is `Some(focus)` for the selected row.
pub(crate) fn draw_row(
    buf: &mut Buffer,
    line: Rect,
    theme: &Theme,
    row: &ListRow,
    choice: Option<Focus>,
) {
    let own = if row.heading {
        theme.heading
    } else {
        theme.text
    };
    let own = own.patch(row.style);
    let style = match choice {
        Some(Focus::Here) => own.patch(theme.selected),
        Some(Focus::Elsewhere) => own.patch(theme.selected_unfocused),
        None => own,
    };
    if choice.is_some() {
        fill(buf, line, style);
        put(buf, line.x, line.y, ">", line.width, style);
    }
    let gutter = if row.heading && choice.is_none() {
        0
    } else {
        2
    };
    let start = (line.x + gutter + row.indent).min(line.right());
    let mut end = line.right();
    if !row.right.is_empty() {
        // The text keeps a third, so that a long value never hides its label.
        let columns = usize::from(end - start);
        let needed = width(&clean(&row.text)) + width(&clean(row.mark));
        let right = fit(&row.right, columns - needed.min(columns / 3));
        // The gap between text and right edge stays even if nothing of the text is left.
        end = put_right(buf, start, end, line.y, &right, style).saturating_sub(1);
    }
    let mark = if row.mark.is_empty() {
        String::new()
    } else {
        format!("{} ", clean(row.mark))
    };
    let room = end.saturating_sub(start);
    let after = put(buf, start, line.y, &mark, room, style);
    let rest = room.saturating_sub(width(&mark) as u16);
    put(buf, after, line.y, &row.text, rest, style);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;
    use ratatui::style::Modifier;

    fn criteria() -> Vec<ListRow<'static>> {
        vec![
            ListRow::heading("FIT").right("best 10"),
            ListRow::new("Target vertical").right("5 / 3 / 0"),
            ListRow::heading("BEHAVIOUR").right("best 34"),
            ListRow::new("Money").mark("!").right("5 / 3"),
            ListRow::new("Lunch-and-learn").indent(2).right("no points"),
        ]
    }

    #[test]
    fn rows_headings_and_the_selected_one() {
        let rows = screen(26, 5, |frame, area| {
            let buf = frame.buffer_mut();
            draw(buf, area, &ascii(), &criteria(), Some(3), Focus::Here);
            assert!(buf[(25, 3)].modifier.contains(Modifier::REVERSED));
            assert!(!buf[(25, 2)].modifier.contains(Modifier::REVERSED));
        });
        assert_eq!(
            rows,
            [
                "FIT                best 10",
                "  Target vertic… 5 / 3 / 0",
                "BEHAVIOUR          best 34",
                "> ! Money            5 / 3",
                "    Lunch-and-l… no points",
            ]
        );
    }

    #[test]
    fn a_long_value_leaves_the_text_a_third() {
        let rows = [
            ListRow::new("Conversion rate").right("40% within 30 days"),
            ListRow::new("Won").mark("+").right("Meets the criteria"),
        ];
        let rows = screen(20, 2, |frame, area| {
            draw(frame.buffer_mut(), area, &ascii(), &rows, None, Focus::Here);
        });
        assert_eq!(rows, ["  Conv… 40% within …", "  + … Meets the cri…"]);
    }

    #[test]
    fn without_the_keys_the_selection_is_underlined_and_still_marked() {
        screen(26, 5, |frame, area| {
            let buf = frame.buffer_mut();
            draw(buf, area, &ascii(), &criteria(), Some(3), Focus::Elsewhere);
            assert_eq!(buf[(0, 3)].symbol(), ">");
            let underlined = Modifier::BOLD | Modifier::UNDERLINED;
            assert_eq!(buf[(4, 3)].modifier, underlined);
            assert_eq!(buf[(25, 3)].modifier, underlined, "the whole row");
        });
    }

    #[test]
    fn signs_say_how_much_is_hidden() {
        let many: Vec<_> = (0..20)
            .map(|i| ListRow::new(format!("row {i}")).right("9"))
            .collect();
        let rows = screen(16, 8, |frame, area| {
            draw(
                frame.buffer_mut(),
                area,
                &ascii(),
                &many,
                Some(10),
                Focus::Here,
            );
        });
        assert_eq!(rows[0], "        ^ 7 more");
        assert_eq!(rows[1], "  row 7        9");
        assert_eq!(rows[4], "> row 10       9");
        assert_eq!(rows[7], "        v 7 more");
        let rows = screen(16, 3, |frame, area| {
            draw(
                frame.buffer_mut(),
                area,
                &ascii(),
                &many,
                Some(10),
                Focus::Here,
            );
        });
        assert_eq!(
            rows,
            ["  row 9      9 ^", "> row 10     9", "  row 11     9 v"]
        );
    }

    #[test]
    fn any_size() {
        let mut rows = criteria();
        rows.push(
            ListRow::new(HARD_TEXT)
                .right(HARD_TEXT)
                .mark(HARD_TEXT)
                .indent(300),
        );
        rows.push(ListRow::new(HARD_TEXT).right(HARD_TEXT).mark("\u{7}"));
        every_size(|frame, area, theme| {
            let chosen = [None, Some(3), Some(99)][usize::from(area.width % 3)];
            draw(
                frame.buffer_mut(),
                area,
                theme,
                &rows,
                chosen,
                Focus::here_if(area.height % 2 == 0),
            );
        });
    }
}
