//! Builds a condition by picking each part, so nobody has to write the file's syntax.
//!
//! A condition is shown as a list of parts: all of them, one or none must hold. A part that is such
//! a list itself is opened as one, and becomes a part again with Enter; another part is changed
//! piece by piece (`condition_part.rs`); what was answered is taken in `condition_answers.rs`. What an event's own row must say is such a list, too, of
//! the columns of the events.

use crate::app::dialogs::condition_questions::{Columns, ask_field, ask_kind};
use crate::app::dialogs::parts_hold::{Opened, OuterParts};
use crate::app::input::key::{Key, KeyCode};
use crate::evidence::DataSummary;
use crate::model::record::Place;
use crate::model::{Condition, wording};

pub use crate::app::dialogs::condition_questions::ConditionResult;
pub use crate::app::dialogs::parts_hold::PartsHold;

/// A condition being edited.
pub struct ConditionEditor {
    /// The criterion, answer, segment or persona it belongs to.
    pub at: Place,
    /// The field that holds it.
    pub key: String,
    /// Its parts.
    pub parts: Vec<Condition>,
    /// How many of them must hold.
    pub hold: PartsHold,
    /// Index of the selected part; one past the last is "add".
    pub cursor: usize,
    /// The lists around the one that is open, the innermost last.
    outer: Vec<OuterParts>,
    /// Index of the part that what is picked or typed replaces; `None` for a new one.
    pub(super) changing: Option<usize>,
    /// Whether the new part must not hold.
    pub(super) negated: bool,
}

impl ConditionEditor {
    /// Creates an editor for a condition given as text.
    pub fn new(at: Place, key: &str, text: &str) -> Self {
        let condition: Option<Condition> = serde_json::from_str(text).ok();
        let (hold, parts) = PartsHold::opened(condition);
        Self {
            at,
            key: key.into(),
            parts,
            hold,
            cursor: 0,
            outer: Vec::new(),
            changing: None,
            negated: false,
        }
    }

    /// Returns the condition as text; blank if it has no parts.
    pub fn text(&self) -> String {
        let mut condition = self.hold.join(&self.parts);
        for outer in self.outer.iter().rev() {
            condition = outer.hold.join(&outer.with(condition));
        }
        condition.map_or_else(String::new, |condition| {
            serde_json::to_string(&condition).expect("a condition is plain data")
        })
    }

    /// Returns one line per part.
    pub fn lines(&self) -> Vec<String> {
        self.parts.iter().map(wording::condition).collect()
    }

    /// Returns whether the list is a part of another one.
    pub fn is_nested(&self) -> bool {
        !self.outer.is_empty()
    }

    /// Returns the events whose own row is asked about in the open list, in words.
    pub fn row_events(&self) -> Option<String> {
        let outer = self.outer.last()?;
        let part = outer.parts.get(outer.open)?;
        let events = part
            .event
            .as_ref()
            .filter(|_| outer.opened == Opened::Row)?;
        Some(wording::join_list(events.names(), "or"))
    }

