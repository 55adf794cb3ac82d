//! The journal: every edit on disk before the next one.
//!
//! `.accord/journal` begins with a mark and the session's text at its start (the base); each
//! line after is one record with a running number and a checksum (`contents.rs` has the format).
//! What an edit says is opaque here. Base and records share one file, so that they can't disagree.
//!
//! Reading never changes the file: [`Contents::read`] tells what is whole, what is missing and
//! where appending could go on. `host` decides what becomes of it, and until the room has answered
//! nothing here is written, cut or moved.

mod contents;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{Digest, SessionFolder, fault_injection, file_guard, files, system};

use contents::{BASE, EDIT, SAVED, line};
pub use contents::{JournalContents, JournalFormat, JournalRecord, RecordContent};

/// An open journal, for appending.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    /// Up to where records are whole.
    length: u64,
    /// How many edits there are in it.
    edits: u64,
    /// Whether bytes past `length` may be there, of a failed append or a crash.
    torn: bool,
}

impl Journal {
    /// Begins a new journal on a session's text; the one before is gone.
    pub fn create(folder: &SessionFolder, base: &str) -> io::Result<Self> {
        Self::rewrite(folder, base, &[])
    }

    /// Writes a whole journal in place of the one before: there either as it was or as it is now,
    /// whatever happens meanwhile.
    pub fn rewrite(
        folder: &SessionFolder,
        base: &str,
        entries: &[RecordContent],
    ) -> io::Result<Self> {
        let path = path(folder);
        folder.make_private()?;
        let mut bytes = contents::HEADER.to_vec();
        bytes.extend(line(BASE, 0, &quoted(base)));
        let mut edits = 0;
        for entry in entries {
            edits += u64::from(matches!(entry, RecordContent::Edit(_)));
            bytes.extend(match entry {
                RecordContent::Edit(text) => line(EDIT, edits, one_line(text)?),
                RecordContent::Saved(digest) => line(SAVED, edits, digest.as_str()),
            });
        }
        if path.is_dir() {
            // Something else has the name: it is kept, out of the way.
            files::set_aside(&path)?;
        }
        files::write_private(&path, &bytes, files::Durability::Synced)?;
        Self::append_to(path, bytes.len() as u64, edits)
    }

    /// Goes on with a journal that is whole, as [`Contents::appendable`] says.
    pub fn resume(folder: &SessionFolder, length: u64, edits: u64) -> io::Result<Self> {
        Self::append_to(path(folder), length, edits)
    }

    /// Adds an edit, which is one line; when this returns, a killed process loses nothing of it.
    pub fn append_edit(&mut self, edit: &str) -> io::Result<()> {
        let record = line(EDIT, self.edits + 1, one_line(edit)?);
        self.append_record(&record)?;
        self.edits += 1;
        Ok(())
    }

    /// Notes that session.yaml with this digest equals base and edits so far.
    pub fn mark_saved(&mut self, digest: &Digest) -> io::Result<()> {
        self.append_record(&line(SAVED, self.edits, digest.as_str()))
    }

    /// Waits until everything is on the disk itself; to be called within a second of an edit.
    pub fn sync(&self) -> io::Result<()> {
        fault_injection::sync(&self.file)
    }

    /// Whether the file that is appended to still is the session's journal: the folder may have
    /// been removed or restored by another program, or the file emptied.
    pub fn is_in_place(&self) -> bool {
        if !self
            .file
            .metadata()
            .is_ok_and(|now| now.len() >= self.length)
        {
            return false;
        }
        let (Ok(ours), Ok(there)) = (self.file.try_clone(), file_guard::open_regular(&self.path))
        else {
            return false;
        };
        let same = |a: File, b: File| -> io::Result<bool> {
            Ok(same_file::Handle::from_file(a)? == same_file::Handle::from_file(b)?)
        };
        same(ours, there).unwrap_or(false)
    }

    /// Whether the session's folder isn't at its place any more and the journal is still in it:
    /// it was moved or renamed, and what is appended goes with it.
    pub fn is_moved(&self) -> bool {
        let is_there = self.path.ancestors().nth(2).is_some_and(Path::is_dir);
        !is_there && system::is_removed(&self.file).is_ok_and(|removed| !removed)
    }

    fn append_to(path: PathBuf, length: u64, edits: u64) -> io::Result<Self> {
        let file = file_guard::append_regular(&path)?;
        let torn = file.metadata()?.len() != length;
        Ok(Self {
            file,
            path,
            length,
            edits,
            torn,
        })
    }

    fn append_record(&mut self, record: &[u8]) -> io::Result<()> {
        // A full disk may have taken half a record: cut it off, or all that follows is lost.
        if self.torn {
            fault_injection::fail_if_planned()?;
            system::cut(&self.file, &self.path, self.length)?;
            self.torn = false;
        }
        self.torn = true;
        fault_injection::fail_write_if_planned(&mut self.file, record)?;
        self.file.write_all(record)?;
        self.torn = false;
        self.length += record.len() as u64;
        Ok(())
    }
}

/// A record is one line, so that damage to it reaches no other.
fn one_line(edit: &str) -> io::Result<&str> {
    if edit.contains('\n') {
        let why = "a record of the journal is one line";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    }
    Ok(edit)
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is plain data")
}

/// Where a session's journal is.
pub(super) fn path(folder: &SessionFolder) -> PathBuf {
    folder.private_folder().join("journal")
}

/// Sets something unreadable aside and says so.
pub(super) fn moved_aside(path: &Path, what: &str) -> String {
    match files::set_aside(path) {
        Ok(to) => format!("{what} couldn't be read; it was kept as {}", to.display()),
        Err(error) => format!("{what} couldn't be read, nor moved aside: {error}"),
    }
}

/// The bytes of the journal, `None` where there is none.
fn bytes_of(folder: &SessionFolder) -> io::Result<Option<Vec<u8>>> {
    let path = path(folder);
    match file_guard::read_regular(&path, file_guard::MAX_BYTES) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => {
            // A folder of that name holds no record and is in nobody's way once it is set aside.
            if fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir()) {
                return Ok(None);
            }
            Err(error)
        }
    }
}

/// An edit's record with any number, as no journal writes it.
#[cfg(test)]
pub(super) fn record_for_tests(number: u64, edit: &str) -> Vec<u8> {
    line(EDIT, number, edit)
}
