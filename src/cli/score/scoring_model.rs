//! Chooses the definition to score with, and the options for reading leads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Zoned;

use super::super::Failure;
use super::super::io::say;
use super::super::model_source::{ModelSource, VersionChoice, existing_version, model_path};
use super::field_names::asked_fields;
use crate::check::{self, Finding, Severity};
use crate::model::{Data, Definition, ModelFile, Session, Version};
use crate::records::ReadOptions;
use crate::store::SessionFolder;
use crate::store::versions::{self, VersionCheck};

/// Most findings named in a refusal.
const MAX_NAMED: usize = 3;

/// The definition to score with.
pub(super) struct ScoringModel {
    pub definition: Definition,
    /// Its version or `draft`; `1.0.0+altered` if the model is not the one published.
    pub version: String,
    /// The version's number, if it was published and the definition is that of a session.
    pub published: Option<Version>,
    /// The digest of the model's text, without its own line: that stated in a published model, if
    /// it wasn't altered; of a draft, that of the model.yaml it would make.
    pub digest: String,
    /// Whether the model differs from the one published under its version.
    pub altered: bool,
    /// The fields that the model, or the session's draft of it, asks about.
    pub asked_fields: Vec<String>,
    /// The session's options for reading leads.
    pub read_options: ReadOptions,
    /// The session's files of events.
    pub events: Vec<PathBuf>,
    /// The lists named in the session.
    pub data_files: Option<(SessionFolder, Arc<Data>)>,
}

pub(super) fn choose_model(
    path: &Path,
    choice: Option<VersionChoice>,
) -> Result<ScoringModel, Failure> {
    match ModelSource::read(path)? {
        ModelSource::Session(folder, session) => {
            choose_from_session(path, &folder, &session, choice)
        }
        ModelSource::Model(..) if choice.is_some() => {
            Err(Failure::usage("a model.yaml is one version by itself")
                .hint("leave --version out, or give the session instead"))
        }
        ModelSource::Model(model, altered) => {
            let definition = model.definition();
            require_no_errors(path, &check::check_definition(&definition))?;
            let altered = !altered.is_empty();
            Ok(ScoringModel {
                asked_fields: asked_fields(&[&definition], None),
                definition,
                version: version_word(model.version, altered),
                published: None,
                digest: versions::model_digest_at(&model_path(path))?,
                altered,
                read_options: ReadOptions::default(),
                events: Vec::new(),
                data_files: None,
            })
        }
    }
}

fn choose_from_session(
    path: &Path,
    folder: &SessionFolder,
    session: &Session,
    choice: Option<VersionChoice>,
) -> Result<ScoringModel, Failure> {
    let version = match choice {
        Some(VersionChoice::Draft) => None,
        Some(VersionChoice::Version(version)) => Some(existing_version(folder, version)?),
        None => versions::latest(folder)?,
    };
    let mut altered = false;
    let mut digest = versions::draft_digest(&ModelFile::of(&session.definition, &session.name));
    let definition = if let Some(version) = version {
        digest = versions::model_digest(folder, version)?;
        altered = warn_if_altered(folder, version, choice)?;
        let definition = versions::read_model(folder, version)?.definition();
        require_no_errors(path, &check::check_definition(&definition))?;
        definition
    } else {
        require_no_errors(path, &check::check(session, Zoned::now().date()))?;
        (*session.definition).clone()
    };
    let events = session.data.event_files();
    Ok(ScoringModel {
        asked_fields: asked_fields(&[&definition, &session.definition], Some(&session.data)),
        definition,
        version: version_word(version, altered),
        published: version,
        digest,
        altered,
        read_options: ReadOptions::from_data(&session.data),
        events: events.map(|name| folder.resolve(name)).collect(),
        data_files: Some((folder.clone(), Arc::clone(&session.data))),
    })
}

/// Returns the text for the version column.
fn version_word(version: Option<Version>, altered: bool) -> String {
    let word = version.map_or_else(|| "draft".into(), |version| version.to_string());
    if altered { word + "+altered" } else { word }
}

/// Reports alterations on stderr, and returns whether they concern the model. A version in the
/// output promises that text. If the latest version was requested, also reports a later one that is
/// gone.
fn warn_if_altered(
    folder: &SessionFolder,
    version: Version,
    choice: Option<VersionChoice>,
) -> Result<bool, Failure> {
    let checks = versions::verify(folder)?;
    let mut problems = versions::problems_of(&checks, version);
    if choice.is_none() {
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

fn require_no_errors(path: &Path, findings: &[Finding]) -> Result<(), Failure> {
    let errors = findings.iter().filter(|f| f.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|f| f.message.trim_end_matches('.')).collect();
    if errors.is_empty() {
        return Ok(());
    }
    let mut text = errors[..errors.len().min(MAX_NAMED)].join("; ");
    if errors.len() > MAX_NAMED {
        text = format!("{text}; and {} more", errors.len() - MAX_NAMED);
    }
    let things = if errors.len() == 1 { "thing" } else { "things" };
    let count = errors.len();
    let failure = Failure::refused(format!("{count} {things} must be fixed first: {text}"));
    Err(failure.hint(&format!(
        "`accord check {}` lists everything",
        path.display()
    )))
}
