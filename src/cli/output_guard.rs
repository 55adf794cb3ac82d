//! Keeps outputs from overwriting a command's inputs, a session's own files, a published version,
//! or each other. Checked before anything is read or written, and by file identity rather than by
//! name.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::Failure;
use super::io::DASH;
use crate::model::Data;
use crate::store::versions::MODEL_FILE;
use crate::store::{FileSpot, Identity, SESSION_FILE, SessionFolder, same_name};

/// The folder of published versions, and the private folder.
const OWN_FOLDERS: [&str; 2] = ["versions", ".accord"];
/// Depth of folders below a session that can hold its own files.
const MAX_DEPTH: usize = 4;

/// The outputs and inputs of a command.
#[derive(Default)]
pub(super) struct OutputGuard {
    written: Vec<PlannedOutput>,
    read: Vec<GuardedInput>,
    session: Option<SessionFolder>,
}

struct PlannedOutput {
    /// The argument that names it, such as `--rejects bad.csv`.
    argument: String,
    target: OutputTarget,
}

enum OutputTarget {
    /// A file, which may not exist yet.
    File(FileSpot),
    /// Whatever stdout is.
    Stdout(Identity),
}

struct GuardedInput {
    /// What it is, such as `the leads`.
    label: &'static str,
    path: PathBuf,
    identity: Identity,
}

impl OutputGuard {
    /// Adds an option that names an output file; `-` or none means stdout.
    pub fn add_output(&mut self, option: &str, path: Option<&Path>) {
        let path = path.filter(|path| *path != Path::new(DASH));
        let place = match path {
            // If the folder does not exist, creating the file will fail with that.
            Some(path) => FileSpot::of(path).ok().map(OutputTarget::File),
            None => Identity::stdout().map(OutputTarget::Stdout),
        };
        let argument = path.map_or("stdout".into(), |path| {
            format!("{option} {}", path.display())
        });
        self.written.extend(place.map(|place| PlannedOutput {
            argument,
            target: place,
        }));
    }

    /// Adds an input file; `-` means stdin.
    pub fn add_input(&mut self, what: &'static str, path: &Path) {
        let is_stdin = path == Path::new(DASH);
        let identity = if is_stdin {
            Identity::stdin()
        } else {
            Identity::of(path).ok()
        };
        self.read.extend(identity.map(|identity| GuardedInput {
            label: what,
            path: if is_stdin {
                "stdin".into()
            } else {
                path.into()
            },
            identity,
        }));
    }

    /// Adds the target of a PATH argument: a session with all its files, or a model.
    pub fn add_model_source(&mut self, path: &Path) {
        let inside = path.join(MODEL_FILE);
        let folder = SessionFolder::at(path);
        if folder.exists() || folder.private_folder().exists() {
            self.session = Some(folder);
        } else if inside.is_file() {
            self.add_input("the model", &inside);
        } else {
            self.add_input("the model", path);
        }
    }

    /// Adds the lists named in a session.
    pub fn add_data_files(&mut self, folder: &SessionFolder, data: &Data) {
        if let Some(leads) = &data.leads {
            self.add_input("the session's leads", &folder.resolve(leads));
        }
        for events in data.event_files() {
            self.add_input("the session's events", &folder.resolve(events));
        }
    }

    /// Refuses the first output that would overwrite something. Whatever stdin comes from counts as
    /// an input, even if the command does not read it.
    pub fn check(mut self) -> Result<(), Failure> {
        self.add_input("what stdin comes from", Path::new(DASH));
        let own = self.session.as_ref().map(own_files).unwrap_or_default();
        for (place, output) in self.written.iter().enumerate() {
            let is = |input: &&GuardedInput| output.target.writes_to(&input.identity);
            if let Some(input) = self.read.iter().find(is) {
                let path = input.path.display();
                return Err(output.refused(&format!("the same file as {}, {path}", input.label)));
            }
            if let Some((path, _)) = own.iter().find(|(_, file)| output.target.writes_to(file)) {
                let path = path.display();
                return Err(output.refused(&format!("the same file as {path}, the session's own")));
            }
            if let Some(path) = output.target.session_file(self.session.as_ref()) {
                let path = path.display();
                return Err(output.refused(&format!("where a session keeps its own files, {path}")));
            }
            let mut before = self.written[..place].iter();
            if let Some(other) = before.find(|other| output.target.is_same_file(&other.target)) {
                return Err(output.refused(&format!("the same file as {}", other.argument)));
            }
        }
        Ok(())
    }
}

impl PlannedOutput {
    fn refused(&self, other: &str) -> Failure {
        let failure = Failure::usage(format!("{}: this is {other}", self.argument))
            .hint("choose another file to write to; nothing was written");
        match self.target {
            OutputTarget::File(_) => failure,
            OutputTarget::Stdout(_) => failure.sparing_stdout(),
        }
    }
}

impl OutputTarget {
    /// Whether writing here would change a file.
    fn writes_to(&self, file: &Identity) -> bool {
        let found = match self {
            Self::File(spot) => spot.existing.as_ref(),
            Self::Stdout(identity) => Some(identity),
        };
        found.is_some_and(|found| found.is_file() && found == file)
    }

    /// Whether both are the same regular file.
    fn is_same_file(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File(one), Self::File(other)) => one.is_same_file(other),
            (Self::Stdout(out), place) | (place, Self::Stdout(out)) => place.writes_to(out),
        }
    }

    /// Returns the session file or folder that this is or is in, for the given session or any
    /// other.
    fn session_file(&self, session: Option<&SessionFolder>) -> Option<PathBuf> {
        let Self::File(spot) = self else {
            return None;
        };
        let whole = spot.folder.join(&spot.name);
        if is_session(&spot.folder) {
            let own = [SESSION_FILE, OWN_FOLDERS[0], OWN_FOLDERS[1]];
            if own.iter().any(|own| same_name(&spot.name, own)) {
                return Some(whole);
            }
        }
        let of_this: Vec<Identity> = session.map(folders_of).unwrap_or_default();
        let mut around = spot.folder.ancestors();
        around
            .any(|folder| {
                let named = |name: &&str| folder.file_name() == Some(OsStr::new(*name));
                let of_any =
                    OWN_FOLDERS.iter().any(named) && folder.parent().is_some_and(is_session);
                of_any || Identity::of(folder).is_ok_and(|found| of_this.contains(&found))
            })
            .then_some(whole)
    }
}

/// Whether a folder is a session, even if its session.yaml is lost.
fn is_session(folder: &Path) -> bool {
    folder.join(SESSION_FILE).exists() || folder.join(OWN_FOLDERS[1]).exists()
}

fn folders_of(session: &SessionFolder) -> Vec<Identity> {
    let folders = [session.versions(), session.private_folder()];
    let found = folders.iter().map(|folder| Identity::of(folder));
    found.filter_map(Result::ok).collect()
}

/// Returns a session's files with their identities, to find them under other names.
fn own_files(session: &SessionFolder) -> Vec<(PathBuf, Identity)> {
    let mut files = Vec::new();
    let mut paths = vec![(session.session_file(), 0)];
    paths.extend([session.versions(), session.private_folder()].map(|folder| (folder, 0)));
    while let Some((path, depth)) = paths.pop() {
        if let Ok(entries) = std::fs::read_dir(&path) {
            let inside = entries.flatten().map(|entry| (entry.path(), depth + 1));
            paths.extend(inside.filter(|(_, depth)| *depth <= MAX_DEPTH));
        } else if let Ok(identity) = Identity::of(&path) {
            files.push((path, identity));
        }
    }
    files
}
