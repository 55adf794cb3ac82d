//! Publishing the next version: preconditions, number and files.
//!
//! Both the workbench and `accord publish` use this. The caller holds the session's lock;
//! session.yaml itself is not changed.

mod next_version;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, Unit};

use crate::check::{self, Finding, Severity};
use crate::export::{escape_markdown, recap};
use crate::model::{
    GlossaryFile, ModelFile, Session, Side, SignOff, Version, Workshop, WorkshopFile,
};
use crate::proof::Budget;
use crate::revision::{Bump, Impacts};
use crate::store::versions::{self, PublishError, PublishedTexts};
use crate::store::{self, SessionFolder, StoreError};
use next_version::{NextVersion, verify_history};

/// Most findings named in a refusal.
const MAX_NAMED: usize = 3;

/// Why nothing was published. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PublishRefused {
    /// An earlier version differs from what was published, and no reason to go on was given.
    #[error("{}; put back what was published, or say why to publish anyway", altered_sentence(.0))]
    AlteredVersions(Vec<String>),
    /// The definition has findings that must be fixed.
    #[error("{}", named_findings("must be fixed first", .0))]
    Findings(Vec<String>),
    /// Some findings may stand only with a waiver, and there is none.
    #[error("{}; record a waiver with the reason, or fix it", named_findings("can't stand without a reason", .0))]
    NeedsWaiver(Vec<String>),
    /// Some changes could not be read, and nobody has accounted for them.
    #[error("changes that couldn't be read were set aside in {}; first give a reason to continue without them", .0.join(", "))]
    UnreadChanges(Vec<String>),
    /// A side has not signed.
    #[error("{} hasn't agreed yet; publishing needs {}", .side.label(), side_list(.needed))]
    NotAgreed {
        /// The side that has not.
        side: Side,
        /// The sides that must.
        needed: &'static [Side],
    },
    /// A side signed another definition.
    #[error("{name} agreed for {} to an earlier text; it has changed since: ask again", .side.label())]
    SignedOtherText {
        /// The side.
        side: Side,
        /// Who signed.
        name: String,
    },
    /// The definition is the same as in this last version.
    #[error("nothing changed since {0}, so there is nothing to publish")]
    Unchanged(Version),
    /// A smaller step than the changes require was requested.
    #[error("{computed} is computed, since {why}; {asked} would be too little")]
    TooSmall {
        /// The step requested.
        asked: Bump,
        /// The step computed from the changes.
        computed: Bump,
        /// The reason for the computed step, in words.
        why: String,
    },
    /// A larger step was requested without a reason.
    #[error("{computed} is computed, and {asked} is higher: that needs a reason")]
    NeedsReason {
        /// The step requested.
        asked: Bump,
        /// The step computed from the changes.
        computed: Bump,
    },
    /// A file could not be read or written.
    #[error(transparent)]
    Failed(#[from] StoreError),
    /// Somebody else published that number meanwhile.
    #[error(transparent)]
    VersionTaken(PublishError),
}

impl PublishRefused {
    /// Whether the cause is the definition rather than the disk.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Failed(_))
    }
}

impl From<PublishError> for PublishRefused {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Failed(error) => Self::Failed(error),
            PublishError::NotAfter { .. } => Self::VersionTaken(error),
        }
    }
}

fn named_findings(what: &str, findings: &[String]) -> String {
    let count = findings.len();
    let things = if count == 1 { "thing" } else { "things" };
    let mut text = format!("{count} {things} {what}: ");
    text.push_str(&findings[..count.min(MAX_NAMED)].join("; "));
    if count > MAX_NAMED {
        let _ = write!(text, "; and {} more", count - MAX_NAMED);
    }
    text
}

fn altered_sentence(sentences: &[String]) -> String {
    let mut text = sentences[..sentences.len().min(MAX_NAMED)].join("; ");
    if sentences.len() > MAX_NAMED {
        let _ = write!(text, "; and {} more", sentences.len() - MAX_NAMED);
    }
    text
}

fn side_list(sides: &[Side]) -> String {
    let names: Vec<String> = sides.iter().map(|side| side.label().to_owned()).collect();
    crate::model::wording::join_list(&names, "and")
}

/// Options for publishing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishOptions {
    /// The step of the version number; computed if absent.
    pub bump: Option<Bump>,
    /// The reason for a larger step than computed.
    pub reason: String,
    /// The reason to publish although an earlier version was altered; blank to refuse that.
    pub despite_altered: String,
    /// The budget for proofs. Findings get half of it, the number all of it.
    pub budget: Budget,
    /// Effects on sample and recorded leads for the minutes, if known.
    pub impacts: Option<Arc<Impacts>>,
}

/// A published version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedVersion {
    /// Its number.
    pub version: Version,
    /// Something that went wrong afterwards and does not affect the version.
    pub warning: Option<String>,
}

/// Publishes the session's definition as the next version, with these sign-offs and the computed
/// number: 1.0.0 first, afterwards as decided by [`crate::revision::Revision`].
///
/// # Errors
///
/// If a precondition is not met or a file cannot be written; then nothing was published.
pub fn publish(
    folder: &SessionFolder,
    session: &Session,
    sign_offs: &[SignOff],
    now: Timestamp,
    today: Date,
) -> Result<Version, PublishRefused> {
    let options = PublishOptions::default();
    let published = publish_with(folder, session, sign_offs, &options, now, today)?;
    Ok(published.version)
}

