//! `accord export`: documents generated from a definition.

use std::path::PathBuf;
use std::sync::Arc;

use super::model_source::{ModelSource, VersionChoice, altered_sentences, existing_version};
use super::output_guard::OutputGuard;
use super::recorded_lists::{RecordedLists, load};
use super::{Failure, io};
use crate::app::secrecy;
use crate::evidence::history::target_actuals;
use crate::evidence::{LeadSummary, RecordedLeads};
use crate::export::{ExportSource, FORMATS, Format, format};
use crate::model::{Session, Version};
use crate::store::{SessionFolder, versions};

/// Export a definition as a document
///
/// Without --version, the last published version if nothing has changed since, otherwise the draft;
/// stderr says which.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session, or a model.yaml
    path: PathBuf,
    #[arg(long, value_name = "FORMAT", value_parser = parse_format, help = format_help())]
    format: &'static Format,
    /// A published version, or `draft`
    #[arg(long, value_name = "VERSION")]
    version: Option<VersionChoice>,
    /// Where to write it; stdout if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Args {
    /// Whether the result is JSON.
    pub fn is_json(&self) -> bool {
        self.format.name == "json"
    }
}

fn parse_format(name: &str) -> Result<&'static Format, String> {
    format(name).ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        format!("choose one of {}", names.join(", "))
    })
}

fn format_help() -> String {
    let lines = FORMATS.iter().map(|f| format!("{}: {}", f.name, f.help));
    format!("Which document. {}", lines.collect::<Vec<_>>().join("; "))
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let out = args.output.as_deref();
    let mut outputs = OutputGuard::default();
    outputs.add_output("-o", out);
    outputs.add_model_source(&args.path);
    outputs.check()?;
    let exported = match ModelSource::read(&args.path)? {
        ModelSource::Session(folder, session) => {
            let mut outputs = OutputGuard::default();
            outputs.add_output("-o", out);
            outputs.add_data_files(&folder, &session.data);
            outputs.check()?;
            let exported = export_of_session(&folder, &session, args.version)?;
            if args.format.shows_leads {
                with_targets(exported, &folder, &session)?
            } else {
                exported
            }
        }
        ModelSource::Model(..) if args.version.is_some() => {
            return Err(Failure::usage("a model.yaml is one version by itself")
                .hint("leave --version out, or give the session instead"));
        }
        ModelSource::Model(model, altered) => ExportSource::model(&model).with_altered(altered),
    };
    let text = (args.format.render)(&exported).map_err(|e| Failure::usage(e.to_string()))?;
    io::emit(&text, out)?;
    if args.version.is_none() {
        io::say(&format!("exported {}", exported.version_word()));
    }
    Ok(0)
}

fn export_of_session(
    folder: &SessionFolder,
    session: &Session,
    choice: Option<VersionChoice>,
) -> Result<ExportSource, Failure> {
    match choice {
        Some(VersionChoice::Draft) => Ok(ExportSource::draft(session)),
        Some(VersionChoice::Version(version)) => {
            let version = existing_version(folder, version)?;
            with_altered(folder, version, read_version(folder, version)?)
        }
        None => {
            let draft = ExportSource::draft(session);
            let Some(last) = versions::latest(folder)? else {
                return Ok(draft);
            };
            let exported = read_version(folder, last)?;
            let same = exported.definition == draft.definition && exported.name == draft.name;
            if same {
                with_altered(folder, last, exported)
            } else {
                Ok(draft)
            }
        }
    }
}

/// Adds what the session's recorded leads came to, if it names any. While points or leads are voted
/// on, nothing is said of them.
fn with_targets(
    exported: ExportSource,
    folder: &SessionFolder,
    session: &Session,
) -> Result<ExportSource, Failure> {
    let Some(lists) = RecordedLists::new(None, &[], Some((folder, &session.data))) else {
        io::say("no recorded leads are named: the actuals are empty");
        return Ok(exported);
    };
    if secrecy::hides_figures(session) {
        io::say(secrecy::FIGURES_HIDDEN);
        return Ok(exported);
    }
    let dataset = Arc::new(load(&lists, &session.data)?);
    let mut leads = RecordedLeads::new(dataset, session.data.clone());
    let (definition, buckets) = (&exported.definition, &session.data.buckets);
    let summary = LeadSummary::new(definition, &session.samples, buckets, Some(&mut leads));
    let targets = target_actuals(definition, &session.data, Some(&summary));
    Ok(ExportSource {
        targets: Some(targets),
        ..exported
    })
}

/// Adds the ways in which the version differs from what was published.
fn with_altered(
    folder: &SessionFolder,
    version: Version,
    exported: ExportSource,
) -> Result<ExportSource, Failure> {
    Ok(exported.with_altered(altered_sentences(folder, version)?))
}

fn read_version(folder: &SessionFolder, version: Version) -> Result<ExportSource, Failure> {
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    Ok(ExportSource::version(&glossary, &model))
}
