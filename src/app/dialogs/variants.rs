//! Two variants side by side: those kept as A and B, or a number that is tried.

use tui_input::Input;

use crate::app::dialogs::line_keys::{insert_at_cursor, line_request};
use crate::app::input::key::Key;
use crate::model::record::Place;

/// Characters of the longest number that can be typed.
const LONGEST_NUMBER: usize = 9;

/// A number that can be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberAt {
    /// A field of a record.
    Field(Place, &'static str),
    /// A part of a rule, by index.
    RulePart(Place, usize),
}

/// A number being tried.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Where it stands.
    pub at: NumberAt,
    /// What is typed.
    pub input: Input,
}

impl Trial {
    /// Begins to try numbers.
    pub fn new(at: NumberAt) -> Self {
        let input = Input::default();
        Self { at, input }
    }

    /// Returns the number typed; `None` if nothing is, or no number.
    pub fn number(&self) -> Option<i64> {
        self.input.value().trim().parse().ok()
    }

    /// Returns whether nothing is typed.
    pub fn is_blank(&self) -> bool {
        self.input.value().trim().is_empty()
    }

    /// Inserts those characters of a text that a number can have.
    pub fn insert_text(&mut self, text: &str) {
        let room = LONGEST_NUMBER.saturating_sub(self.input.value().len());
        let fits = |c: &char| c.is_ascii_digit() || *c == '-' || *c == '+';
        let typed: String = text.chars().filter(fits).take(room).collect();
        insert_at_cursor(&mut self.input, &typed);
    }

    /// Handles a key; one that no number has does nothing.
    pub fn key(&mut self, key: Key) {
        if let Some(typed) = key.typed_char() {
            self.insert_text(&typed.to_string());
        } else if let Some(request) = line_request(key) {
            self.input.handle(request);
        }
    }
}

/// The dialog of two variants.
#[derive(Clone, Debug, Default)]
pub struct VariantsDialog {
    /// The number being tried; otherwise B is what is there now.
    pub trial: Option<Trial>,
    /// How many lines it is scrolled down.
    pub scroll: usize,
}

impl VariantsDialog {
    /// Returns what A and B are.
    pub fn heads(&self) -> [&'static str; 2] {
        if self.trial.is_some() {
            ["A: now", "B: tried"]
        } else {
            ["A: kept", "B: now"]
        }
    }
}