/// Publishes with options, such as a larger step of the version number.
///
/// # Errors
///
/// If a precondition is not met or a file cannot be written; then nothing was published.
pub fn publish_with(
    folder: &SessionFolder,
    session: &Session,
    sign_offs: &[SignOff],
    options: &PublishOptions,
    now: Timestamp,
    today: Date,
) -> Result<PublishedVersion, PublishRefused> {
    let now = now.round(Unit::Second).unwrap_or(now);
    let before = verify_history(folder, options)?;
    let (_, proved) = check::prove_all(&session.definition, options.budget.half(), &|| false);
    let findings = check::check(session, today);
    let findings = check::merge_proved(findings, &proved, &session.workshop);
    let unread = store::unread_journals(folder);
    if !unread.is_empty() {
        let paths = unread.iter().map(store::UnreadJournal::path).collect();
        return Err(PublishRefused::UnreadChanges(paths));
    }
    check_findings(session, &findings)?;
    let next = NextVersion::of(folder, session, options, before)?;
    let agreed_by = check_sign_offs(session, sign_offs)?;
    let mut signed = session.clone();
    let workshop: &mut Workshop = std::sync::Arc::make_mut(&mut signed.workshop);
    workshop.sign_offs.clone_from(&agreed_by);
    let (definition, name) = (&session.definition, &session.name);
    let mut minutes = recap(&signed, next.version, now, &findings);
    minutes.push_str(&next.minutes(session, options));
    minutes.push_str(&unread_minutes(folder));
    let texts = PublishedTexts {
        version: next.version,
        model: ModelFile {
            published: Some(now),
            ..ModelFile::of(definition, name)
        },
        glossary: GlossaryFile {
            published: Some(now),
            agreed_by,
            changes: next.changes(),
            ..GlossaryFile::of(definition, name)
        },
        recap: minutes,
        workshop: WorkshopFile {
            published: Some(now),
            ..WorkshopFile::of(&signed.workshop, name)
        },
    };
    let version = next.version;
    versions::publish(folder, texts)?;
    // The version exists, whatever happens to the list of versions and to this note.
    if let Err(why) = store::mark_printed(folder) {
        tracing::warn!(%why, "the minutes of the next version will say it again");
    }
    let noted = versions::remember_newest(folder, version);
    let listed = versions::write_changelog(folder, name);
    Ok(PublishedVersion {
        version,
        warning: noted.and(listed).err().map(|why| why.sentence()),
    })
}

/// Returns what the minutes say about changes that could not be read; blank if there were none.
fn unread_minutes(folder: &SessionFolder) -> String {
    let answered = store::answered_journals(folder);
    if answered.is_empty() {
        return String::new();
    }
    let mut text = "\n## Published without\n\n".to_owned();
    for aside in answered {
        let what = match aside.changes {
            Some(1) => "1 change".to_owned(),
            Some(n) => format!("{n} changes"),
            None => "Changes".to_owned(),
        };
        let path = aside.path();
        let reason = escape_markdown(aside.reason.as_deref().unwrap_or_default());
        let _ = writeln!(
            text,
            "- {what} that couldn't be read, set aside in `{path}`: {reason}"
        );
    }
    text
}

fn check_findings(session: &Session, findings: &[Finding]) -> Result<(), PublishRefused> {
    let messages_where = |keep: &dyn Fn(&&Finding) -> bool| -> Vec<String> {
        let kept = findings.iter().filter(keep);
        kept.map(|f| finding_sentence(session, f)).collect()
    };
    let errors = messages_where(&|f| f.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(PublishRefused::Findings(errors));
    }
    // A warning that has a waiver has become a note by now.
    let warning = |f: &&Finding| f.severity == Severity::Warning;
    let open = messages_where(&|f| warning(f) && check::needs_waiver(f.code));
    if open.is_empty() {
        Ok(())
    } else {
        Err(PublishRefused::NeedsWaiver(open))
    }
}

fn finding_sentence(session: &Session, finding: &Finding) -> String {
    let place = session.title_of(&finding.place);
    let message = finding.message.trim_end_matches('.');
    if message.contains(&place) {
        message.into()
    } else {
        format!("{place}: {message}")
    }
}

/// Returns the last sign-off of each side that must sign, all of them for exactly this definition.
fn check_sign_offs(
    session: &Session,
    sign_offs: &[SignOff],
) -> Result<Vec<SignOff>, PublishRefused> {
    let digest = session.definition.digest();
    let needed = session.workshop.signing_sides();
    let last = |side: Side| {
        let found = sign_offs.iter().rev().find(|s| s.side == side);
        let found = found.ok_or(PublishRefused::NotAgreed { side, needed })?;
        if found.digest != digest {
            let name = found.name.clone();
            return Err(PublishRefused::SignedOtherText { side, name });
        }
        Ok(found.clone())
    };
    needed.iter().copied().map(last).collect()
}
