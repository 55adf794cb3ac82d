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

/// The fewest rows in which a plot or a table is worth drawing.
const FEWEST: u16 = 4;
/// The fewest rows for notes beside a plot or a table.
const NOTE_ROWS: u16 = 2;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &EvidencePlot, area: Rect) -> (u16, u16) {
    if !picture.bars.is_empty() {
        return lead_bars::rows(&picture.bars, area);
    }
    let plot = fitting_plot(picture, area).map_or(0, |plot| plots::height(plot, area));
    let table = table_rows(picture, area);
    let notes = u16::try_from(note_lines(&picture.notes, area.width, u16::MAX).len());
    let parts = [plot, table, notes.unwrap_or(u16::MAX)];
    let title = u16::from(!picture.title.is_empty());
    let fewest = match parts {
        [0, 0, notes] => notes.min(1),
        [0, table, _] => table.min(FEWEST),
        [plot, ..] => plot.min(2 * FEWEST),
    };
    if fewest == 0 {
        return (0, 0);
    }
    let blanks = parts.iter().filter(|rows| **rows > 0).count() - 1;
    let blanks = u16::try_from(blanks).unwrap_or(0);
    let most = parts.into_iter().fold(title + blanks, u16::saturating_add);
    (fewest + title, most)
}

/// Draws it.
pub(super) fn draw(picture: &EvidencePlot, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let (fewest, _) = rows(picture, area);
    if fewest == 0 || area.height < fewest {
        return;
    }
    let mut rest = area;
    if !picture.title.is_empty() {
        put(
            buf,
            area.x,
            area.y,
            &picture.title,
            area.width,
            theme.heading,
        );
        rest = below(rest, 1);
    }
    if !picture.bars.is_empty() {
        lead_bars::draw(&picture.bars, buf, rest, theme);
        return;
    }
    let plot = fitting_plot(picture, area);
    let wanted = plot.map_or(0, |plot| plots::height(plot, area));
    let notes = note_lines(&picture.notes, rest.width, note_rows(picture, plot, rest));
    for line in &notes {
        put(buf, rest.x, rest.y, line, rest.width, theme.text);
        rest = below(rest, 1);
    }
    rest = below(rest, u16::from(!notes.is_empty()));
    if let Some(plot) = plot {
        let height = wanted.min(rest.height);
        draw_plot(plot, buf, Rect { height, ..rest }, theme);
        rest = below(rest, height + 1);
    }
    if let Some(table) = &picture.table
        && rest.height >= FEWEST.min(table_rows(picture, area))
    {
        TableColumns::of(table, rest.width).draw(buf, rest, theme);
    }
}

/// How many rows there are for notes: without a plot and a table all; beside them what the plot, or
/// the first rows of the table, leave over, and never more than half.
fn note_rows(picture: &EvidencePlot, plot: Option<&Plot>, area: Rect) -> u16 {
    let needed = match plot {
        None if picture.table.is_none() => return area.height,
        None => table_rows(picture, area).min(2 * FEWEST),
        // The legend of timelines is a note; leads can be left out.
        Some(plot @ Plot::Timelines(_)) => plots::height(plot, area).min(FEWEST),
        Some(plot) => plots::height(plot, area),
    };
    let left = area.height.saturating_sub(needed).saturating_sub(1);
    left.min((area.height / 4).max(NOTE_ROWS)).max(match plot {
        Some(Plot::Timelines(_)) => left.min(area.height / 2),
        _ => 0,
    })
}

/// Returns the notes that fit in so many rows, in their order. The last ones come first: they say
/// what was found, and what signs stand for.
fn note_lines(notes: &[String], columns: u16, rows: u16) -> Vec<String> {
    let mut left = usize::from(rows);
    let mut chosen = Vec::new();
    for note in notes.iter().rev() {
        let lines = wrap(note, columns.into());
        if lines.len() <= left {
            left -= lines.len();
            chosen.push(lines);
        }
    }
    chosen.into_iter().rev().flatten().collect()
}

