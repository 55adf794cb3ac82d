//! Batches characters that arrive key by key, as from a terminal without bracketed paste, so that
//! a megabyte isn't inserted letter by letter.

use std::collections::VecDeque;

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::EntryBody;
use crate::app::input::key::{Key, KeyCode};
use crate::app::state::message::Message;
use crate::app::state::workbench::State;

/// Returns whether typed characters go into a text.
pub fn takes_text(state: &State) -> bool {
    matches!(
        state.dialogs.last(),
        Some(Dialog::TextEntry(_) | Dialog::Pick(_))
    )
}

/// Takes the next waiting message; a run of characters that go into a text becomes one message.
pub fn next_message(state: &State, waiting: &mut VecDeque<Message>) -> Option<Message> {
    let mut text = String::new();
    let mut count = 0;
    while let Some(Message::Key(key)) = waiting.get(count)
        && let Some(c) = text_char(state, *key)
    {
        text.push(c);
        count += 1;
    }
    if count < 2 {
        return waiting.pop_front();
    }
    waiting.drain(..count);
    Some(Message::Typed(text))
}

/// Returns the character of a key if all it does is add the character to the text on top.
fn text_char(state: &State, key: Key) -> Option<char> {
    match state.dialogs.last()? {
        Dialog::TextEntry(entry) => match (&entry.body, key.code) {
            (EntryBody::Area(_), KeyCode::Enter) if key == Key::plain(KeyCode::Enter) => Some('\n'),
            (EntryBody::Area(_), KeyCode::Tab) if key == Key::plain(KeyCode::Tab) => Some('\t'),
            _ => key.typed_char(),
        },
        Dialog::Pick(pick) if !pick.is_many() => key.typed_char(),
        // A blank ticks.
        Dialog::Pick(_) => key.typed_char().filter(|c| *c != ' '),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::dialogs::text_entry::TextEntry;
    use crate::app::input::entry_command::EntryCommand;
    use crate::app::update;
    use crate::document::Document;
    use crate::model::Session;

    fn state_with(entry: TextEntry) -> State {
        let document = Document::new(Session::new("t"));
        let now = jiff::Timestamp::UNIX_EPOCH;
        let mut state = State::new(document, now, jiff::civil::date(2026, 11, 21));
        state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        state
    }

    fn keys(text: &str) -> VecDeque<Message> {
        Key::parse_all(text).into_iter().map(Message::Key).collect()
    }

    #[test]
    fn characters_that_wait_together_are_one_and_other_keys_stay_keys() {
        let state = state_with(TextEntry::line(EntryCommand::Park, "", "", ""));
        let mut waiting = keys("ab <left>c<enter>d");
        let mut taken = Vec::new();
        while let Some(message) = next_message(&state, &mut waiting) {
            taken.push(match message {
                Message::Typed(text) => text,
                Message::Key(key) => key.to_string(),
                other => panic!("{other:?}"),
            });
        }
        assert_eq!(taken, ["ab ", "Left", "c", "Enter", "d"]);
    }

    #[test]
    fn a_text_key_by_key_is_what_it_is_as_one_and_takes_few_messages() {
        for several in [false, true] {
            let make = if several {
                TextEntry::area
            } else {
                TextEntry::line
            };
            let text = "word 商 ".repeat(5_000);
            let text = if several {
                text.replace("商 ", "商\n")
            } else {
                text
            };
            let mut state = state_with(make(EntryCommand::Park, "", "", ""));
            let mut waiting: VecDeque<Message> = text
                .chars()
                .map(|c| match c {
                    '\n' => Key::plain(KeyCode::Enter),
                    c => Key::char(c),
                })
                .map(Message::Key)
                .collect();
            let mut messages = 0;
            while let Some(message) = next_message(&state, &mut waiting) {
                messages += 1;
                update(&mut state, message);
            }
            let Some(Dialog::TextEntry(entry)) = state.dialogs.last() else {
                panic!("it is being typed");
            };
            assert_eq!((messages, entry.text()), (1, text));
        }
    }
}
