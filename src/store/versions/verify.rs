//! Verifies that no published file was altered.

use std::io;
use std::path::{Path, PathBuf};

use super::digest_line;
use super::file_names::{GLOSSARY_FILE, MODEL_FILE, RECAP_FILE, WORKSHOP_FILE};
use super::newest_version::{self, NewestVersion};
use super::version_folders::{folder_of, list, read_versions_folder};
use crate::model::{EXPORTS, GlossaryFile, ModelFile, PICTURES, Version};
use crate::store::document::{self, FileDocument};
use crate::store::error::StoreError;
use crate::store::picture_files::is_plain_name;
use crate::store::{Digest, SessionFolder, file_guard};

/// The result of verifying one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionCheck {
    /// The version.
    pub version: Version,
    /// What is wrong, as sentences that name the file; empty if it is as published.
    pub problems: Vec<String>,
    /// Its files that are not as published.
    pub files: Vec<&'static str>,
    /// The version before, if this one does not follow it, and a sentence that says so.
    pub breaks_with: Option<(Version, String)>,
}

/// The digests stated in the two files of the previous version.
#[derive(Default)]
struct PreviousDigests {
    before: Option<Version>,
    model: Option<Digest>,
    glossary: Option<Digest>,
}

/// Checks every version, oldest first, the chain they form, and whether the newest version known to
/// this folder is still there. Replacement of the newest version as a whole is detected only
/// through `.accord`.
///
/// # Errors
///
/// If the folder of versions cannot be read or is a link.
pub fn verify(folder: &SessionFolder) -> Result<Vec<VersionCheck>, StoreError> {
    let mut chain = PreviousDigests::default();
    let mut checks = Vec::new();
    for version in list(folder)? {
        let mut check = VersionVerifier {
            path: folder_of(folder, version),
            result: VersionCheck::new(version),
        };
        chain = check.run(&chain);
        checks.push(check.result);
    }
    check_newest(folder, &mut checks);
    Ok(checks)
}

/// Adds what is known from elsewhere: that the newest version is gone or was replaced.
fn check_newest(folder: &SessionFolder, checks: &mut Vec<VersionCheck>) {
    match newest_version::read_newest(folder) {
        NewestVersion::Version(version, digest) => {
            match checks.iter_mut().find(|check| check.version == version) {
                None => add_missing_version(
                    checks,
                    version,
                    "this folder's .accord lists it as the newest",
                ),
                Some(check) => {
                    if newest_version::stated_digest(folder, version)
                        .is_some_and(|stated| stated != digest)
                    {
                        let what = "the whole version was replaced: it isn't the one recorded here as the newest";
                        check.problems.push(what.into());
                        check.files = vec![MODEL_FILE, GLOSSARY_FILE, RECAP_FILE, WORKSHOP_FILE];
                    }
                }
            }
        }
        NewestVersion::Nothing | NewestVersion::Unreadable(_) => {}
    }
    // Versions can exist without a readable session.
    let session = folder.load().ok();
    let revises = session.and_then(|(session, _)| session.workshop.revises);
    if let Some(version) = revises
        && !checks.iter().any(|check| check.version == version)
    {
        add_missing_version(checks, version, "session.yaml is a revision of it");
    }
}

fn add_missing_version(checks: &mut Vec<VersionCheck>, version: Version, how: &str) {
    checks.push(VersionCheck {
        problems: vec![format!("the whole version is gone; {how}")],
        ..VersionCheck::new(version)
    });
    checks.sort_by_key(|check| check.version);
}

/// Returns remarks about the folder of versions that are no alteration: entries that are skipped,
/// and that the newest version is not known.
///
/// # Errors
///
/// If the folder of versions cannot be read or is a link.
pub fn notes(folder: &SessionFolder) -> Result<Vec<String>, StoreError> {
    let mut notes = read_versions_folder(folder)?.strays;
    if let NewestVersion::Unreadable(why) = newest_version::read_newest(folder) {
        notes.push(format!(
            ".accord/newest can't be read ({why}), so it isn't known whether the newest version is gone; remove it"
        ));
    }
    Ok(notes)
}

/// Returns the highest number there ever was, even if that version is gone.
pub fn newest_known(checks: &[VersionCheck]) -> Option<Version> {
    checks.last().map(|check| check.version)
}

/// Returns the first alteration, with its version.
pub fn first_problem(checks: &[VersionCheck]) -> Option<String> {
    checks.iter().flat_map(VersionCheck::sentences).next()
}

/// Returns all evidence that a version is not as published: its own problems, and that the next one
/// does not follow it.
pub fn problems_of(checks: &[VersionCheck], version: Version) -> Vec<String> {
    let own = checks.iter().filter(|check| check.version == version);
    let mut sentences: Vec<String> = own.flat_map(VersionCheck::sentences).collect();
    for check in checks {
        if let Some((_, what)) = check.breaks_with.as_ref().filter(|b| b.0 == version) {
            sentences.push(format!("version {}: {what}", check.version));
        }
    }
    sentences
}

