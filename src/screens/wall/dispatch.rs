//! Which file draws which picture.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{
    distribution, evidence_plot, persona_grid, point_bars, process_map, sheet_gaps, stage_counts,
    statement, swim_lanes, threshold_curve, version_card,
};
use crate::app::projector::wall::picture::WallPicture;
use crate::widgets::Theme;

/// Returns the fewest rows a picture is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &WallPicture, area: Rect) -> (u16, u16) {
    match picture {
        WallPicture::Distribution(picture) => distribution::rows(picture, area),
        WallPicture::ThresholdCurve(picture) => threshold_curve::rows(picture, area),
        WallPicture::ProcessMap(picture) => process_map::rows(picture, area),
        WallPicture::PointBars(picture) => point_bars::rows(picture, area),
        WallPicture::SheetGaps(picture) => sheet_gaps::rows(picture, area),
        WallPicture::PersonaGrid(picture) => persona_grid::rows(picture, area),
        WallPicture::SwimLanes(picture) => swim_lanes::rows(picture, area),
        WallPicture::StageCounts(picture) => stage_counts::rows(picture, area),
        WallPicture::Statement(picture) => statement::rows(picture, area),
        WallPicture::VersionCard(picture) => version_card::rows(picture, area),
        WallPicture::EvidencePlot(picture) => evidence_plot::rows(picture, area),
    }
}

/// Draws a picture.
pub(super) fn draw(picture: &WallPicture, buf: &mut Buffer, area: Rect, theme: &Theme) {
    match picture {
        WallPicture::Distribution(picture) => distribution::draw(picture, buf, area, theme),
        WallPicture::ThresholdCurve(picture) => threshold_curve::draw(picture, buf, area, theme),
        WallPicture::ProcessMap(picture) => process_map::draw(picture, buf, area, theme),
        WallPicture::PointBars(picture) => point_bars::draw(picture, buf, area, theme),
        WallPicture::SheetGaps(picture) => sheet_gaps::draw(picture, buf, area, theme),
        WallPicture::PersonaGrid(picture) => persona_grid::draw(picture, buf, area, theme),
        WallPicture::SwimLanes(picture) => swim_lanes::draw(picture, buf, area, theme),
        WallPicture::StageCounts(picture) => stage_counts::draw(picture, buf, area, theme),
        WallPicture::Statement(picture) => statement::draw(picture, buf, area, theme),
        WallPicture::VersionCard(picture) => version_card::draw(picture, buf, area, theme),
        WallPicture::EvidencePlot(picture) => evidence_plot::draw(picture, buf, area, theme),
    }
}
