//! The arguments of `accord score`.

use std::path::{Path, PathBuf};

use super::super::Failure;
use super::super::model_source::VersionChoice;
use super::super::output_guard::OutputGuard;
use super::super::reading_flags::ReadingFlags;
use super::columns::OutputArgs;
use super::days::{AsOf, Every, parse_as_of, parse_every};
use super::list_options::ListOptions;
use super::scoring_model::ScoringModel;
use super::verdict_format::VerdictFormat;

/// Score recorded leads
///
/// What a session says under `data:` applies to these leads too, unless an option overrides it.
/// Rows that can't be read are listed on stderr, and so is what is odd about the list: columns and
/// values that can't be found or read, events that belong to nobody or come too late, ids that
/// repeat. With --strict the command fails where that makes verdicts doubtful, and leaves no output
/// file. A published model that was altered is scored as `1.0.0+altered`; with --strict it isn't
/// scored at all. Exit code 1 if the definition has errors.
#[derive(clap::Args)]
pub struct Args {
    /// A session, or a model.yaml
    pub(super) path: PathBuf,
    /// The leads, CSV or lines of JSON, gzipped or not; `-` for stdin
    pub(super) leads: PathBuf,
    /// What the leads did, CSV or lines of JSON: lead, event, time; can be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) events: Vec<PathBuf>,
    /// A published version, or `draft`; by default the last published one, or the draft if there is none
    #[arg(long, value_name = "VERSION")]
    pub(super) version: Option<VersionChoice>,
    /// The day from which to look back, such as 2026-11-21, or several: 2026-01-01..2026-12-31
    ///
    /// With several days each lead has a line for each of them, and the column `as_of` says which.
    /// Its fields are as they are now, whatever the day; its events are those up to that day.
    #[arg(long, value_name = "DAY", value_parser = parse_as_of)]
    pub(super) as_of: Option<AsOf>,
    /// How far apart several days are, such as 1d or 2w; 7d by default
    #[arg(long, value_name = "STEP", value_parser = parse_every)]
    pub(super) every: Option<Every>,
    /// The column with each lead's id
    #[arg(long, value_name = "COLUMN")]
    pub(super) id: Option<String>,
    /// Which column holds a field; can be given several times
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = parse_mapping)]
    pub(super) map: Vec<(String, String)>,
    /// Columns to pass through, separated by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(super) keep: Vec<String>,
    #[command(flatten)]
    pub(super) columns: OutputArgs,
    #[command(flatten)]
    pub(super) list: ListOptions,
    #[command(flatten)]
    pub(super) reading: ReadingFlags,
    /// Output format
    #[arg(long, value_enum, default_value_t = VerdictFormat::Csv)]
    pub(super) format: VerdictFormat,
    /// Fail if verdicts are doubtful
    ///
    /// They are if a row can't be read; the model was altered since it was published; a column that
    /// the model asks about isn't there, or has values that are no number or no day where they are
    /// compared with one; two headers have the same name, a field fits several columns, or the first
    /// line looks like a lead; a text or event of the model never occurs while the file has it in
    /// another spelling; a column of 20 values or more has none of the model's texts; the file has
    /// none of the model's events; no event belongs to a lead of the list; more than half of the
    /// events are later than the day to look back from, or all are further back than any condition
    /// looks; rows with the same id have different verdicts.
    #[arg(long)]
    pub(super) strict: bool,
    /// Write what was read, counted and odd to this file, JSON
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Write the rows that can't be read to this file, CSV: file, line, reason
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,
    /// Where to write; stdout if absent or `-`; gzipped if the name ends in .gz
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

impl Args {
    /// Whether the result is JSON.
    pub(in crate::cli) fn is_json(&self) -> bool {
        self.format == VerdictFormat::Json
    }

    /// Refuses arguments that don't go together.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let dash = Path::new("-");
        let from_stdin = self.events.iter().filter(|path| *path == dash).count();
        if self.leads == dash && from_stdin > 0 {
            return Err(Failure::usage(
                "leads and events can't both come from stdin",
            ));
        }
        if from_stdin > 1 {
            return Err(Failure::usage(
                "only one file of events can come from stdin",
            ));
        }
        self.columns.check(self.as_of)
    }

    /// Refuses to write over what is read.
    pub(super) fn check_outputs(&self) -> Result<(), Failure> {
        let mut outputs = output_guard(self);
        outputs.add_model_source(&self.path);
        outputs.add_input("the leads", &self.leads);
        for events in &self.events {
            outputs.add_input("the events", events);
        }
        outputs.check()
    }

    /// Refuses to write over the lists that the session names.
    pub(super) fn check_data_files(&self, chosen: &ScoringModel) -> Result<(), Failure> {
        let Some((folder, data)) = &chosen.data_files else {
            return Ok(());
        };
        let mut outputs = output_guard(self);
        outputs.add_data_files(folder, data);
        outputs.check()
    }

    /// Whether the output is to be compressed, by its name.
    pub(super) fn is_gzip(&self) -> bool {
        let extension = self.output.as_deref().and_then(Path::extension);
        extension.is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
    }
}

fn parse_mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.trim().is_empty() && !column.trim().is_empty() => {
            Ok((field.trim().into(), column.trim().into()))
        }
        _ => Err("write field=column".into()),
    }
}

/// Returns a guard of the files that are written.
fn output_guard(args: &Args) -> OutputGuard {
    let mut outputs = OutputGuard::default();
    outputs.add_output("-o", args.output.as_deref());
    if let Some(rejects) = &args.rejects {
        outputs.add_output("--rejects", Some(rejects));
    }
    if let Some(report) = &args.report {
        outputs.add_output("--report", Some(report));
    }
    outputs
}
