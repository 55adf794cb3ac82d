//! Everything on disk: session files, journal, lock and published versions.
//!
//! This is the only room that writes session files. `host` and `cli` call it; the pure rooms never
//! do. It guarantees that an unreadable file is never overwritten, that a file is there in full or
//! not at all, and that somebody else's change is noticed before it is replaced.
//!
//! Start at [`SessionFolder`]. A running workbench also holds a [`Lock`] and a [`Journal`];
//! publishing writes [`versions`].

mod clock_file;
mod digest;
mod document;
mod draft;
mod duplicate_id;
mod error;
mod export_files;
pub(crate) mod fault_injection;
mod fault_text;
mod file_guard;
mod file_kind;
mod files;
mod folder;
mod identity;
mod journal;
mod lock;
mod named_files;
mod offered_history;
mod output_file;
mod picture_files;
mod portable_names;
mod prompts;
mod room_card_file;
mod schema;
mod signed_definitions;
mod system;
mod unread_journals;
pub mod user_folders;
mod variant_file;
pub mod versions;
mod yaml;

#[cfg(test)]
mod tests;

pub use clock_file::{ClockTime, read_clock_time, remove_clock_time, write_clock_time};
pub use digest::Digest;
pub use document::{
    FileDocument, model_text, parse_session, read_glossary, read_model, session_text,
};
pub use draft::{read_draft, set_draft_aside, write_draft};
pub use error::{Cause, SaveError, StoreError, TextPosition};
pub use export_files::{ExistingFiles, ExportFiles, ExportOutcome, write_export};
pub use file_kind::FileKind;
pub use files::write_atomic;
pub use folder::{SESSION_FILE, SaveOutcome, SessionFolder, save_copy_beside};
pub use identity::FileLocation as FileSpot;
pub use journal::{Journal, JournalContents, JournalFormat, JournalRecord, RecordContent};
pub use lock::{Lock, LockError};
pub use named_files::open_regular;
pub use offered_history::read_offered_history;
pub use output_file::{OutputFile, is_stdout};
pub use picture_files::{read_pictures, write_picture};
pub use portable_names::{refuse_unportable, same_name};
pub use prompts::prompts;
pub use room_card_file::{
    RoomCardStamp, read_room_card, remove_room_card, room_card_stamp, touch_room_card,
    write_room_card,
};
pub use schema::schema;
pub use signed_definitions::{prune_signed, read_signed, save_signed};
pub use system::{Identity, home_folder, is_held};
pub use unread_journals::{
    JournalCopy, UnreadJournal, answer_unread, answered_journals, copy_journal, is_set_aside,
    mark_printed, save_unread, unread_journals,
};
pub use variant_file::{read_variant, write_variant};
