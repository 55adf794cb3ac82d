//! What leads did: read once, and kept in one of two ways.
//!
//! ```text
//!   event_file: one file, opened; event_roles: which of its columns is which
//!   event_rows --> event_index       all events, in memory: the leads of a session
//!        `-------> external_events   those that conditions test, in bounded memory: a stream
//!                       |--> sorter --> pages --> event_entry
//!                  cursor: looks up one lead after another
//! ```

mod cursor;
mod event_entry;
mod event_file;
mod event_index;
mod event_roles;
mod event_rows;
mod external_events;
mod found_columns;
mod pages;
mod sorter;

#[cfg(test)]
mod tests;

pub use cursor::EventCursor;
pub use event_file::{EventFile, columns_missing_somewhere};
pub use event_index::{EventIndex, FileRejects, read_event_files, read_events};
pub use external_events::ExternalEvents;
pub use found_columns::find_event_columns;