    /// Returns the columns that can be asked about in the open list.
    pub(super) fn columns<'a>(&self, data: Option<&'a DataSummary>) -> Columns<'a> {
        if self.is_in_row() {
            Columns::of_events(data)
        } else {
            Columns::of_leads(data)
        }
    }

    /// Returns whether the open list, or one around it, is about an event's own row.
    fn is_in_row(&self) -> bool {
        self.outer.iter().any(|outer| outer.opened == Opened::Row)
    }

    /// Returns what must hold of the parts, in words.
    pub fn hold_text(&self) -> &'static str {
        if self.row_events().is_some() {
            return match (self.parts.len(), self.hold) {
                (0, _) => "Nothing is asked of its row: a adds something, Enter leaves.",
                (1, PartsHold::None) => "It counts when this isn't so in its row:",
                (1, _) => "It counts when its row says:",
                (_, PartsHold::Any) => "It counts when one of these is so (o: none of them):",
                (_, PartsHold::All) => "It counts when all of these are so (o: one of them):",
                (_, PartsHold::None) => "It counts when none of these is so (o: all of them):",
            };
        }
        match (self.parts.len(), self.hold) {
            (0, _) if self.is_nested() => "No parts left: Enter takes it out.",
            (0, PartsHold::None) => {
                "No conditions yet. What is added must not hold (o: must hold)."
            }
            (0, _) => "No conditions yet, so no lead matches: press a to add one.",
            (1, PartsHold::None) => "It holds when this doesn't:",
            (1, _) => "It holds when:",
            (_, PartsHold::Any) => "It holds when one of these does (o: none of them):",
            (_, PartsHold::All) => "It holds when all of these do (o: one of them):",
            (_, PartsHold::None) => "It holds when none of these does (o: all of them):",
        }
    }

    /// Handles a key. `data` is known of the leads.
    pub fn key(&mut self, key: Key, data: Option<&DataSummary>) -> ConditionResult {
        let count = self.parts.len();
        (self.changing, self.negated) = (None, false);
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) => return self.leave_list(),
            (KeyCode::Up | KeyCode::Char('k'), _) => self.cursor = self.cursor.saturating_sub(1),
            (KeyCode::Down | KeyCode::Char('j'), _) => self.cursor = (self.cursor + 1).min(count),
            (KeyCode::Char('d') | KeyCode::Delete, _) if self.cursor < count => {
                self.parts.remove(self.cursor);
                if self.parts.is_empty() {
                    // What is added next isn't what must not hold.
                    self.hold = PartsHold::All;
                }
            }
            (KeyCode::Char('o'), _) => self.hold = self.hold.next(),
            (KeyCode::Char('a'), _) => return self.ask_part(data),
            (KeyCode::Enter, _) if self.cursor < count => return self.open_part(),
            (KeyCode::Enter, _) if self.is_nested() => self.close_list(),
            (KeyCode::Enter, _) if count == 0 => return self.ask_part(data),
            (KeyCode::Enter, _) | (KeyCode::Char('s'), true) => {
                return ConditionResult::Done(self.text());
            }
            _ => {}
        }
        ConditionResult::StayOpen
    }

    /// Asks what a new part looks at: in an event's row there are columns alone.
    fn ask_part(&self, data: Option<&DataSummary>) -> ConditionResult {
        if self.is_in_row() {
            return ask_field(self.columns(data), "");
        }
        ask_kind()
    }

    /// Opens the selected part: as a list if it is one, else asks which piece of it to change.
    fn open_part(&mut self) -> ConditionResult {
        let index = self.cursor;
        let Some((hold, parts)) = PartsHold::split(&self.parts[index]) else {
            return self.ask_piece(index);
        };
        self.open_list(index, Opened::List, hold, parts);
        ConditionResult::StayOpen
    }

    /// Opens what the row of the event must say, of the part being changed, and asks for the first
    /// column if it says nothing yet.
    pub(super) fn open_row(&mut self, data: Option<&DataSummary>) -> ConditionResult {
        let part = self.part_changed();
        let Some((index, part)) = self.changing.take().zip(part) else {
            return ConditionResult::StayOpen;
        };
        let (hold, parts) = PartsHold::opened(part.row.map(|row| *row));
        let is_new = parts.is_empty();
        self.open_list(index, Opened::Row, hold, parts);
        if is_new {
            return self.ask_part(data);
        }
        ConditionResult::StayOpen
    }

    fn open_list(&mut self, open: usize, opened: Opened, hold: PartsHold, parts: Vec<Condition>) {
        self.outer.push(OuterParts {
            parts: std::mem::replace(&mut self.parts, parts),
            hold: std::mem::replace(&mut self.hold, hold),
            open,
            opened,
        });
        self.cursor = 0;
    }

    /// Makes the open list a part of the one around it again.
    fn close_list(&mut self) {
        let Some(outer) = self.outer.pop() else {
            return;
        };
        self.parts = outer.with(self.hold.join(&self.parts));
        self.hold = outer.hold;
        self.cursor = (outer.open + 1).min(self.parts.len());
    }

    /// Leaves the open list as it was, or the editor.
    fn leave_list(&mut self) -> ConditionResult {
        let Some(outer) = self.outer.pop() else {
            return ConditionResult::Cancelled;
        };
        (self.parts, self.hold, self.cursor) = (outer.parts, outer.hold, outer.open);
        ConditionResult::StayOpen
    }
}
