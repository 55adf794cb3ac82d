//! `accord completions`: shell completions.

use clap_complete::Shell;

use super::{Failure, io};

/// Print completions for a shell
#[derive(clap::Args)]
pub(super) struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the completions of this program.
pub(super) fn run(args: &Args, program: &mut clap::Command) -> Result<i32, Failure> {
    // Into memory first, as the generator panics on a closed pipe.
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, program, "accord", &mut bytes);
    io::print(&String::from_utf8_lossy(&bytes))?;
    Ok(0)
}
