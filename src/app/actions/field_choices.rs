//! Choices and ticks that set a field.

use crate::app::dialogs::choice::{Choice, Tick};
use crate::app::input::command::{Command, RecordCommand, TickValue};
use crate::model::record::Place;

/// A choice that sets a field to a word.
pub(crate) fn field_choice(
    at: &Place,
    key: &str,
    word: &str,
    label: impl Into<String>,
    note: impl Into<String>,
) -> Choice {
    let run = RecordCommand::SetField {
        at: at.clone(),
        key: key.into(),
        text: word.into(),
    };
    Choice::new(word, label, note, Command::Record(run))
}

/// A word that can be ticked.
pub(crate) fn word_tick(word: &str, label: impl Into<String>, note: impl Into<String>) -> Tick {
    Tick::new(word, label, note, TickValue::Word(word.into()))
}

/// Returns the words of a field of several, one a line.
pub(crate) fn words_of(text: &str) -> Vec<TickValue> {
    text.lines()
        .map(|word| TickValue::Word(word.into()))
        .collect()
}
