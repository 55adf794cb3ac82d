//! The journal: every edit on disk before the next one.
//!
//! `.accord/journal` begins with a mark and the session's text at its start (the base); each
//! line after is one record: kind, length, checksum, content. Records are opaque here. A line
//! torn by a crash is dropped; nothing in it was ever confirmed. Base and records share one
//! file, so that they can't disagree.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::{Digest, SessionFolder, files};

const MARK: &[u8] = b"accord journal 1\n";
const BASE: char = 'b';
const EDIT: char = 'e';
const SAVED: char = 's';
const CHECKSUM_DIGITS: usize = 16;

/// An open journal, for appending.
#[derive(Debug)]
pub struct Journal {
    file: File,
    /// Up to where records are whole.
    length: u64,
    /// Whether a failed append may have left bytes past `length`.
    torn: bool,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// An edit, as its writer gave it.
    Edit(String),
    /// session.yaml with this digest equals base and edits so far.
    Saved(Digest),
}

/// What a journal holds.
#[derive(Debug)]
pub struct Recovered {
    /// The journal, to go on appending to.
    pub journal: Journal,
    /// The session's text at its start.
    pub base: String,
    /// The records since, oldest first.
    pub entries: Vec<Entry>,
}

/// What opening a journal gave.
#[derive(Debug, Default)]
pub struct Opening {
    /// What it holds, if there is one that can be read.
    pub recovered: Option<Recovered>,
    /// What had to be set aside, in sentences for the user.
    pub notices: Vec<String>,
}

impl Recovered {
    /// The edits since the last save: without any, session.yaml has everything.
    pub fn unsaved(&self) -> usize {
        let edits = |entry: &&Entry| matches!(entry, Entry::Edit(_));
        self.entries.iter().rev().take_while(edits).count()
    }

    /// The digest session.yaml had at the last save, if there was one.
    pub fn last_saved(&self) -> Option<&Digest> {
        self.entries.iter().rev().find_map(|entry| match entry {
            Entry::Saved(digest) => Some(digest),
            Entry::Edit(_) => None,
        })
    }
}

impl Journal {
    /// Begins a new journal on a session's text; the one before is gone.
    pub fn start(folder: &SessionFolder, base: &str) -> io::Result<Self> {
        folder.make_private()?;
        let path = path(folder);
        let mut bytes = MARK.to_vec();
        bytes.extend(record(BASE, base));
        if let Err(error) = files::write_atomic(&path, &bytes) {
            // Something else has the name: it is kept, out of the way.
            if !path.is_dir() {
                return Err(error);
            }
            files::set_aside(&path)?;
            files::write_atomic(&path, &bytes)?;
        }
        Self::append_to(&path, bytes.len() as u64)
    }

    /// Opens the journal a former run left. Whatever can't be read is set aside, never an error.
    pub fn open(folder: &SessionFolder) -> Opening {
        let path = path(folder);
        let mut opening = Opening::default();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return opening,
            // A file where the private folder should be is set aside when that is made.
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => return opening,
            Err(_) => {
                opening.notices.push(moved(&path, "the journal"));
                return opening;
            }
        };
        let Some((base, entries, whole)) = read(&bytes) else {
            opening.notices.push(moved(&path, "the journal"));
            return opening;
        };
        if holds_record(&bytes[whole..]) {
            opening.notices.push(split(&path, &bytes[..whole]));
        }
        match Self::append_to(&path, whole as u64) {
            Ok(journal) => {
                opening.recovered = Some(Recovered {
                    journal,
                    base,
                    entries,
                });
            }
            Err(_) => opening.notices.push(moved(&path, "the journal")),
        }
        opening
    }

    /// Adds an edit; when this returns, a killed process loses nothing of it.
    pub fn append(&mut self, edit: &str) -> io::Result<()> {
        self.add(EDIT, edit)
    }

    /// Notes that session.yaml with this digest equals base and edits so far.
    pub fn mark_saved(&mut self, digest: &Digest) -> io::Result<()> {
        self.add(SAVED, digest.as_str())
    }

    /// Waits until everything is on the disk itself; to be called within a second of an edit.
    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// A second handle on the file, for a thread that does the syncing.
    pub fn sync_handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    fn append_to(path: &Path, length: u64) -> io::Result<Self> {
        let file = File::options().append(true).open(path)?;
        file.set_len(length)?;
        Ok(Self {
            file,
            length,
            torn: false,
        })
    }

    fn add(&mut self, kind: char, content: &str) -> io::Result<()> {
        // A full disk may have taken half a record: cut it off, or all that follows is lost.
        if self.torn {
            self.file.set_len(self.length)?;
            self.torn = false;
        }
        let record = record(kind, content);
        self.torn = true;
        self.file.write_all(&record)?;
        self.torn = false;
        self.length += record.len() as u64;
        Ok(())
    }
}

