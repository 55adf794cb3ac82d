//! The arguments of the program: one table for parser, help, completions and manual pages.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use super::{
    check, completions, diff, evidence, export, film, log, man, new, publish, room, schema, score,
    verify,
};
use crate::widgets::ThemeName;

/// Lets Sales and Marketing agree on what a qualified lead is, and publish it as a model that
/// machines can run.
#[derive(Parser)]
#[command(name = "accord", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 success; 1 errors or altered versions found, or refused; 2 wrong usage or I/O failure."
)]
pub(super) struct Cli {
    /// A session's folder; without it, a home screen with recent sessions and the examples
    pub path: Option<PathBuf>,
    /// Plain mode: numbered menus and lines of text, for screen readers and scripts
    #[arg(long, requires = "path")]
    pub plain: bool,
    /// Colours of the workbench; without it those chosen last, or auto
    #[arg(long, global = true, value_enum)]
    pub theme: Option<ThemeArg>,
    /// Draw with ASCII characters only; automatic in a locale without UTF-8
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Ring the bell when a step's time runs out
    #[arg(long, global = true)]
    pub bell: bool,
    #[command(subcommand)]
    pub command: Option<Subcommand>,
}

#[derive(clap::Subcommand)]
pub(super) enum Subcommand {
    New(new::Args),
    /// Open a throwaway copy of the built-in example
    Demo,
    Room(room::Args),
    Check(check::Args),
    Score(Box<score::Args>),
    Diff(diff::Args),
    Evidence(evidence::Args),
    Publish(publish::Args),
    Export(Box<export::Args>),
    Film(film::Args),
    Log(log::Args),
    Verify(verify::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The themes as named on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum ThemeArg {
    Auto,
    Light,
    Dark,
    Mono,
    Projector,
    ProjectorLight,
}

impl ThemeArg {
    /// Returns the theme.
    pub fn name(self) -> ThemeName {
        match self {
            Self::Auto => ThemeName::Auto,
            Self::Light => ThemeName::Light,
            Self::Dark => ThemeName::Dark,
            Self::Mono => ThemeName::Mono,
            Self::Projector => ThemeName::Projector,
            Self::ProjectorLight => ThemeName::ProjectorLight,
        }
    }
}
