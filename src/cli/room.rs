//! `accord room`: the room view of a session that is open in another terminal.

use std::path::PathBuf;

use super::{Failure, Open};

/// Show the room what another terminal's workbench has in hand, read-only, for the projector
#[derive(clap::Args)]
pub struct Args {
    /// The session's folder
    path: PathBuf,
}

/// Opens the room view.
pub fn run(args: &Args, open: &dyn Fn(Open) -> Result<i32, Failure>) -> Result<i32, Failure> {
    match super::existing(&args.path)? {
        Open::Session { path, .. } => open(Open::Room(path)),
        other => open(other),
    }
}
