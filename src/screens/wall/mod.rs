//! Draws the pictures of the wall, in the room view and beside the panes of a wide workbench. Each
//! can be read without colour.

mod dispatch;
mod distribution;
mod distribution_text;
mod evidence_plot;
mod gap_scale;
mod layout;
mod lead_bars;
mod persona_grid;
mod phrases;
mod point_bars;
#[cfg(test)]
mod point_bars_tests;
mod process_boxes;
mod process_lines;
mod process_map;
mod sheet_gaps;
mod stage_counts;
mod statement;
mod swim_lanes;
mod text_rows;
mod threshold_axis;
mod threshold_curve;
mod version_card;
mod wall_table;
mod yes_columns;

pub use layout::draw_pictures;
pub(super) use layout::{BESIDE_PANES_FROM, fewest_rows};
