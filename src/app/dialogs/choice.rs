//! What can be picked from a list.

use crate::app::input::command::{Command, TickCommand, TickValue};

/// One choice; picking it gives `T`, usually a command to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T = Command> {
    /// A word that means it, such as an id; the plain mode accepts it. Blank if there is none.
    pub word: String,
    /// The text shown.
    pub label: String,
    /// A note beside the label.
    pub note: String,
    /// What it stands for.
    pub run: T,
}

impl<T> Choice<T> {
    /// Creates a choice.
    pub fn new(
        word: impl Into<String>,
        label: impl Into<String>,
        note: impl Into<String>,
        run: T,
    ) -> Self {
        Self {
            word: word.into(),
            label: label.into(),
            note: note.into(),
            run,
        }
    }
}

/// A choice whose value can be ticked.
pub type Tick = Choice<TickValue>;

/// The choices of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choices {
    /// One is picked, and its command runs.
    One(Vec<Choice>),
    /// Any number is ticked.
    Many {
        /// The choices.
        ticks: Vec<Tick>,
        /// Whether each of them is ticked.
        ticked: Vec<bool>,
        /// What the ticked values are for.
        command: TickCommand,
    },
}

/// A choice as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoiceLine<'a> {
    /// Its index among all choices.
    pub index: usize,
    /// A word that means it.
    pub word: &'a str,
    /// The text shown.
    pub label: &'a str,
    /// A note beside the label.
    pub note: &'a str,
    /// Whether it is ticked; `None` if only one can be picked.
    pub ticked: Option<bool>,
}

/// The word of a choice that adds a new one.
pub const ADD_WORD: &str = "+";
