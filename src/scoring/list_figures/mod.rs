//! What a list says of a model's questions, counted while it is scored: values that are empty or
//! can't be read, texts and events that the model names and the list never has, ids that repeat.
//!
//! ```text
//!   definition --> asked_columns, asked_events       what is asked
//!   a stream:      value_probe (per column and thread) --> column_figures, merged block by block
//!                  records: event rows --> event_figures; ids --> id_figures
//!   in memory:     recorded_figures --> the same figures
//! ```
//!
//! `evidence::list_report` makes sentences of them.

mod asked_columns;
mod asked_events;
mod column_figures;
mod event_figures;
mod first_distinct;
mod id_figures;
mod recorded_figures;
mod value_kind;
mod value_probe;

pub use asked_columns::{AskedColumn, AskedText, TextComparison, asked_columns};
pub use asked_events::{AskedEvents, asked_events};
pub use column_figures::ColumnFigures;
pub use event_figures::EventFigures;
pub use first_distinct::{FirstDistinct, MAX_DISTINCT};
pub use id_figures::{IdFigures, RepeatedId, outcome_fingerprint};
pub use recorded_figures::RecordedFigures;
pub(super) use value_kind::ValueKind;
pub(super) use value_probe::ValueProbe;
