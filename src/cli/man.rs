//! `accord man`: manual pages, generated from the same definitions as the help.

use clap_mangen::Man;

use super::{Failure, io};

/// Print a manual page
#[derive(clap::Args)]
pub(super) struct Args {
    /// A command; the whole program if absent
    command: Option<String>,
}

/// Prints a page of this program.
pub(super) fn run(args: &Args, mut program: clap::Command) -> Result<i32, Failure> {
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Failure::usage(format!("there is no command `{name}`")))?,
    };
    let mut bytes = Vec::new();
    let rendered = Man::new(page).render(&mut bytes);
    rendered.map_err(|error| Failure::usage(error.to_string()))?;
    io::print(&String::from_utf8_lossy(&bytes))?;
    Ok(0)
}
