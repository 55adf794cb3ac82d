//! The picture of a journey.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::hit_map::HitMap;
use crate::app::input::row::RowTarget;
use crate::app::state::workbench::State;
use crate::app::steps::selection::StepRows;
use crate::model::Phase;
use crate::model::record::Kind;
use crate::widgets::Focus;
use crate::widgets::Theme;
use crate::widgets::timeline::TimelinePhase;

/// Returns the height of the timeline in rows.
pub fn height(state: &State, rows: u16) -> u16 {
    if state.session().definition.journeys.is_empty() || rows < 20 {
        return 0;
    }
    if rows >= 34 { 10 } else { 5 }
}

/// Draws the selected journey as a timeline by phase.
pub fn draw(rows: &StepRows, buf: &mut Buffer, area: Rect, theme: &Theme, _: &mut HitMap) {
    let definition = &rows.state().session().definition;
    let (journey, step) = match rows.selected_row().map(|row| &row.target) {
        Some(RowTarget::Record(place)) if place.kind == Kind::Journey => (Some(&place.id), None),
        Some(RowTarget::Record(place)) if place.kind == Kind::Step => {
            (place.parent.as_ref(), Some(&place.id))
        }
        _ => (None, None),
    };
    let found = journey.and_then(|id| definition.journeys.iter().find(|j| j.id == *id));
    let Some(journey) = found.or_else(|| definition.journeys.first()) else {
        return;
    };
    let mut selected = None;
    let mut phases = Vec::new();
    for (p, &phase) in Phase::ALL.iter().enumerate() {
        let mut steps = Vec::new();
        for found in journey.steps.iter().filter(|s| s.phase == phase) {
            if step == Some(&found.id) {
                selected = Some((p, steps.len()));
            }
            let names: Vec<_> = found
                .behaviours
                .iter()
                .filter_map(|id| definition.criterion(id.as_str()))
                .map(|c| c.name.as_str())
                .collect();
            steps.push((found.name.as_str().into(), names.join(", ").into()));
        }
        phases.push(TimelinePhase {
            title: phase.label().into(),
            steps,
        });
    }
    crate::widgets::timeline::draw(buf, area, theme, &phases, selected, Focus::Elsewhere);
}
