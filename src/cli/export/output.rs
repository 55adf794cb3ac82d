//! Writes a document: to stdout, to a file, or below a folder.

use std::fs;
use std::io::IsTerminal as _;
use std::io::Write as _;
use std::path::Path;

use super::super::{Failure, io};
use crate::export::{Content, Document, Format};
use crate::store::SESSION_FILE;

/// Writes a document. Each file is written in full or not at all.
pub(super) fn write(
    document: &Document,
    format: &Format,
    out: Option<&Path>,
) -> Result<(), Failure> {
    match &document.content {
        Content::Text(text) => io::emit(text, out),
        Content::Binary(bytes) => write_binary(bytes, format, out),
        Content::Folder(files) => write_folder(files, format, out),
    }
}

fn write_binary(bytes: &[u8], format: &Format, out: Option<&Path>) -> Result<(), Failure> {
    let to_stdout = out.is_none_or(|path| path == Path::new(io::DASH));
    if to_stdout && std::io::stdout().is_terminal() {
        let name = format.name;
        return Err(Failure::usage(format!("{name} is no text for a terminal"))
            .hint(&format!("give -o FILE.{}", format.extension)));
    }
    let mut sink = io::Sink::open(out)?;
    let written = sink.write_all(bytes).and_then(|()| sink.finish());
    written.or_else(|error| io::write_failure(out, &error))
}

fn write_folder(
    files: &[(String, String)],
    format: &Format,
    out: Option<&Path>,
) -> Result<(), Failure> {
    let Some(folder) = out.filter(|path| *path != Path::new(io::DASH)) else {
        let name = format.name;
        return Err(Failure::usage(format!("{name} has several files")).hint("give -o FOLDER"));
    };
    if folder.join(SESSION_FILE).exists() {
        let folder = io::display_path(folder);
        return Err(
            Failure::usage(format!("{folder} is the folder of a session"))
                .hint("give a folder of its own"),
        );
    }
    for (name, text) in files {
        let path = name
            .split('/')
            .fold(folder.to_owned(), |path, part| path.join(part));
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| Failure::io(parent, &error))?;
        io::emit(text, Some(&path))?;
    }
    Ok(())
}
