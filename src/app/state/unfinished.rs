//! A text that was left unfinished.

use crate::app::input::entry_command::EntryCommand;

/// A text that was left unfinished.
pub struct UnfinishedText {
    pub(crate) command: EntryCommand,
    pub(crate) text: String,
    /// The same text as stored on disk.
    pub(crate) draft: String,
}
