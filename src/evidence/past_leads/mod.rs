//! The recorded leads as they stood when Sales got them, each as of one day, and what became of
//! them.

mod creation_weeks;
mod facts_day;
mod groups;
mod later_events;
mod leads;
mod left_out;
mod old_enough;
mod scores;

pub use creation_weeks::{CreationWeeks, median_and_most};
pub use facts_day::FactsDay;
pub use groups::OutcomeGroups;
pub use leads::PastLeads;
pub use left_out::{LeftOut, LeftOutColumn};
pub use old_enough::{OldEnough, old_enough, old_enough_among, reference_day};
pub use scores::{PastEngine, PastScores};
