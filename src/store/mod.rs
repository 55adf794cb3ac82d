//! Everything on disk: session files, their journal, the lock, published versions.
//!
//! The only room that writes session files. `host` and `cli` call it; the pure rooms never
//! do. What it promises: a file that can't be read is never overwritten, a file is there
//! whole or not at all, and what was changed by somebody else is noticed before it is replaced.
//!
//! Start at [`SessionFolder`]; [`Lock`] and [`Journal`] are what a running workbench holds
//! besides, [`versions`] is what publishing leaves behind.

mod clock_file;
mod digest;
mod document;
mod draft;
mod duplicate;
mod error;
pub(crate) mod faults;
mod files;
mod folder;
mod guarded;
mod identity;
mod journal;
mod lock;
mod names;
mod opening;
mod output;
pub mod paths;
mod prompts;
mod room_file;
mod schema;
mod sentence;
mod signed;
mod system;
mod unread;
pub mod versions;
mod yaml;

#[cfg(test)]
mod tests;

pub use clock_file::{TakenTime, forget_time, read_time, write_time};
pub use digest::Digest;
pub use document::{
    Document, FileKind, model_text, parse_session, read_glossary, read_model, session_text,
};
pub use draft::{read_draft, set_draft_aside, write_draft};
pub use error::{Cause, SaveError, Spot, StoreError};
use files::AtomicFile;
pub use files::write_atomic;
pub use folder::{SESSION_FILE, Saved, SessionFolder, keep_beside};
pub use identity::Spot as FileSpot;
pub use journal::{Contents, Entry, Format, Journal, Record};
pub use lock::{Lock, NotLocked};
pub use names::{refuse_impossible, same_name};
pub use opening::open_regular;
pub use output::{OutputFile, is_stdout};
pub use prompts::prompts;
pub use room_file::{read_room, remove_room, room_stamp, touch_room, write_room};
pub use schema::schema;
pub use signed::{keep_only_signed, keep_signed, read_signed};
pub use system::{Identity, home_folder, is_held};
pub use unread::{
    CopyOf, SetAside, answer_unread, answered_unread, forget_answered, is_set_aside, keep_copy,
    keep_unread, unread,
};
