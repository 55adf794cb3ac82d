//! Draws the grid of personas and segments; as a list by persona where the columns are too narrow.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text_rows::{TextRow, draw_rows, height, wrapped};
use crate::app::projector::wall::persona_grid::{PersonaCell, PersonaGrid, TargetSum};
use crate::model::wording::{count_noun, grouped};
use crate::widgets::text::width;
use crate::widgets::{Theme, ThemeName};

/// The fewest rows in which it is worth drawing.
const FEWEST: u16 = 6;
/// The fewest columns of a segment in the grid, so that its name can be read.
const SEGMENT_COLUMNS: u16 = 12;
/// The fewest columns of a name beside its figures.
const NAME_COLUMNS: u16 = 10;
/// What stands for all personas or segments.
const ALL: &str = "All";

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &PersonaGrid, area: Rect) -> (u16, u16) {
    // The styles take no room.
    let theme = Theme::new(ThemeName::Mono, false);
    let all = height(&all_rows(picture, area.width, u16::MAX, &theme));
    (all.min(FEWEST), all)
}

/// Draws it.
pub(super) fn draw(picture: &PersonaGrid, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let rows = all_rows(picture, area.width, area.height, theme);
    draw_rows(&rows, buf, area, theme);
}

fn all_rows(picture: &PersonaGrid, columns: u16, rows: u16, theme: &Theme) -> Vec<TextRow> {
    let mut all = head_rows(picture, columns, theme);
    let body = |spaced: bool| match GridColumns::of(picture, columns) {
        Some(grid) => grid_rows(picture, &grid, spaced, theme),
        None => list_rows(picture, columns, spaced, theme),
    };
    let spaced = body(true);
    if all.len() + spaced.len() <= usize::from(rows) {
        all.extend(spaced);
    } else {
        all.extend(body(false));
    }
    all
}

/// What the figures are.
fn head_rows(picture: &PersonaGrid, columns: u16, theme: &Theme) -> Vec<TextRow> {
    let cells = picture.personas.iter().flat_map(|row| &row.cells);
    let made = cells.filter(|cell| cell.steps.is_some()).count();
    let all = picture.personas.len() * picture.segments.len();
    let made = format!("{made} of {} made", count_noun(all as i64, "journey"));
    let total = picture.totals.last().copied().unwrap_or_default();
    let text = match total {
        TargetSum { wanted: None, .. } => made,
        TargetSum { actual: None, .. } => format!("{made}; targets: qualified leads wanted"),
        TargetSum { .. } => format!("{made}; qualified leads, of how many wanted"),
    };
    wrapped(0, columns, &text, theme.heading)
}

/// The columns of a journey that isn't made, over two rows.
const NO_JOURNEY_COLUMNS: u16 = 10;

fn journey_text(cell: &PersonaCell, theme: &Theme) -> (String, Style) {
    match cell.steps {
        Some(steps) => (count_noun(i64::from(steps), "step"), theme.good),
        None => ("no journey yet".to_owned(), theme.warn),
    }
}

