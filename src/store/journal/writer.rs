//! An open journal, to which records are appended.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::super::{Digest, SessionFolder, fault_injection, file_guard, files, system};
use super::contents::{BASE, EDIT, HEADER, RecordContent, SAVED, line};
use super::file::path;

/// An open journal, for appending.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    /// Length of the intact records.
    length: u64,
    /// Number of edits in it.
    edits: u64,
    /// Whether a failed append or a crash may have left bytes past `length`.
    torn: bool,
}

impl Journal {
    /// Starts a new journal on a session's text, replacing the old one.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn create(folder: &SessionFolder, base: &str) -> io::Result<Self> {
        Self::rewrite(folder, base, &[])
    }

    /// Atomically replaces the journal with these records.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn rewrite(
        folder: &SessionFolder,
        base: &str,
        entries: &[RecordContent],
    ) -> io::Result<Self> {
        let path = path(folder);
        folder.make_private()?;
        let mut bytes = HEADER.to_vec();
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
            // Something else has that name; it is kept under another.
            files::set_aside(&path)?;
        }
        files::write_private(&path, &bytes, files::Durability::Synced)?;
        Self::append_to(path, bytes.len() as u64, edits)
    }

    /// Continues an intact journal, as [`super::JournalContents::appendable`] allows.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened.
    pub fn resume(folder: &SessionFolder, length: u64, edits: u64) -> io::Result<Self> {
        Self::append_to(path(folder), length, edits)
    }

    /// Appends an edit, which must be one line. Once this returns, a killed process loses nothing.
    ///
    /// # Errors
    ///
    /// If the edit has line ends or cannot be written.
    pub fn append_edit(&mut self, edit: &str) -> io::Result<()> {
        let record = line(EDIT, self.edits + 1, one_line(edit)?);
        self.append_record(&record)?;
        self.edits += 1;
        Ok(())
    }

    /// Records that session.yaml with this digest has all edits so far.
    ///
    /// # Errors
    ///
    /// If the record cannot be written.
    pub fn mark_saved(&mut self, digest: &Digest) -> io::Result<()> {
        self.append_record(&line(SAVED, self.edits, digest.as_str()))
    }

    /// Syncs the journal to disk; to be called within a second of an edit.
    ///
    /// # Errors
    ///
    /// If the disk fails.
    pub fn sync(&self) -> io::Result<()> {
        fault_injection::sync(&self.file)
    }

    /// Whether the open file still is the session's journal. Another program may have removed or
    /// restored the folder, or truncated the file.
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

    /// Whether the session's folder, with the journal still in it, was moved or renamed. Appended
    /// records go with it.
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
        // Cut off half a record left by a full disk, or everything after it would be lost.
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

/// Checks that an edit is one line, so that damage to it affects no other record.
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

/// An edit's record with any number, unlike what a journal writes.
#[cfg(test)]
pub(in crate::store) fn record_for_tests(number: u64, edit: &str) -> Vec<u8> {
    line(EDIT, number, edit)
}
