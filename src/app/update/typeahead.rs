//! Batches characters that arrive key by key, as from a terminal without bracketed paste, so that
//! a megabyte isn't inserted letter by letter.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::EntryBody;
use crate::app::input::command::Command;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::Action;
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
    if let Some(step) = step_typed_ahead(state, waiting) {
        if !state.typing.is_at_rest() {
            // What stands before it is over: it was a command, or a sentence.
            return Some(Message::Pause(Timestamp::MAX));
        }
        waiting.drain(..3);
        return Some(Message::Run(Command::Action(Action::Step(step))));
    }
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

/// Returns the step of `:6<enter>` whose keys wait together: nobody types them that fast, so they
/// were typed while the program was busy or starting, and what stands before them isn't known to
/// be the beginning of a sentence. It is a command even so.
fn step_typed_ahead(state: &State, waiting: &VecDeque<Message>) -> Option<u8> {
    let key = |index: usize| match waiting.get(index) {
        Some(Message::Key(key)) => Some(*key),
        _ => None,
    };
    let is_jump = state.dialogs.is_empty()
        && key(0) == Some(Key::char(':'))
        && key(2) == Some(Key::plain(KeyCode::Enter));
    let digit = key(1).filter(|_| is_jump)?.typed_digit()?;
    (1..=9).contains(&digit).then_some(digit)
}

/// Adds to a key when it was pressed.
pub fn timed(message: Message, now: Timestamp) -> Message {
    match message {
        Message::Key(key) => Message::KeyAt(key, now),
        other => other,
    }
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
    use crate::app::input::step::Step;
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
    fn a_step_typed_ahead_is_reached_whatever_was_typed_before_it() {
        let document = Document::new(Session::new("t"));
        let now = jiff::Timestamp::UNIX_EPOCH;
        for (typed, step) in [
            (":6<enter>", 6),
            ("5jj:6<enter>", 6),
            ("we ask them:6<enter>", 6),
            ("we ask them :6 of us<enter>", 1),
            ("p:6<enter>", 1),
        ] {
            let mut state = State::new(document.clone(), now, jiff::civil::date(2026, 11, 21));
            state.step = Step::Room;
            let mut waiting = keys(typed);
            while let Some(message) = next_message(&state, &mut waiting) {
                update(&mut state, timed(message, now));
            }
            assert_eq!(state.step.number(), step, "{typed}");
        }
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
