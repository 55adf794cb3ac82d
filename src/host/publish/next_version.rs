//! The next version: what it builds on, its number, and what is kept of both.

use std::fmt::Write as _;

use super::{PublishOptions, PublishRefused};
use crate::export::{RevisionReport, escape_markdown};
use crate::model::{Changes, Definition, Session, Version};
use crate::proof::Cancel;
use crate::revision::{Bump, Revision};
use crate::store::SessionFolder;
use crate::store::versions::{self, VersionCheck};

/// The versions before this one, as they were found.
pub(super) struct VerifiedHistory {
    /// What of them isn't as it was published, and why this one is published all the same.
    altered: Option<(Vec<String>, String)>,
    /// The highest number there was, be that version still there or gone.
    newest: Option<Version>,
}

/// Makes sure that every version is as it was published, or that somebody said why to go on.
pub(super) fn verify_history(
    folder: &SessionFolder,
    asked: &PublishOptions,
) -> Result<VerifiedHistory, PublishRefused> {
    let checks = versions::verify(folder)?;
    let altered: Vec<String> = checks.iter().flat_map(VersionCheck::sentences).collect();
    let despite = asked.despite_altered.trim();
    if !altered.is_empty() && despite.is_empty() {
        return Err(PublishRefused::AlteredVersions(altered));
    }
    Ok(VerifiedHistory {
        altered: (!altered.is_empty()).then(|| (altered, despite.to_owned())),
        newest: checks.last().map(|check| check.version),
    })
}

/// The next version: its number, and what it changes over the last one.
pub(super) struct NextVersion {
    pub version: Version,
    change: Option<VersionChange>,
    /// What of the versions before it isn't as it was published, and why it is published all the
    /// same.
    altered: Option<(Vec<String>, String)>,
}

/// What a version changes over the last one.
struct VersionChange {
    last: Version,
    before: Definition,
    revision: Revision,
    /// Why its number goes further than computed.
    reason: Option<String>,
}

impl NextVersion {
    pub fn of(
        folder: &SessionFolder,
        session: &Session,
        asked: &PublishOptions,
        before: VerifiedHistory,
    ) -> Result<Self, PublishRefused> {
        let VerifiedHistory { altered, newest } = before;
        let Some(last) = versions::latest(folder)? else {
            return Ok(Self {
                // The number of a version that is gone is never given again.
                version: newest.map_or(Version::FIRST, |gone| Bump::Major.after(gone)),
                change: None,
                altered,
            });
        };
        let glossary = versions::read_glossary(folder, last)?;
        let before = glossary.definition(&versions::read_model(folder, last)?);
        let cancel = Cancel::never().with_budget(asked.budget);
        let revision = Revision::within_budget(&before, &session.definition, &cancel);
        let mut revision = revision.with_session_names(&glossary.name, &session.name);
        let bump = decide_bump(&revision, asked, last)?;
        revision.complete(&before, &session.definition, &cancel);
        let reason = (bump > revision.bump).then(|| asked.reason.trim().to_owned());
        Ok(Self {
            version: bump.after(newest.map_or(last, |newest| newest.max(last))),
            change: Some(VersionChange {
                last,
                before,
                revision,
                reason,
            }),
            altered,
        })
    }

    /// What the glossary says of the changes; nothing for a first version that builds on nothing.
    pub fn changes(&self) -> Option<Changes> {
        let changes = self.revision_summary();
        let Some((altered, despite)) = &self.altered else {
            return changes;
        };
        Some(Changes {
            altered: altered.clone(),
            despite_altered: despite.clone(),
            ..changes.unwrap_or(Changes {
                what: "no version before it is there".into(),
                ..Changes::default()
            })
        })
    }

    /// What changed over the last version, if there is one.
    fn revision_summary(&self) -> Option<Changes> {
        let change = self.change.as_ref()?;
        let revision = &change.revision;
        let counted = revision
            .lead_counts
            .as_ref()
            .filter(|_| revision.outcomes_differ());
        let told = revision.changes_by_severity().into_iter();
        Some(Changes {
            what: revision.headline().into(),
            possible_leads: counted.map_or(String::new(), |c| c.possible_leads.to_string()),
            changed_leads: counted.map_or(String::new(), |c| c.changed_leads.to_string()),
            smallest: revision.example().map_or(Vec::new(), |e| e.witness.texts()),
            not_proved: revision.not_proved_sentence().unwrap_or_default(),
            reason: change.reason.clone().unwrap_or_default(),
            changes: told.map(|(change, _)| change.message.clone()).collect(),
            ..Changes::default()
        })
    }

    /// What the minutes say of the changes, and of altered versions it was published despite.
    pub fn minutes(&self, session: &Session, asked: &PublishOptions) -> String {
        self.revision_minutes(session, asked) + &self.altered_minutes()
    }

    fn altered_minutes(&self) -> String {
        let Some((altered, despite)) = &self.altered else {
            return String::new();
        };
        let mut text = "\n## Published although a version was altered\n\n".to_owned();
        for sentence in altered {
            let _ = writeln!(text, "- {}", escape_markdown(sentence));
        }
        let _ = write!(text, "\nWhy: {}\n", escape_markdown(despite));
        text
    }

    fn revision_minutes(&self, session: &Session, asked: &PublishOptions) -> String {
        let Some(change) = &self.change else {
            return String::new();
        };
        let (from, to) = (change.last.to_string(), self.version.to_string());
        let impacts = asked.impacts.as_deref();
        let told = RevisionReport {
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
            altered: &[],
        };
        let mut text = format!("\n{}", told.markdown());
        if let Some(reason) = &change.reason {
            let reason = escape_markdown(reason);
            let _ = write!(
                text,
                "\nPublished as {to}, higher than computed: {reason}\n"
            );
        }
        text
    }
}

/// How far the number moves: as computed, or as asked for where that is allowed.
fn decide_bump(
    revision: &Revision,
    asked: &PublishOptions,
    last: Version,
) -> Result<Bump, PublishRefused> {
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
            Err(PublishRefused::NeedsReason {
                asked: bump,
                computed,
            })
        }
        Some(bump) => Ok(bump),
        None => Ok(computed),
    }
}
