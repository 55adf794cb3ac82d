//! Which definition scores, and how its leads are read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Zoned;

use super::super::Failure;
use super::super::io::say;
use super::super::target::{Target, Wanted, published};
use crate::check::{self, Finding, Severity};
use crate::model::{Data, Definition, Session, Version};
use crate::records::ReadOptions;
use crate::store::SessionFolder;
use crate::store::versions::{self, VersionCheck};

/// How many errors a refusal names.
const NAMED: usize = 3;

/// A definition that scores.
pub(super) struct Chosen {
    pub definition: Definition,
    /// Its version, or `draft`; `1.0.0+altered` where the model isn't the one that was published.
    pub version: String,
    /// Whether the model is the one that was published under its version.
    pub altered: bool,
    /// How the session says leads are read.
    pub reading: ReadOptions,
    /// The events the session has.
    pub events: Option<PathBuf>,
    /// The lists the session names.
    pub lists: Option<(SessionFolder, Arc<Data>)>,
}

pub(super) fn choose(path: &Path, wanted: Option<Wanted>) -> Result<Chosen, Failure> {
    match Target::read(path)? {
        Target::Session(folder, session) => of_session(path, &folder, &session, wanted),
        Target::Model(..) if wanted.is_some() => {
            Err(Failure::usage("a model.yaml is one version by itself")
                .hint("leave --version out, or name the session"))
        }
        Target::Model(model, altered) => {
            let definition = model.definition();
            without_errors(path, &check::check_definition(&definition))?;
            let altered = !altered.is_empty();
            Ok(Chosen {
                definition,
                version: word(model.version, altered),
                altered,
                reading: ReadOptions::default(),
                events: None,
                lists: None,
            })
        }
    }
}

fn of_session(
    path: &Path,
    folder: &SessionFolder,
    session: &Session,
    wanted: Option<Wanted>,
) -> Result<Chosen, Failure> {
    let version = match wanted {
        Some(Wanted::Draft) => None,
        Some(Wanted::Version(version)) => Some(published(folder, version)?),
        None => versions::latest(folder)?,
    };
    let mut altered = false;
    let definition = if let Some(version) = version {
        altered = warn_if_altered(folder, version, wanted)?;
        let definition = versions::read_model(folder, version)?.definition();
        without_errors(path, &check::check_definition(&definition))?;
        definition
    } else {
        without_errors(path, &check::check(session, Zoned::now().date()))?;
        (*session.definition).clone()
    };
    let events = session.data.events.as_ref();
    Ok(Chosen {
        definition,
        version: word(version, altered),
        altered,
        reading: ReadOptions::of(&session.data),
        events: events.map(|name| folder.resolve(name)),
        lists: Some((folder.clone(), Arc::clone(&session.data))),
    })
}

/// What the version column says.
fn word(version: Option<Version>, altered: bool) -> String {
    let word = version.map_or_else(|| "draft".into(), |version| version.to_string());
    if altered { word + "+altered" } else { word }
}

/// A version's name in the output promises its text. Says what was altered, and whether that
/// concerns the model; where the last version was to be taken, also that a later one is gone.
fn warn_if_altered(
    folder: &SessionFolder,
    version: Version,
    wanted: Option<Wanted>,
) -> Result<bool, Failure> {
    let checks = versions::verify(folder)?;
    let mut problems = versions::problems_of(&checks, version);
    if wanted.is_none() {
        let later = checks.iter().filter(|check| check.version > version);
        problems.extend(later.flat_map(VersionCheck::sentences));
        problems.dedup();
    }
    for problem in problems {
        say(&format!("warning: {problem}"));
    }
    let of_model = |check: &VersionCheck| {
        check.version == version && check.files.contains(&versions::MODEL_FILE)
    };
    Ok(checks.iter().any(of_model))
}

fn without_errors(path: &Path, findings: &[Finding]) -> Result<(), Failure> {
    let errors = findings.iter().filter(|f| f.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|f| f.message.trim_end_matches('.')).collect();
    if errors.is_empty() {
        return Ok(());
    }
    let mut text = errors[..errors.len().min(NAMED)].join("; ");
    if errors.len() > NAMED {
        text = format!("{text}; and {} more", errors.len() - NAMED);
    }
    let things = if errors.len() == 1 { "thing" } else { "things" };
    let count = errors.len();
    let failure = Failure::refused(format!("{count} {things} must be mended first: {text}"));
    Err(failure.hint(&format!(
        "`accord check {}` lists everything",
        path.display()
    )))
}
