//! The journal: every edit is on disk before the next one is handled.
//!
//! `.accord/journal` starts with a header and the session's text at that time (the base). Each line
//! after that is one record with a running number and a checksum; `contents.rs` describes the
//! format. Edits are opaque here. Base and records share one file, so they cannot disagree.
//!
//! Reading never changes the file: [`JournalContents::read`] tells what is intact, what is missing
//! and where appending can continue. `host` decides what to do about it, and writes, cuts or moves
//! nothing before the room has answered.

mod contents;
mod file;
mod writer;

pub use contents::{JournalContents, JournalFormat, JournalRecord, RecordContent};
pub(super) use file::moved_aside;
pub use writer::Journal;
#[cfg(test)]
pub(super) use writer::record_for_tests;
