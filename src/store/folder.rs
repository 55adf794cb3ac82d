//! A session's folder: its files, loading and saving.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Cause, SaveError, StoreError};
use super::system::{self, RetryPatience};
use super::{Digest, document, fault_injection, file_guard, files, portable_names, yaml};
use crate::model::Session;

/// The file that makes a folder a session.
pub const SESSION_FILE: &str = "session.yaml";

/// The files Accord keeps in the private folder.
const PRIVATE_FILES: [&str; 9] = [
    ".gitignore",
    "lock",
    "holder",
    "journal",
    "draft",
    "signed",
    "unread.json",
    "clock.json",
    "room.json",
];

/// A session on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFolder {
    root: PathBuf,
}

/// The result of saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveOutcome {
    /// Digest of session.yaml after saving, to be expected by the next save.
    pub digest: Digest,
    /// Whether anything was written. A file that already says the same is left alone.
    pub written: bool,
}

impl SessionFolder {
    /// Returns the session at a path given by a user: the folder, or its session.yaml.
    pub fn at(path: &Path) -> Self {
        let names_file = path.file_name().is_some_and(|name| name == SESSION_FILE);
        let root = if names_file && !path.is_dir() {
            files::parent(path)
        } else {
            path
        };
        Self { root: root.into() }
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the path of session.yaml.
    pub fn session_file(&self) -> PathBuf {
        self.root.join(SESSION_FILE)
    }

    /// Returns the folder of published versions.
    pub fn versions(&self) -> PathBuf {
        self.root.join("versions")
    }

    /// Returns the folder of journal, lock and draft.
    pub fn private_folder(&self) -> PathBuf {
        self.root.join(".accord")
    }

    /// Returns a file named in session.yaml, such as the list of leads. Relative names are within
    /// the folder and may be spelled as on any system.
    pub fn resolve(&self, name: &str) -> PathBuf {
        portable_names::find_file(&self.root, name)
    }

    /// Whether there is a session.yaml.
    pub fn exists(&self) -> bool {
        self.session_file().exists()
    }

    /// Whether the folder exists but has no session.yaml.
    pub fn is_gone(&self) -> bool {
        self.root.is_dir() && fs::symlink_metadata(self.session_file()).is_err()
    }

    /// Reads the session, with the digest of the file's bytes.
    ///
    /// # Errors
    ///
    /// If session.yaml cannot be read or is not valid.
    pub fn load(&self) -> Result<(Session, Digest), StoreError> {
        match fs::metadata(&self.root) {
            Err(error) => return Err(StoreError::io(&self.root, &error)),
            Ok(found) if !found.is_dir() => {
                let what = "this is a file; a session is a folder with a session.yaml in it";
                let remedy = "give the folder";
                return Err(StoreError::new(Cause::WrongShape, &self.root, what, remedy));
            }
            Ok(_) if fs::symlink_metadata(self.session_file()).is_err() => {
                let what = "there is no session.yaml in this folder";
                let remedy = "check the path, or create a session with `accord new`";
                return Err(StoreError::new(Cause::Missing, &self.root, what, remedy));
            }
            Ok(_) => {}
        }
        document::read(&self.session_file())
    }

    /// Writes the session if the file is still what the caller last saw.
    ///
    /// `expected` is the digest from [`SessionFolder::load`] or the last save; `None` replaces
    /// whatever is there, once somebody was asked. A file that already says the same, even in other
    /// words or with comments, is left alone.
    ///
    /// # Errors
    ///
    /// If the file was changed by somebody else or cannot be written.
    pub fn save(
        &self,
        session: &Session,
        expected: Option<&Digest>,
    ) -> Result<SaveOutcome, SaveError> {
        let path = self.session_file();
        let text = yaml::write(session);
        let current = match system::with_retries(RetryPatience::Screen, || fs::read(&path)) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(StoreError::io(&path, &error).into()),
        };
        if let Some(current) = current {
            let digest = Digest::of(&current);
            if current == text.as_bytes() || holds_session(&path, &current, session) {
                return Ok(SaveOutcome {
                    digest,
                    written: false,
                });
            }
            if expected.is_some_and(|expected| *expected != digest) {
                return Err(SaveError::ChangedOnDisk(path));
            }
        }
        self.write(session, &text)?;
        Ok(SaveOutcome {
            digest: Digest::of(text.as_bytes()),
            written: true,
        })
    }

