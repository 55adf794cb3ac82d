//! What is said about the files of leads on the mapping screen.

use serde::{Deserialize, Serialize};

use crate::evidence::FieldSetting;

/// Something said about the files of leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MappingCommand {
    /// Open the mapping screen.
    Open,
    /// Take all that a recognised export proposes.
    TakeProposal,
    /// Take the past leads that come with the session.
    TakeHistory,
    /// Set these fields as one step of undo, with this label.
    Set(String, Vec<FieldSetting>),
}
