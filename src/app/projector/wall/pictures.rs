//! Which pictures a step has.

use super::picture::WallPicture;
use super::{
    distribution, evidence_plot, persona_grid, point_bars, process_map, sheet_gaps, stage_counts,
    statement, swim_lanes, threshold_curve, version_card,
};
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;

/// Returns the pictures of what is on the screen, the most important first: those of an open sheet
/// or page, else the step's. None hints at a sealed vote.
pub fn wall_pictures(state: &State, focus: &KeyFocus) -> Vec<WallPicture> {
    if state
        .dialogs
        .iter()
        .any(|dialog| matches!(dialog, Dialog::Sheet(_)))
    {
        return sheet_gaps::of(state)
            .map(WallPicture::SheetGaps)
            .into_iter()
            .collect();
    }
    if let Some(plot) = evidence_plot::of(state) {
        return vec![WallPicture::EvidencePlot(plot)];
    }
    step_pictures(state, focus)
}

/// Returns the step's own pictures, whatever is open over it.
pub fn step_pictures(state: &State, focus: &KeyFocus) -> Vec<WallPicture> {
    let distribution = || distribution::of(state, focus).map(WallPicture::Distribution);
    let pictures = match state.step {
        Step::Room => vec![],
        Step::Evidence => vec![evidence_plot::of_step(state).map(WallPicture::EvidencePlot)],
        Step::Personas => vec![persona_grid::of(state, focus).map(WallPicture::PersonaGrid)],
        Step::Journey => vec![swim_lanes::of(state, focus).map(WallPicture::SwimLanes)],
        Step::Stages => vec![
            statement::of(state, focus).map(WallPicture::Statement),
            stage_counts::of(state, focus).map(WallPicture::StageCounts),
        ],
        Step::Points => vec![distribution()],
        Step::Rules => vec![
            threshold_curve::of(state).map(WallPicture::ThresholdCurve),
            process_map::of(state, focus).map(WallPicture::ProcessMap),
        ],
        Step::Preview => vec![
            point_bars::of(state, focus).map(WallPicture::PointBars),
            distribution(),
        ],
        Step::Publish => vec![Some(WallPicture::VersionCard(version_card::of(state)))],
    };
    pictures.into_iter().flatten().collect()
}
