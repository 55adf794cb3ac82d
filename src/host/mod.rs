//! Performs the effects of the workbench: journal, files, background tasks, publishing.
//!
//! `terminal` and `plain` own a [`Host`] and a [`State`](crate::app::State) and loop: take a message,
//! [`update`](crate::app::update()) the state, [`Host::perform`] the effects, [`Host::poll`] for
//! their results. `perform` writes the journal before it returns, so before the next key is handled.

mod background_task;
mod clock_saver;
mod disagreement;
mod disk_status;
mod export_source;
mod export_task;
mod exporting;
mod file_survey;
mod film;
mod forget_voters;
mod gate_task;
mod handling;
pub mod impact;
mod journal_start;
mod lead_files;
mod linked_edit;
mod loader;
mod median_task;
mod missing_task;
mod open;
mod page_task;
mod picture;
mod prover;
pub mod publish;
mod publisher;
mod publishing;
mod recovery;
mod releases;
mod revision_task;
mod room_card;
mod running;
mod saving;
mod scoring_task;
#[cfg(test)]
mod tests;
mod variant_task;
mod write_gate;

pub use disk_status::{DiskStatus, LockHolder, disk_status, restart_journal};
pub use export_source::{draft_source, version_source, with_figures};
pub use film::{FilmedJournal, FoundJournal, read_film};
pub use open::{OpenError, OpenedSession, is_only_journal, open, open_or_look, open_read_only};
pub use room_card::RoomCardReader;
pub use running::Host;
pub use write_gate::WriteGate;
