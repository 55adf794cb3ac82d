//! `accord export`: documents made of a definition.

use std::path::PathBuf;

use super::outputs::Outputs;
use super::target::{Target, Wanted, altered, published};
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
        Target::Model(..) if args.version.is_some() => {
            return Err(Failure::usage("a model.yaml is one version by itself")
                .hint("leave --version out, or name the session"));
        }
        Target::Model(model, altered) => Exported::model(&model).altered(altered),
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
        Some(Wanted::Version(version)) => {
            let version = published(folder, version)?;
            stamped(folder, version, read(folder, version)?)
        }
        None => {
            let draft = Exported::draft(session);
            let Some(last) = versions::latest(folder)? else {
                return Ok(draft);
            };
            let exported = read(folder, last)?;
            let same = exported.definition == draft.definition && exported.name == draft.name;
            if same {
                stamped(folder, last, exported)
            } else {
                Ok(draft)
            }
        }
    }
}

/// With what of the version isn't as it was published.
fn stamped(
    folder: &SessionFolder,
    version: Version,
    exported: Exported,
) -> Result<Exported, Failure> {
    Ok(exported.altered(altered(folder, version)?))
}

fn read(folder: &SessionFolder, version: Version) -> Result<Exported, Failure> {
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    Ok(Exported::version(&glossary, &model))
}
