//! What the plain mode reads out: rows and dialogs as lines of text. Nothing here changes a session.
//!
//! ```text
//!   prompt   what the open dialog asks, or only shows
//!   page     a page of figures
//!   voting   the same of a ballot and of the estimate sheet
//!   visible  the rows that a line can name
//! ```

mod page;
pub(super) mod prompt;
pub(super) mod visible;
pub(super) mod voting;
