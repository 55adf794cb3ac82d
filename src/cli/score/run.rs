//! Runs `accord score`: opens everything, warns, and writes what the threads score, in order.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::Failure;
use super::super::io::{Sink, say, write_failure};
use super::super::model_source::VersionChoice;
use super::super::output_guard::OutputGuard;
use super::super::progress::ProgressLine;
use super::super::reading_flags::ReadingFlags;
use super::super::source::InputReader;
use super::asked_fields::AskedFields;
use super::columns::{OutputArgs, OwnColumns, name_kept};
use super::days::{AsOf, Every, days_of, parse_as_of, parse_every};
use super::event_lists::{note_guesses, open_events};
use super::interrupt::remove_on_interrupt;
use super::list_options::ListOptions;
use super::ordering::OrderedLines;
use super::rejects::Rejects;
use super::report::{RunCounts, RunReport, SaidOfColumns, require_no_doubts};
use super::row_format::RowFormat;
use super::score_error::{ScoreError, records_failure};
use super::scoring_model::{ScoringModel, choose_model};
use super::verdict_format::VerdictFormat;
use super::worker::{BlockResult, Contradiction, ScoreContext};
use super::{audience, field_names};
use crate::evidence::list_report::ReportModel;
use crate::evidence::{absent_field_warnings, shared_field_warnings};
use crate::model::wording::{count_noun, grouped};
use crate::records::{
    BlockReader, BlockWorker, LeadLayout, ReadOptions, RecordsError, named_columns,
    process_in_order,
};
use crate::scoring::{ColumnIndex, Scorer, ValueReading};

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
    path: PathBuf,
    /// The leads, CSV or lines of JSON, gzipped or not; `-` for stdin
    pub(super) leads: PathBuf,
    /// What the leads did, CSV or lines of JSON: lead, event, time; can be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) events: Vec<PathBuf>,
    /// A published version, or `draft`; by default the last published one, or the draft if there is none
    #[arg(long, value_name = "VERSION")]
    version: Option<VersionChoice>,
    /// The day from which to look back, such as 2026-11-21, or several: 2026-01-01..2026-12-31
    ///
    /// With several days each lead has a line for each of them, and the column `as_of` says which.
    /// Its fields are as they are now, whatever the day; its events are those up to that day.
    #[arg(long, value_name = "DAY", value_parser = parse_as_of)]
    as_of: Option<AsOf>,
    /// How far apart several days are, such as 1d or 2w; 7d by default
    #[arg(long, value_name = "STEP", value_parser = parse_every)]
    every: Option<Every>,
    /// The column with each lead's id
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// Which column holds a field; can be given several times
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = parse_mapping)]
    map: Vec<(String, String)>,
    /// Columns to pass through, separated by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    keep: Vec<String>,
    #[command(flatten)]
    columns: OutputArgs,
    #[command(flatten)]
    list: ListOptions,
    #[command(flatten)]
    reading: ReadingFlags,
    /// Output format
    #[arg(long, value_enum, default_value_t = VerdictFormat::Csv)]
    format: VerdictFormat,
    /// Fail if verdicts are doubtful
    ///
    /// They are if a row can't be read; the model was altered since it was published; a column that
    /// the model asks about isn't there, or has values that are no number or no day where they are
    /// compared with one; two headers have the same name, or what a column means was guessed; a
    /// text or event of the model never occurs while the file has it in another spelling; a column
    /// of 20 values or more has none of the model's texts; the file has none of the model's events;
    /// no event belongs to a lead of the list; more than half of the events are later than the day
    /// to look back from; rows with the same id have different verdicts.
    #[arg(long)]
    strict: bool,
    /// Write what was read, counted and odd to this file, JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write the rows that can't be read to this file, CSV: file, line, reason
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Where to write; stdout if absent or `-`; gzipped if the name ends in .gz
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Args {
    /// Whether the result is JSON.
    pub(in crate::cli) fn is_json(&self) -> bool {
        self.format == VerdictFormat::Json
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

pub fn run(args: &Args) -> Result<i32, Failure> {
    let dash = Path::new("-");
    let from_stdin = args.events.iter().filter(|path| *path == dash).count();
    if args.leads == dash && from_stdin > 0 {
        return Err(Failure::usage(
            "leads and events can't both come from stdin",
        ));
    }
    if from_stdin > 1 {
        return Err(Failure::usage(
            "only one file of events can come from stdin",
        ));
    }
    args.columns.check(args.as_of)?;
    let days = days_of(args.as_of, args.every)?;
    let mut outputs = output_guard(args);
    outputs.add_model_source(&args.path);
    outputs.add_input("the leads", &args.leads);
    for events in &args.events {
        outputs.add_input("the events", events);
    }
    outputs.check()?;
    let mut chosen = choose_model(&args.path, args.version)?;
    if args.strict && chosen.altered {
        return Err(Failure::usage(
            "the model isn't the one that was published, and --strict was given",
        )
        .hint("put back what was published; `accord verify` lists everything"));
    }
    if let Some((folder, data)) = &chosen.data_files {
        let mut outputs = output_guard(args);
        outputs.add_data_files(folder, data);
        outputs.check()?;
    }
    let mapped = &chosen.read_options.columns;
    field_names::check_mapped(&chosen.asked_fields, &args.map, mapped)?;
    audience::prepare(&mut chosen, args.columns.audience)?;
    let scorer = Scorer::new(&chosen.definition);
    let options = read_options(args, &chosen, &scorer)?;
    let mut rejects = Rejects::open(args.rejects.as_deref())?;
    let source = InputReader::open(&args.leads)?;
    let (read, length) = (source.counter(), source.length);
    let unreadable = |error| records_failure(&args.leads, &error);
    // Several days make several lines of each, which take their room in memory.
    let lines = days.as_ref().map_or(1, Vec::len);
    let blocks = BlockReader::open_divided(source, &options, lines).map_err(unreadable)?;
    let layout = LeadLayout::new(&blocks, &options).map_err(unreadable)?;
    let row_format = row_format(args, &chosen, &blocks, &layout, days.is_some())?;
    let asked = AskedFields::new(&scorer, &layout);
    asked.refuse_other_list(&args.leads, blocks.headers(), &layout)?;
    let mut guesses = note_guesses(&args.leads, layout.guesses());
    let (events, reasons) = open_events(
        &args.events,
        &chosen,
        &options.for_events(&blocks.headers()[layout.id_column()]),
        &mut rejects,
        &mut guesses,
    )?;
    let events = Arc::new(events);
    let layout = layout
        .with_events(events.has_events(), events.latest())
        .with_event_columns(events.columns());
    let headers = warn_about_columns(&layout, &scorer, &options);
    if args.columns.audience {
        let is_session = chosen.data_files.is_some();
        audience::warn_about_gaps(&chosen.definition, is_session, layout.schema());
    }
    if days.is_some() {
        say(
            "note: each lead is looked at from several days with its fields as they are now; only its events and the age of its dates are of that day",
        );
    }
    let model = ReportModel {
        version: chosen.version.clone(),
        digest: chosen.digest.clone(),
        altered: chosen.altered,
    };
    let report = RunReport::new(
        args.report.as_deref(),
        model,
        (&chosen.definition, &scorer),
        (&layout, &options),
        SaidOfColumns { headers, guesses },
        reasons.map(|reasons| (Arc::clone(&events), reasons)),
    );
    let sink = Sink::open(args.output.as_deref())?;
    sink.temporary_path().map(remove_on_interrupt);
    let is_gzip = is_gzip_name(args.output.as_deref());
    let ordered = args
        .columns
        .order
        .then(|| OrderedLines::new(&sink, is_gzip));
    let run = ScoreRun {
        args,
        rejects,
        report,
        progress: ProgressLine::of(read, length, sink.is_terminal()),
        sink,
        ordered,
        days: days.as_ref().map(Vec::len),
        leads: 0,
        qualified: 0,
        contradictions: (0..scorer.never_count())
            .filter_map(|n| Some((scorer.never_id(n)?.to_string(), Contradiction::default())))
            .collect(),
    };
    let task = ScoreContext {
        row_format,
        definition: chosen.definition,
        scorer,
        layout,
        events,
        is_gzip,
        days,
    };
    run.score_blocks(blocks, task, &chosen.version)
}

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

/// Whether a file of this name is to be compressed.
fn is_gzip_name(out: Option<&Path>) -> bool {
    let extension = out.and_then(Path::extension);
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
}

/// Returns the session's options for reading, overridden by the command line.
fn read_options(
    args: &Args,
    chosen: &ScoringModel,
    scorer: &Scorer,
) -> Result<ReadOptions, Failure> {
    let mut options = chosen.read_options.clone();
    options.as_of = args.as_of.map(AsOf::last);
    // What nothing asks about takes no column away.
    options
        .columns
        .retain(|field, _| field_names::is_asked(&chosen.asked_fields, field));
    options.columns.extend(args.map.iter().cloned());
    if args.id.is_some() {
        options.id.clone_from(&args.id);
    }
    args.list.apply_to(&mut options);
    options.wanted = scorer.fields();
    args.reading.override_in(&mut options.reading);
    // Before any file is opened, since none is to blame.
    ValueReading::new(&options.reading).map_err(|why| Failure::usage(why.to_string()))?;
    Ok(options)
}

/// Returns the columns to pass through.
fn kept_columns(args: &Args, headers: &[String]) -> Result<Vec<usize>, Failure> {
    let index = ColumnIndex::new(headers);
    let find = |name: &String| {
        index.find(name).ok_or_else(|| {
            Failure::usage(format!(
                "{}: there is no column `{name}` to keep",
                args.leads.display()
            ))
            .hint(&format!("the header has {}", named_columns(headers)))
        })
    };
    args.keep.iter().map(find).collect()
}

/// Chooses the columns of the output, and says which have another name than in the list.
fn row_format(
    args: &Args,
    chosen: &ScoringModel,
    blocks: &BlockReader<'_>,
    layout: &LeadLayout,
    several_days: bool,
) -> Result<RowFormat, Failure> {
    let headers = blocks.headers();
    let kept = kept_columns(args, headers)?;
    let id = &headers[layout.id_column()];
    let digest = &chosen.digest;
    let (own, notes) = OwnColumns::new(&args.columns, args.format, id, digest, several_days);
    let (kept, renamed) = name_kept(&own, args.format, headers, &kept);
    for note in notes.iter().chain(&renamed) {
        say(&format!("note: {note}"));
    }
    let (definition, version) = (&chosen.definition, &chosen.version);
    let row_format = RowFormat::new(args.format, definition, version, own, kept);
    Ok(row_format.ordered(args.columns.order))
}

/// Warns about the columns. Returns the warnings about headers alone.
fn warn_about_columns(layout: &LeadLayout, scorer: &Scorer, options: &ReadOptions) -> Vec<String> {
    let absent = absent_field_warnings(scorer, layout.schema());
    let by_map = |field: &str| format!("--map {field}=COLUMN");
    let shared = shared_field_warnings(scorer, layout.schema(), &options.columns, by_map);
    for warning in layout.warnings().iter().chain(&absent).chain(&shared) {
        say(&format!("warning: {warning}"));
    }
    let headers = layout.warnings().iter().cloned();
    headers.chain(shared).collect()
}

/// A single run over the leads.
struct ScoreRun<'a> {
    args: &'a Args,
    rejects: Rejects,
    report: RunReport,
    progress: Option<ProgressLine>,
    sink: Sink,
    /// The lines, if they are to be sorted.
    ordered: Option<OrderedLines>,
    /// How many days each lead is looked at from, if several.
    days: Option<usize>,
    /// Verdicts so far, and those of leads that qualify.
    leads: u64,
    qualified: u64,
    /// The ids of the never rules, each with the leads that contradict it.
    contradictions: Vec<(String, Contradiction)>,
}

impl ScoreRun<'_> {
    fn score_blocks(
        mut self,
        blocks: BlockReader<'static>,
        task: ScoreContext,
        version: &str,
    ) -> Result<i32, Failure> {
        let out = self.args.output.as_deref();
        let begun = self.sink.write_all(&task.header());
        let ended = begun.map_err(ScoreError::Unwritten).and_then(|()| {
            let work = move |blocks: &BlockWorker<BlockResult>| task.work(blocks);
            process_in_order(blocks, work, |scored| self.write_block(scored))
        });
        match ended {
            Ok(()) => {}
            Err(ScoreError::Unwritten(error)) => return write_failure(out, &error).map(|()| 0),
            Err(ended) => return Err(ended.failure(&self.args.leads)),
        }
        drop(self.progress.take());
        let rejected = self.rejects.finish()?;
        let doubts = self.report.finish(&RunCounts {
            leads: self.leads,
            qualified: self.qualified,
            contradictions: &self.contradictions,
        })?;
        if self.args.strict {
            require_no_doubts(rejected, &doubts)?;
        }
        let ordered = self.ordered.take();
        let sorted = ordered.map_or(Ok(()), |lines| lines.write(&mut self.sink));
        if let Err(error) = sorted.and_then(|()| self.sink.finish()) {
            return write_failure(out, &error).map(|()| 0);
        }
        let qualified = grouped(self.qualified);
        say(&match self.days {
            None => {
                let leads = count_noun(self.leads as i64, "lead");
                format!("{leads} scored with {version}: {qualified} qualified")
            }
            Some(days) => {
                let leads = count_noun(self.leads as i64 / days.max(1) as i64, "lead");
                let (days, all) = (count_noun(days as i64, "day"), grouped(self.leads));
                format!("{leads} scored with {version} on {days}: {qualified} of {all} qualified")
            }
        });
        Ok(0)
    }

    /// Writes the result of a block.
    fn write_block(&mut self, scored: &mut BlockResult) -> Result<(), ScoreError> {
        if let Some(error) = scored.error.take() {
            return Err(RecordsError::Spilled(error).into());
        }
        for reject in &scored.rejects {
            let added = self.rejects.add(&self.args.leads, reject);
            added.map_err(ScoreError::Failure)?;
            self.report.add_reject(reject);
        }
        let written = match &mut self.ordered {
            Some(lines) => lines.add(&scored.out, &scored.keys),
            None => self.sink.write_all(&scored.out),
        };
        written.map_err(ScoreError::Unwritten)?;
        for ((_, all), more) in self.contradictions.iter_mut().zip(&scored.contradictions) {
            all.add(more);
        }
        let counted = self.report.add_block(&mut scored.figures);
        counted.map_err(ScoreError::Failure)?;
        self.leads += scored.leads;
        self.qualified += scored.qualified;
        self.progress.iter_mut().for_each(|p| p.tick(self.leads));
        Ok(())
    }
}
