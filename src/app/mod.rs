//! The workbench without a screen: state, messages, commands, keys and dialogs.
//!
//! ```text
//!   Message --> update(&mut State) --> Vec<Effect>      (performed by `host`)
//!                    |
//!                    +-- the top dialog, if any, gets the keys   dialogs, update
//!                    +-- else the step answers with a command    steps
//!                    +-- else the default action                 update/dispatch
//!                             |
//!                          Command --> run (update/run_command) --> actions, ballot
//! ```
//!
//! A room below another one never leads up to it:
//! `input < secrecy < dialogs < state < steps < actions < ballot < projector < update`.
//!
//! No I/O and no clock: messages carry the time, effects are data. Every change of the session
//! goes through [`State::edit`] to [`Document::apply`](crate::document::Document::apply), and
//! through nothing else.

pub mod actions;
pub mod ballot;
pub mod dialogs;
pub mod input;
pub mod projector;
pub mod secrecy;
pub mod state;
pub mod steps;
pub mod update;

pub use crate::model::printable::clean;
pub use crate::model::record::Place;
pub use crate::model::wording::count_noun;
pub use actions::findings::go_to_finding;
pub use actions::questions::{changed_on_disk_question, revision_question};
pub use actions::recovery::recovery_question;
pub use dialogs::findings_list::FindingsList;
pub use input::key::{Key, KeyCode};
pub use input::locate::step_of;
pub use input::row::{Addable, Row, RowTarget, StepAction, StepProgress, Tone};
pub use input::sentence::sentence;
pub use input::step::Step;
pub use projector::outlook_text::outlook_sentences;
pub use state::last_change::ChangeWords;
pub use state::leads::{LeadsStatus, ProofResults};
pub use state::linked::LinkedEdit;
pub use state::median_trial::{MedianEffect, MedianQuestion};
pub use state::message::{Effect, Message};
pub use state::missing::{JudgedLead, LeadMissing};
pub use state::publishing::Publishing;
pub use state::unread::{RecoverySummary, UnreadChanges};
pub use state::workbench::{Cursor, Notice, NoticeLevel, Pane, SaveState, State};
pub use steps::default_handoff::default_handoff;
pub use steps::findings::{
    FindingTarget, finding_target, finding_where, findings_view_title, severity_sign,
    severity_text, severity_tone, shown_findings,
};
pub use steps::lead_missing::missing_of;
pub use steps::publishing::refuse_meanwhile;
pub use steps::release_status::release_status;
pub use steps::screen::Screen;
pub use steps::selection::StepRows;
pub use steps::selection::nearest_selectable;
pub use steps::unread::{unread_text, unsaved_edits_text};
pub use update::messages::update;
