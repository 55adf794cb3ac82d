//! Draws the pictures of the wall, in the room view and beside the panes of a wide workbench. Each
//! can be read without colour.

mod dispatch;
mod distribution;
mod distribution_text;
mod evidence_plot;
mod layout;
mod persona_grid;
mod point_bars;
mod process_map;
mod sheet_gaps;
mod stage_counts;
mod statement;
mod swim_lanes;
mod threshold_curve;
mod version_card;

pub(super) use layout::{BESIDE_PANES_FROM, draw_pictures, fewest_rows};
