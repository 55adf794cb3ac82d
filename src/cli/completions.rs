//! `accord completions`: shell completions.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Cli, Failure, io};

/// Print completions for a shell
#[derive(clap::Args)]
pub(super) struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    // Into memory first, as the generator panics on a closed pipe.
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "accord", &mut bytes);
    io::print(&String::from_utf8_lossy(&bytes))?;
    Ok(0)
}
