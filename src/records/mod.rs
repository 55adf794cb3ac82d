//! Reads lists of leads and their events from CSV, as a stream and over any `Read`.
//!
//! [`LeadReader`] yields leads one by one, or the reason a row can't be one; [`read_leads`]
//! gathers them. Events are read first ([`EventIndex`]) and handed to the leads they belong to.
//!
//! **Finding columns.** A field mapped to a column (`data.columns`, `--map`) takes that column;
//! otherwise a field is the column of exactly its name, else the first whose name is the same
//! ignoring case and taking spaces, underscores and hyphens for each other: the field `job_title`
//! finds the header `Job Title`. Of two headers of one name the first counts, with a warning.
//! The id is the column named so, else `lead_id`, else `id`, else a header equal to these but for
//! case, spaces, underscores and hyphens, else the first column.
//!
//! This room knows no files: it says which line and what to do, the caller says in which file.
//! `store`, `host` and `cli` call it.

mod block;
mod block_reader;
#[cfg(test)]
mod csv_rows;
mod error;
mod events;
mod external_events;
mod field_steps;
mod leads;
mod parallel;
mod row;
mod sniff;
mod times;

#[cfg(test)]
mod block_tests;
#[cfg(test)]
mod bounds_tests;
#[cfg(test)]
mod tests;

pub use block::{Block, BlockRows};
pub use block_reader::BlockReader;
pub use error::{RecordsError, Reject, columns as named_columns};
pub use events::{EventIndex, read_events};
pub use external_events::{EventCursor, ExternalEvents};
pub use leads::{LeadLayout, LeadReader, LeadRow, ReadOptions, read_leads};
pub use parallel::{BlockWorker, process_in_order};
pub use times::{read_day, read_time};