fn path(folder: &SessionFolder) -> PathBuf {
    folder.private().join("journal")
}

fn record(kind: char, content: &str) -> Vec<u8> {
    let checksum = checksum(kind, content.as_bytes());
    format!("{kind} {} {checksum} {content}\n", content.len()).into_bytes()
}

fn checksum(kind: char, content: &[u8]) -> String {
    let hash = Sha256::new()
        .chain_update([kind as u8])
        .chain_update(content)
        .finalize();
    let mut digits = format!("{hash:x}");
    digits.truncate(CHECKSUM_DIGITS);
    digits
}

/// Base, records and the length of what is whole; `None` if the base can't be read.
fn read(bytes: &[u8]) -> Option<(String, Vec<Entry>, usize)> {
    let mut rest = bytes.strip_prefix(MARK)?;
    let (BASE, base, after) = next(rest)? else {
        return None;
    };
    let (base, mut entries) = (base.to_owned(), Vec::new());
    rest = after;
    while let Some((kind, content, after)) = next(rest) {
        entries.push(match kind {
            EDIT => Entry::Edit(content.into()),
            SAVED => match Digest::parse(content) {
                Some(digest) => Entry::Saved(digest),
                None => break,
            },
            _ => break,
        });
        rest = after;
    }
    Some((base, entries, bytes.len() - rest.len()))
}

/// The record at the start of these bytes, and what comes after it.
fn next(bytes: &[u8]) -> Option<(char, &str, &[u8])> {
    let mut fields = bytes.splitn(4, |byte| *byte == b' ');
    let &[kind] = fields.next()? else {
        return None;
    };
    let length: usize = std::str::from_utf8(fields.next()?).ok()?.parse().ok()?;
    let sum = fields.next()?;
    let rest = fields.next()?;
    let (content, after) = rest.split_at_checked(length)?;
    let after = after.strip_prefix(b"\n")?;
    let whole = checksum(kind.into(), content).as_bytes() == sum;
    let content = std::str::from_utf8(content).ok()?;
    whole.then_some((kind.into(), content, after))
}

/// Whether a whole record follows somewhere: then not just the last line is torn.
fn holds_record(tail: &[u8]) -> bool {
    let line_ends = tail.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    line_ends
        .take(10_000)
        .any(|(end, _)| next(&tail[end + 1..]).is_some())
}

/// Sets something unreadable aside and says so.
pub(super) fn moved(path: &Path, what: &str) -> String {
    match files::set_aside(path) {
        Ok(to) => format!("{what} couldn't be read; it was kept as {}", to.display()),
        Err(error) => format!("{what} couldn't be read, nor moved aside: {error}"),
    }
}

/// Keeps a journal that is damaged in the middle, and goes on with the part before that.
fn split(path: &Path, good: &[u8]) -> String {
    let kept = files::set_aside(path).and_then(|to| {
        files::write_atomic(path, good)?;
        Ok(to)
    });
    let damaged = "the journal is damaged in the middle, the edits before that are here";
    match kept {
        Ok(to) => format!("{damaged}; the whole of it was kept as {}", to.display()),
        Err(error) => format!("{damaged}; the rest couldn't be kept: {error}"),
    }
}
