//! A session as a document: what can change in it, and its history.
//!
//! Every change is an [`Edit`] and comes in through [`Document::apply`], which is pure. The journal
//! stores [`HistoryEntry`]s; replaying them rebuilds the document.
//!
//! ```text
//!   history ---> edit ---> ballot_edit, list_adder        decide: a decision with the value it sets
//! ```

mod ballot_edit;
mod decide;
mod edit;
mod history;
mod list_adder;
mod walked;

pub use ballot_edit::{BallotEdit, guard_open_ballots, open_ballot_refusal, sealed_vote};
pub use decide::{decision_edit, set_value_edit};
pub use edit::Edit;
pub use history::{AppliedChange, Document, HistoryEntry};
pub use list_adder::ListAdder;
pub(crate) use walked::walked;
#[cfg(test)]
pub(crate) use walked::walked_by;
