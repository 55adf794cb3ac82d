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
//! goes through [`State::edit`] to [`Document::apply`], and through nothing else.

mod add;
pub mod add_list;
pub mod agreement;
pub mod ballot;
mod ballot_card;
pub mod ballot_edit;
pub mod ballot_lines;
pub mod ballot_outcome;
mod change;
pub mod clock;
pub mod condition_editor;
mod count;
pub mod dialog;
mod dialog_result;
pub mod disagreement;
mod dispatch;
pub mod draft_revision;
pub mod edit;
mod edit_field;
mod edit_rule;
mod findings;
pub mod history;
mod key;
pub mod keymap;
mod leave_dialog;
mod linked_threshold;
pub mod locate;
mod message;
mod navigate;
mod outlook_text;
pub mod own_words;
pub mod pick;
pub mod prompts;
mod publishing;
mod questions;
pub mod quick_list;
mod recovery;
pub mod room_card;
pub mod rule_parts;
pub mod screen;
pub mod secrecy;
pub mod sheet;
mod sheet_row;
mod state;
mod step;
pub mod subject;
mod suggest_samples;
pub mod text_entry;
mod textarea_keys;
pub mod typeahead;
mod update;
pub mod versions;
mod walked;

pub use crate::model::printable::clean;
pub use dialog_result::open_sign;
pub use dispatch::ask_new_rule_part;
pub use edit::Edit;
pub use findings::{
    FindingTarget, FindingsList, finding_target, go_to_finding, severity_sign, severity_text,
    severity_tone,
};
pub use history::Document;
pub use key::{Key, KeyCode};
pub use locate::step_of;
pub use message::{Effect, Message};
pub use outlook_text::outlook_sentences;
pub use publishing::{Publishing, refuse_meanwhile};
pub use questions::{changed_on_disk_question, release_status, revision_question};
pub use recovery::{
    RecoverySummary, UnreadChanges, ask_unread, recovery_question, unread_text, unsaved_edits_text,
};
pub use screen::{Addable, Row, RowTarget, Screen, StepAction, StepProgress, Tone};
pub use state::{
    Cursor, LeadsStatus, LinkedEdit, Notice, NoticeLevel, Pane, ProofResults, SaveState, State,
    nearest_selectable, sentence,
};
pub use step::Step;
pub use suggest_samples::open_suggestions;
pub use update::update;
