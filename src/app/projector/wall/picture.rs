//! A picture of the wall, whichever it is.

use serde::{Deserialize, Serialize};

use super::distribution::Distribution;
use super::evidence_plot::EvidencePlot;
use super::persona_grid::PersonaGrid;
use super::point_bars::PointBars;
use super::process_map::ProcessMap;
use super::sheet_gaps::SheetGaps;
use super::stage_counts::StageCounts;
use super::statement::Statement;
use super::swim_lanes::SwimLanes;
use super::threshold_curve::ThresholdCurve;
use super::version_card::VersionCard;

/// A picture of the wall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WallPicture {
    /// How many leads have which score, and what the last change did.
    Distribution(Distribution),
    /// How many leads are forwarded at each threshold.
    ThresholdCurve(ThresholdCurve),
    /// Stages, hand-off, dispositions and the ways back.
    ProcessMap(ProcessMap),
    /// Why a lead has its total.
    PointBars(PointBars),
    /// The rows of a sheet by the gap between the sides.
    SheetGaps(SheetGaps),
    /// Personas and segments, with journeys and targets.
    PersonaGrid(PersonaGrid),
    /// The steps of a journey by phase.
    SwimLanes(SwimLanes),
    /// The stages, with how many leads reach each.
    StageCounts(StageCounts),
    /// A text that the room judges, as large as it fits.
    Statement(Statement),
    /// The version to publish: its number, proof and signatures.
    VersionCard(VersionCard),
    /// The plot of the open page of evidence.
    EvidencePlot(EvidencePlot),
}

impl WallPicture {
    /// Calls a function for each text that somebody may have written.
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Distribution(picture) => picture.for_each_text(change),
            Self::ThresholdCurve(picture) => picture.for_each_text(change),
            Self::ProcessMap(picture) => picture.for_each_text(change),
            Self::PointBars(picture) => picture.for_each_text(change),
            Self::SheetGaps(picture) => picture.for_each_text(change),
            Self::PersonaGrid(picture) => picture.for_each_text(change),
            Self::SwimLanes(picture) => picture.for_each_text(change),
            Self::StageCounts(picture) => picture.for_each_text(change),
            Self::Statement(picture) => picture.for_each_text(change),
            Self::VersionCard(picture) => picture.for_each_text(change),
            Self::EvidencePlot(picture) => picture.for_each_text(change),
        }
    }
}
