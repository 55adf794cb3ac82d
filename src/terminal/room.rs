//! `accord room`: the room view in a second terminal, read-only.

use std::path::Path;
use std::time::Duration;

use crossterm::event;
use jiff::Timestamp;

use super::guard::{self, Guard};
use super::run::Look;
use super::signals::{self, Signals};
use super::{TerminalError, events};
use crate::app::{Key, KeyCode, Message};
use crate::host::Follower;
use crate::screens::{draw_card, draw_waiting};

/// How often the card is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Shows what the workbench shows the room, until somebody leaves.
pub fn room(path: &Path, look: &Look) -> Result<(), TerminalError> {
    let mut guard = Guard::enter()?;
    let signals = Signals::listen()?;
    let mut follower = Follower::at(path);
    let name = path.display().to_string();
    while !signals.must_end() {
        let card = follower.look();
        guard.terminal.draw(|frame| {
            let area = frame.area();
            let buf = frame.buffer_mut();
            match card {
                Some(card) => draw_card(card, Timestamp::now(), buf, area, &look.theme),
                None => draw_waiting(&name, buf, area, &look.theme),
            }
        })?;
        if event::poll(LOOK_EVERY)? && leaves(event::read()?) {
            return Ok(());
        }
        if signals.must_stop() {
            guard::leave();
            signals::stop()?;
            guard.again()?;
        }
    }
    Ok(())
}

fn leaves(event: event::Event) -> bool {
    let Some(Message::Key(key)) = events::message(event) else {
        return false;
    };
    key.typed() == Some('q') || key.code == KeyCode::Esc || Some(key) == Key::parse("ctrl-c")
}
