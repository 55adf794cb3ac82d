//! The workbench without a screen: state, messages, edits, keys and dialogs.
//!
//! ```text
//!   Message --> update(&mut State) --> Vec<Effect>      (performed by `host`)
//!                    |
//!                    +-- the top dialog, if any, gets the keys      overlay, entry, pick, conditions
//!                    +-- else the step's own action                 screen (implemented in `screens`)
//!                    +-- else what the action means everywhere      acts
//! ```
//!
//! No I/O and no clock: messages carry the time, effects are data. Every change of the session
//! goes through [`State::edit`] and so through [`Document::apply`], the one door.

mod acts;
pub mod add_list;
mod adding;
pub mod agreeing;
mod area_keys;
pub mod arguing;
mod asks;
mod ballot_card;
pub mod ballot_lines;
pub mod ballots;
pub mod both_words;
pub mod clock;
pub mod conditions;
mod counting;
pub mod document;
pub mod edit;
mod entering;
pub mod entry;
mod fields;
mod finish;
mod follow;
pub mod hidden;
mod key;
pub mod keymap;
mod leaving;
mod making;
mod mend;
mod message;
mod moving;
pub mod outcomes;
pub mod overlay;
pub mod pick;
pub mod prompts;
pub mod quick;
mod recovery;
pub mod releases;
pub mod revised;
pub mod room_card;
pub mod route;
mod rule_acts;
pub mod rule_parts;
mod said;
pub mod screen;
pub mod sheet;
mod sheet_row;
mod state;
mod step;
pub mod subject;
pub mod typing;
mod update;
pub mod vote;
mod walked;

pub use crate::model::printable::clean;
pub use acts::new_part;
pub use asks::{changed_on_disk, revise, standing, standing_of};
pub use document::Document;
pub use edit::Edit;
pub use finish::open_sign;
pub use key::{Key, KeyCode};
pub use making::open_making;
pub use mend::{Aim, Mend, aim, go_to, sign, tone};
pub use message::{Effect, Message};
pub use recovery::{
    FoundAtOpening, UnreadChanges, ask_unread, recovered, unread_in_words, what_is_left,
};
pub use route::step_of;
pub use said::said;
pub use screen::{Addable, Does, Progress, Row, Screen, Tone};
pub use state::{
    Cursor, Follow, Level, Notice, Pane, Proved, Recorded, Saved, State, nearest, sentence,
};
pub use step::Step;
pub use update::update;
