//! A session as a document: what can change in it, and its history.
//!
//! Every change is an [`Edit`] and comes in through [`Document::apply`], which is pure. The journal
//! stores [`HistoryEntry`]s; replaying them rebuilds the document.
//!
//! ```text
//!   history ---> edit ---> ballot_edit, list_adder        decide: a decision with the value it sets
//!      ^---- forget_voters: a journal without who cast which vote
//! ```

mod ballot_edit;
mod carry_over;
mod decide;
mod edit;
mod forget_voters;
mod history;
mod list_adder;
mod own_words;
mod reveals;
mod walked;

pub use ballot_edit::{BallotEdit, guard_open_ballots, open_ballot_refusal, sealed_vote};
pub use decide::{decision_edit, points_text, set_value_edit};
pub use edit::Edit;
pub use forget_voters::forget_voters;
pub use history::{AppliedChange, Document, HistoryEntry};
pub use list_adder::ListAdder;
pub use own_words::sealed_words;
pub use reveals::{Stays, UndoStop};
pub(crate) use walked::walked;
#[cfg(test)]
pub(crate) use walked::walked_by;
