//! `accord room`: the room view in a second terminal, read-only.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use super::display::DisplayOptions;
use super::run::is_leave_key;
use super::tty::Tty;
use super::{ExitReason, TerminalError};
use crate::app::Message;
use crate::host::RoomCardReader;
use crate::screens::{draw_card, draw_waiting};

/// How often to check for a new card.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

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
    loop {
        if let Some(exit) = tty.exit_reason() {
            return Ok(exit);
        }
        display.follow_kept();
        let card = follower.read_card();
        tty.draw(|frame| {
            let area = frame.area();
            let buf = frame.buffer_mut();
            match card {
                Some(card) => draw_card(card, Timestamp::now(), buf, area, &display.theme()),
                None => draw_waiting(&name, buf, area, &display.theme()),
            }
        })?;
        let message = tty.next_event(POLL_INTERVAL)?.message();
        if matches!(message, Some(Message::Key(key)) if is_leave_key(key)) {
            return Ok(ExitReason::ByKey);
        }
        tty.suspend_if_asked(|| ())?;
    }
}
