//! File operations that differ between systems: file identity, opening without blocking, modes of
//! new folders, syncing names to disk, and files held by another program. The rest of the program
//! is independent of the system.
//!
//! `unix.rs` and `not_unix.rs` have the same interface; only one of them is compiled.

mod held;
mod names;
#[cfg(not(unix))]
mod not_unix;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
use not_unix as here;
#[cfg(unix)]
use unix as here;

pub use held::is_held;
pub(super) use held::{RetryPatience, with_retries};
pub use here::Identity;
pub(super) use here::{
    FOLDER_MODE, LOCKED_IS_READABLE, cut, is_device_name, is_open_here, is_removed,
    is_reserved_device, machine, open_no_follow, open_nonblocking, remove_folder, sync_folder,
};
pub(super) use names::{CASE_INSENSITIVE, is_device};
pub use names::{as_written, home_folder};