/// Draws a plot. Of timelines as many as have room, with the axis.
fn draw_plot(plot: &Plot, buf: &mut Buffer, area: Rect, theme: &Theme) {
    match plot {
        Plot::Timelines(lines) if lines.len() >= area.height.into() => {
            let shown = usize::from(area.height).saturating_sub(1);
            let shown = Plot::Timelines(lines[..shown].to_vec());
            plots::draw(&shown, buf, area, theme);
        }
        plot => plots::draw(plot, buf, area, theme),
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

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::projector::wall::evidence_plot::{LeadBar, WallTable};
    use crate::evidence::history::PlottedGrid;
    use crate::statistics::Share;
    use crate::widgets::testing::{HARD_TEXT, every_size, laid};

    fn bars() -> EvidencePlot {
        let bar = |label: &str, recorded, remembered| LeadBar {
            label: label.into(),
            recorded,
            remembered,
        };
        EvidencePlot {
            title: "How they ended".into(),
            bars: vec![
                bar("Viable", 1200, 0),
                bar("Rejected", 300, 2),
                bar("Untouched", 0, 0),
            ],
            ..EvidencePlot::default()
        }
    }

    fn table() -> EvidencePlot {
        let columns = [
            ("what", false),
            ("viable", true),
            ("rejected", true),
            ("difference", true),
            ("who", false),
        ];
        let cells = [
            "employee_band: 1000-1999",
            "75.0%",
            "25.0%",
            "+10.0 (-10.0 to +30.0)",
            "one, two, three",
        ];
        let row = |name: &str| {
            let mut row = cells.map(str::to_owned).to_vec();
            row[0] = name.to_owned();
            row
        };
        EvidencePlot {
            title: "A page".into(),
            notes: vec!["A first note that is long.".into(), "A note.".into()],
            table: Some(WallTable {
                title: "A TABLE".into(),
                columns: columns.map(|(head, is)| (head.to_owned(), is)).to_vec(),
                rows: vec![row(cells[0]), row("region"), row("country")],
                selected: Some(2),
            }),
            ..EvidencePlot::default()
        }
    }

    fn drawn(picture: &EvidencePlot, columns: u16, rows: u16) -> Vec<String> {
        laid(columns, rows, |buf, area, theme| {
            draw(picture, buf, area, theme);
        })
    }

    #[test]
    fn leads_are_bars_with_figures() {
        assert_eq!(
            drawn(&bars(), 40, 5),
            [
                "How they ended",
                "           recorded  remembered",
                "Viable        1,200           0  #######",
                "Rejected        300           2  ##",
                "Untouched         0           0",
            ]
        );
    }

    #[test]
    fn of_a_table_the_columns_are_drawn_that_fit_whole() {
        assert_eq!(
            drawn(&table(), 38, 9),
            [
                "A page",
                "A first note that is long.",
                "A note.",
                "",
                "A TABLE",
                "  what                viable  rejected",
                "  employee_band: 10~   75.0%     25.0%",
                "  region               75.0%     25.0%",
                "> country              75.0%     25.0%",
            ]
        );
    }

    #[test]
    fn a_grid_whose_figures_would_be_cut_gives_way_to_the_table() {
        let share = Share {
            count: 30,
            of: 1200,
        };
        let mut picture = table();
        picture.plots.push(Plot::Grid(PlottedGrid {
            row_labels: vec!["0".into()],
            column_labels: vec!["0".into(), "1 to 2".into()],
            axes: ("fit".into(), "behaviour".into()),
            cells: vec![share; 2],
        }));
        // The name of the row and two blanks, and two cells for `behaviour 1 to 2` with a border.
        let fits = |columns| fitting_plot(&picture, Rect::new(0, 0, columns, 20)).is_some();
        assert!(fits(41) && !fits(40));
        let has_grid = |columns| {
            drawn(&picture, columns, 20)
                .concat()
                .contains("behaviour 1 to 2")
        };
        assert!(has_grid(41) && !has_grid(40));
        assert!(drawn(&picture, 40, 20).concat().contains("> country"));
    }

    #[test]
    fn the_last_note_and_the_selected_row_come_first() {
        let lines = drawn(&table(), 38, 8);
        assert_eq!(lines[1..4], ["A note.", "", "A TABLE"]);
        assert!(lines[7].starts_with("> country"), "{lines:?}");
        let lines = drawn(&table(), 38, 5);
        assert_eq!(lines[1], "A TABLE");
        assert!(lines[3].starts_with("  region"), "{lines:?}");
        assert!(lines[4].starts_with("> country"), "{lines:?}");
    }

    #[test]
    fn it_stays_inside_at_every_size() {
        let mut with_table = table();
        with_table.notes[0] = HARD_TEXT.into();
        if let Some(table) = &mut with_table.table {
            table.columns[4].0 = HARD_TEXT.into();
            table.rows[1][0] = HARD_TEXT.into();
        }
        let mut with_bars = bars();
        with_bars.bars[0].label = HARD_TEXT.into();
        for picture in [with_table, with_bars] {
            every_size(|frame, area, theme| draw(&picture, frame.buffer_mut(), area, theme));
        }
    }
}
