//! The command line: one file a command, one row of `Command` each.
//!
//! ```text
//!   main --> run --> Cli (clap) --> a command's `run` --> Result<exit code, Failure>
//! ```
//!
//! Exit codes: 0 fine; 1 findings, a change as far as `--fail-on`, an altered version, a refused
//! publication; 2 wrong usage,
//! unreadable input, failed input or output, rejects under `--strict`. What was asked for goes to
//! stdout, everything else to stderr, texts from files cleaned before a terminal sees them. A
//! reader that closes the pipe ends the command quietly. The workbench itself is opened by a
//! function that `main` passes, so that this room needs no screen.

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

/// What the workbench is to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkbenchTarget {
    /// The home screen.
    Home,
    /// A session.
    Session {
        /// Its folder.
        path: PathBuf,
        /// Whether to begin on Points.
        at_points: bool,
    },
    /// A throw-away copy of the built-in example.
    Demo,
    /// The room view of a session that is open elsewhere.
    Room(PathBuf),
}

/// How the workbench looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisplayFlags {
    /// The theme.
    pub theme: ThemeName,
    /// Whether everything is drawn with ASCII.
    pub ascii: bool,
    /// Whether the bell rings when a step's time runs out.
    pub bell: bool,
}

/// Opens the workbench and returns the exit code.
pub type OpenWorkbench<'a> = &'a dyn Fn(WorkbenchTarget, DisplayFlags) -> anyhow::Result<i32>;

/// Sales and Marketing agree what a qualified lead is, and publish it as a model machines run.
#[derive(Parser)]
#[command(name = "accord", version, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 fine; 1 findings, or refused; 2 wrong usage or failed I/O.")]
struct Cli {
    /// A session's folder; without it, a home screen with recent sessions and the examples
    path: Option<PathBuf>,
    /// The workshop as numbered menus and lines, for screen readers and scripts
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
    /// Open a throw-away copy of the built-in example
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

/// The themes, as typed.
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

/// How findings and versions are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Runs the command line, the program's name first among its arguments, and returns the exit
/// code.
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

/// Prints what clap says. It repeats arguments as they are, so it is asked again with those that
/// would steer the terminal made harmless.
fn wrong_usage(error: &clap::Error, args: &[OsString]) {
    let harmless = args.iter().map(|arg| clean(&arg.to_string_lossy()));
    // Help on a closed pipe, or wrong usage on a closed stderr: nobody reads it.
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

/// A session that is there. One that can't be read is opened all the same: the workbench shows
/// why, and goes on once the file is mended.
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

/// The command somebody meant who typed nearly its name.
fn similar_command(word: &str) -> Option<String> {
    let program = Cli::command();
    let mut names = program.get_subcommands().map(clap::Command::get_name);
    let near = |name: &&str| word.len() > 2 && strsim::damerau_levenshtein(name, word) <= 2;
    names.find(near).map(Into::into)
}
