//! Publishing the next version: what must hold before, its number, its files.
//!
//! The workbench and `accord publish` both come here. Whoever calls holds the session's lock;
//! session.yaml itself isn't touched.

mod bump;

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::{Timestamp, Unit};

use crate::check::{self, Finding, Severity};
use crate::export::recap;
use crate::model::{
    Definition, GlossaryFile, ModelFile, Session, Side, SignOff, Version, Workshop, WorkshopFile,
};
use crate::store::versions::{self, PublishError, PublishedTexts};
use crate::store::{SessionFolder, StoreError};

pub use bump::{Bump, bump};

/// How many findings a refusal names.
const NAMED: usize = 3;

/// Why nothing was published. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PublishRefused {
    /// The definition has errors.
    #[error("{}", named("must be mended first", .0))]
    Findings(Vec<String>),
    /// Findings may stand only with a reason, and there is none.
    #[error("{}; record an exception with the reason, or mend it", named("can't stand without a reason", .0))]
    NoReason(Vec<String>),
    /// A side hasn't agreed.
    #[error("{} hasn't agreed yet; publishing needs {}", .side.label(), sides(.needed))]
    NotAgreed {
        /// Who hasn't.
        side: Side,
        /// Who must.
        needed: &'static [Side],
    },
    /// A side agreed to another text.
    #[error("{name} agreed for {} to other words than these; something was changed since: ask again", .side.label())]
    OtherText {
        /// For whom.
        side: Side,
        /// Who signed.
        name: String,
    },
    /// The definition is the last version's.
    #[error("nothing changed since {0}, so there is nothing to publish")]
    Unchanged(Version),
    /// The files couldn't be read or written.
    #[error(transparent)]
    Failed(#[from] StoreError),
    /// The number was taken meanwhile.
    #[error(transparent)]
    Number(PublishError),
}

impl PublishRefused {
    /// Whether it was refused for what the definition is, not for what the disk does.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Failed(_))
    }
}

impl From<PublishError> for PublishRefused {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Failed(error) => Self::Failed(error),
            PublishError::NotAfter { .. } => Self::Number(error),
        }
    }
}

fn named(what: &str, findings: &[String]) -> String {
    let count = findings.len();
    let things = if count == 1 { "thing" } else { "things" };
    let mut text = format!("{count} {things} {what}: ");
    text.push_str(&findings[..count.min(NAMED)].join("; "));
    if count > NAMED {
        let _ = write!(text, "; and {} more", count - NAMED);
    }
    text
}

fn sides(sides: &[Side]) -> String {
    let names: Vec<String> = sides.iter().map(|side| side.label().to_owned()).collect();
    crate::model::wording::list(&names, "and")
}

/// Publishes the session's definition as the next version, agreed by these.
///
/// The number: 1.0.0 first; afterwards patch where only wording changed, minor where something
/// was added or carries another meaning without any part that scoring looks at, major where an
/// id is gone or scoring looks at something that changed. A proof that no possible lead's outcome
/// differs will allow less than major.
pub fn publish(
    folder: &SessionFolder,
    session: &Session,
    sign_offs: &[SignOff],
    now: Timestamp,
    today: Date,
) -> Result<Version, PublishRefused> {
    let now = now.round(Unit::Second).unwrap_or(now);
    let findings = check::check(session, today);
    mended(session, &findings)?;
    let version = next_version(folder, session)?;
    let agreed_by = agreed(session, sign_offs)?;
    let mut signed = session.clone();
    let workshop: &mut Workshop = std::sync::Arc::make_mut(&mut signed.workshop);
    workshop.sign_offs.clone_from(&agreed_by);
    let (definition, name) = (&session.definition, &session.name);
    let texts = PublishedTexts {
        version,
        model: ModelFile {
            published: Some(now),
            ..ModelFile::of(definition, name)
        },
        glossary: GlossaryFile {
            published: Some(now),
            agreed_by,
            ..GlossaryFile::of(definition, name)
        },
        recap: recap(&signed, version, now, &findings),
        workshop: WorkshopFile {
            published: Some(now),
            ..WorkshopFile::of(&signed.workshop, name)
        },
    };
    versions::publish(folder, texts)?;
    Ok(version)
}

fn mended(session: &Session, findings: &[Finding]) -> Result<(), PublishRefused> {
    let said = |keep: &dyn Fn(&&Finding) -> bool| -> Vec<String> {
        let kept = findings.iter().filter(keep);
        kept.map(|f| sentence(session, f)).collect()
    };
    let errors = said(&|f| f.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(PublishRefused::Findings(errors));
    }
    // One that was given a reason is a note by now.
    let warning = |f: &&Finding| f.severity == Severity::Warning;
    let open = said(&|f| warning(f) && check::needs_reason(f.code));
    if open.is_empty() {
        Ok(())
    } else {
        Err(PublishRefused::NoReason(open))
    }
}

fn sentence(session: &Session, finding: &Finding) -> String {
    let place = session.title_of(&finding.place);
    let message = finding.message.trim_end_matches('.');
    if message.contains(&place) {
        message.into()
    } else {
        format!("{place}: {message}")
    }
}

/// The last sign-off of each side that must agree, all of them on exactly this definition.
fn agreed(session: &Session, sign_offs: &[SignOff]) -> Result<Vec<SignOff>, PublishRefused> {
    let digest = session.definition.digest();
    let needed = session.workshop.signing_sides();
    let last = |side: Side| {
        let found = sign_offs.iter().rev().find(|s| s.side == side);
        let found = found.ok_or(PublishRefused::NotAgreed { side, needed })?;
        if found.digest != digest {
            let name = found.name.clone();
            return Err(PublishRefused::OtherText { side, name });
        }
        Ok(found.clone())
    };
    needed.iter().copied().map(last).collect()
}

/// The number of the next version.
fn next_version(folder: &SessionFolder, session: &Session) -> Result<Version, PublishRefused> {
    let Some(last) = versions::latest(folder)? else {
        return Ok(Version::FIRST);
    };
    let glossary = versions::read_glossary(folder, last)?;
    let before: Definition = glossary.definition(&versions::read_model(folder, last)?);
    let renamed = glossary.name != session.name;
    match bump(&before, &session.definition) {
        Bump::None if !renamed => Err(PublishRefused::Unchanged(last)),
        Bump::None => Ok(Bump::Patch.after(last)),
        bump => Ok(bump.after(last)),
    }
}
