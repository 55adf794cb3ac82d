//! A page of figures: notes, plots and tables, one below the other, scrolled to the selected row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::dialog_frame::{draw_frame, draw_line, row_area};
use super::hit_map::HitMap;
use super::plots;
use crate::app::State;
use crate::app::dialogs::page::PageDialog;
use crate::evidence::history::{FigureTable, PageId, Plot, Section, page};
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width, wrap};

/// The widest a page gets.
const MAX_COLUMNS: u16 = 140;
/// Blanks between two columns.
const GAP: u16 = 2;

/// A line of the page, before it is scrolled.
enum PageLine<'a> {
    Blank,
    Note(String),
    /// The first line of a plot, which is so many lines high.
    Plot(&'a Plot, u16),
    /// A line covered by the plot above.
    Covered,
    Title(&'a str),
    Heads(&'a FigureTable),
    /// A row of a table, and its index among all rows.
    Row(&'a FigureTable, usize, usize),
}

/// Draws the page.
pub(super) fn draw(
    state: &State,
    dialog: &PageDialog,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let keys = page_keys(dialog);
    let size = (screen.width.min(MAX_COLUMNS), screen.height);
    let section = state.pages.section(dialog.page);
    let title = section.map_or(page(dialog.page).title, |section| &section.title);
    let area = draw_frame(buf, screen, theme, title, keys, size, hits);
    let area = super::ballot::draw_notice(state, buf, area, theme);
    let Some(section) = section else {
        draw_line(buf, area, 0, "Working it out ...", theme.muted);
        return;
    };
    let lines = page_lines(section, area);
    let first = first_line(&lines, dialog.row, usize::from(area.height));
    for (at, line) in lines.iter().enumerate().skip(first) {
        let row = u16::try_from(at - first).unwrap_or(u16::MAX);
        if row >= area.height {
            break;
        }
        draw_page_line(
            line,
            dialog.row,
            buf,
            row_area(area, row),
            area.bottom(),
            theme,
        );
    }
}

/// The keys that the page's footer names.
fn page_keys(dialog: &PageDialog) -> &'static str {
    match dialog.page {
        PageId::Threshold => "Left/Right try a threshold   Up/Down select   Enter try   Esc back",
        PageId::FunnelArithmetic | PageId::Capacity => {
            "Up/Down select   Enter write   PgDn further   Esc back"
        }
        _ => "Up/Down select   PgDn further   Esc back",
    }
}

fn page_lines(section: &Section, area: Rect) -> Vec<PageLine<'_>> {
    let mut lines: Vec<PageLine<'_>> = Vec::new();
    let columns = usize::from(area.width).max(1);
    for note in &section.notes {
        lines.extend(wrap(note, columns).into_iter().map(PageLine::Note));
    }
    for plot in &section.plots {
        let height = plots::height(plot, area);
        lines.push(PageLine::Blank);
        lines.push(PageLine::Plot(plot, height));
        lines.extend((1..height).map(|_| PageLine::Covered));
    }
    let mut index = 0;
    for table in &section.tables {
        lines.push(PageLine::Blank);
        if !table.title.is_empty() {
            lines.push(PageLine::Title(&table.title));
        }
        lines.push(PageLine::Heads(table));
        for row in 0..table.rows.len() {
            lines.push(PageLine::Row(table, row, index));
            index += 1;
        }
    }
    lines
}

/// The first line shown: the top while the first row is selected, else so that the selected row is
/// in the middle.
fn first_line(lines: &[PageLine<'_>], selected: usize, height: usize) -> usize {
    let is_selected =
        |line: &PageLine<'_>| matches!(line, PageLine::Row(_, _, at) if *at == selected);
    let at = lines.iter().position(is_selected).unwrap_or(0);
    let most = lines.len().saturating_sub(height);
    if selected == 0 && at < height {
        return 0;
    }
    at.saturating_sub(height / 2).min(most)
}

fn draw_page_line(
    line: &PageLine<'_>,
    selected: usize,
    buf: &mut Buffer,
    area: Rect,
    bottom: u16,
    theme: &Theme,
) {
    match line {
        PageLine::Blank | PageLine::Covered => {}
        PageLine::Note(text) => draw_line(buf, area, 0, text, theme.text),
        PageLine::Plot(plot, height) => {
            let height = (*height).min(bottom - area.y);
            plots::draw(plot, buf, Rect { height, ..area }, theme);
        }
        PageLine::Title(text) => draw_line(buf, area, 0, text, theme.heading),
        PageLine::Heads(table) => {
            for (at, span) in column_spans(table, area).into_iter().enumerate() {
                draw_cell(
                    buf,
                    area.y,
                    span,
                    &table.columns[at],
                    table.is_numeric(at),
                    theme.muted,
                );
            }
        }
        PageLine::Row(table, row, index) => {
            let row = &table.rows[*row];
            let style = if *index == selected {
                theme.selected
            } else if row.stands_out {
                theme.heading
            } else {
                theme.text
            };
            if *index == selected {
                buf.set_style(area, style);
            }
            let mark = if *index == selected {
                ">"
            } else if row.stands_out {
                "*"
            } else {
                " "
            };
            put(buf, area.x, area.y, mark, 1, style);
            let spans = column_spans(table, area);
            for (at, (span, cell)) in spans.into_iter().zip(&row.cells).enumerate() {
                draw_cell(
                    buf,
                    area.y,
                    span,
                    &cell.written(),
                    table.is_numeric(at),
                    style,
                );
            }
        }
    }
}

/// Draws a text in a column, to the right if it is a figure.
fn draw_cell(buf: &mut Buffer, y: u16, span: (u16, u16), text: &str, is_right: bool, style: Style) {
    let (x, columns) = span;
    if is_right {
        put_right(buf, x, x + columns, y, text, style);
    } else {
        put(buf, x, y, text, columns, style);
    }
}

/// Where each column begins and how wide it is. What doesn't fit is taken from the first, which
/// names the row.
fn column_spans(table: &FigureTable, area: Rect) -> Vec<(u16, u16)> {
    let widest = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        let cells = cells.map(|cell| width(&cell.written()));
        let widest = cells.chain([width(&table.columns[column])]).max();
        u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let mut widths: Vec<u16> = (0..table.columns.len()).map(widest).collect();
    let gaps = GAP * u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    let wanted = widths
        .iter()
        .fold(gaps, |sum, width| sum.saturating_add(*width));
    if let Some(first) = widths.first_mut() {
        let over = wanted.saturating_sub(area.width);
        *first = first.saturating_sub(over).max(8);
    }
    let mut x = area.x + GAP;
    let right = area.right();
    let mut spans = Vec::new();
    for width in widths {
        let width = width.min(right.saturating_sub(x));
        spans.push((x, width));
        x = x.saturating_add(width + GAP).min(right);
    }
    spans
}
