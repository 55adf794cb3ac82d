//! Draws the stages with their leads: a bar each, or in lines where there are few rows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::phrases::{lines_of, whole_words};
use crate::app::projector::wall::stage_counts::{CountedStage, StageCounts};
use crate::model::wording::grouped;
use crate::widgets::Theme;
use crate::widgets::text::{bar, put, put_right, width};

/// Stands between two stages.
const ARROW: &str = " > ";
/// The most columns of a bar.
const BAR: u16 = 40;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &StageCounts, area: Rect) -> (u16, u16) {
    if picture.stages.is_empty() || area.width < 12 {
        return (0, 0);
    }
    let rows = |lines: usize| u16::try_from(lines + 1).unwrap_or(u16::MAX);
    let column = rows(picture.stages.len());
    let row = rows(row_of(picture, area.width).1.len());
    (row.min(column), column)
}

/// Draws it.
pub(super) fn draw(picture: &StageCounts, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    if area.height < 2 || area.width < 12 || picture.stages.is_empty() {
        return;
    }
    let title = whole_words(&picture.title, usize::from(area.width));
    put(buf, area.x, area.y, &title, area.width, theme.accent);
    let rest = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    if picture.stages.len() <= usize::from(rest.height) {
        draw_column(picture, buf, rest, theme);
    } else {
        draw_row(picture, buf, rest, theme);
    }
}

/// Returns a stage's figure in words.
fn figure(stage: &CountedStage) -> String {
    match stage.leads {
        Some(leads) => grouped(leads),
        None if stage.by_person => "by a person".into(),
        None => String::new(),
    }
}

/// Draws a stage a row: sign and number, name, figure, bar.
fn draw_column(picture: &StageCounts, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let widest = |texts: &mut dyn Iterator<Item = String>| {
        let widest = texts.map(|text| width(&text)).max().unwrap_or(0);
        u16::try_from(widest).unwrap_or(u16::MAX)
    };
    let is_counted = picture.stages.iter().any(|stage| stage.leads.is_some());
    let most = picture.stages.iter().filter_map(|stage| stage.leads).max();
    let figures = widest(&mut picture.stages.iter().map(figure));
    let names = widest(
        &mut (0..)
            .zip(&picture.stages)
            .map(|(at, _)| name_of(picture, at)),
    );
    // Bars only where names and figures have their room.
    let names = names.min(area.width.saturating_sub(figures + 1));
    let bars = area.width.saturating_sub(names + figures + 3).min(BAR);
    for ((index, stage), y) in (0..).zip(&picture.stages).zip(area.top()..area.bottom()) {
        let style = if picture.selected == Some(index) {
            theme.selected_unfocused
        } else {
            theme.text
        };
        let name = whole_words(&name_of(picture, index), usize::from(names));
        put(buf, area.x, y, &name, names, style);
        let text = figure(stage);
        let from = area.x + names + 1;
        match stage.leads {
            Some(_) => put_right(buf, from, from + figures, y, &text, style),
            None => put(buf, from, y, &text, figures, style),
        };
        if let (Some(leads), true) = (stage.leads, is_counted && bars >= 4) {
            let share = leads as f64 / most.unwrap_or(0).max(1) as f64;
            let drawn = bar(usize::from(bars), share);
            put(buf, from + figures + 2, y, &drawn, bars, style);
        }
    }
}

/// Returns a stage's number and name, marked if it is selected.
fn name_of(picture: &StageCounts, index: usize) -> String {
    let mark = if picture.selected == Some(index) {
        ">"
    } else {
        " "
    };
    let name = picture.stages.get(index).map_or("", |stage| &stage.name);
    format!("{mark} {} {name}", index + 1)
}

/// Returns the stages as phrases, the selected one in brackets, and the lines they take.
fn row_of(picture: &StageCounts, columns: u16) -> (Vec<String>, Vec<Vec<usize>>) {
    let phrase = |(index, stage): (usize, &CountedStage)| {
        let figure = stage.leads.map(|leads| format!(" {}", grouped(leads)));
        let figure = figure.unwrap_or_default();
        let columns = usize::from(columns).saturating_sub(width(&figure) + 5);
        let name = format!("{}{figure}", whole_words(&stage.name, columns));
        if picture.selected == Some(index) {
            format!("[{name}]")
        } else {
            name
        }
    };
    let phrases: Vec<String> = picture.stages.iter().enumerate().map(phrase).collect();
    let widths: Vec<usize> = phrases.iter().map(|phrase| width(phrase)).collect();
    // The arrow at a line's end stays on the line.
    let columns = usize::from(columns).saturating_sub(ARROW.len() - 1);
    let lines = lines_of(&widths, ARROW.len(), columns);
    (phrases, lines)
}

/// Draws the stages one after the other, as many lines as there are; a cut is marked.
fn draw_row(picture: &StageCounts, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let (phrases, lines) = row_of(picture, area.width);
    let room = usize::from(area.height);
    // The line with the selected stage is shown, if need be instead of the first ones.
    let at = lines
        .iter()
        .position(|line| picture.selected.is_some_and(|at| line.contains(&at)));
    let first = at.map_or(0, |at| (at + 1).saturating_sub(room));
    for (line, y) in lines.iter().skip(first).zip(area.top()..area.bottom()) {
        let mut x = area.x;
        for index in line {
            let style = if picture.selected == Some(*index) {
                theme.selected_unfocused
            } else {
                theme.text
            };
            let room = |x: u16| area.right().saturating_sub(x);
            x = put(buf, x, y, &phrases[*index], room(x), style);
            if index + 1 < phrases.len() {
                x = put(buf, x, y, ARROW, room(x), theme.border);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{HARD_TEXT, ascii, every_size, screen};

    fn counts() -> StageCounts {
        let stage = |name: &str, leads| CountedStage {
            name: name.into(),
            leads,
            by_person: leads.is_none(),
        };
        StageCounts {
            title: "1,300 recorded leads by stage".into(),
            stages: vec![
                stage("Contact", Some(1_200)),
                stage("Lead", Some(90)),
                stage("MQL", Some(10)),
                stage("SAL", None),
            ],
            selected: Some(2),
        }
    }

    fn drawn(columns: u16, rows: u16) -> Vec<String> {
        screen(columns, rows, |frame, area| {
            draw(&counts(), frame.buffer_mut(), area, &ascii());
        })
    }

    #[test]
    fn a_bar_for_each_stage() {
        assert_eq!(
            drawn(50, 5),
            [
                "1,300 recorded leads by stage",
                "  1 Contact       1,200  #########################",
                "  2 Lead             90  ##",
                "> 3 MQL              10  #",
                "  4 SAL     by a person",
            ]
        );
    }

    #[test]
    fn stages_follow_each_other_where_rows_are_few() {
        assert_eq!(drawn(60, 2)[1], "Contact 1,200 > Lead 90 > [MQL 10] > SAL");
        // Of three lines, the one with the selected stage.
        assert_eq!(drawn(16, 2)[1], "[MQL 10] > SAL");
    }

    #[test]
    fn it_takes_the_rows_it_says() {
        assert_eq!(rows(&counts(), Rect::new(0, 0, 60, 20)), (2, 5));
        assert_eq!(rows(&counts(), Rect::new(0, 0, 16, 20)), (4, 5));
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| draw(&counts(), frame.buffer_mut(), area, theme));
        let mut hard = counts();
        hard.stages[2].name = HARD_TEXT.into();
        every_size(|frame, area, theme| draw(&hard, frame.buffer_mut(), area, theme));
    }
}
