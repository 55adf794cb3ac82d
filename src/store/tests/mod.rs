//! Tests of the store, by topic.

mod errors;
mod folder;
mod journal;
mod lock;
mod paths;
mod schema;
mod versions;
mod versions_folder;
mod yaml;

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::SessionFolder;
use crate::model::Session;

/// A session folder that is removed when the first value is dropped.
fn folder() -> (TempDir, SessionFolder) {
    let dir = tempfile::tempdir().unwrap();
    let folder = SessionFolder::at(dir.path());
    (dir, folder)
}

/// A small session, as the workbench would create it.
fn session() -> Session {
    let mut session = Session::new("Acme");
    let definition = crate::store::yaml::read("stages:\n  - {id: mql, name: MQL}\n").unwrap();
    session.definition = Arc::new(definition);
    session
}

/// Returns the names in a folder, sorted.
fn names(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
