//! What the user says: keys, commands, steps and rows. Nothing here knows the state.
//!
//! [`command::Command`] is what everything ends as.

pub mod command;
pub mod condition_command;
pub mod entry_command;
pub mod export_command;
pub mod key;
pub mod keymap;
pub mod legend;
pub mod locate;
pub mod mapping_command;
pub mod page_command;
pub mod palette;
pub mod pointer;
pub mod row;
pub mod sentence;
pub mod step;
pub mod typing_run;
