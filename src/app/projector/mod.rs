//! What the room sees: the card of the selected thing, and the votes.

pub mod ballot_card;
pub mod ballot_lines;
pub mod card;
mod decision_text;
pub mod outlook_text;
pub mod room_card;
