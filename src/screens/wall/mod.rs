//! Draws the pictures of the wall, in the room view and beside the panes of a wide workbench. Each
//! can be read without colour.

mod dispatch;
mod distribution;
mod evidence_plot;
mod gap_scale;
mod layout;
mod lead_bars;
mod persona_grid;
mod point_bars;
#[cfg(test)]
mod point_bars_tests;
mod process_map;
mod sheet_gaps;
mod stage_counts;
mod statement;
mod swim_lanes;
mod threshold_curve;
mod version_card;
mod wall_table;
mod yes_columns;

pub(super) use layout::{draw_pictures, fewest_rows};
