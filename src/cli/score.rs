//! `accord score`: what the model says of recorded leads, row by row.

mod model;
mod output;
mod rejects;
mod source;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::io::{Sink, failed, say};
use super::progress::Progress;
use super::target::Wanted;
use super::{Failure, io};
use crate::model::wording::counted;
use crate::records::{EventIndex, LeadReader, ReadOptions, RecordsError, Row, read_events};
use crate::scoring::{Scorer, column_of};
use model::Chosen;
use output::{Format, Output};
use rejects::Rejects;
use source::Source;

/// Score recorded leads
///
/// What a session says under `data:` holds for these leads too, unless an option says otherwise.
/// Rows that can't be read are named on stderr; under --strict they are a failure, and no output
/// file is left. Exit code 1 if the definition has errors.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session, or a model.yaml
    path: PathBuf,
    /// The leads, CSV; `-` for stdin
    leads: PathBuf,
    /// What the leads did, CSV: lead, event, time
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// A published version, or `draft`; the last published one if absent, else the draft
    #[arg(long, value_name = "VERSION")]
    version: Option<Wanted>,
    /// The day to look back from
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<Date>,
    /// The column that names the lead
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// Which column holds a field; can be given several times
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Columns to pass through, separated by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    keep: Vec<String>,
    /// The encoding, where it isn't found out rightly: utf-8, windows-1252 ...
    #[arg(long)]
    encoding: Option<String>,
    /// How verdicts are written; json has the reasons and the smallest sets too
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Fail if a row can't be read
    #[arg(long)]
    strict: bool,
    /// Write the rows that can't be read, CSV: file, line, reason
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Where to write; stdout if absent or `-`
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn day(text: &str) -> Result<Date, String> {
    let read = text.parse::<Date>();
    read.map_err(|_| "write year-month-day, such as 2026-11-21".into())
}

fn mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.trim().is_empty() && !column.trim().is_empty() => {
            Ok((field.trim().into(), column.trim().into()))
        }
        _ => Err("write field=column".into()),
    }
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let dash = Path::new("-");
    if args.leads == dash && args.events.as_deref() == Some(dash) {
        return Err(Failure::usage(
            "leads and events can't both come from stdin",
        ));
    }
    let chosen = model::choose(&args.path, args.version)?;
    let options = options(args, &chosen);
    let mut rejects = Rejects::open(args.rejects.as_deref())?;
    let events = events(args, &chosen, &options, &mut rejects)?;
    let source = Source::open(&args.leads)?;
    let (read, length) = (source.counter(), source.length);
    let unreadable = |error| records_failure(&args.leads, &error);
    let mut reader = LeadReader::open(source, &options, events).map_err(unreadable)?;
    let kept = kept(args, reader.headers())?;
    let scorer = Scorer::new(&chosen.definition);
    warn(&reader, &scorer);
    let sink = Sink::open(args.output.as_deref())?;
    let progress = Progress::of(read, length, sink.is_terminal());
    let output = Output::new(args.format, sink, &chosen.version, reader.headers(), kept);
    let run = Run {
        args,
        rejects,
        progress,
        leads: 0,
        qualified: 0,
    };
    run.every_row(&mut reader, &scorer, output, &chosen)
}

/// As the session says, unless an option says otherwise.
fn options(args: &Args, chosen: &Chosen) -> ReadOptions {
    let mut options = chosen.reading.clone();
    options.as_of = args.as_of;
    options.columns.extend(args.map.iter().cloned());
    if args.id.is_some() {
        options.id.clone_from(&args.id);
    }
    if args.encoding.is_some() {
        options.encoding.clone_from(&args.encoding);
    }
    options
}

fn events(
    args: &Args,
    chosen: &Chosen,
    options: &ReadOptions,
    rejects: &mut Rejects,
) -> Result<EventIndex, Failure> {
    let Some(path) = args.events.as_ref().or(chosen.events.as_ref()) else {
        return Ok(EventIndex::default());
    };
    let source = Source::open(path)?;
    let read = read_events(source, options).map_err(|error| records_failure(path, &error))?;
    let (events, unreadable) = read;
    for reject in &unreadable {
        rejects.add(path, reject)?;
    }
    Ok(events)
}

/// The columns to pass through.
fn kept(args: &Args, headers: &[String]) -> Result<Vec<usize>, Failure> {
    let find = |name: &String| {
        column_of(headers, name).ok_or_else(|| {
            let columns: Vec<String> = headers.iter().map(|h| format!("`{h}`")).collect();
            Failure::usage(format!(
                "{}: there is no column `{name}` to keep",
                args.leads.display()
            ))
            .hint(&format!("the header has {}", columns.join(", ")))
        })
    };
    args.keep.iter().map(find).collect()
}

fn warn(reader: &LeadReader<'_>, scorer: &Scorer) {
    for warning in reader.warnings() {
        say(&format!("warning: {warning}"));
    }
    for field in scorer.absent_fields(reader.shape()) {
        say(&format!(
            "warning: no column holds the field `{field}`: what asks about it is unknown"
        ));
    }
}

fn records_failure(path: &Path, error: &RecordsError) -> Failure {
    let failure = Failure::usage(format!("{}: {error}", path.display()));
    match error {
        RecordsError::NoColumn { .. } => {
            failure.hint("name the columns with --id COLUMN and --map FIELD=COLUMN")
        }
        _ => failure,
    }
}

/// One run over the leads.
struct Run<'a> {
    args: &'a Args,
    rejects: Rejects,
    progress: Option<Progress>,
    leads: u64,
    qualified: u64,
}

impl Run<'_> {
    fn every_row(
        mut self,
        reader: &mut LeadReader<'_>,
        scorer: &Scorer,
        mut output: Output<'_>,
        chosen: &Chosen,
    ) -> Result<i32, Failure> {
        let out = self.args.output.as_deref();
        let bound = scorer.bind(reader.shape());
        let id = reader.id_column();
        let mut written = output.begin();
        for row in reader {
            if let Err(error) = written {
                return failed(out, &error).map(|()| 0);
            }
            match row.map_err(|error| records_failure(&self.args.leads, &error))? {
                Row::Reject(reject) => self.rejects.add(&self.args.leads, &reject)?,
                Row::Lead(lead) => {
                    let answers = bound.answers(&lead);
                    let qualified = output.lead(scorer, &lead, &lead.values[id], &answers);
                    written = qualified.map(|qualified| self.qualified += u64::from(qualified));
                    self.leads += 1;
                    self.progress.iter_mut().for_each(|p| p.tick(self.leads));
                }
            }
        }
        drop(self.progress.take());
        let rejected = self.rejects.finish()?;
        if self.args.strict && rejected > 0 {
            let rows = counted(rejected as i64, "row");
            return Err(Failure::usage(format!(
                "{rows} can't be read, and --strict was asked for"
            )));
        }
        if let Err(error) = written.and_then(|()| output.finish()) {
            return failed(out, &error).map(|()| 0);
        }
        let leads = counted(self.leads as i64, "lead");
        let (version, qualified) = (&chosen.version, self.qualified);
        io::say(&format!(
            "{leads} scored with {version}: {qualified} qualified"
        ));
        Ok(0)
    }
}
