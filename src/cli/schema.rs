//! `accord schema`: JSON Schemas for editors.

use clap::ValueEnum;

use super::{Failure, io};
use crate::store::{FileKind, schema};

/// Print the JSON Schema of a kind of file, for editors
#[derive(clap::Args)]
pub(super) struct Args {
    /// Which file
    #[arg(value_enum)]
    kind: SchemaKind,
}

#[derive(Clone, Copy, ValueEnum)]
enum SchemaKind {
    Session,
    Glossary,
    Model,
    Workshop,
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let kind = match args.kind {
        SchemaKind::Session => FileKind::Session,
        SchemaKind::Glossary => FileKind::Glossary,
        SchemaKind::Model => FileKind::Model,
        SchemaKind::Workshop => FileKind::Workshop,
    };
    io::print(&schema(kind))?;
    Ok(0)
}
