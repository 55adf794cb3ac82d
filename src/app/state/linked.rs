//! A number being counted, and an edit on offer that keeps a rule and a band together.

use std::sync::Arc;

use crate::document::Edit;
use crate::model::Definition;
use crate::model::record::Place;

/// A run of `+` and `-` on one number, which is one step of undo.
#[derive(Clone, Debug)]
pub struct CountRun {
    /// The record, and the field or part of its rule.
    pub number: (Place, String),
    /// The definition before the first of them.
    pub before: Arc<Definition>,
}

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
