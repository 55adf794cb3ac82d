//! Pages about what the recorded leads say: figures in tables and plots, each made from the session
//! and the leads. Workbench, command line and exports show the same pages.

mod alignment;
mod answer_history;
mod calibration;
mod capacity;
mod cell;
#[cfg(test)]
mod chance_tests;
mod column_heads;
mod context;
mod each_bucket;
mod equal_groups;
mod fact;
mod fact_comparison;
mod fact_counts;
mod fact_notes;
mod fact_ranges;
#[cfg(test)]
mod fact_tests;
mod fact_values;
mod fit_grid;
mod follow_up;
mod funnel;
mod funnel_arithmetic;
mod funnel_steps;
mod in_common;
mod judged_scores;
mod known_facts;
mod lift;
#[cfg(test)]
mod made_up_leads;
mod metric_figures;
mod metric_lines;
mod metrics;
#[cfg(test)]
mod outcome_tests;
mod page;
#[cfg(test)]
mod page_testing;
mod plan_inputs;
mod plot;
mod recorded_list;
mod reported;
mod section;
mod service_level;
mod suggested_points;
mod target_actuals;
mod target_cells;
mod target_period;
mod targets;
mod text_layout;
mod threshold;
#[cfg(test)]
mod two_hundred_leads;
mod whole_numbers;
mod won_deals;
mod won_leads;
mod won_order;
#[cfg(test)]
mod won_tests;

pub use capacity::{WeeklyCapacity, weekly_capacity};
pub use cell::Cell;
pub use context::{PageContext, PageSettings};
pub use page::{PAGES, Page, PageGroup, PageId, page};
pub use plot::{
    Plot, PlottedCurve, PlottedCurves, PlottedDifference, PlottedGrid, PlottedShare, PlottedStage,
    PlottedTimeline,
};
pub use section::{FigureRow, FigureTable, RowSubject, Section};
pub use target_actuals::{TargetActual, target_actuals};
pub use target_cells::{TargetCell, target_cells};
