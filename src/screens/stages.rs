//! The picture of the pipeline.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::hit_map::HitMap;
use crate::app::input::row::RowTarget;
use crate::app::state::workbench::State;
use crate::app::steps::selection::StepRows;
use crate::model::record::Kind;
use crate::widgets::Focus;
use crate::widgets::Theme;

/// Returns the height of the pipeline in rows.
pub fn height(state: &State, _: u16) -> u16 {
    u16::from(!state.session().definition.stages.is_empty())
}

/// Draws the pipeline as a row.
pub fn draw(rows: &StepRows, buf: &mut Buffer, area: Rect, theme: &Theme, _: &mut HitMap) {
    let stages = &rows.state().session().definition.stages;
    let names: Vec<&str> = stages.iter().map(|s| s.name.as_str()).collect();
    let selected = match rows.selected_row().map(|row| &row.target) {
        Some(RowTarget::Record(place)) if place.kind == Kind::Stage => {
            stages.iter().position(|s| s.id == place.id)
        }
        _ => None,
    };
    crate::widgets::pipeline::draw(buf, area, theme, &names, selected, Focus::Elsewhere);
}
