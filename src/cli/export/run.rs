//! The arguments of `accord export`, and what it does.

use std::path::PathBuf;

use super::super::model_source::{ModelSource, VersionChoice};
use super::super::output_guard::OutputGuard;
use super::super::{Failure, io};
use super::output::write;
use super::source::{export_of_session, with_recorded_leads};
use super::warehouse_flags::WarehouseFlags;
use crate::export::{ExportSource, FORMATS, Format, format};

/// Export a definition as a document
///
/// Without --version, the last published version if nothing has changed since, otherwise the draft;
/// stderr says which.
#[derive(clap::Args)]
pub struct Args {
    /// A session, or a model.yaml
    path: PathBuf,
    #[arg(long, value_name = "FORMAT", value_parser = parse_format, help = format_help())]
    format: &'static Format,
    /// A published version, or `draft`
    #[arg(long, value_name = "VERSION")]
    version: Option<VersionChoice>,
    /// Where to write it, a folder where the format has several files; stdout if absent
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    warehouse: WarehouseFlags,
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

pub(in crate::cli) fn run(args: &Args) -> Result<i32, Failure> {
    args.warehouse.check(args.format)?;
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
            let exported = ExportSource {
                warehouse: args.warehouse.settings(Some(&session.data)),
                ..export_of_session(&folder, &session, args.version)?
            };
            with_recorded_leads(exported, &folder, &session, args.format.shows_leads)?
        }
        ModelSource::Model(..) if args.version.is_some() => {
            return Err(Failure::usage("a model.yaml is one version by itself")
                .hint("leave --version out, or give the session instead"));
        }
        ModelSource::Model(model, altered) => ExportSource {
            warehouse: args.warehouse.settings(None),
            ..ExportSource::model(&model).with_altered(altered)
        },
    };
    let document = (args.format.render)(&exported).map_err(|e| Failure::usage(e.to_string()))?;
    write(&document, args.format, out)?;
    document.notices.iter().for_each(|notice| io::say(notice));
    if args.version.is_none() {
        io::say(&format!("exported {}", exported.version_word()));
    }
    Ok(0)
}
