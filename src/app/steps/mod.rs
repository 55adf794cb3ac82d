//! The nine steps: what each lists, shows and adds ([`screen::Screen`]), and what the rows of all of
//! them share. A step reads the state and answers an action with a command; it changes nothing.

pub mod agenda;
pub mod agreement;
pub mod change;
pub mod clock_face;
pub mod default_handoff;
pub mod evidence;
pub mod field_rows;
pub mod findings;
pub mod journey;
pub mod lead_missing;
pub mod lead_rows;
pub mod parked;
pub mod personas;
pub mod points;
pub mod possible_leads;
pub mod preview;
pub mod publish;
pub mod publish_row;
pub mod publish_rows;
pub mod publishing;
pub mod record_fields;
pub mod release_status;
pub mod replanned;
pub mod revision_rows;
pub mod revision_view;
pub mod room;
pub mod room_questions;
pub mod rules;
pub mod sample_answers;
pub mod screen;
pub mod secret_rows;
pub mod selection;
pub mod stages;
pub mod table;
pub mod unread;
