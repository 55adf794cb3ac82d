//! The command line: one file per command, one variant of `Command` each.
//!
//! ```text
//!   main --> run --> Cli (clap) --> a command's `run` --> Result<exit code, Failure>
//! ```
//!
//! Exit codes: 0 success; 1 findings that must be fixed, a change as large as `--fail-on`, an
//! altered version, or a refused publication; 2 wrong usage, unreadable input, failed input or
//! output, or rejects under `--strict`. Results go to stdout and everything else to stderr; texts
//! from files are sanitized before a terminal gets them. A reader that closes the pipe ends the
//! command quietly. `main` passes in the function that opens the workbench, so this room does not
//! depend on the screens.

mod check;
mod completions;
mod diff;
mod examples;
mod export;
mod failure;
mod io;
mod log;
mod log_file;
mod man;
mod model_source;
mod new;
mod output_guard;
mod plain;
mod progress;
mod proofs;
mod publish;
mod room;
mod schema;
mod score;
mod source;
pub mod templates;
mod terminal_check;
mod verify;
mod workbench;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, ValueEnum};

use crate::store::SessionFolder;
use crate::widgets::ThemeName;
use crate::widgets::text::{clean, clean_lines};

pub use failure::Failure;
pub use workbench::open;

/// What to open in the workbench.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkbenchTarget {
    /// The home screen.
    Home,
    /// A session.
    Session {
        /// The session's folder.
        path: PathBuf,
        /// Whether to start on the Points step.
        at_points: bool,
    },
    /// A temporary copy of the built-in example.
    Demo,
    /// The room view of a session that is open elsewhere.
    Room(PathBuf),
}

/// How the workbench is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisplayFlags {
    /// The colour theme.
    pub theme: ThemeName,
    /// Whether to draw with ASCII only.
    pub ascii: bool,
    /// Whether the bell rings when a step's time is up.
    pub bell: bool,
}

/// Opens the workbench and returns the exit code.
pub type OpenWorkbench<'a> = &'a dyn Fn(WorkbenchTarget, DisplayFlags) -> anyhow::Result<i32>;

/// Lets Sales and Marketing agree on what a qualified lead is, and publish it as a model that
/// machines can run.
#[derive(Parser)]
#[command(name = "accord", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 success; 1 findings, or refused; 2 wrong usage or I/O failure."
)]
struct Cli {
    /// A session's folder; without it, a home screen with recent sessions and the examples
    path: Option<PathBuf>,
    /// Plain mode: numbered menus and lines of text, for screen readers and scripts
    #[arg(long, requires = "path")]
    plain: bool,
    /// Colours of the workbench
    #[arg(long, global = true, value_enum, default_value_t = ThemeArg::Auto)]
    theme: ThemeArg,
    /// Draw with ASCII characters only; automatic in a locale without UTF-8
    #[arg(long, global = true)]
    ascii: bool,
    /// Ring the bell when a step's time runs out
    #[arg(long, global = true)]
    bell: bool,
    #[command(subcommand)]
    command: Option<Subcommand>,
}

#[derive(clap::Subcommand)]
enum Subcommand {
    New(new::Args),
    /// Open a throwaway copy of the built-in example
    Demo,
    Room(room::Args),
    Check(check::Args),
    Score(score::Args),
    Diff(diff::Args),
    Publish(publish::Args),
    Export(export::Args),
    Log(log::Args),
    Verify(verify::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The themes as named on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum ThemeArg {
    Auto,
    Light,
    Dark,
    Mono,
    Projector,
}

impl ThemeArg {
    fn name(self) -> ThemeName {
        match self {
            Self::Auto => ThemeName::Auto,
            Self::Light => ThemeName::Light,
            Self::Dark => ThemeName::Dark,
            Self::Mono => ThemeName::Mono,
            Self::Projector => ThemeName::Projector,
        }
    }
}

/// The format of findings and versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Runs the command line and returns the exit code. The arguments start with the program's name.
pub fn run(args: impl IntoIterator<Item = OsString>, open: OpenWorkbench<'_>) -> i32 {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => {
            wrong_usage(&error, &args);
            return error.exit_code();
        }
    };
    log_file::start();
    dispatch(cli, open).unwrap_or_else(|failure| {
        if failure.code == 2 {
            tracing::error!("{}", failure.message);
        }
        failure.report();
        failure.code
    })
}

/// Prints clap's message. As it repeats arguments verbatim, it is generated again from sanitized
/// ones if needed.
fn wrong_usage(error: &clap::Error, args: &[OsString]) {
    let harmless = args.iter().map(|arg| clean(&arg.to_string_lossy()));
    // Help on a closed pipe, or an error on a closed stderr: nobody reads it.
    let _ = if let Err(harmless) = Cli::try_parse_from(harmless) {
        harmless.print()
    } else {
        let text = clean_lines(&error.render().to_string());
        std::io::stderr().write_all(text.as_bytes())
    };
}

fn dispatch(cli: Cli, open: OpenWorkbench<'_>) -> Result<i32, Failure> {
    let look = DisplayFlags {
        theme: cli.theme.name(),
        ascii: cli.ascii || terminal_check::is_ascii_only(),
        bell: cli.bell,
    };
    let open = |what: WorkbenchTarget| {
        terminal_check::require_screen(&what)?;
        open(what, look).map_err(|error| Failure::usage(format!("{error:#}")))
    };
    let Some(command) = cli.command else {
        if let Some(path) = cli.path.as_ref().filter(|_| cli.plain) {
            session_target(path)?;
            return plain::run(path);
        }
        return open(match cli.path {
            None => WorkbenchTarget::Home,
            Some(path) => session_target(&path)?,
        });
    };
    if cli.path.is_some() {
        return Err(Failure::usage("a path and a command were given at once")
            .hint("the path comes after the command, as in `accord check PATH`"));
    }
    match command {
        Subcommand::New(args) => new::run(&args, &open),
        Subcommand::Demo => open(WorkbenchTarget::Demo),
        Subcommand::Room(args) => room::run(&args, &open),
        Subcommand::Check(args) => check::run(&args),
        Subcommand::Score(args) => score::run(&args),
        Subcommand::Diff(args) => diff::run(&args),
        Subcommand::Publish(args) => publish::run(&args),
        Subcommand::Export(args) => export::run(&args),
        Subcommand::Log(args) => log::run(&args),
        Subcommand::Verify(args) => verify::run(&args),
        Subcommand::Schema(args) => schema::run(&args),
        Subcommand::Completions(args) => completions::run(&args),
        Subcommand::Man(args) => man::run(&args),
    }
}

/// Returns an existing session as a target. One that cannot be read is opened nevertheless: the
/// workbench shows why, and continues once the file is corrected.
fn session_target(path: &std::path::Path) -> Result<WorkbenchTarget, Failure> {
    let folder = SessionFolder::at(path);
    if !folder.exists()
        && !crate::host::is_only_journal(&folder)
        && let Err(error) = folder.load()
    {
        let failure = Failure::from(error);
        return Err(match similar_command(&path.to_string_lossy()) {
            Some(command) => failure.hint(&format!("there is a command `accord {command}`")),
            None => failure,
        });
    }
    Ok(WorkbenchTarget::Session {
        path: folder.root().into(),
        at_points: false,
    })
}

/// Returns the command that was probably meant.
fn similar_command(word: &str) -> Option<String> {
    let program = Cli::command();
    let mut names = program.get_subcommands().map(clap::Command::get_name);
    let near = |name: &&str| word.len() > 2 && strsim::damerau_levenshtein(name, word) <= 2;
    names.find(near).map(Into::into)
}
