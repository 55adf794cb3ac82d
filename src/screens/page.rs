//! A page of figures: notes, plots and tables, one below the other, scrolled to the selected row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dialog_frame::{draw_frame, draw_line, row_area};
use super::hit_map::HitMap;
use super::page_table::TableLayout;
use super::plots;
use crate::app::State;
use crate::app::dialogs::page::PageDialog;
use crate::app::input::pointer::ViewArea;
use crate::app::secrecy;
use crate::evidence::history::{PageId, Plot, RowSubject, Section, page};
use crate::widgets::text::wrap;
use crate::widgets::{ShownRows, Theme};

/// The widest a page gets.
const MAX_COLUMNS: u16 = 140;

/// A line of the page, before it is scrolled.
enum PageLine<'a> {
    Blank,
    Note(String),
    /// The first line of a plot, which is so many lines high.
    Plot(&'a Plot, u16),
    /// A line covered by the plot above.
    Covered,
    Title(&'a str),
    /// A line of a table's heads.
    Heads(&'a TableLayout<'a>, usize),
    /// A row of a table, and its index among all rows.
    Row(&'a TableLayout<'a>, usize, usize),
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
    let is_hidden = secrecy::hides_page(state.session(), dialog.page);
    let section = state.pages.section(dialog.page).filter(|_| !is_hidden);
    let keys = page_keys(dialog, section.map(AsRef::as_ref));
    let size = (screen.width.min(MAX_COLUMNS), screen.height);
    let title = section.map_or(page(dialog.page).title, |section| &section.title);
    let area = draw_frame(buf, screen, theme, title, &keys, size, hits);
    let area = super::ballot::draw_notice(state, buf, area, theme);
    let Some(section) = section else {
        let text = if is_hidden {
            secrecy::FIGURES_HIDDEN
        } else {
            "Working it out ..."
        };
        draw_line(buf, area, 0, text, theme.muted);
        return;
    };
    let tables = section.tables.iter();
    let layouts: Vec<TableLayout<'_>> = tables.map(|t| TableLayout::new(t, area.width)).collect();
    let lines = page_lines(section, &layouts, area);
    let last_first = lines.len().saturating_sub(usize::from(area.height));
    let selected = first_line(&lines, dialog.row, usize::from(area.height));
    let scrolled = state.scroll_of(ViewArea::Dialog);
    let first = scrolled.map_or(selected, |first| first.min(last_first));
    let mut shown = ShownRows {
        area,
        first,
        last_first,
        rows: Vec::new(),
    };
    for (row, line) in (0..area.height).zip(&lines[first.min(lines.len())..]) {
        let place = row_area(area, row);
        if let PageLine::Row(_, _, index) = line {
            shown.rows.push((*index, place));
        }
        draw_page_line(line, dialog.row, buf, place, theme);
    }
    draw_plots(&lines, first, buf, area, theme);
    hits.add_rows(ViewArea::Dialog, &shown);
}

/// The keys that the page's footer names: those that do something on this page, and on its selected
/// row.
fn page_keys(dialog: &PageDialog, section: Option<&Section>) -> String {
    let selected = section.and_then(|section| section.rows().nth(dialog.row));
    let of_row = match selected.and_then(|row| row.subject.as_ref()) {
        None => "",
        Some(RowSubject::NewCriterion(..)) => "Enter make criterion   ",
        Some(RowSubject::SuggestedPoints(..)) => "Enter take   a pin   ",
        Some(RowSubject::Lead(_)) => "Enter see lead   ",
        Some(RowSubject::SetField(..)) => "Enter take the figure   ",
        Some(RowSubject::Threshold(_)) => "Enter try   ",
        Some(RowSubject::Field(..)) => "Enter write   ",
        Some(RowSubject::NeededLeads(_)) => "Enter into targets   ",
        Some(_) => "Enter go on   ",
    };
    let of_page = match dialog.page {
        PageId::Threshold => "Left/Right threshold   ",
        PageId::SuggestedPoints => "Left/Right criteria   ",
        _ => "",
    };
    format!("{of_row}{of_page}Up/Down select   PgDn further   Esc back")
}

fn page_lines<'a>(
    section: &'a Section,
    layouts: &'a [TableLayout<'a>],
    area: Rect,
) -> Vec<PageLine<'a>> {
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
    for layout in layouts {
        lines.push(PageLine::Blank);
        if !layout.table.title.is_empty() {
            lines.push(PageLine::Title(&layout.table.title));
        }
        if !layout.table.rows.is_empty() {
            lines.extend((0..layout.head_lines()).map(|line| PageLine::Heads(layout, line)));
        }
        for row in 0..layout.table.rows.len() {
            lines.push(PageLine::Row(layout, row, index));
            index += 1;
        }
    }
    lines
}

/// The first line shown: the top if the first row is selected and seen there, else so that the
/// selected row is in the middle.
fn first_line(lines: &[PageLine<'_>], selected: usize, height: usize) -> usize {
    let is_selected =
        |line: &PageLine<'_>| matches!(line, PageLine::Row(_, _, at) if *at == selected);
    let at = lines.iter().position(is_selected).unwrap_or(0);
    if selected == 0 && at < height {
        return 0;
    }
    let most = lines.len().saturating_sub(height);
    at.saturating_sub(height / 2).min(most)
}

fn draw_page_line(
    line: &PageLine<'_>,
    selected: usize,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    match line {
        // Plots are drawn by themselves: one may begin above the first line shown.
        PageLine::Blank | PageLine::Plot(..) | PageLine::Covered => {}
        PageLine::Note(text) => draw_line(buf, area, 0, text, theme.text),
        PageLine::Title(text) => draw_line(buf, area, 0, text, theme.heading),
        PageLine::Heads(layout, line) => layout.draw_heads(*line, buf, area, theme),
        PageLine::Row(layout, row, index) => {
            let row = &layout.table.rows[*row];
            layout.draw_row(row, *index == selected, buf, area, theme);
        }
    }
}

/// Draws the plots, of which as much is seen as lies in the area.
fn draw_plots(lines: &[PageLine<'_>], first: usize, buf: &mut Buffer, area: Rect, theme: &Theme) {
    for (at, line) in lines.iter().enumerate() {
        let PageLine::Plot(plot, height) = line else {
            continue;
        };
        let whole = Rect::new(0, 0, area.width, *height);
        let mut drawn = Buffer::empty(whole);
        plots::draw(plot, &mut drawn, whole, theme);
        for row in 0..*height {
            let shown = (at + usize::from(row)).checked_sub(first);
            let shown = shown.and_then(|line| u16::try_from(line).ok());
            let Some(y) = shown.filter(|line| *line < area.height) else {
                continue;
            };
            for x in 0..area.width {
                if let Some(cell) = buf.cell_mut((area.x + x, area.y + y)) {
                    cell.clone_from(&drawn[(x, row)]);
                }
            }
        }
    }
}
