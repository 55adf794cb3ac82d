//! `accord score`: scores recorded leads, as a stream.
//!
//! ```text
//!   source --> records::BlockReader --> threads: worker, RowScorer --> bytes --> sink, in order
//!     events --> records::ExternalEvents -----^         |
//!                                                       +--> rejects, by line
//!                                                       +--> RunReport: what was counted
//! ```
//!
//! With `--order` the lines wait in `records::LineSorter` until all of them are there. What each line
//! says besides the verdict is in `columns`, which days leads are looked at from in `days`.
//!
//! Memory is bounded by the number of threads (two blocks of a megabyte plus a verdict cache each),
//! by the longest row, and by the limits of `records::ExternalEvents` and `records::IdLedger`; not
//! by the length of the lists.

mod args;
mod asked_fields;
mod audience;
mod cells;
mod columns;
mod days;
mod event_lists;
mod field_names;
mod gzip;
mod interrupt;
mod list_options;
mod ordering;
mod reject_reasons;
mod rejects;
mod report;
mod row_format;
mod row_scorer;
mod run;
mod score_error;
mod score_run;
mod scoring_model;
mod verdict_format;
mod worker;

pub use args::Args;
pub use run::run;
