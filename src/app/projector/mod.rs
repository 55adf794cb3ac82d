//! What the room sees: the card of the selected thing, and the votes; and what is taken away of it.

pub mod ballot_card;
pub mod ballot_lines;
pub mod card;
mod decision_text;
pub mod film;
mod lead_title;
pub mod outlook_text;
pub mod picture;
pub mod redaction;
pub mod room_card;
pub mod wall;