    /// Creates a session folder, along with its parent folders.
    ///
    /// # Errors
    ///
    /// If there already is a session.yaml or the folder cannot be written.
    pub fn create(path: &Path, session: &Session) -> Result<(Self, Digest), StoreError> {
        let folder = Self::at(path);
        let file = folder.session_file();
        if fs::symlink_metadata(&file).is_ok() {
            let what = "this folder already has a session in it";
            let remedy = "open it, or choose another folder";
            return Err(StoreError::new(Cause::Exists, &file, what, remedy));
        }
        let failed = |error: io::Error| StoreError::io(&folder.root, &error);
        portable_names::refuse_unportable(&folder.root).map_err(failed)?;
        fs::create_dir_all(&folder.root).map_err(failed)?;
        let text = yaml::write(session);
        folder.write(session, &text)?;
        Ok((folder, Digest::of(text.as_bytes())))
    }

    /// Replaces session.yaml after checking that the text reads back as this session.
    fn write(&self, session: &Session, text: &str) -> Result<(), StoreError> {
        let path = self.session_file();
        if !holds_session(&path, text.as_bytes(), session) {
            let what = "this session can't be written so that it reads back the same";
            let remedy = "undo the last edit and save again; nothing was overwritten";
            return Err(StoreError::new(Cause::Unwritable, &path, what, remedy));
        }
        files::write_atomic(&path, text.as_bytes()).map_err(|error| StoreError::io(&path, &error))
    }

    /// Creates the folder again after another program removed it.
    ///
    /// # Errors
    ///
    /// If the folder cannot be created.
    pub fn make_again(&self) -> io::Result<()> {
        fault_injection::fail_if_planned()?;
        fs::create_dir_all(&self.root)
    }

    /// Creates the private folder if it is missing. A file in its way is set aside; a link is
    /// refused.
    pub(super) fn make_private(&self) -> io::Result<PathBuf> {
        let private = self.private_folder();
        file_guard::refuse_link(&private)?;
        if fs::symlink_metadata(&private).is_ok_and(|found| !found.is_dir()) {
            files::set_aside(&private)?;
        }
        if !private.is_dir() {
            fault_injection::fail_if_planned()?;
            // Its parents are not created, so that a session moved away is not made a second time.
            fs::create_dir(&private)?;
        }
        let ignore = private.join(".gitignore");
        if fs::symlink_metadata(&ignore).is_err() {
            files::write_private(&ignore, b"*\n", files::Durability::Unsynced)?;
        }
        Ok(private)
    }

    /// Checks that nothing in the private folder leads elsewhere or blocks a reader.
    pub(super) fn guard_private(&self) -> Result<(), StoreError> {
        let private = self.private_folder();
        let guard = |path: &Path| {
            file_guard::refuse_link(path).map_err(|error| StoreError::io(path, &error))
        };
        guard(&private)?;
        if !private.is_dir() {
            return Ok(());
        }
        for name in PRIVATE_FILES {
            guard(&private.join(name))?;
        }
        Ok(())
    }
}

/// Whether these bytes parse to this session.
fn holds_session(path: &Path, bytes: &[u8], session: &Session) -> bool {
    let read = document::text(path, bytes).and_then(|text| document::parse::<Session>(path, text));
    read.is_ok_and(|read| read == *session)
}

/// Writes a session to a file of its own beside somebody else's session.yaml, and returns the path.
///
/// # Errors
///
/// If the file cannot be written.
pub fn save_copy_beside(folder: &SessionFolder, session: &Session) -> io::Result<PathBuf> {
    let path = files::free_name(&folder.root().join("session.not-saved.yaml"));
    files::write_atomic(&path, yaml::write(session).as_bytes())?;
    Ok(path)
}