impl VersionCheck {
    fn new(version: Version) -> Self {
        Self {
            version,
            problems: Vec::new(),
            files: Vec::new(),
            breaks_with: None,
        }
    }

    /// Yields its problems, each with the version: "version 1.0.0: model.yaml was altered ...".
    pub fn sentences(&self) -> impl Iterator<Item = String> + '_ {
        let version = self.version;
        let sentence = move |problem: &String| format!("version {version}: {problem}");
        self.problems.iter().map(sentence)
    }
}

/// Reads a model.yaml anywhere and returns how it differs from what was published, judged by its
/// digest and by that of a glossary.yaml beside it. A model that was never published has nothing to
/// differ from.
///
/// # Errors
///
/// If the file cannot be read or is not a valid model.
pub fn read_model_at(path: &Path) -> Result<(ModelFile, Vec<String>), StoreError> {
    let bytes = document::bytes(path)?;
    let model: ModelFile = document::parse(path, document::text(path, &bytes)?)?;
    let digests = digest_line::digests(&bytes);
    let what = if model.digest.is_some() && !digests.agree() {
        NOT_ITS_DIGEST
    } else if model.digest.is_none() && model.published.is_some() {
        NO_DIGEST
    } else if model.digest.is_some() && model.version.is_none() {
        NO_VERSION
    } else if glossary_digest(path).is_some_and(|stated| !digest_line::has_digest(&bytes, &stated))
    {
        NOT_THE_GLOSSARYS
    } else {
        return Ok((model, Vec::new()));
    };
    let shown = path.display();
    let version = model.version.map(|version| format!("version {version}: "));
    let altered = format!("{}{shown} {what}", version.unwrap_or_default());
    Ok((model, vec![altered]))
}

/// Returns the digest of model.yaml stated in the glossary beside it.
fn glossary_digest(path: &Path) -> Option<String> {
    if path.file_name()? != MODEL_FILE {
        return None;
    }
    let path = path.with_file_name(GLOSSARY_FILE);
    let bytes = file_guard::read_regular(&path, file_guard::MAX_BYTES).ok()?;
    let glossary = document::text(&path, &bytes).and_then(|t| document::parse(&path, t));
    glossary
        .ok()
        .and_then(|glossary: GlossaryFile| glossary.model)
}

const NO_VERSION: &str = "doesn't say which version it is";
const NO_DIGEST: &str = "no longer has its own digest";
const NOT_ITS_DIGEST: &str = "was altered: its content doesn't match its digest";
const NOT_THE_GLOSSARYS: &str = "was altered: it isn't the one glossary.yaml was published with";

/// Reads a file below a folder, through no link.
fn read_below(folder: &Path, name: &str) -> io::Result<Vec<u8>> {
    let mut path = folder.to_owned();
    for part in name.split('/') {
        file_guard::refuse_but_folder(&path)?;
        path.push(part);
    }
    file_guard::read_regular(&path, file_guard::MAX_BYTES)
}

struct VersionVerifier {
    path: PathBuf,
    result: VersionCheck,
}

impl VersionVerifier {
    /// Checks the version's files and returns what the next version must refer to.
    fn run(&mut self, chain: &PreviousDigests) -> PreviousDigests {
        if let Err(error) = file_guard::refuse_but_folder(&self.path) {
            let what = format!("the version's folder can't be read ({error})");
            self.result.problems.push(what);
            self.result.files = vec![MODEL_FILE, GLOSSARY_FILE, RECAP_FILE, WORKSHOP_FILE];
            return PreviousDigests {
                before: Some(self.result.version),
                ..PreviousDigests::default()
            };
        }
        let model = self.bytes(MODEL_FILE);
        let glossary = self.bytes(GLOSSARY_FILE);
        let recap = self.bytes(RECAP_FILE);
        let stated = PreviousDigests {
            before: Some(self.result.version),
            model: self.own_digest(MODEL_FILE, model.as_deref()),
            glossary: self.own_digest(GLOSSARY_FILE, glossary.as_deref()),
        };
        if let Some(file) = self.parse::<ModelFile>(MODEL_FILE, model.as_deref()) {
            self.check_number(MODEL_FILE, file.version);
            let previous = file.previous.as_deref();
            self.check_predecessor(MODEL_FILE, previous, chain.before, chain.model.as_ref());
        }
        if let Some(file) = self.parse::<GlossaryFile>(GLOSSARY_FILE, glossary.as_deref()) {
            self.check_number(GLOSSARY_FILE, file.version);
            let previous = file.previous.as_deref();
            let expected = chain.glossary.as_ref();
            self.check_predecessor(GLOSSARY_FILE, previous, chain.before, expected);
            self.check_sibling(MODEL_FILE, model.as_deref(), file.model.as_deref());
            self.check_sibling(RECAP_FILE, recap.as_deref(), file.recap.as_deref());
            // Early versions have no such file and do not name it.
            if let Some(stated) = file.workshop.as_deref() {
                let workshop = self.bytes(WORKSHOP_FILE);
                self.check_sibling(WORKSHOP_FILE, workshop.as_deref(), Some(stated));
            }
            for (name, stated) in &file.pictures {
                self.check_taken_along(PICTURES, name, stated);
            }
            for (name, stated) in &file.exports {
                self.check_taken_along(EXPORTS, name, stated);
            }
        }
        stated
    }

