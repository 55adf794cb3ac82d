//! The command line: one file per command, one variant of `Subcommand` each.
//!
//! ```text
//!   main --> run --> arguments (clap) --> a command's `run` --> Result<exit code, Failure>
//! ```
//!
//! Exit codes: 0 success; 1 findings that must be fixed, a change as large as `--fail-on`, an
//! altered version, or a refused publication; 2 wrong usage, unreadable input, failed input or
//! output, or rejects under `--strict`. Results go to stdout and everything else to stderr; texts
//! from files are sanitized before a terminal gets them. A reader that closes the pipe ends the
//! command quietly. `main` passes in the function that opens the workbench, so this room does not
//! depend on the screens.

mod arguments;
mod check;
mod completions;
mod diff;
mod diff_leads;
mod evidence;
mod examples;
mod export;
mod failure;
mod film;
mod io;
mod kept_theme;
mod log;
mod log_file;
mod man;
mod model_source;
mod new;
mod new_session;
mod new_wizard;
mod output_guard;
mod plain;
mod progress;
mod proofs;
mod publish;
mod reading_flags;
mod recorded_lists;
mod report_format;
mod room;
mod run;
mod schema;
mod score;
mod source;
mod target;
pub mod templates;
mod terminal_check;
mod verify;
mod workbench;

pub use failure::Failure;
pub use run::run;
pub use target::{AfterCreation, DisplayFlags, NewSessionRequest, OpenWorkbench, WorkbenchTarget};
pub use workbench::open;
