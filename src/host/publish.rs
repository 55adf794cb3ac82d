//! Publishing the next version: what must hold before, its number, its files.
//!
//! The workbench and `accord publish` both come here. Whoever calls holds the session's lock;
//! session.yaml itself isn't touched.

#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, Unit};

use crate::check::{self, Finding, Severity};
use crate::export::{Revised, markdown_escaped, recap};
use crate::model::{
    Changes, Definition, GlossaryFile, ModelFile, Session, Side, SignOff, Version, Workshop,
    WorkshopFile,
};
use crate::proof::{Budget, Cancel};
use crate::revision::{Bump, Impacts, Revision};
use crate::store::versions::{self, PublishError, PublishedTexts};
use crate::store::{SessionFolder, StoreError};

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
    #[error("{computed} is computed, and {asked} goes further: that needs a reason")]
    WhyMore {
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

/// A number of one's own wish.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// How far the number is to move; as computed if absent.
    pub bump: Option<Bump>,
    /// Why further than computed.
    pub reason: String,
    /// How much proofs may take: half of it the findings, all of it the number.
    pub budget: Budget,
    /// What becomes of the leads there are, where that is known, for the minutes.
    pub impacts: Option<Arc<Impacts>>,
}

/// A version that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its number.
    pub version: Version,
    /// What went wrong beside it and takes nothing from it.
    pub warning: Option<String>,
}

/// Publishes the session's definition as the next version, agreed by these, with the computed
/// number: 1.0.0 first, afterwards what [`Revision`] says of it and the last version.
pub fn publish(
    folder: &SessionFolder,
    session: &Session,
    sign_offs: &[SignOff],
    now: Timestamp,
    today: Date,
) -> Result<Version, PublishRefused> {
    let asked = Asked::default();
    let published = publish_as(folder, session, sign_offs, &asked, now, today)?;
    Ok(published.version)
}

/// Publishes with a number that may go further than computed.
pub fn publish_as(
    folder: &SessionFolder,
    session: &Session,
    sign_offs: &[SignOff],
    asked: &Asked,
    now: Timestamp,
    today: Date,
) -> Result<Published, PublishRefused> {
    let now = now.round(Unit::Second).unwrap_or(now);
    let (_, proved) = check::prove_all(&session.definition, asked.budget.half(), &|| false);
    let findings = check::check(session, today);
    let findings = check::with_proved(findings, &proved, &session.workshop);
    mended(session, &findings)?;
    let next = Next::of(folder, session, asked)?;
    let agreed_by = agreed(session, sign_offs)?;
    let mut signed = session.clone();
    let workshop: &mut Workshop = std::sync::Arc::make_mut(&mut signed.workshop);
    workshop.sign_offs.clone_from(&agreed_by);
    let (definition, name) = (&session.definition, &session.name);
    let mut minutes = recap(&signed, next.version, now, &findings);
    minutes.push_str(&next.minutes(session, asked));
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
    // The version is there whatever becomes of the list of them.
    let listed = versions::write_changelog(folder, name);
    Ok(Published {
        version,
        warning: listed.err().map(|why| why.sentence()),
    })
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

/// The next version: its number, and what it changes over the last one.
struct Next {
    version: Version,
    change: Option<Changed>,
}

/// What a version changes over the last one.
struct Changed {
    last: Version,
    before: Definition,
    revision: Revision,
    /// Why its number goes further than computed.
    reason: Option<String>,
}

impl Next {
    fn of(
        folder: &SessionFolder,
        session: &Session,
        asked: &Asked,
    ) -> Result<Self, PublishRefused> {
        let Some(last) = versions::latest(folder)? else {
            return Ok(Self {
                version: Version::FIRST,
                change: None,
            });
        };
        let glossary = versions::read_glossary(folder, last)?;
        let before = glossary.definition(&versions::read_model(folder, last)?);
        let cancel = Cancel::never().within(asked.budget);
        let revision = Revision::best(&before, &session.definition, &cancel);
        let mut revision = revision.named(&glossary.name, &session.name);
        let bump = settle(&revision, asked, last)?;
        revision.complete(&before, &session.definition, &cancel);
        let reason = (bump > revision.bump).then(|| asked.reason.trim().to_owned());
        Ok(Self {
            version: bump.after(last),
            change: Some(Changed {
                last,
                before,
                revision,
                reason,
            }),
        })
    }

    /// What the glossary says of the changes; nothing for the first version.
    fn changes(&self) -> Option<Changes> {
        let change = self.change.as_ref()?;
        let revision = &change.revision;
        let counted = revision
            .counted
            .as_ref()
            .filter(|_| revision.outcomes_differ());
        let told = revision.told().into_iter();
        Some(Changes {
            what: revision.headline().into(),
            possible_leads: counted.map_or(String::new(), |c| c.possible_leads.to_string()),
            changed_leads: counted.map_or(String::new(), |c| c.changed_leads.to_string()),
            smallest: revision.example().map_or(Vec::new(), |e| e.witness.texts()),
            not_proved: revision.not_proved_sentence().unwrap_or_default(),
            reason: change.reason.clone().unwrap_or_default(),
            changes: told.map(|(change, _)| change.message.clone()).collect(),
        })
    }

    /// What the minutes say of the changes; nothing for the first version.
    fn minutes(&self, session: &Session, asked: &Asked) -> String {
        let Some(change) = &self.change else {
            return String::new();
        };
        let (from, to) = (change.last.to_string(), self.version.to_string());
        let impacts = asked.impacts.as_deref();
        let told = Revised {
            name: "",
            from: &from,
            to: &to,
            number: None,
            before: &change.before,
            after: &session.definition,
            revision: &change.revision,
            recorded: impacts.and_then(|i| i.recorded.as_ref()),
            samples: impacts.and_then(|i| i.samples.as_ref()),
            buckets: &session.data.buckets,
        };
        let mut text = format!("\n{}", told.markdown());
        if let Some(reason) = &change.reason {
            let reason = markdown_escaped(reason);
            let _ = write!(
                text,
                "\nPublished as {to}, further than computed: {reason}\n"
            );
        }
        text
    }
}

/// How far the number moves: as computed, or as asked for where that is allowed.
fn settle(revision: &Revision, asked: &Asked, last: Version) -> Result<Bump, PublishRefused> {
    let computed = revision.bump;
    if computed == Bump::None {
        return Err(PublishRefused::Unchanged(last));
    }
    match asked.bump {
        Some(asked) if asked < computed => Err(PublishRefused::TooSmall {
            asked,
            computed,
            why: revision.headline().into(),
        }),
        Some(bump) if bump > computed && asked.reason.trim().is_empty() => {
            Err(PublishRefused::WhyMore {
                asked: bump,
                computed,
            })
        }
        Some(bump) => Ok(bump),
        None => Ok(computed),
    }
}
