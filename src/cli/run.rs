//! Runs a command, and turns what went wrong into words and an exit code.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;

use clap::{CommandFactory as _, Parser as _};

use super::arguments::{Cli, Subcommand, ThemeArg};
use super::target::{DisplayFlags, OpenWorkbench, WorkbenchTarget};
use super::{
    Failure, check, completions, diff, evidence, export, film, io, log, log_file, man, new, plain,
    publish, room, schema, score, terminal_check, verify,
};
use crate::host::is_only_journal;
use crate::store::SessionFolder;
use crate::widgets::text::{clean, clean_lines};

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
    let style = cli.command.as_ref().map(error_style).unwrap_or_default();
    dispatch(cli, open).unwrap_or_else(|failure| {
        if failure.code == 2 {
            tracing::error!("{}", failure.message);
        }
        failure.report();
        // If stdout is what failed, stderr says so.
        let _ = match style {
            _ if failure.spares_stdout => Ok(()),
            ErrorStyle::Words => Ok(()),
            ErrorStyle::Json => io::print(&failure.json()),
            ErrorStyle::JsonLine => io::print(&failure.json_line()),
        };
        failure.code
    })
}

/// How a failure is reported, besides the words on stderr.
#[derive(Clone, Copy, Debug, Default)]
enum ErrorStyle {
    #[default]
    Words,
    /// As the report on stdout.
    Json,
    /// As a line among others on stdout.
    JsonLine,
}

/// Returns how a command's failure is reported: programs that asked for JSON get it as JSON.
fn error_style(command: &Subcommand) -> ErrorStyle {
    let is_report = match command {
        Subcommand::Score(args) if args.is_json() => return ErrorStyle::JsonLine,
        Subcommand::Check(args) => args.is_json(),
        Subcommand::Diff(args) => args.is_json(),
        Subcommand::Evidence(args) => args.is_json(),
        Subcommand::Publish(args) => args.is_json(),
        Subcommand::Export(args) => args.is_json(),
        Subcommand::Log(args) => args.is_json(),
        Subcommand::Verify(args) => args.is_json(),
        _ => false,
    };
    if is_report {
        ErrorStyle::Json
    } else {
        ErrorStyle::Words
    }
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
        theme: cli.theme.map(ThemeArg::name),
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
        Subcommand::Room(args) => room::run(session_target(&args.path)?, &open),
        Subcommand::Check(args) => check::run(&args),
        Subcommand::Score(args) => score::run(&args),
        Subcommand::Diff(args) => diff::run(&args),
        Subcommand::Evidence(args) => evidence::run(&args),
        Subcommand::Publish(args) => publish::run(&args),
        Subcommand::Export(args) => export::run(&args),
        Subcommand::Film(args) => film::run(&args),
        Subcommand::Log(args) => log::run(&args),
        Subcommand::Verify(args) => verify::run(&args),
        Subcommand::Schema(args) => schema::run(&args),
        Subcommand::Completions(args) => completions::run(&args, &mut Cli::command()),
        Subcommand::Man(args) => man::run(&args, Cli::command()),
    }
}

/// Returns an existing session as a target. One that cannot be read is opened nevertheless: the
/// workbench shows why, and continues once the file is corrected.
fn session_target(path: &Path) -> Result<WorkbenchTarget, Failure> {
    let folder = SessionFolder::at(path);
    if !folder.exists()
        && !is_only_journal(&folder)
        && let Err(error) = folder.load()
    {
        let failure = Failure::from(error);
        return Err(match similar_command(&path.to_string_lossy()) {
            Some(command) => failure.hint(&format!("there is a command `accord {command}`")),
            None => failure,
        });
    }
    Ok(WorkbenchTarget::Session(folder.root().into()))
}

/// Returns the command that was probably meant.
fn similar_command(word: &str) -> Option<String> {
    let program = Cli::command();
    let mut names = program.get_subcommands().map(clap::Command::get_name);
    let near = |name: &&str| word.len() > 2 && strsim::damerau_levenshtein(name, word) <= 2;
    names.find(near).map(Into::into)
}
