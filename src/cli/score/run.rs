//! Runs `accord score`: opens everything, warns, and sets a run going.

use std::sync::Arc;

use super::super::Failure;
use super::super::io::{Sink, say};
use super::super::progress::ProgressLine;
use super::super::source::InputReader;
use super::args::Args;
use super::asked_fields::refuse_other_list;
use super::columns::{OwnColumns, name_kept};
use super::days::{AsOf, days_of};
use super::event_lists::{note_guesses, open_events};
use super::interrupt::remove_on_interrupt;
use super::ordering::OrderedLines;
use super::rejects::Rejects;
use super::report::{RunReport, SaidOfColumns};
use super::row_format::RowFormat;
use super::score_error::records_failure;
use super::score_run::ScoreRun;
use super::scoring_model::{ScoringModel, choose_model};
use super::worker::{Contradiction, ScoreContext};
use super::{audience, field_names};
use crate::evidence::list_report::ReportModel;
use crate::evidence::{absent_field_warnings, shared_field_warnings};
use crate::records::{BlockReader, LeadLayout, ReadOptions, named_columns};
use crate::scoring::{ColumnIndex, Scorer, ValueReading};

/// Runs the command and returns its exit code.
pub fn run(args: &Args) -> Result<i32, Failure> {
    args.check()?;
    let days = days_of(args.as_of, args.every)?;
    args.check_outputs()?;
    let chosen = chosen_model(args)?;
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
    // Leads may be known by their events alone.
    if args.events.is_empty() && chosen.events.is_empty() {
        refuse_other_list(&scorer, &args.leads, blocks.headers(), &layout)?;
    }
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
    warn_about_run(args, &chosen, &layout, days.is_some());
    let report = RunReport::new(
        args.report.as_deref(),
        report_model(&chosen),
        (&chosen.definition, &scorer),
        (&layout, &options),
        SaidOfColumns { headers, guesses },
        reasons.map(|reasons| (Arc::clone(&events), reasons)),
    );
    let sink = Sink::open(args.output.as_deref())?;
    sink.temporary_path().map(remove_on_interrupt);
    let is_gzip = args.is_gzip();
    let ordered = || OrderedLines::new(&sink, is_gzip);
    let ordered = args.columns.order.then(ordered);
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

/// Chooses the model, and checks what the arguments say of it.
fn chosen_model(args: &Args) -> Result<ScoringModel, Failure> {
    let mut chosen = choose_model(&args.path, args.version)?;
    if args.strict && chosen.altered {
        return Err(Failure::usage(
            "the model isn't the one that was published, and --strict was given",
        )
        .hint("put back what was published; `accord verify` lists everything"));
    }
    args.check_data_files(&chosen)?;
    let mapped = &chosen.read_options.columns;
    field_names::check_mapped(&chosen.asked_fields, &args.map, mapped)?;
    audience::prepare(&mut chosen, args.columns.audience)?;
    Ok(chosen)
}

/// Says what the arguments mean for this list.
fn warn_about_run(args: &Args, chosen: &ScoringModel, layout: &LeadLayout, several_days: bool) {
    if args.columns.audience {
        let is_session = chosen.data_files.is_some();
        audience::warn_about_gaps(&chosen.definition, is_session, layout.schema());
    }
    if several_days {
        say(
            "note: each lead is looked at from several days with its fields as they are now; only its events and the age of its dates are of that day",
        );
    }
}

fn report_model(chosen: &ScoringModel) -> ReportModel {
    ReportModel {
        version: chosen.version.clone(),
        digest: chosen.digest.clone(),
        altered: chosen.altered,
    }
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
