//! Resolves a PATH argument to a session or a model.yaml, and picks the version of it.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::Failure;
use super::io::{self, say};
use crate::host::{self, LockHolder};
use crate::model::{ModelFile, Session, Version};
use crate::store::versions::{self, MODEL_FILE};
use crate::store::{SESSION_FILE, SessionFolder};

/// What a PATH argument names.
pub(super) enum ModelSource {
    /// A session's folder, or its session.yaml.
    Session(SessionFolder, Box<Session>),
    /// A model.yaml, or a folder with one and no session, with the ways in which it differs from
    /// what was published, as sentences.
    Model(Box<ModelFile>, Vec<String>),
}

impl ModelSource {
    /// Reads what a path names.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let is_session_file = path.file_name().is_some_and(|name| name == SESSION_FILE);
        let is_model = path.is_file() && !is_session_file;
        let has_model = path.join(MODEL_FILE).is_file() && !path.join(SESSION_FILE).exists();
        if is_model || has_model {
            return Self::model(&model_path(path));
        }
        let folder = SessionFolder::at(path);
        let (session, _) = folder.load()?;
        warn_unsaved(&folder)?;
        Ok(Self::Session(folder, Box::new(session)))
    }

    fn model(path: &Path) -> Result<Self, Failure> {
        let (model, altered) = versions::read_model_at(path)?;
        warn_altered(&altered);
        Ok(Self::Model(Box::new(model), altered))
    }
}

/// Returns where the model.yaml is that a path names, by itself or by its folder.
pub(super) fn model_path(path: &Path) -> PathBuf {
    if path.is_file() {
        path.into()
    } else {
        path.join(MODEL_FILE)
    }
}

/// Returns how a published version differs from what was published, as sentences, and prints them
/// on stderr.
pub(super) fn altered_sentences(
    folder: &SessionFolder,
    version: Version,
) -> Result<Vec<String>, Failure> {
    let altered = versions::problems_of(&versions::verify(folder)?, version);
    warn_altered(&altered);
    Ok(altered)
}

fn warn_altered(altered: &[String]) {
    for what in altered {
        say(&format!("warning: {what}"));
    }
}

/// Warns on stderr about changes session.yaml lacks: those of a workbench that was killed, and
/// those that could not be read.
pub(super) fn warn_unsaved(folder: &SessionFolder) -> Result<(), Failure> {
    let status = host::disk_status(folder, LockHolder::Anybody)?;
    for sentence in status.sentences() {
        io::say(&format!("warning: {sentence}"));
    }
    if !status.is_complete() {
        let path = folder.root().display();
        io::say(&format!(
            "hint: `accord {path}` opens it and asks about them"
        ));
    }
    Ok(())
}

/// Returns what session.yaml lacks, as sentences.
pub(super) fn unsaved_sentences(folder: &SessionFolder) -> Result<Vec<String>, Failure> {
    Ok(host::disk_status(folder, LockHolder::Anybody)?.sentences())
}

/// The value of `--version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VersionChoice {
    Draft,
    Version(Version),
}

impl FromStr for VersionChoice {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if text == "draft" {
            return Ok(Self::Draft);
        }
        let version = text.parse::<Version>();
        version
            .map(Self::Version)
            .map_err(|error| format!("{error}, or draft"))
    }
}

/// Returns a requested version after checking that it exists.
pub(super) fn existing_version(
    folder: &SessionFolder,
    version: Version,
) -> Result<Version, Failure> {
    let all = versions::list(folder)?;
    if all.contains(&version) {
        return Ok(version);
    }
    let known: Vec<String> = all.iter().map(ToString::to_string).collect();
    let failure = Failure::usage(format!("there is no version {version} of this session"));
    Err(match known.as_slice() {
        [] => failure.hint("nothing has been published yet; use --version draft"),
        [only] => failure.hint(&format!("the only version is {only}")),
        known => failure.hint(&format!("the versions are {}", known.join(", "))),
    })
}
