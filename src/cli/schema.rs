//! `accord schema`: JSON Schemas for editors.

use clap::ValueEnum;

use super::{Failure, io};
use crate::export::export_schema;
use crate::store::{FileKind, schema};

/// Print the JSON Schema of a kind of file, for editors, or of the export as JSON, for programs
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
    Export,
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let text = match args.kind {
        SchemaKind::Session => schema(FileKind::Session),
        SchemaKind::Glossary => schema(FileKind::Glossary),
        SchemaKind::Model => schema(FileKind::Model),
        SchemaKind::Workshop => schema(FileKind::Workshop),
        SchemaKind::Export => export_schema(),
    };
    io::print(&text)?;
    Ok(0)
}
