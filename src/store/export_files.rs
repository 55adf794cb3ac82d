//! Documents that the room writes beside its session, usually below `exports/`.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use super::{
    Cause, Identity, SESSION_FILE, SessionFolder, StoreError, fault_injection, file_guard, files,
    home_folder, portable_names, same_name,
};
use crate::model::{Data, PICTURES, PublishedFile};

/// Folders in which a session keeps its own files.
const OWN_FOLDERS: [&str; 3] = [".accord", "versions", PICTURES];

/// What happens to files that are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExistingFiles {
    /// They stay; nothing is written.
    Keep,
    /// Those of the same names are replaced.
    Replace,
}

/// What became of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportOutcome {
    /// It was written.
    Written,
    /// Nothing was written, as something is there already.
    Exists,
}

/// The files of an export.
#[derive(Clone, Copy, Debug)]
pub enum ExportFiles<'a> {
    /// One file, which gets the path itself.
    One(&'a [u8]),
    /// Several, in a folder that gets the path.
    Several(&'a [PublishedFile]),
}

/// Writes an export to a path: within the session's folder if it is relative, in the home folder
/// after `~/`. Folders on the way are made. Each file is there in full or not at all.
///
/// # Errors
///
/// If the path is where this or another session keeps its own files, one of its lists, a link, or
/// can't be written.
pub fn write_export(
    folder: &SessionFolder,
    data: &Data,
    path: &str,
    files: ExportFiles<'_>,
    existing: ExistingFiles,
) -> Result<ExportOutcome, StoreError> {
    let target = resolved(folder, path)?;
    refuse_own(folder, data, &target)?;
    let failed = |error: io::Error| StoreError::io(&target, &error);
    file_guard::refuse_link(&target).map_err(failed)?;
    portable_names::refuse_unportable(&target).map_err(failed)?;
    if let ExportFiles::Several(_) = files {
        refuse_session_folder(&target)?;
    }
    if existing == ExistingFiles::Keep && is_occupied(&target, files) {
        return Ok(ExportOutcome::Exists);
    }
    match files {
        ExportFiles::One(bytes) => write_one(&target, bytes)?,
        ExportFiles::Several(several) => {
            for PublishedFile { file, bytes } in several {
                let below = file
                    .split('/')
                    .fold(target.clone(), |at, part| at.join(part));
                file_guard::refuse_link(&below).map_err(|error| StoreError::io(&below, &error))?;
                write_one(&below, bytes)?;
            }
        }
    }
    Ok(ExportOutcome::Written)
}

fn write_one(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let parent = files::parent(path);
    if !parent.is_dir() {
        let made = fault_injection::fail_if_planned().and_then(|()| fs::create_dir_all(parent));
        made.map_err(|error| StoreError::io(parent, &error))?;
    }
    files::write(path, bytes, files::Durability::Unsynced)
        .map_err(|error| StoreError::io(path, &error))
}

/// Returns whether something is where an export goes; an empty folder is nothing.
fn is_occupied(target: &Path, files: ExportFiles<'_>) -> bool {
    match (files, fs::read_dir(target)) {
        (ExportFiles::Several(_), Ok(mut entries)) => entries.next().is_some(),
        // A folder in place of a file is told by the write, and never replaced.
        (ExportFiles::One(_), Ok(_)) => false,
        (_, Err(_)) => fs::symlink_metadata(target).is_ok(),
    }
}

/// Returns the whole path, without links and `..` as far as it exists.
fn resolved(folder: &SessionFolder, path: &str) -> Result<PathBuf, StoreError> {
    let path = path.trim();
    let home = path.strip_prefix("~/").zip(home_folder());
    let typed = home.map_or_else(|| folder.root().join(path), |(rest, home)| home.join(rest));
    if path.is_empty() || typed.file_name().is_none() {
        let (what, remedy) = (
            "this names no file",
            "give a path such as exports/handbook.html",
        );
        return Err(StoreError::new(Cause::Missing, &typed, what, remedy));
    }
    let mut there = files::parent(&typed).to_owned();
    let mut missing = vec![typed.file_name().unwrap_or_default().to_owned()];
    while fs::symlink_metadata(&there).is_err() {
        match there.components().next_back() {
            Some(Component::Normal(name)) => missing.push(name.to_owned()),
            _ => return Err(StoreError::io(&there, &io::ErrorKind::NotFound.into())),
        }
        there = files::parent(&there).to_owned();
    }
    let there = there.canonicalize();
    let there = there.map_err(|error| StoreError::io(&typed, &error))?;
    Ok(missing
        .into_iter()
        .rev()
        .fold(there, |at, name| at.join(name)))
}

/// Refuses a path where a session keeps its own files, and the session's lists.
fn refuse_own(folder: &SessionFolder, data: &Data, target: &Path) -> Result<(), StoreError> {
    let is_own = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let above = files::parent(path);
        let is_file = path == target && same_name(&name, SESSION_FILE);
        let is_folder = OWN_FOLDERS.iter().any(|own| same_name(&name, own));
        (is_file || is_folder) && is_session(above)
    };
    let lists = data.leads.iter().map(String::as_str);
    let lists = lists.chain(data.event_files().map(String::as_str));
    let identity = Identity::of(target).ok();
    let is_list = |name: &str| {
        let list = Identity::of(&folder.resolve(name)).ok();
        identity.is_some() && list == identity
    };
    let what = if target.ancestors().any(is_own) {
        "a session keeps its own files here"
    } else if lists.into_iter().any(is_list) {
        "this is one of the session's lists"
    } else {
        return Ok(());
    };
    let remedy = "choose another path, such as one in exports/; nothing was written";
    Err(StoreError::new(Cause::Exists, target, what, remedy))
}

/// Whether a folder is a session, even if its session.yaml is lost.
fn is_session(folder: &Path) -> bool {
    folder.join(SESSION_FILE).exists() || folder.join(OWN_FOLDERS[0]).exists()
}

fn refuse_session_folder(target: &Path) -> Result<(), StoreError> {
    let (what, remedy) = if target.is_file() {
        (
            "this is a file, and the export is a folder of several files",
            "choose another path; nothing was written",
        )
    } else if is_session(target) {
        (
            "this is the folder of a session",
            "give the export a folder of its own; nothing was written",
        )
    } else {
        return Ok(());
    };
    Err(StoreError::new(Cause::WrongShape, target, what, remedy))
}
