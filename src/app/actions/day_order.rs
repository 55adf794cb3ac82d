//! Whether the day or the month comes first in `12/5`: asked once, then kept in the session.

use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::dialogs::typed_day::day_reader;
use crate::app::input::command::{Command, RecordCommand};
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::document::Edit;
use crate::model::DayOrder;
use crate::model::record::{Kind, Place};
use crate::model::written_day::{WrittenDay, day_text};

/// Returns the question to ask before a text that was typed can be used, if there is one.
pub(crate) fn day_order_question(state: &State, entry: &TextEntry) -> Option<KeyQuestion> {
    let reader = day_reader(state.session(), &entry.command, state.today)?;
    let text = entry.text();
    let Ok(WrittenDay::Either {
        day_first,
        month_first,
    }) = reader.read(&text)
    else {
        return None;
    };
    let run = |order| Command::Record(RecordCommand::SetDayOrder(order));
    let title = format!("{}: what comes first?", text.trim());
    let question = KeyQuestion::new(title, "It is asked once and kept for this session.")
        .answer(
            'd',
            format!("the day: {}", day_text(day_first)),
            run(DayOrder::DayFirst),
        )
        .answer(
            'm',
            format!("the month: {}", day_text(month_first)),
            run(DayOrder::MonthFirst),
        );
    Some(question)
}

/// Keeps the order in the session, and takes the text that waits for it off the stack.
pub(crate) fn set_day_order(
    state: &mut State,
    order: DayOrder,
) -> (Vec<Effect>, Option<Box<TextEntry>>) {
    let at = Place::single(Kind::Settings);
    let effects = state.edit(Edit::set(&at, "date_order", order.to_string()));
    let waits = state
        .dialogs
        .pop_if(|dialog| matches!(dialog, Dialog::TextEntry(_)));
    match waits {
        Some(Dialog::TextEntry(entry)) if !effects.is_empty() => (effects, Some(entry)),
        Some(other) => {
            state.dialogs.push(other);
            (effects, None)
        }
        None => (effects, None),
    }
}
