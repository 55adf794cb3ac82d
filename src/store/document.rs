//! Parsing whole files: size, encoding, format line, content and unique ids.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::error::{Cause, StoreError};
use super::file_guard::MAX_BYTES;
use super::file_kind::FileKind;
use super::named_files::read_bounded;
use super::{Digest, duplicate_id, yaml};
use crate::model::{GlossaryFile, ModelFile, Place, Session, WorkshopFile};

/// A type that is the content of a whole file.
pub trait FileDocument: DeserializeOwned + Send {
    /// The kind of file.
    const KIND: FileKind;
    /// Returns the value of its `accord:` line, to change.
    fn format_mut(&mut self) -> &mut String;
    /// Returns the first place claimed by two things of one kind, if any.
    fn duplicate(&self) -> Option<Place>;
}

impl FileDocument for Session {
    const KIND: FileKind = FileKind::Session;
    fn format_mut(&mut self) -> &mut String {
        &mut self.accord
    }
    fn duplicate(&self) -> Option<Place> {
        self.duplicate_id()
    }
}

impl FileDocument for ModelFile {
    const KIND: FileKind = FileKind::Model;
    fn format_mut(&mut self) -> &mut String {
        &mut self.accord
    }
    fn duplicate(&self) -> Option<Place> {
        let session = Session {
            definition: self.definition().into(),
            ..Session::default()
        };
        session.duplicate_id()
    }
}

impl FileDocument for GlossaryFile {
    const KIND: FileKind = FileKind::Glossary;
    fn format_mut(&mut self) -> &mut String {
        &mut self.accord
    }
    /// Nothing refers into a glossary by id, and its digest protects it.
    fn duplicate(&self) -> Option<Place> {
        None
    }
}

impl FileDocument for WorkshopFile {
    const KIND: FileKind = FileKind::Workshop;
    fn format_mut(&mut self) -> &mut String {
        &mut self.accord
    }
    /// Nothing refers into a finished workshop, and its digest protects it.
    fn duplicate(&self) -> Option<Place> {
        None
    }
}

/// Parses a session. `path` is only for messages.
///
/// # Errors
///
/// If the text is not a valid session file.
pub fn parse_session(path: &Path, text: &str) -> Result<Session, StoreError> {
    parse(path, text)
}

/// Returns the text of session.yaml.
pub fn session_text(session: &Session) -> String {
    yaml::write(session)
}

/// Returns the text of a model file that stands by itself.
pub fn model_text(model: &ModelFile) -> String {
    yaml::write(model)
}

/// Reads a model.yaml anywhere, with the digest of its bytes.
///
/// # Errors
///
/// If the file cannot be read or is not a valid model.
pub fn read_model(path: &Path) -> Result<(ModelFile, Digest), StoreError> {
    read(path)
}

/// Reads a glossary.yaml, with the digest of its bytes.
///
/// # Errors
///
/// If the file cannot be read or is not a valid glossary.
pub fn read_glossary(path: &Path) -> Result<(GlossaryFile, Digest), StoreError> {
    read(path)
}

/// Reads a file, with the digest of its bytes.
pub(super) fn read<D: FileDocument>(path: &Path) -> Result<(D, Digest), StoreError> {
    let bytes = bytes(path)?;
    Ok((parse(path, text(path, &bytes)?)?, Digest::of(&bytes)))
}

/// Returns a file's bytes, up to the size limit for documents.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    read_bounded(path, MAX_BYTES).map_err(|error| StoreError::io(path, &error))
}

/// Decodes bytes as UTF-8, or reports where that fails.
pub(super) fn text<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str, StoreError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let line = good.matches('\n').count() + 1;
        let column = good.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let what = "this isn't UTF-8 text";
        let remedy = "save the file as UTF-8 in your editor";
        let known = String::from_utf8_lossy(bytes);
        StoreError::new(Cause::NotText, path, what, remedy).at(&known, line, column)
    })
}

/// Parses a document. `path` is only for messages.
pub(super) fn parse<D: FileDocument>(path: &Path, text: &str) -> Result<D, StoreError> {
    // The format comes first, or a newer file would be refused for its first unknown key.
    let lines = FormatScan::of(text);
    if lines.first.is_empty() {
        let remedy = "put a copy from your backup here, or create a session with `accord new`";
        return Err(StoreError::new(
            Cause::Empty,
            path,
            "the file is empty",
            remedy,
        ));
    }
    match lines.format {
        Some((line, format)) => {
            check_format(D::KIND, path, format).map_err(|error| error.at(text, line, 1))?;
        }
        // In JSON, `accord` may be anywhere; parsing the content will find it.
        None if lines.first.starts_with(['{', '-']) => {}
        None => {
            let remedy = format!("begin the file with `accord: {}`", D::KIND.format());
            let what = "the line `accord:` is missing, so this may be another program's file";
            return Err(StoreError::new(Cause::NoFormat, path, what, &remedy));
        }
    }
    let mut document: D =
        yaml::read(text).map_err(|fault| StoreError::fault(path, text, &fault))?;
    check_format(D::KIND, path, document.format_mut())?;
    D::KIND.format().clone_into(document.format_mut());
    match document.duplicate() {
        Some(place) => Err(duplicate_id::duplicate_id_error(
            path,
            text,
            D::KIND,
            &place,
        )),
        None => Ok(document),
    }
}

/// What a quick scan of a text finds.
struct FormatScan<'a> {
    /// The first non-blank line.
    first: &'a str,
    /// Line and value of a top-level `accord:`.
    format: Option<(usize, &'a str)>,
}

impl<'a> FormatScan<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut seen = Self {
            first: "",
            format: None,
        };
        for (number, line) in text.lines().enumerate() {
            let bare = line.trim();
            if bare.is_empty() || bare.starts_with(['#', '%']) || bare == "---" {
                continue;
            }
            if seen.first.is_empty() {
                seen.first = bare;
            }
            if let Some(value) = line.strip_prefix("accord:") {
                let value = value.split(" #").next().unwrap_or("");
                let value = value.trim().trim_matches(['"', '\'']);
                seen.format = Some((number + 1, value));
                break;
            }
        }
        seen
    }
}

fn check_format(expected: FileKind, path: &Path, format: &str) -> Result<(), StoreError> {
    if format == expected.format() {
        return Ok(());
    }
    let known = |kind: &FileKind| kind.format() == format;
    if let Some(found) = FileKind::ALL.into_iter().find(known) {
        let what = format!(
            "this is a {} file where a {} file is expected",
            found.word(),
            expected.word()
        );
        let remedy = format!("give the {} instead", usual_location(expected));
        return Err(StoreError::new(Cause::WrongKind, path, &what, &remedy));
    }
    let newer = format
        .split_once('/')
        .filter(|(word, _)| FileKind::ALL.iter().any(|kind| kind.word() == *word))
        .and_then(|(_, number)| number.parse::<u64>().ok())
        .is_some_and(|number| number > 1);
    let (cause, what, remedy) = if newer {
        (
            Cause::NewerFormat,
            format!("`{format}` was written by a newer Accord"),
            "update Accord to open it; the file is left as it is".into(),
        )
    } else {
        (
            Cause::NoFormat,
            format!("the format `{format}` isn't known"),
            format!("write `accord: {}`", expected.format()),
        )
    };
    Err(StoreError::new(cause, path, &what, &remedy))
}

fn usual_location(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Session => "session's folder or its session.yaml",
        FileKind::Glossary => "version's glossary.yaml",
        FileKind::Model => "version's model.yaml",
        FileKind::Workshop => "version's workshop.yaml",
    }
}
