//! Nothing confirmed is lost: damaged journals, kills during recovery, full disks.

mod damage;
mod disk;
mod life;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{Host, OpenedSession, open};
use crate::app::{Key, Message, State};
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::{Id, Session};
use crate::store::{Digest, SessionFolder};

/// A session in a temporary folder.
struct Folder {
    dir: TempDir,
}

impl Folder {
    /// A folder with an empty session.
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        SessionFolder::create(dir.path(), &Session::new("t")).unwrap();
        Self { dir }
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn session_folder(&self) -> SessionFolder {
        SessionFolder::at(self.path())
    }

    fn private(&self, name: &str) -> PathBuf {
        self.path().join(".accord").join(name)
    }

    fn journal(&self) -> Vec<u8> {
        fs::read(self.private("journal")).unwrap()
    }

    fn open(&self) -> Workbench {
        Workbench::of(open(self.path()).unwrap())
    }

    /// Returns the parked thoughts in session.yaml.
    fn saved(&self) -> Vec<u32> {
        let (session, _) = self.session_folder().load().unwrap();
        thoughts(&session)
    }

    /// Returns the names in the private folder other than those every session has.
    fn left_over(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path().join(".accord")).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| ![".gitignore", "lock", "journal", "room.json"].contains(&name.as_str()))
            .collect();
        names.sort();
        names
    }
}

/// A running workbench. Dropping it simulates a kill.
struct Workbench {
    host: Host,
    state: State,
}

impl Workbench {
    fn of(opened: OpenedSession) -> Self {
        let OpenedSession { host, state } = opened;
        Self { host, state }
    }

    /// Parks the thought with this number.
    fn park(&mut self, number: u32) {
        let at = Place::new(Kind::ParkedThought, Id::new(format!("t{number}")).unwrap());
        self.edit(Edit::Add {
            at,
            index: usize::MAX,
            name: format!("t{number}"),
            fields: Vec::new(),
        });
    }

    fn edit(&mut self, edit: Edit) {
        let effects = self.state.edit(edit);
        for message in self.host.perform(&self.state, effects) {
            self.host.handle(&mut self.state, message);
        }
    }

    fn key(&mut self, key: char) {
        self.host
            .handle(&mut self.state, Message::Key(Key::char(key)));
    }

    /// Lets enough time pass for everything that is due.
    fn wait(&mut self) {
        let long_ago = Instant::now().checked_sub(Duration::from_secs(60)).unwrap();
        self.host.last_retry = long_ago;
        self.host.last_poll = long_ago;
        if self.host.unsaved_since.is_some() {
            self.host.unsaved_since = Some(long_ago);
        }
        self.host.poll(&mut self.state);
    }

    /// Returns the parked thoughts on the screen.
    fn thoughts(&self) -> Vec<u32> {
        thoughts(self.state.session())
    }

    /// Whether the screen shows everything as saved.
    fn says_saved(&self) -> bool {
        self.state.save_state == crate::app::SaveState::Saved
            && self.state.recovery_question.is_none()
    }

    /// Accepts what was recovered; if somebody else changed session.yaml, takes theirs.
    fn keep(&mut self) {
        if self.question().is_some() {
            self.key('k');
        }
        if !self.state.dialogs.is_empty() {
            self.key('t');
        }
        assert!(self.state.dialogs.is_empty());
    }

    /// Returns the text of the open question.
    fn question(&self) -> Option<&str> {
        self.state
            .recovery_question
            .as_ref()
            .map(|ask| ask.text.as_str())
    }
}

/// Returns the numbers of a session's parked thoughts.
fn thoughts(session: &Session) -> Vec<u32> {
    let parking = session.workshop.parking.iter();
    parking
        .map(|thought| thought.name[1..].parse().unwrap())
        .collect()
}

/// A seeded generator, the same on every machine.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Whether a file's name is that of a partly written file.
fn is_half_written(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "tmp")
}

/// Returns a digest of a file's shape, to tell files apart.
fn digest_of(path: &Path) -> Option<Digest> {
    fs::read(path).ok().map(|bytes| Digest::of(&bytes))
}
