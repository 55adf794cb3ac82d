//! Reads lists of leads and their events from CSV or lines of JSON, as a stream from any `Read`.
//!
//! [`LeadReader`] yields leads one by one, or the reason a row can't be read; [`read_leads`]
//! collects them. Events are read first ([`EventIndex`]) and attached to the leads they belong to.
//!
//! **Finding columns.** A field mapped to a column (`data.columns`, `--map`) uses that column.
//! Otherwise it uses the column with exactly its name, else the first whose name is the same when
//! ignoring case and treating spaces, underscores and hyphens alike: the field `job_title` finds
//! the header `Job Title`. Of two headers with the same name the first counts, with a warning. The
//! id is in the column named in the options, else `lead_id`, else `id`, else a header that equals
//! one of these in the same loose sense, else the first column.
//!
//! This module knows nothing about paths: it reports the line and what to do, the caller adds the
//! file. `store`, `host` and `cli` call it.

mod block;
mod block_reader;
mod columns;
#[cfg(test)]
mod csv_rows;
mod decoding;
mod delimiter;
mod error;
mod events;
mod external_sort;
mod field_steps;
mod guess;
mod header_row;
mod id_ledger;
mod json_lines;
mod json_members;
mod lead_layout;
mod leads;
mod line_sorter;
mod not_a_list;
mod options;
mod parallel;
mod row;
mod sniff;
mod times;
mod unpack;

#[cfg(test)]
mod block_tests;
#[cfg(test)]
mod bounds_tests;
#[cfg(test)]
mod json_tests;
#[cfg(test)]
mod tests;

pub use block::{Block, BlockRows};
pub use block_reader::BlockReader;
pub use error::{RecordsError, Reject, columns as named_columns};
pub use events::{
    EventCursor, EventFile, EventIndex, ExternalEvents, FileRejects, columns_missing_somewhere,
    find_event_columns, read_event_files, read_events,
};
pub use guess::Guess;
pub use header_row::DOUBTED_HEADER;
pub use id_ledger::{IdLedger, IdRecord};
pub use json_lines::LateNames;
pub use lead_layout::LeadLayout;
pub use leads::{LeadReader, LeadRow, read_leads};
pub use line_sorter::{LineKey, LineSorter};
pub use options::{KeptColumns, ReadOptions};
pub use parallel::{BlockWorker, process_in_order};
pub use times::{read_day, read_time};
pub use unpack::unpacked;
