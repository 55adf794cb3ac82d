//! `accord room`: the room view in a second terminal, read-only.

use std::path::Path;

use jiff::Timestamp;

use super::display::DisplayOptions;
use super::run::is_leave_key;
use super::tty::{Tty, TtyEvent};
use super::{ExitReason, TerminalError};
use crate::app::Message;
use crate::host::RoomCardReader;
use crate::screens::{draw_card, draw_waiting};

/// Shows the card that the workbench writes, until the user leaves.
///
/// # Errors
///
/// Fails if there is no terminal, or if it fails.
pub fn show_room_view(path: &Path, display: &DisplayOptions) -> Result<ExitReason, TerminalError> {
    let mut tty = Tty::enter()?;
    follow_card(path, display, &mut tty).or_else(|error| tty.exit_or_error(error))
}

fn follow_card(
    path: &Path,
    display: &DisplayOptions,
    tty: &mut Tty,
) -> Result<ExitReason, TerminalError> {
    let mut follower = RoomCardReader::at(path);
    let name = path.display().to_string();
    let mut must_draw = true;
    let mut drawn_at = Timestamp::MIN;
    loop {
        if let Some(exit) = tty.exit_reason() {
            return Ok(exit);
        }
        let now = Timestamp::now();
        // The clock goes on each second; another theme may have been chosen meanwhile.
        let is_next_second = now.as_second() != drawn_at.as_second();
        if is_next_second {
            display.follow_kept();
        }
        must_draw |= is_next_second || tty.is_frame_pending();
        if follower.look() || must_draw {
            draw(&follower, &name, now, display, tty)?;
            drawn_at = now;
        }
        let event = tty.next_event(RoomCardReader::LOOK_EVERY)?;
        must_draw = !matches!(event, TtyEvent::Timeout);
        if matches!(event.message(), Some(Message::Key(key)) if is_leave_key(key)) {
            return Ok(ExitReason::ByKey);
        }
        let mut is_back = false;
        tty.suspend_if_asked(|| is_back = true)?;
        must_draw |= is_back;
    }
}

fn draw(
    follower: &RoomCardReader,
    name: &str,
    now: Timestamp,
    display: &DisplayOptions,
    tty: &mut Tty,
) -> std::io::Result<()> {
    tty.draw(|frame| {
        let area = frame.area();
        let buf = frame.buffer_mut();
        match follower.card() {
            Some(card) => draw_card(card, now, buf, area, &display.theme()),
            None => draw_waiting(name, buf, area, &display.theme()),
        }
    })
}
