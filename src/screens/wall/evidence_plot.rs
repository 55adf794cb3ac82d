//! Draws an open page of evidence: its title, first note, plot, and as much of its table as fits; or
//! how many leads ended how.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::lead_bars;
use super::wall_table::TableColumns;
use crate::app::projector::wall::evidence_plot::EvidencePlot;
use crate::evidence::history::Plot;
use crate::screens::plots;
use crate::widgets::Theme;
use crate::widgets::text::{put, wrap};

/// The most rows of the first note.
const NOTE_ROWS: u16 = 3;
/// The fewest rows in which a plot or a table is worth drawing.
const FEWEST: u16 = 4;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &EvidencePlot, area: Rect) -> (u16, u16) {
    if !picture.bars.is_empty() {
        return lead_bars::rows(&picture.bars, area);
    }
    let plot = fitting_plot(picture, area).map(|plot| plots::height(plot, area));
    let table = table_rows(picture, area);
    let notes = note_lines(picture, area).len();
    let notes = u16::try_from(notes).unwrap_or(u16::MAX);
    let content = match (plot, table) {
        (None, 0) => notes.min(1),
        (None, table) => table.min(FEWEST),
        (Some(plot), _) => plot.min(FEWEST * 2),
    };
    if content == 0 {
        return (0, 0);
    }
    let parts = [notes, plot.unwrap_or(0), table];
    let blanks = parts.iter().filter(|rows| **rows > 0).count();
    let blanks = u16::try_from(blanks).unwrap_or(0).saturating_sub(1);
    let all = parts.into_iter().fold(1 + blanks, u16::saturating_add);
    (content + 1, all)
}

/// Draws it.
pub(super) fn draw(picture: &EvidencePlot, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let (fewest, _) = rows(picture, area);
    if fewest == 0 || area.height < fewest {
        return;
    }
    put(
        buf,
        area.x,
        area.y,
        &picture.title,
        area.width,
        theme.heading,
    );
    let mut rest = below(area, 1);
    if !picture.bars.is_empty() {
        lead_bars::draw(&picture.bars, buf, rest, theme);
        return;
    }
    let plot = fitting_plot(picture, area);
    let wanted = plot.map_or(0, |plot| plots::height(plot, area));
    // The note comes first, but not at the cost of the plot or of a table without one.
    let least = match plot {
        Some(_) => wanted.min(rest.height),
        None => table_rows(picture, area).min(FEWEST),
    };
    let notes = note_lines(picture, area);
    let room = rest.height.saturating_sub(least).saturating_sub(1);
    if notes.len() <= usize::from(room) || (plot.is_none() && least == 0) {
        for line in &notes {
            put(buf, rest.x, rest.y, line, rest.width, theme.text);
            rest = below(rest, 1);
        }
        rest = below(rest, u16::from(!notes.is_empty()));
    }
    if let Some(plot) = plot {
        let height = wanted.min(rest.height);
        let place = Rect { height, ..rest };
        plots::draw(plot, buf, place, theme);
        rest = below(rest, height + 1);
    }
    if let Some(table) = &picture.table {
        let columns = TableColumns::of(table, rest.width);
        if rest.height >= FEWEST.min(table_rows(picture, area)) {
            columns.draw(buf, rest, theme);
        }
    }
}

/// Returns the first plot whose figures fit into the columns of an area.
fn fitting_plot(picture: &EvidencePlot, area: Rect) -> Option<&Plot> {
    let mut plots = picture.plots.iter();
    plots.find(|plot| plots::fewest_columns(plot) <= area.width)
}

/// How many rows the table has use for.
fn table_rows(picture: &EvidencePlot, area: Rect) -> u16 {
    let table = picture.table.as_ref();
    table.map_or(0, |table| TableColumns::of(table, area.width).rows())
}

/// The first note, if it is short; where there is nothing else, as much of it as fits.
fn note_lines(picture: &EvidencePlot, area: Rect) -> Vec<String> {
    let Some(note) = picture.notes.first() else {
        return Vec::new();
    };
    let lines = wrap(note, area.width.into());
    let is_all = picture.plots.is_empty() && picture.table.is_none();
    if !is_all && lines.len() > NOTE_ROWS.into() {
        return Vec::new();
    }
    lines
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}
