//! An edit on offer that keeps a rule and a band together.

use crate::document::Edit;

/// An offered edit that keeps a rule and a band together.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedEdit {
    /// The edit.
    pub edit: Edit,
    /// The question, with what happens either way; `None` until that is worked out.
    pub question: Option<String>,
    /// Generation of the definition it was offered for.
    pub generation: u64,
    /// How many dialogs were open then.
    pub dialogs: usize,
}
