//! The mapping screen: rows about the columns of the files of leads and events, one of them
//! selected.

use crate::app::input::row::Tone;
use crate::evidence::WordColumn;

/// What a row of the mapping screen is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingTarget {
    /// What a recognised export proposes.
    Proposal,
    /// A column of the leads, by its header.
    Column(String),
    /// A field the model asks about that no column holds.
    AbsentField(String),
    /// A role, by its key, whose column isn't there.
    AbsentRole(&'static str),
    /// A word of a column.
    Word(WordColumn, String),
    /// The words of a column that are too many to list.
    FurtherWords(WordColumn),
    /// How numbers are written.
    Numbers,
    /// A sign at numbers.
    Sign(&'static str),
    /// Whether day or month comes first.
    Dates,
    /// The words that stand for an empty value.
    Blanks,
    /// The zone of times without an offset.
    Zone,
    /// A column with a value that is no number, or no day; and which it isn't.
    Unread(String, &'static str, String),
    /// A file of events, by its index; past the end is one to be named.
    EventsFile(usize),
    /// A column of the events, by the key of its field of the leads file.
    EventColumn(&'static str),
    /// An event's name.
    EventName(String),
}

/// A row of the mapping screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingRow {
    /// What it is about; `None` for a heading.
    pub target: Option<MappingTarget>,
    /// The text.
    pub text: String,
    /// What is said about it.
    pub value: String,
    /// Its meaning.
    pub tone: Tone,
    /// More about it, a line each.
    pub detail: Vec<String>,
}

impl MappingRow {
    /// Creates a row.
    pub fn new(target: MappingTarget, text: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            target: Some(target),
            text: text.into(),
            value: value.into(),
            tone: Tone::Plain,
            detail: Vec::new(),
        }
    }

    /// Creates a heading.
    pub fn heading(text: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            target: None,
            text: text.into(),
            value: value.into(),
            tone: Tone::Plain,
            detail: Vec::new(),
        }
    }

    /// Sets its meaning.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Sets what more there is to say.
    #[must_use]
    pub fn detail(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.detail = lines.into_iter().collect();
        self
    }
}

/// The open mapping screen and its selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingDialog {
    /// Index of the selected row when it was selected.
    pub cursor: usize,
    /// What the selected row is about, which stays selected when others come before it.
    pub selected: Option<MappingTarget>,
}

impl MappingDialog {
    /// Returns the index of the selected row; `None` if none can be.
    pub fn index(&self, rows: &[MappingRow]) -> Option<usize> {
        let same = |row: &MappingRow| row.target.is_some() && row.target == self.selected;
        let is_row = |index: &usize| rows[*index].target.is_some();
        let from = self.cursor.min(rows.len());
        rows.iter()
            .position(same)
            .or_else(|| (from..rows.len()).find(is_row))
            .or_else(|| (0..from).rev().find(is_row))
    }

    /// Selects the row at this index, or the nearest after or before it.
    pub fn select(&mut self, rows: &[MappingRow], index: usize) {
        self.cursor = index;
        self.selected = None;
        if let Some(index) = self.index(rows) {
            self.cursor = index;
            self.selected.clone_from(&rows[index].target);
        }
    }

    /// Selects the next row, or the one before.
    pub fn step(&mut self, rows: &[MappingRow], is_down: bool) {
        let at = self.index(rows).unwrap_or(0);
        let is_row = |index: &usize| rows[*index].target.is_some();
        let next = if is_down {
            (at + 1..rows.len()).find(is_row)
        } else {
            (0..at).rev().find(is_row)
        };
        self.select(rows, next.unwrap_or(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_passed_over_and_a_row_stays_selected() {
        let row = |name: &str| MappingRow::new(MappingTarget::Column(name.into()), name, "");
        let mut rows = vec![
            MappingRow::heading("A", ""),
            row("a"),
            MappingRow::heading("B", ""),
            row("b"),
        ];
        let mut dialog = MappingDialog::default();
        assert_eq!(dialog.index(&rows), Some(1));
        dialog.step(&rows, true);
        assert_eq!(dialog.index(&rows), Some(3));
        dialog.step(&rows, true);
        rows.insert(0, row("proposal"));
        assert_eq!(dialog.index(&rows), Some(4));
        rows.pop();
        assert_eq!(dialog.index(&rows), Some(2), "the nearest of what is left");
        assert_eq!(dialog.index(&[]), None);
    }
}
