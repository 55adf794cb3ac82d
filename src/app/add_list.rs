//! Adds the records of a quick list: at once, or, if the list is very long, a batch at a time
//! with a progress line and a way to cancel.

use super::add::{companion_edits, select_new};
use super::dialog::Dialog;
use super::key::{Key, KeyCode};
use super::message::Effect;
use super::quick_list;
use super::state::{NoticeLevel, State, sentence};
use super::text_entry::{EntryCommand, TextEntry};
use crate::document::{Edit, ListAdder};
use crate::model::record::{Kind, Place};
use crate::model::{FreshIds, Id, Session, wording};

/// Lines added in one go: a hundred thousand, and the blank one after the last.
const MAX_LINES_AT_ONCE: usize = 100_001;
/// Lines per batch; keys are read in between.
const LINES_PER_TURN: usize = 20_000;

/// A quick list being added.
pub struct AddList {
    /// The text entry, which reopens if the list is cancelled.
    entry: Box<TextEntry>,
    kind: Kind,
    parent: Option<Id>,
    /// Initial fields of each record.
    fields: Vec<(String, String)>,
    text: String,
    bytes_read: usize,
    lines_read: usize,
    /// A copy of the session with what was added so far.
    trial: Session,
    ids: FreshIds,
    adder: ListAdder,
    edits: Vec<Edit>,
    last_added: Option<Place>,
    /// Why the first rejected line was rejected.
    first_refusal: Option<String>,
    count: i64,
}

/// Result of reading one batch of lines.
enum AddProgress {
    More,
    Done,
    /// A line can't be read, for this reason.
    BadLine(String),
}

/// Adds the records of a finished quick list, or begins to if there are many.
pub(super) fn begin_list(state: &mut State, entry: TextEntry) -> Vec<Effect> {
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
        state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        return Vec::new();
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
        bytes_read: 0,
        lines_read: 0,
        trial,
        adder: run,
        last_added: None,
        first_refusal: None,
        count: 0,
    };
    if list.entry.lines() > MAX_LINES_AT_ONCE {
        state.dialogs.push(Dialog::AddList(Box::new(list)));
        return Vec::new();
    }
    take_lines(state, Box::new(list), MAX_LINES_AT_ONCE)
}

/// Reads the next batch of the list being added, wherever it is among the dialogs.
pub(super) fn continue_list(state: &mut State) -> Vec<Effect> {
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
        AddProgress::More => {
            state.dialogs.push(Dialog::AddList(list));
            Vec::new()
        }
        AddProgress::Done => list.finish(state),
        AddProgress::BadLine(why) => {
            state.notify(NoticeLevel::Warn, sentence(&why));
            state.dialogs.push(Dialog::TextEntry(list.entry));
            Vec::new()
        }
    }
}

/// Handles a key while a list is being added: it can only be cancelled.
pub(super) fn key_in_list(state: &mut State, list: Box<AddList>, key: Key) -> Vec<Effect> {
    if key.code == KeyCode::Esc || key.typed_char() == Some('q') {
        cancel_list(state, list);
    } else {
        state.dialogs.push(Dialog::AddList(list));
    }
    Vec::new()
}

/// Cancels the list and reopens the text as it was typed.
pub(super) fn cancel_list(state: &mut State, list: Box<AddList>) {
    state.dialogs.push(Dialog::TextEntry(list.entry));
    state.notify(
        NoticeLevel::Info,
        "Nothing was added; the list is as it was",
    );
}

impl AddList {
    /// Returns what is being added, for a heading.
    pub fn title(&self) -> &str {
        &self.entry.title
    }

    /// Returns the number of lines read and the number of lines in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.lines_read, self.entry.lines())
    }

    fn read_lines(&mut self, lines: usize) -> AddProgress {
        let Some(list) = self.trial.list_mut(self.kind, self.parent.as_ref()) else {
            return AddProgress::Done;
        };
        for _ in 0..lines {
            if self.bytes_read >= self.text.len() {
                return AddProgress::Done;
            }
            let rest = &self.text[self.bytes_read..];
            let (line, length) = match rest.split_once('\n') {
                Some((line, _)) => (line, line.len() + 1),
                None => (rest, rest.len()),
            };
            self.bytes_read += length;
            self.lines_read += 1;
            let item = match quick_list::parse_line(self.kind, self.lines_read, line) {
                None => continue,
                Some(Ok(item)) => item,
                Some(Err(why)) => return AddProgress::BadLine(why),
            };
            let mut fields = self.fields.clone();
            fields.extend(item.fields);
            let at = Place {
                kind: self.kind,
                parent: self.parent.clone(),
                id: self.ids.next(&item.name),
            };
            match self.adder.add(list, &at, usize::MAX, &item.name, &fields) {
                Ok(()) => {
                    self.count += 1;
                    self.last_added = Some(at.clone());
                    self.edits.push(Edit::Add {
                        at,
                        index: usize::MAX,
                        name: item.name,
                        fields,
                    });
                }
                Err(why) => {
                    let why = format!("line {}, {}: {why}", self.lines_read, item.name);
                    self.first_refusal.get_or_insert(why);
                }
            }
        }
        if self.bytes_read >= self.text.len() {
            AddProgress::Done
        } else {
            AddProgress::More
        }
    }

    /// Applies everything as one edit.
    fn finish(self, state: &mut State) -> Vec<Effect> {
        let Some(last) = self.last_added else {
            if let Some(why) = self.first_refusal {
                state.notify(NoticeLevel::Warn, sentence(&why));
                state.dialogs.push(Dialog::TextEntry(self.entry));
                return Vec::new();
            }
            return vec![Effect::UnfinishedText(None)];
        };
        let many = wording::count_noun(self.count, self.kind.label());
        let mut effects = state.edit(Edit::Several {
            label: format!("add {many} from a list"),
            edits: self.edits,
        });
        if effects.is_empty() {
            // Refused as a whole, with a notice: nothing typed is lost.
            state.dialogs.push(Dialog::TextEntry(self.entry));
            return effects;
        }
        effects.push(Effect::UnfinishedText(None));
        let count = self.count;
        match self.first_refusal {
            None => state.notify(NoticeLevel::Info, format!("Added {count}; u undoes it")),
            Some(why) => {
                let text = format!("Added {count}, but not all: {why}");
                state.notify(NoticeLevel::Warn, text);
            }
        }
        select_new(state, &last);
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::Action;
    use crate::app::{Addable, Row, Screen, Step};
    use crate::document::Document;
    use crate::document::walked_by;

    static SCREENS: [&dyn Screen; 9] = [&Blank; 9];

    /// A step with an empty list.
    struct Blank;

    impl Screen for Blank {
        fn step(&self) -> Step {
            Step::Room
        }

        fn rows(&self, _: &State) -> Vec<Row> {
            Vec::new()
        }

        fn addable(&self, _: &State, _: Option<&Row>) -> Vec<Addable> {
            Vec::new()
        }

        fn is_done(&self, _: &Session) -> bool {
            false
        }

        fn footer_actions(&self) -> &'static [Action] {
            &[]
        }

        fn empty_hint(&self) -> &'static str {
            ""
        }
    }

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
            let mut state = State::new(document, &SCREENS, now, jiff::civil::date(2026, 11, 28));
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
