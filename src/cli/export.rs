//! `accord export`: documents made of a definition.

use std::path::PathBuf;

use super::outputs::Outputs;
use super::target::{Target, Wanted, published};
use super::{Failure, io};
use crate::export::{Exported, FORMATS, Format, format};
use crate::model::{Session, Version};
use crate::store::{SessionFolder, versions};

/// Make a document of a definition
///
/// Without --version it is of the last published version if nothing changed since, otherwise of
/// the draft; stderr says which.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session, or a model.yaml
    path: PathBuf,
    #[arg(long, value_name = "FORMAT", value_parser = named, help = help())]
    format: &'static Format,
    /// A published version, or `draft`
    #[arg(long, value_name = "VERSION")]
    version: Option<Wanted>,
    /// Where to write it; stdout if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn named(name: &str) -> Result<&'static Format, String> {
    format(name).ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        format!("choose one of {}", names.join(", "))
    })
}

fn help() -> String {
    let lines = FORMATS.iter().map(|f| format!("{}: {}", f.name, f.help));
    format!("Which document. {}", lines.collect::<Vec<_>>().join("; "))
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let out = args.output.as_deref();
    let mut outputs = Outputs::default();
    outputs.add("-o", out);
    outputs.reads_target(&args.path);
    outputs.check()?;
    let exported = match Target::read(&args.path)? {
        Target::Session(folder, session) => {
            let mut outputs = Outputs::default();
            outputs.add("-o", out);
            outputs.reads_data(&folder, &session.data);
            outputs.check()?;
            of_session(&folder, &session, args.version)?
        }
        Target::Model(_) if args.version.is_some() => {
            return Err(Failure::usage("a model.yaml is one version by itself")
                .hint("leave --version out, or name the session"));
        }
        Target::Model(model) => Exported::model(&model),
    };
    let text = (args.format.render)(&exported).map_err(|e| Failure::usage(e.to_string()))?;
    io::emit(&text, out)?;
    if args.version.is_none() {
        io::say(&format!("exported {}", exported.version_word()));
    }
    Ok(0)
}

fn of_session(
    folder: &SessionFolder,
    session: &Session,
    wanted: Option<Wanted>,
) -> Result<Exported, Failure> {
    match wanted {
        Some(Wanted::Draft) => Ok(Exported::draft(session)),
        Some(Wanted::Version(version)) => of_version(folder, published(folder, version)?),
        None => {
            let draft = Exported::draft(session);
            let Some(last) = versions::latest(folder)? else {
                return Ok(draft);
            };
            let last = of_version(folder, last)?;
            let same = last.definition == draft.definition && last.name == draft.name;
            Ok(if same { last } else { draft })
        }
    }
}

fn of_version(folder: &SessionFolder, version: Version) -> Result<Exported, Failure> {
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    Ok(Exported::version(&glossary, &model))
}