/// `12 of 30`; blank without a target.
fn target_text(sum: TargetSum, theme: &Theme) -> (String, Style) {
    match (sum.wanted, sum.actual) {
        (None, _) => (String::new(), theme.text),
        (Some(wanted), None) => (format!("target {}", grouped(wanted)), theme.text),
        (Some(wanted), Some(actual)) => {
            let style = if actual >= wanted {
                theme.good
            } else {
                theme.text
            };
            (format!("{} of {}", grouped(actual), grouped(wanted)), style)
        }
    }
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// Returns the columns of the widest target and of the widest number of steps.
fn figure_columns(picture: &PersonaGrid) -> (u16, u16) {
    let theme = Theme::new(ThemeName::Mono, false);
    let cells = || picture.personas.iter().flat_map(|row| &row.cells);
    let of_cells = cells().map(|cell| cell.target);
    let of_rows = picture.personas.iter().map(|row| row.total);
    let sums = of_cells
        .chain(of_rows)
        .chain(picture.totals.iter().copied());
    let targets = sums.map(|sum| columns_of(&target_text(sum, &theme).0));
    let steps = cells().map(|cell| columns_of(&journey_text(cell, &theme).0));
    (targets.max().unwrap_or(0), steps.max().unwrap_or(0))
}

/// The columns of a grid.
struct GridColumns {
    /// Those of the persona's name.
    name: u16,
    /// Those of each segment, and of all where there are targets.
    segment: u16,
}

impl GridColumns {
    /// Returns the columns; `None` if the figures have no room side by side.
    fn of(picture: &PersonaGrid, columns: u16) -> Option<Self> {
        let names = picture.personas.iter().map(|row| columns_of(&row.name));
        let widest = names.max().unwrap_or(0).saturating_add(4);
        let name = widest.clamp(NAME_COLUMNS + 2, (columns / 4).max(NAME_COLUMNS + 2));
        let segments = picture.segments.len() + usize::from(picture.has_targets());
        let segments = u16::try_from(segments).ok()?;
        let segment = columns.saturating_sub(name) / segments.max(1);
        let (targets, _) = figure_columns(picture);
        // What isn't made may take two rows; figures stay whole.
        let theme = Theme::new(ThemeName::Mono, false);
        let cells = picture.personas.iter().flat_map(|row| &row.cells);
        let journeys = cells.map(|cell| match cell.steps {
            Some(_) => columns_of(&journey_text(cell, &theme).0),
            None => NO_JOURNEY_COLUMNS,
        });
        let widest = targets.max(journeys.max().unwrap_or(0));
        let needed = widest.saturating_add(2).max(SEGMENT_COLUMNS);
        // Wide gaps make rows hard to follow.
        (segment >= needed).then(|| Self {
            name,
            segment: segment.min(needed.max(34)),
        })
    }

    fn x(&self, segment: usize) -> u16 {
        let segment = u16::try_from(segment).unwrap_or(u16::MAX);
        self.name
            .saturating_add(segment.saturating_mul(self.segment))
    }
}

fn grid_rows(
    picture: &PersonaGrid,
    columns: &GridColumns,
    spaced: bool,
    theme: &Theme,
) -> Vec<TextRow> {
    let mut rows = column_heads(picture, columns, theme);
    for at in 0..picture.personas.len() {
        rows.extend(blank_if(spaced));
        rows.extend(persona_rows(picture, at, columns, theme));
    }
    if picture.has_targets() {
        rows.extend(blank_if(spaced));
        let mut row = TextRow::default().with(0, columns.name - 1, ALL, theme.label);
        for (at, total) in picture.totals.iter().enumerate() {
            let (text, _) = target_text(*total, theme);
            row = row.with(columns.x(at), columns.segment, text, theme.heading);
        }
        rows.push(row);
    }
    rows
}

fn blank_if(spaced: bool) -> Option<TextRow> {
    spaced.then(TextRow::default)
}

/// The names of the segments, and where there are targets that of all.
fn column_heads(picture: &PersonaGrid, columns: &GridColumns, theme: &Theme) -> Vec<TextRow> {
    let all = picture.has_targets().then(|| ALL.to_owned());
    let names: Vec<&String> = picture.segments.iter().chain(&all).collect();
    let mut rows: Vec<TextRow> = Vec::new();
    for (at, name) in names.into_iter().enumerate() {
        let is_selected = picture.selected.segment.is_some_and(|s| s as usize == at);
        let head = marked(name, is_selected);
        let own = wrapped(
            columns.x(at),
            columns.segment - 2,
            &head,
            name_style(is_selected, theme),
        );
        merge_all(&mut rows, own);
    }
    rows
}

/// A name with its mark if it is selected.
fn marked(name: &str, is_selected: bool) -> String {
    if is_selected {
        format!("> {name}")
    } else {
        name.to_owned()
    }
}

fn name_style(is_selected: bool, theme: &Theme) -> Style {
    if is_selected {
        theme.selected
    } else {
        theme.label
    }
}

/// Puts rows beside those that are there.
fn merge_all(rows: &mut Vec<TextRow>, own: Vec<TextRow>) {
    if own.len() > rows.len() {
        rows.resize_with(own.len(), TextRow::default);
    }
    for (row, own) in rows.iter_mut().zip(own) {
        row.merge(own, 0);
    }
}

/// A persona with a cell for each segment: journeys, and below them targets.
fn persona_rows(
    picture: &PersonaGrid,
    at: usize,
    columns: &GridColumns,
    theme: &Theme,
) -> Vec<TextRow> {
    let persona = &picture.personas[at];
    let is_selected = picture.selected.persona.is_some_and(|p| p as usize == at);
    let name = marked(&persona.name, is_selected);
    let mut rows = wrapped(0, columns.name - 2, &name, name_style(is_selected, theme));
    for (segment, cell) in persona.cells.iter().enumerate() {
        let x = columns.x(segment);
        let chosen = picture.is_selected(at, segment);
        let (journey, style) = journey_text(cell, theme);
        let style = if chosen { theme.selected } else { style };
        let mut own = wrapped(x, columns.segment.saturating_sub(1), &journey, style);
        if let (target, style) = target_text(cell.target, theme)
            && !target.is_empty()
        {
            own.push(TextRow::default().with(x, columns.segment, target, style));
        }
        merge_all(&mut rows, own);
    }
    let (total, style) = target_text(persona.total, theme);
    let x = columns.x(persona.cells.len());
    merge_all(
        &mut rows,
        vec![TextRow::default().with(x, columns.segment, total, style)],
    );
    for row in &mut rows {
        row.is_selected = is_selected;
    }
    rows
}

/// Each persona with its segments below it, and all at the end.
fn list_rows(picture: &PersonaGrid, columns: u16, spaced: bool, theme: &Theme) -> Vec<TextRow> {
    let mut rows = Vec::new();
    for (at, persona) in picture.personas.iter().enumerate() {
        rows.extend(blank_if(spaced));
        let is_selected = picture.selected.persona.is_some_and(|p| p as usize == at);
        let total = target_text(persona.total, theme).0;
        rows.extend(list_head(
            &marked(&persona.name, is_selected),
            total,
            columns,
            name_style(is_selected, theme),
        ));
        for (segment, cell) in persona.cells.iter().enumerate() {
            let name = &picture.segments[segment];
            let chosen = picture.is_selected(at, segment);
            let mut own = list_cell(picture, name, cell, columns, chosen, theme);
            for row in &mut own {
                row.is_selected = chosen;
            }
            rows.extend(own);
        }
    }
    if picture.has_targets() {
        rows.extend(blank_if(spaced));
        let total = picture.totals.last().copied().unwrap_or_default();
        let total = target_text(total, theme).0;
        rows.extend(list_head(ALL, total, columns, theme.label));
        for (name, total) in picture.segments.iter().zip(&picture.totals) {
            let total = target_text(*total, theme).0;
            rows.extend(list_head(&format!("  {name}"), total, columns, theme.text));
        }
    }
    rows
}

/// A name with a figure at the end of its row, or below it where both have no room.
fn list_head(name: &str, figure: String, columns: u16, style: Style) -> Vec<TextRow> {
    let taken = columns_of(&figure);
    let left = columns.saturating_sub(taken + u16::from(taken > 0));
    if left >= NAME_COLUMNS {
        let row = TextRow::default().with(0, left, name, style);
        return vec![row.with_right(columns, figure, style)];
    }
    vec![
        TextRow::default().with(0, columns, name, style),
        TextRow::default().with_right(columns, figure, style),
    ]
}

/// A segment with the steps of its journey and its target.
fn list_cell(
    picture: &PersonaGrid,
    name: &str,
    cell: &PersonaCell,
    columns: u16,
    is_selected: bool,
    theme: &Theme,
) -> Vec<TextRow> {
    let (targets, steps) = figure_columns(picture);
    let name = format!("  {}", marked(name, is_selected));
    let name_style = if is_selected {
        theme.selected
    } else {
        theme.text
    };
    let (journey, style) = journey_text(cell, theme);
    let (target, target_style) = target_text(cell.target, theme);
    let before_target = columns.saturating_sub(targets + u16::from(targets > 0));
    let left = before_target.saturating_sub(steps + 1);
    if left >= NAME_COLUMNS {
        let row = TextRow::default().with(0, left, name, name_style);
        let row = row.with_right(before_target, journey, style);
        return vec![row.with_right(columns, target, target_style)];
    }
    let mut rows = list_head(&name, journey, columns, name_style);
    if !target.is_empty() {
        rows.push(TextRow::default().with_right(columns, target, target_style));
    }
    rows
}
