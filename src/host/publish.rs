//! Publishing the next version: what must hold before, its number, its files.
//!
//! The workbench and `accord publish` both come here. Whoever calls holds the session's lock;
//! session.yaml itself isn't touched.

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

/// How many findings a refusal names.
const MAX_NAMED: usize = 3;

/// Why nothing was published. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PublishRefused {
    /// A version that this one builds on isn't as it was published, and nobody said why to go on.
    #[error("{}; put back what was published, or say why to publish anyway", altered_sentence(.0))]
    AlteredVersions(Vec<String>),
    /// The definition has errors.
    #[error("{}", named_findings("must be fixed first", .0))]
    Findings(Vec<String>),
    /// Findings may stand only with a reason, and there is none.
    #[error("{}; record a waiver with the reason, or fix it", named_findings("can't stand without a reason", .0))]
    NeedsWaiver(Vec<String>),
    /// Changes couldn't be read and nobody has said why it goes on without them.
    #[error("changes that couldn't be read were set aside in {}; say first why the session goes on without them", .0.join(", "))]
    UnreadChanges(Vec<String>),
    /// A side hasn't agreed.
    #[error("{} hasn't agreed yet; publishing needs {}", .side.label(), side_list(.needed))]
    NotAgreed {
        /// Who hasn't.
        side: Side,
        /// Who must.
        needed: &'static [Side],
    },
    /// A side agreed to another text.
    #[error("{name} agreed for {} to other words than these; something was changed since: ask again", .side.label())]
    SignedOtherText {
        /// For whom.
        side: Side,
        /// Who signed.
        name: String,
    },
    /// The definition is the last version's.
    #[error("nothing changed since {0}, so there is nothing to publish")]
    Unchanged(Version),
    /// A smaller number was asked for than follows from the change.
    #[error("{computed} is computed, since {why}; {asked} would be too little")]
    TooSmall {
        /// What was asked for.
        asked: Bump,
        /// What follows from the change.
        computed: Bump,
        /// Why, in words.
        why: String,
    },
    /// A larger number was asked for, and nobody said why.
    #[error("{computed} is computed, and {asked} is higher: that needs a reason")]
    NeedsReason {
        /// What was asked for.
        asked: Bump,
        /// What follows from the change.
        computed: Bump,
    },
    /// The files couldn't be read or written.
    #[error(transparent)]
    Failed(#[from] StoreError),
    /// The number was taken meanwhile.
    #[error(transparent)]
    VersionTaken(PublishError),
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

/// A number of one's own wish.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishOptions {
    /// How far the number is to move; as computed if absent.
    pub bump: Option<Bump>,
    /// Why further than computed.
    pub reason: String,
    /// Why to publish although a version before it was altered; blank to refuse that.
    pub despite_altered: String,
    /// How much proofs may take: half of it the findings, all of it the number.
    pub budget: Budget,
    /// What becomes of the leads there are, where that is known, for the minutes.
    pub impacts: Option<Arc<Impacts>>,
}

/// A version that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedVersion {
    /// Its number.
    pub version: Version,
    /// What went wrong beside it and takes nothing from it.
    pub warning: Option<String>,
}

/// Publishes the session's definition as the next version, agreed by these, with the computed
/// number: 1.0.0 first, afterwards what [`crate::revision::Revision`] says of it and the last version.
pub fn publish(
    folder: &SessionFolder,
    session: &Session,
    sign_offs: &[SignOff],
    now: Timestamp,
    today: Date,
) -> Result<Version, PublishRefused> {
    let asked = PublishOptions::default();
    let published = publish_with(folder, session, sign_offs, &asked, now, today)?;
    Ok(published.version)
}

/// Publishes with a number that may go further than computed.
pub fn publish_with(
    folder: &SessionFolder,
    session: &Session,
    sign_offs: &[SignOff],
    asked: &PublishOptions,
    now: Timestamp,
    today: Date,
) -> Result<PublishedVersion, PublishRefused> {
    let now = now.round(Unit::Second).unwrap_or(now);
    let before = verify_history(folder, asked)?;
    let (_, proved) = check::prove_all(&session.definition, asked.budget.half(), &|| false);
    let findings = check::check(session, today);
    let findings = check::merge_proved(findings, &proved, &session.workshop);
    let unread = store::unread_journals(folder);
    if !unread.is_empty() {
        let paths = unread.iter().map(store::UnreadJournal::path).collect();
        return Err(PublishRefused::UnreadChanges(paths));
    }
    check_findings(session, &findings)?;
    let next = NextVersion::of(folder, session, asked, before)?;
    let agreed_by = check_sign_offs(session, sign_offs)?;
    let mut signed = session.clone();
    let workshop: &mut Workshop = std::sync::Arc::make_mut(&mut signed.workshop);
    workshop.sign_offs.clone_from(&agreed_by);
    let (definition, name) = (&session.definition, &session.name);
    let mut minutes = recap(&signed, next.version, now, &findings);
    minutes.push_str(&next.minutes(session, asked));
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
    // The version is there whatever becomes of the list of them and of what is noted of it.
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

/// What the minutes say of changes that couldn't be read; nothing where there were none.
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
    let said = |keep: &dyn Fn(&&Finding) -> bool| -> Vec<String> {
        let kept = findings.iter().filter(keep);
        kept.map(|f| finding_sentence(session, f)).collect()
    };
    let errors = said(&|f| f.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(PublishRefused::Findings(errors));
    }
    // One that was given a reason is a note by now.
    let warning = |f: &&Finding| f.severity == Severity::Warning;
    let open = said(&|f| warning(f) && check::needs_waiver(f.code));
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

/// The last sign-off of each side that must agree, all of them on exactly this definition.
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
