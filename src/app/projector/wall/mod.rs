//! What the wall shows below the card: the pictures of each step, with the consequence of the last
//! change. Each file holds what one picture shows and makes it from the state.

pub mod distribution;
pub mod evidence_plot;
pub mod persona_grid;
pub mod picture;
pub mod pictures;
pub mod point_bars;
pub mod process_map;
mod selected_definition;
pub mod sheet_gaps;
pub mod stage_counts;
pub mod statement;
pub mod swim_lanes;
pub mod threshold_curve;
pub mod version_card;
