//! Adds the records of a quick list: at once, or, if the list is very long, a batch at a time
//! with a progress line and a way to cancel.

use crate::app::actions::add::{companion_edits, select_new};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::list_adding::{AddList, AddProgress};
use crate::app::dialogs::quick_list::{ListReader, left_out_columns};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::sentence::sentence;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::{Edit, ListAdder};
use crate::model::wording;

/// Lines added in one go: a hundred thousand, and the blank one after the last.
pub(crate) const MAX_LINES_AT_ONCE: usize = 100_001;

/// Lines per batch; keys are read in between.
pub(crate) const LINES_PER_TURN: usize = 20_000;

/// Adds the records of a finished quick list, or begins to if there are many.
pub(crate) fn begin_list(state: &mut State, entry: TextEntry) -> Vec<Effect> {
    let EntryCommand::QuickList {
        kind,
        parent,
        fields,
    } = entry.command.clone()
    else {
        return Vec::new();
    };
    let mut trial = state.session().clone();
    let Some(list) = trial.list_mut(kind, parent.as_ref()) else {
        let gone = parent.map_or_else(String::new, |id| id.to_string());
        state.notify(
            NoticeLevel::Warn,
            sentence(&format!("{gone} no longer exists")),
        );
        return state.open(Dialog::TextEntry(Box::new(entry)));
    };
    let run = ListAdder::new(list);
    let list = AddList {
        ids: trial.fresh_ids(kind, parent.as_ref()),
        edits: companion_edits(&trial, kind, parent.as_ref()),
        text: entry.text(),
        entry: Box::new(entry),
        kind,
        parent,
        fields,
        reader: ListReader::new(&trial, kind),
        bytes_read: 0,
        lines_read: 0,
        answers: Vec::new(),
        unknown_columns: Vec::new(),
        trial,
        adder: run,
        last_added: None,
        first_refusal: None,
        count: 0,
    };
    if list.entry.lines() > MAX_LINES_AT_ONCE {
        return state.open(Dialog::AddList(Box::new(list)));
    }
    take_lines(state, Box::new(list), MAX_LINES_AT_ONCE)
}

/// Reads the next batch of the list being added, wherever it is among the dialogs.
pub(crate) fn continue_list(state: &mut State) -> Vec<Effect> {
    let is_list = |dialog: &Dialog| matches!(dialog, Dialog::AddList(_));
    let Some(index) = state.dialogs.iter().position(is_list) else {
        return Vec::new();
    };
    let Dialog::AddList(list) = state.dialogs.remove(index) else {
        return Vec::new();
    };
    take_lines(state, list, LINES_PER_TURN)
}

/// Reads up to `lines` more lines, and finishes the list if they are the last.
fn take_lines(state: &mut State, mut list: Box<AddList>, lines: usize) -> Vec<Effect> {
    match list.read_lines(lines) {
        AddProgress::More => state.open(Dialog::AddList(list)),
        AddProgress::Done => finish(*list, state),
        AddProgress::BadLine(why) => {
            state.notify(NoticeLevel::Warn, sentence(&why));
            state.open(Dialog::TextEntry(list.entry))
        }
    }
}

/// Handles a key while a list is being added: it can only be cancelled.
pub(crate) fn key_in_list(state: &mut State, list: Box<AddList>, key: Key) -> Vec<Effect> {
    if key.code == KeyCode::Esc || key.typed_char() == Some('q') {
        cancel_list(state, list);
    } else {
        state.dialogs.push(Dialog::AddList(list));
    }
    Vec::new()
}

/// Cancels the list and reopens the text as it was typed.
pub(crate) fn cancel_list(state: &mut State, list: Box<AddList>) {
    state.dialogs.push(Dialog::TextEntry(list.entry));
    state.notify(
        NoticeLevel::Info,
        "Nothing was added; the list is as it was",
    );
}

/// Applies everything as one edit.
fn finish(list: AddList, state: &mut State) -> Vec<Effect> {
    let Some(last) = list.last_added else {
        if let Some(why) = list.first_refusal {
            state.notify(NoticeLevel::Warn, sentence(&why));
            return state.open(Dialog::TextEntry(list.entry));
        }
        return vec![Effect::UnfinishedText(None)];
    };
    let many = wording::count_noun(list.count, list.kind.label());
    let mut edits = list.edits;
    edits.extend(list.answers);
    let mut effects = state.edit(Edit::Several {
        label: format!("add {many} from a list"),
        edits,
    });
    if effects.is_empty() {
        // Refused as a whole, with a notice: nothing typed is lost.
        state.dialogs.push(Dialog::TextEntry(list.entry));
        return effects;
    }
    effects.push(Effect::UnfinishedText(None));
    let count = list.count;
    match list.first_refusal {
        None if !list.unknown_columns.is_empty() => {
            let left_out = left_out_columns(&list.unknown_columns);
            state.notify(NoticeLevel::Warn, format!("Added {count}; {left_out}"));
        }
        None => state.notify(NoticeLevel::Info, format!("Added {count}; u undoes it")),
        Some(why) => {
            let text = format!("Added {count}, but not all: {why}");
            state.notify(NoticeLevel::Warn, text);
        }
    }
    select_new(state, &last);
    effects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, walked_by};
    use crate::model::Session;
    use crate::model::record::Kind;

    fn list(lines: usize, names: usize) -> String {
        let line = |n: usize| format!("Lead {}\n", n % names);
        (0..lines).map(line).collect()
    }

    /// Pastes a quick list and runs it to the end; returns how often it had to continue.
    fn add(state: &mut State, text: &str) -> usize {
        let purpose = EntryCommand::QuickList {
            kind: Kind::ParkedThought,
            parent: None,
            fields: Vec::new(),
        };
        let mut entry = TextEntry::area(purpose, "", "", "");
        entry.paste(text);
        begin_list(state, entry);
        let mut times = 0;
        while !state.dialogs.is_empty() {
            continue_list(state);
            times += 1;
        }
        times
    }

    /// Two hundred sizes, from nothing to a thousand lines, and two far larger ones: with few names
    /// and with many, on an empty list and on a long one.
    #[test]
    fn a_list_of_any_size_is_gone_through_a_few_times() {
        let sizes = (0..198).map(|n: usize| (n * n % 1_009, 1 + n % 97));
        for (lines, names) in sizes.chain([(12_000, 7), (MAX_LINES_AT_ONCE + 1, MAX_LINES_AT_ONCE)])
        {
            let document = Document::new(Session::new("t"));
            let now = jiff::Timestamp::UNIX_EPOCH;
            let mut state = State::new(document, now, jiff::civil::date(2026, 11, 28));
            for times in 1..=2 {
                let text = list(lines, names);
                let mut bits = 0;
                let walked = walked_by(|| bits = add(&mut state, &text));
                let there = state.session().workshop.parking.len();
                assert_eq!(there, times * lines);
                // The bytes of each line, and each existing record once or twice.
                let most = 8 * text.len() + 6 * there + 100;
                assert!(walked <= most, "{walked} for {lines} lines, {names} names");
                assert!(walked >= text.len(), "it is counted");
                assert_eq!(
                    bits,
                    if lines > MAX_LINES_AT_ONCE {
                        lines.div_ceil(LINES_PER_TURN)
                    } else {
                        0
                    }
                );
            }
        }
    }
}
