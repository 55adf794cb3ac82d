//! `accord --plain PATH`: the workshop as lines, handled by the `plain` room.

use std::io::{BufReader, IsTerminal as _};
use std::path::Path;

use super::Failure;
use crate::plain::{self, PlainError, Typist};
use crate::store::SessionFolder;

/// Opens a session and runs the workshop on standard input and output.
pub fn run(path: &Path) -> Result<i32, Failure> {
    let folder = SessionFolder::at(path);
    let input = std::io::stdin();
    let typist = if input.is_terminal() {
        Typist::Person
    } else {
        Typist::Script
    };
    let mut out = std::io::stdout();
    let done = plain::run(folder.root(), BufReader::new(input), &mut out, typist);
    match done {
        Ok(()) => Ok(0),
        Err(PlainError::Open(crate::host::OpenError::Unreadable(why))) => Err(Failure::from(why)),
        Err(why) => Err(Failure::usage(why.to_string())),
    }
}
