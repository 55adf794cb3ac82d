//! `accord room`: the room view of a session that is open in another terminal.

use std::path::PathBuf;

use super::{Failure, WorkbenchTarget};

/// Show what another terminal's workbench has open, read-only, for the projector
#[derive(clap::Args)]
pub struct Args {
    /// The session's folder
    pub path: PathBuf,
}

/// Opens the room view of a session.
pub fn run(
    target: WorkbenchTarget,
    open: &dyn Fn(WorkbenchTarget) -> Result<i32, Failure>,
) -> Result<i32, Failure> {
    match target {
        WorkbenchTarget::Session(path) => open(WorkbenchTarget::Room(path)),
        other => open(other),
    }
}
