//! Text that comes key by key, as from a terminal that doesn't mark pastes: characters that wait
//! together are taken as one, so that a megabyte isn't put in letter by letter.

use std::collections::VecDeque;

use super::entry::Body;
use super::key::{Key, KeyCode};
use super::message::Message;
use super::overlay::Overlay;
use super::state::State;

/// Whether what is typed goes into a text.
pub fn takes_text(state: &State) -> bool {
    matches!(
        state.overlays.last(),
        Some(Overlay::Entry(_) | Overlay::Pick(_))
    )
}

/// Takes the next message of those that wait, as the state is now: several characters in a row
/// that go into a text come as one.
pub fn next(state: &State, waiting: &mut VecDeque<Message>) -> Option<Message> {
    let mut text = String::new();
    let mut count = 0;
    while let Some(Message::Key(key)) = waiting.get(count)
        && let Some(c) = character(state, *key)
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

/// The character a key only adds to the text on top, if it does no more than that.
fn character(state: &State, key: Key) -> Option<char> {
    match state.overlays.last()? {
        Overlay::Entry(entry) => match (&entry.body, key.code) {
            (Body::Area(_), KeyCode::Enter) if key == Key::plain(KeyCode::Enter) => Some('\n'),
            (Body::Area(_), KeyCode::Tab) if key == Key::plain(KeyCode::Tab) => Some('\t'),
            _ => key.typed(),
        },
        Overlay::Pick(pick) if pick.ticked.is_none() => key.typed(),
        // A blank ticks.
        Overlay::Pick(_) => key.typed().filter(|c| *c != ' '),
        _ => None,
    }
}
