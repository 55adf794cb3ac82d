//! The grid of personas and segments.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::hit_map::HitMap;
use crate::app::input::pointer::PointerTarget;
use crate::app::input::row::RowTarget;
use crate::app::state::workbench::State;
use crate::app::steps::personas::{step_count, targets_of};
use crate::app::steps::selection::StepRows;
use crate::model::wording;
use crate::widgets::Focus;
use crate::widgets::Theme;
use crate::widgets::table::{Grid, GridCell};

/// Returns the height of the grid in rows; 0 if there is none or no room for it.
pub fn height(state: &State, rows: u16) -> u16 {
    let definition = &state.session().definition;
    let grid_rows = u16::try_from(definition.personas.len()).unwrap_or(0) + 1;
    let some = !definition.personas.is_empty() && !definition.segments.is_empty();
    if some && rows >= 20 {
        grid_rows.min(rows / 4)
    } else {
        0
    }
}

/// Draws the grid of personas and segments.
pub fn draw(rows: &StepRows, buf: &mut Buffer, area: Rect, theme: &Theme, hits: &mut HitMap) {
    let definition = &rows.state().session().definition;
    let cell = |persona, segment| {
        let (journey, style) = match step_count(definition, persona, segment) {
            Some(n) => (wording::count_noun(n, "step"), theme.good),
            None => ("empty".to_owned(), theme.warn),
        };
        let targets = targets_of(definition, persona, segment);
        let targets: Vec<String> = targets.map(|t| t.qualified.to_string()).collect();
        let text = match targets.as_slice() {
            [] => journey,
            all => format!("{journey}, {}", all.join(" + ")),
        };
        GridCell {
            style,
            ..GridCell::new(text)
        }
    };
    let selected = rows.focused_row().and_then(|row| match &row.target {
        RowTarget::GridCell(persona, segment) => Some((
            definition.personas.iter().position(|p| p.id == *persona)?,
            definition.segments.iter().position(|s| s.id == *segment)?,
        )),
        _ => None,
    });
    let grid = Grid {
        corner: if definition.targets.is_empty() {
            "Journeys".into()
        } else {
            "Journeys, targets".into()
        },
        columns: definition
            .segments
            .iter()
            .map(|s| s.name.as_str().into())
            .collect(),
        rows: definition
            .personas
            .iter()
            .map(|p| {
                let cells = definition
                    .segments
                    .iter()
                    .map(|s| cell(&p.id, &s.id))
                    .collect();
                (p.name.as_str().into(), cells)
            })
            .collect(),
    };
    let focus = Focus::here_if(selected.is_some());
    let cells = crate::widgets::table::draw(buf, area, theme, &grid, selected, focus);
    for (row, column, place) in cells {
        let persona = definition.personas[row].id.clone();
        let segment = definition.segments[column].id.clone();
        hits.add(place, PointerTarget::GridCell(persona, segment));
    }
}
