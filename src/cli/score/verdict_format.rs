//! The formats of the output.

use clap::ValueEnum;

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum VerdictFormat {
    /// One row per lead
    Csv,
    /// One object per lead, one per line, with the reasons and, for each missing part, the smallest
    /// set of answers that would meet it
    Json,
}
