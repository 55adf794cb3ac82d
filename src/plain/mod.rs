//! The workshop as numbered menus and lines, for screen readers, dumb terminals and scripts.
//!
//! ```text
//!   a line --> no dialog open: command    a number opens a row, a word does what its key does
//!         \--> a dialog is open: answer   the line answers what the dialog asks
//!                   |
//!          the same keys and messages as at the keyboard --> host::handle --> app::update
//!                   |
//!          report: the notice, what the model now says, what is asked next
//! ```
//!
//! It runs on the state of the workbench: the steps' rows are its menus, the dialogs its prompts
//! (`rows/prompt`), so a new step or field needs no code here. Only `cli` calls it, with the table of
//! steps. Nothing is redrawn and no escape codes are written. The edits of a line are scored
//! before its result is printed, so that a script always prints the same.
//!
//! `parse` says what words mean, `rows` what is read out, `driver` works the session:
//! `driver --> rows --> parse`.

mod driver;
mod parse;
mod rows;
mod typist;

pub use driver::{PlainError, run};
pub use typist::Typist;
