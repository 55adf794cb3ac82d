//! Pages about what the recorded leads say: figures in tables and plots, each made from the session
//! and the leads. Workbench, command line and exports show the same pages.

mod alignment;
mod answer_history;
mod calibration;
mod capacity;
mod cell;
mod context;
mod each_bucket;
mod equal_groups;
mod fit_grid;
mod funnel;
mod funnel_arithmetic;
mod funnel_steps;
mod in_common;
mod judged_scores;
mod known_facts;
mod lift;
mod metrics;
mod page;
mod plan_inputs;
mod plot;
mod reported;
mod section;
mod service_level;
mod suggested_points;
mod targets;
mod text_layout;
mod threshold;
mod whole_numbers;
mod won_deals;

pub use cell::Cell;
pub use context::{PageContext, PageSettings};
pub use page::{PAGES, Page, PageGroup, PageId, page};
pub use plot::{
    Plot, PlottedCurve, PlottedCurves, PlottedDifference, PlottedGrid, PlottedShare, PlottedStage,
    PlottedTimeline,
};
pub use section::{FigureRow, FigureTable, RowSubject, Section};

#[cfg(test)]
mod outcome_tests;
