//! How a message is handled: keys go to the top dialog, else to the step, else to the default.

pub mod answers;

pub mod dispatch;
pub mod drafts;
pub mod form;
pub mod keys;
pub mod leave_dialog;
pub mod messages;
pub mod pointer;
pub mod run_command;
pub mod typeahead;
pub mod typing;
