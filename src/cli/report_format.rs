//! The formats of commands that report something.

use clap::ValueEnum;

/// The format of findings and versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people
    Text,
    /// For programs
    Json,
}
