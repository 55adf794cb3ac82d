//! What leads say of a model, and a model of leads: the figures along the bottom of the screen.
//!
//! Pure: `host` runs it on its worker, `app` and `screens` read its results.

mod moves;
mod outlook;
mod past;
mod summary;
mod tally;

pub use moves::{Moved, Moves};
pub use outlook::{Line, Outlook, Source};
pub use past::{Leads, Past};
pub use summary::{EventSummary, FieldSummary, Summary, summary};
pub use tally::Tally;
