//! The workbench without a screen: state, messages, edits, keys and dialogs.
//!
//! ```text
//!   Message --> update(&mut State) --> Vec<Effect>      (performed by `host`)
//!                    |
//!                    +-- the top dialog, if any, gets the keys   dialog, text_entry, pick, ...
//!                    +-- else the step's own action              screen (implemented in `screens`)
//!                    +-- else the default action                 dispatch
//! ```
//!
//! No I/O and no clock: messages carry the time, effects are data. Every change of the session
//! goes through [`State::edit`] to [`Document::apply`](crate::document::Document::apply), and through nothing else.

mod add;
pub mod add_list;
pub mod agreement;
pub mod ballot;
mod ballot_card;
pub mod ballot_lines;
pub mod ballot_outcome;
mod change;
pub mod clock;
pub mod command;
pub mod condition_editor;
mod count;
pub mod dialog;
pub mod disagreement;
mod dispatch;
pub mod draft_revision;
mod edit_field;
mod edit_rule;
mod findings;
mod key;
pub mod keymap;
mod lead_missing;
mod leave_dialog;
mod linked_threshold;
pub mod locate;
mod message;
mod navigate;
mod outlook_text;
pub mod own_words;
mod park;
pub mod parked;
pub mod pick;
pub mod prompts;
pub mod publish;
mod publishing;
mod questions;
pub mod quick_list;
mod recovery;
mod reference_ticks;
pub mod replan;
mod reveal;
pub mod room_card;
mod run_command;
pub mod screen;
pub mod secrecy;
pub mod sheet;
mod sheet_row;
mod sign;
mod state;
mod step;
mod suggest_samples;
pub mod text_entry;
mod textarea_keys;
pub mod typeahead;
mod update;
pub mod versions;

pub use crate::model::printable::clean;
pub use crate::model::record::Place;
pub use edit_rule::default_handoff;
pub use findings::{
    FindingTarget, FindingsList, finding_target, go_to_finding, severity_sign, severity_text,
    severity_tone,
};
pub use key::{Key, KeyCode};
pub use lead_missing::{JudgedLead, LeadMissing, missing_of};
pub use locate::step_of;
pub use message::{Effect, Message};
pub use outlook_text::outlook_sentences;
pub use publishing::{Publishing, refuse_meanwhile};
pub use questions::{changed_on_disk_question, release_status, revision_question};
pub use recovery::{
    RecoverySummary, UnreadChanges, recovery_question, unread_text, unsaved_edits_text,
};
pub use screen::{Addable, Row, RowTarget, Screen, StepAction, StepProgress, Tone};
pub use state::{
    Cursor, LeadsStatus, LinkedEdit, Notice, NoticeLevel, Pane, ProofResults, SaveState, State,
    nearest_selectable, sentence,
};
pub use step::Step;
pub use update::update;