    fn bytes(&mut self, name: &'static str) -> Option<Vec<u8>> {
        match file_guard::read_regular(&self.path.join(name), file_guard::MAX_BYTES) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.add_problem(name, "is missing");
                None
            }
            Err(error) => {
                self.add_problem(name, &format!("can't be read ({error})"));
                None
            }
        }
    }

    /// Compares a file with its own digest and returns the stated one.
    fn own_digest(&mut self, name: &'static str, bytes: Option<&[u8]>) -> Option<Digest> {
        let digests = digest_line::digests(bytes?);
        match &digests.stated {
            None => self.add_problem(name, NO_DIGEST),
            Some(_) if !digests.agree() => self.add_problem(name, NOT_ITS_DIGEST),
            Some(_) => {}
        }
        digests.stated
    }

    fn parse<D: FileDocument>(&mut self, name: &'static str, bytes: Option<&[u8]>) -> Option<D> {
        let path = self.path.join(name);
        let text = document::text(&path, bytes?);
        match text.and_then(|text| document::parse::<D>(Path::new(name), text)) {
            Ok(file) => Some(file),
            Err(error) => {
                self.mark_altered(name);
                self.result.problems.push(error.sentence());
                None
            }
        }
    }

    fn check_number(&mut self, name: &'static str, number: Option<Version>) {
        let folder = self.result.version;
        match number {
            Some(number) if number == folder => {}
            Some(number) => {
                self.add_problem(
                    name,
                    &format!("says it is {number}, its folder says {folder}"),
                );
            }
            None => self.add_problem(name, NO_VERSION),
        }
    }

    /// Compares what a file says about its predecessor with that predecessor. A break in the chain
    /// does not tell which of the two was altered, so neither file is marked.
    fn check_predecessor(
        &mut self,
        name: &'static str,
        previous: Option<&str>,
        before: Option<Version>,
        expected: Option<&Digest>,
    ) {
        let what = match (previous, before) {
            (None, None) => return,
            (Some(_), None) => {
                format!("{name} refers to a version before it, which no longer exists")
            }
            (None, Some(before)) => {
                format!("{name} doesn't name {before}, the version before it")
            }
            (Some(previous), Some(before)) => {
                if expected.is_none_or(|expected| expected.as_str() == previous) {
                    return;
                }
                let what = format!(
                    "{name} doesn't follow {before}: that version was replaced, or one between was removed"
                );
                self.result
                    .breaks_with
                    .get_or_insert((before, what.clone()));
                what
            }
        };
        self.result.problems.push(what);
    }

    /// Compares a picture or an export taken along with the digest in the glossary.
    fn check_taken_along(&mut self, kind: &str, name: &str, stated: &str) {
        let shown = format!("{kind}/{name}");
        // A picture lies in its folder itself, an export may have folders of its own.
        let is_possible = match kind {
            PICTURES => is_plain_name(name),
            _ => name.split('/').all(is_plain_name),
        };
        if !is_possible {
            let what = kind.trim_end_matches('s');
            let article = if kind == EXPORTS { "an" } else { "a" };
            let what = format!("{GLOSSARY_FILE} names {article} {what} that can't be one: {shown}");
            self.result.problems.push(what);
            return;
        }
        let what = match read_below(&self.path.join(kind), name) {
            Ok(bytes) if digest_line::has_digest(&bytes, stated) => return,
            Ok(_) => NOT_THE_GLOSSARYS.to_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => "is missing".to_owned(),
            Err(error) => format!("can't be read ({error})"),
        };
        self.result.problems.push(format!("{shown} {what}"));
    }

    /// Compares another file of the version with the digest in the glossary.
    fn check_sibling(&mut self, name: &'static str, bytes: Option<&[u8]>, stated: Option<&str>) {
        let Some(bytes) = bytes else { return };
        match stated {
            Some(stated) if digest_line::has_digest(bytes, stated) => {}
            Some(_) => {
                let already = format!("{name} was altered");
                let mut problems = self.result.problems.iter();
                if !problems.any(|problem| problem.starts_with(&already)) {
                    self.add_problem(name, NOT_THE_GLOSSARYS);
                }
            }
            None => self.add_problem(
                GLOSSARY_FILE,
                &format!("doesn't carry the digest of {name}"),
            ),
        }
    }

    fn add_problem(&mut self, name: &'static str, what: &str) {
        self.mark_altered(name);
        self.result.problems.push(format!("{name} {what}"));
    }

    fn mark_altered(&mut self, name: &'static str) {
        if !self.result.files.contains(&name) {
            self.result.files.push(name);
        }
    }
}
