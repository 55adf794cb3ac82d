//! Writes a picture of what the room sees now.

use super::running::Host;
use crate::app::projector::picture::{picture_card, picture_name};
use crate::app::{Message, State};
use crate::screens::room_picture::room_picture;
use crate::store;

impl Host {
    /// Draws the room view and writes it to the session's folder. Returns where it is, or why not.
    pub(super) fn take_picture(&self, state: &State) -> Message {
        if self.journal.is_none() {
            let why = "No picture was written: nothing is written here now";
            return Message::PictureTaken(Err(why.into()));
        }
        let card = picture_card(state);
        let name = picture_name(state, &card);
        let picture = room_picture(&card, state.now);
        let written = store::write_picture(&self.folder, &name, &picture.svg, &picture.text);
        Message::PictureTaken(written.map_err(|why| format!("No picture: {}", why.sentence())))
    }
}
