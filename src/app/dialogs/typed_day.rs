//! Days that are typed: what a text is read as, before it is stored as year, month and day.

use jiff::civil::Date;

use crate::app::input::condition_command::ConditionEntry;
use crate::app::input::entry_command::{EntryCommand, VerifyAnswer};
use crate::model::record::FieldShape;
use crate::model::written_day::{DayReader, Nearest, WrittenDay};
use crate::model::{Session, written_day};

/// Fields with the day on which something happened.
const PAST: [&str; 2] = ["as_of", "reviewed"];

/// Returns what reads the text typed for a command, if that asks for a day.
pub fn day_reader(session: &Session, command: &EntryCommand, today: Date) -> Option<DayReader> {
    let nearest = match command {
        EntryCommand::Field { at, key } => {
            let mut specs = session.record(at)?.specs().into_iter();
            specs.find(|spec| spec.key == key && matches!(spec.shape, FieldShape::Day))?;
            if PAST.contains(&key.as_str()) {
                Nearest::Behind
            } else {
                Nearest::Ahead
            }
        }
        EntryCommand::Verify(VerifyAnswer::Due { .. }) => Nearest::Ahead,
        EntryCommand::Condition(ConditionEntry::Value(_, operator)) if operator.is_on_day() => {
            Nearest::Behind
        }
        _ => return None,
    };
    Some(DayReader {
        today,
        order: session.workshop.date_order,
        nearest,
    })
}

/// Returns what a text is read as, and whether it would be refused; `None` for a blank one.
pub fn day_note(reader: &DayReader, text: &str) -> Option<(bool, String)> {
    if text.trim().is_empty() {
        return None;
    }
    Some(match reader.read(text) {
        Ok(WrittenDay::Day(day)) => (false, written_day::day_text(day)),
        Ok(WrittenDay::Either { .. }) => (false, "day or month first? Enter asks".into()),
        Err(refused) => (true, refused.0),
    })
}

/// Returns a text as it is stored: a day as year, month and day, anything else as it is.
pub fn stored_text(
    session: &Session,
    command: &EntryCommand,
    today: Date,
    text: &str,
) -> (String, Option<Date>) {
    let reader = day_reader(session, command, today);
    match reader.map(|reader| reader.read(text)) {
        Some(Ok(WrittenDay::Day(day))) => (day.to_string(), Some(day)),
        _ => (text.to_owned(), None),
    }
}
