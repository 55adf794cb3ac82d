//! `accord room`: the room view in a second terminal, read-only.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use super::run::{Look, leaves};
use super::tty::Tty;
use super::{Left, TerminalError};
use crate::app::Message;
use crate::host::Follower;
use crate::screens::{draw_card, draw_waiting};

/// How often the card is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Shows what the workbench shows the room, until somebody leaves.
pub fn room(path: &Path, look: &Look) -> Result<Left, TerminalError> {
    let mut tty = Tty::enter()?;
    follow(path, look, &mut tty).or_else(|failed| tty.closed_by(failed))
}

fn follow(path: &Path, look: &Look, tty: &mut Tty) -> Result<Left, TerminalError> {
    let mut follower = Follower::at(path);
    let name = path.display().to_string();
    loop {
        if let Some(left) = tty.must_end() {
            return Ok(left);
        }
        let card = follower.look();
        tty.draw(|frame| {
            let area = frame.area();
            let buf = frame.buffer_mut();
            match card {
                Some(card) => draw_card(card, Timestamp::now(), buf, area, &look.theme),
                None => draw_waiting(&name, buf, area, &look.theme),
            }
        })?;
        let message = tty.next(LOOK_EVERY)?.message();
        if matches!(message, Some(Message::Key(key)) if leaves(key)) {
            return Ok(Left::ByKey);
        }
        tty.stop_if_asked(|| ())?;
    }
}
