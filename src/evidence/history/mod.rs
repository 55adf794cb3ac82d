//! Pages about what the recorded leads say: figures in tables and plots, each made from the session
//! and the leads. Workbench, command line and exports show the same pages.

mod cell;
mod context;
mod known_facts;
mod page;
mod plot;
mod section;
mod text_layout;

pub use cell::Cell;
pub use context::{PageContext, PageSettings};
pub use page::{PAGES, Page, PageGroup, PageId, page};
pub use plot::{
    Plot, PlottedCurve, PlottedCurves, PlottedDifference, PlottedGrid, PlottedShare, PlottedStage,
    PlottedTimeline,
};
pub use section::{FigureRow, FigureTable, RowSubject, Section};
