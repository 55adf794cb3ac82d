//! Verifying: has any published file been altered?

use std::io;
use std::path::Path;

use super::{GLOSSARY_FILE, MODEL_FILE, RECAP_FILE, WORKSHOP_FILE, folder_of, list, sealing};
use crate::model::{GlossaryFile, ModelFile, Version};
use crate::store::document::{self, Document};
use crate::store::error::StoreError;
use crate::store::{Digest, SessionFolder};

/// What verifying one version found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionCheck {
    /// Which version.
    pub version: Version,
    /// What is wrong, in sentences that name the file; empty if it is as it was published.
    pub problems: Vec<String>,
}

/// The digests two published files of the version before state.
#[derive(Default)]
struct Chain {
    before: Option<Version>,
    model: Option<Digest>,
    glossary: Option<Digest>,
}

/// Checks every version, oldest first, and the chain they form. That the newest was replaced
/// as a whole can't be found from the files alone.
pub fn verify(folder: &SessionFolder) -> Result<Vec<VersionCheck>, StoreError> {
    let mut chain = Chain::default();
    let mut checks = Vec::new();
    for version in list(folder)? {
        let mut check = Check {
            path: folder_of(folder, version),
            version,
            problems: Vec::new(),
        };
        chain = check.run(&chain);
        checks.push(VersionCheck {
            version,
            problems: check.problems,
        });
    }
    Ok(checks)
}

/// The first thing that was altered, with its version, if anything was.
pub fn first_problem(checks: &[VersionCheck]) -> Option<String> {
    checks.iter().find_map(|check| {
        let problem = check.problems.first()?;
        Some(format!("version {}: {problem}", check.version))
    })
}

struct Check {
    path: std::path::PathBuf,
    version: Version,
    problems: Vec<String>,
}

impl Check {
    /// Checks the version's files and returns what the next one has to refer to.
    fn run(&mut self, chain: &Chain) -> Chain {
        let model = self.bytes(MODEL_FILE);
        let glossary = self.bytes(GLOSSARY_FILE);
        let recap = self.bytes(RECAP_FILE);
        let stated = Chain {
            before: Some(self.version),
            model: self.own_digest(MODEL_FILE, model.as_deref()),
            glossary: self.own_digest(GLOSSARY_FILE, glossary.as_deref()),
        };
        if let Some(file) = self.parse::<ModelFile>(MODEL_FILE, model.as_deref()) {
            self.number(MODEL_FILE, file.version);
            let previous = file.previous.as_deref();
            self.link(MODEL_FILE, previous, chain.before, chain.model.as_ref());
        }
        if let Some(file) = self.parse::<GlossaryFile>(GLOSSARY_FILE, glossary.as_deref()) {
            self.number(GLOSSARY_FILE, file.version);
            let previous = file.previous.as_deref();
            self.link(
                GLOSSARY_FILE,
                previous,
                chain.before,
                chain.glossary.as_ref(),
            );
            self.sibling(MODEL_FILE, model.as_deref(), file.model.as_deref());
            self.sibling(RECAP_FILE, recap.as_deref(), file.recap.as_deref());
            // Versions from before there was such a file don't name it.
            if let Some(stated) = file.workshop.as_deref() {
                let workshop = self.bytes(WORKSHOP_FILE);
                self.sibling(WORKSHOP_FILE, workshop.as_deref(), Some(stated));
            }
        }
        stated
    }

    fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        match std::fs::read(self.path.join(name)) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.say(name, "is missing");
                None
            }
            Err(error) => {
                self.say(name, &format!("can't be read ({error})"));
                None
            }
        }
    }

    /// Compares a file with its own digest, and gives the one it states.
    fn own_digest(&mut self, name: &str, bytes: Option<&[u8]>) -> Option<Digest> {
        let bytes = bytes?;
        let digests = sealing::digests(bytes);
        match &digests.stated {
            None => self.say(name, "has no digest of itself any more"),
            Some(_) if !digests.agree() => {
                let unix = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
                if sealing::digests(unix.as_bytes()).agree() {
                    self.say(name, "was altered: its line ends are no longer LF");
                } else {
                    self.say(name, "was altered: its content doesn't match its digest");
                }
            }
            Some(_) => {}
        }
        digests.stated
    }

    fn parse<D: Document>(&mut self, name: &str, bytes: Option<&[u8]>) -> Option<D> {
        let path = self.path.join(name);
        let text = document::text(&path, bytes?);
        match text.and_then(|text| document::parse::<D>(Path::new(name), text)) {
            Ok(file) => Some(file),
            Err(error) => {
                self.problems.push(error.sentence());
                None
            }
        }
    }

    fn number(&mut self, name: &str, number: Option<Version>) {
        match number {
            Some(number) if number == self.version => {}
            Some(number) => {
                let folder = self.version;
                self.say(
                    name,
                    &format!("says it is {number}, its folder says {folder}"),
                );
            }
            None => self.say(name, "doesn't say which version it is"),
        }
    }

    /// Compares what a file says of its predecessor with that predecessor.
    fn link(
        &mut self,
        name: &str,
        previous: Option<&str>,
        before: Option<Version>,
        expected: Option<&Digest>,
    ) {
        match (previous, before) {
            (None, None) => {}
            (Some(_), None) => self.say(name, "names a version before it, which is gone"),
            (None, Some(before)) => {
                self.say(
                    name,
                    &format!("doesn't name {before}, the version before it"),
                );
            }
            (Some(previous), Some(before)) => {
                if expected.is_some_and(|expected| expected.as_str() != previous) {
                    let broken = format!(
                        "doesn't follow {before}: that version was replaced, or one between was removed"
                    );
                    self.say(name, &broken);
                }
            }
        }
    }

    /// Compares another file of the version with the digest the glossary has of it.
    fn sibling(&mut self, name: &str, bytes: Option<&[u8]>, stated: Option<&str>) {
        let Some(bytes) = bytes else { return };
        match stated {
            Some(stated) if Digest::of(bytes).as_str() == stated => {}
            Some(_) => {
                let already = format!("{name} was altered");
                if !self.problems.iter().any(|said| said.starts_with(&already)) {
                    self.say(
                        name,
                        "was altered: it isn't the one glossary.yaml was published with",
                    );
                }
            }
            None => self.say(
                GLOSSARY_FILE,
                &format!("doesn't carry the digest of {name}"),
            ),
        }
    }

    fn say(&mut self, name: &str, what: &str) {
        self.problems.push(format!("{name} {what}"));
    }
}
