//! Decides the next version: what it builds on, its number, and what is recorded about it.

use std::fmt::Write as _;

use super::{PublishOptions, PublishRefused};
use crate::export::{RevisionReport, escape_markdown};
use crate::model::{Changes, Definition, Session, Version};
use crate::proof::Cancel;
use crate::revision::{Bump, Revision};
use crate::store::SessionFolder;
use crate::store::versions::{self, VersionCheck};

/// The earlier versions, as found on disk.
pub(super) struct VerifiedHistory {
    /// How they differ from what was published, and the reason to publish nevertheless.
    altered: Option<(Vec<String>, String)>,
    /// The highest number there ever was, even if that version is gone.
    newest: Option<Version>,
}

/// Checks that every version is as published, or that a reason to go on was given.
pub(super) fn verify_history(
    folder: &SessionFolder,
    options: &PublishOptions,
) -> Result<VerifiedHistory, PublishRefused> {
    let checks = versions::verify(folder)?;
    let altered: Vec<String> = checks.iter().flat_map(VersionCheck::sentences).collect();
    let despite = options.despite_altered.trim();
    if !altered.is_empty() && despite.is_empty() {
        return Err(PublishRefused::AlteredVersions(altered));
    }
    Ok(VerifiedHistory {
        altered: (!altered.is_empty()).then(|| (altered, despite.to_owned())),
        newest: checks.last().map(|check| check.version),
    })
}

/// The next version: its number, and what it changes.
pub(super) struct NextVersion {
    pub version: Version,
    change: Option<VersionChange>,
    /// How earlier versions differ from what was published, and the reason to publish nevertheless.
    altered: Option<(Vec<String>, String)>,
}

/// What a version changes compared to the previous one.
struct VersionChange {
    last: Version,
    before: Definition,
    revision: Revision,
    /// The reason for a larger step than computed.
    reason: Option<String>,
}

impl NextVersion {
    pub fn of(
        folder: &SessionFolder,
        session: &Session,
        options: &PublishOptions,
        before: VerifiedHistory,
    ) -> Result<Self, PublishRefused> {
        let VerifiedHistory { altered, newest } = before;
        let Some(last) = versions::latest(folder)? else {
            return Ok(Self {
                // The number of a version that is gone is never used again.
                version: newest.map_or(Version::FIRST, |gone| Bump::Major.after(gone)),
                change: None,
                altered,
            });
        };
        let glossary = versions::read_glossary(folder, last)?;
        let before = glossary.definition(&versions::read_model(folder, last)?);
        let cancel = Cancel::never().with_budget(options.budget);
        let revision = Revision::within_budget(&before, &session.definition, &cancel);
        let mut revision = revision.with_session_names(&glossary.name, &session.name);
        let bump = decide_bump(&revision, options, last)?;
        revision.complete(&before, &session.definition, &cancel);
        let reason = (bump > revision.bump).then(|| options.reason.trim().to_owned());
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

    /// Returns the entry for the glossary; `None` for a first version.
    pub fn changes(&self) -> Option<Changes> {
        let changes = self.revision_summary();
        let Some((altered, despite)) = &self.altered else {
            return changes;
        };
        Some(Changes {
            altered: altered.clone(),
            despite_altered: despite.clone(),
            ..changes.unwrap_or(Changes {
                what: "no earlier version is left to compare it with".into(),
                ..Changes::default()
            })
        })
    }

    /// Returns the changes from the previous version, if there is one.
    fn revision_summary(&self) -> Option<Changes> {
        let change = self.change.as_ref()?;
        let revision = &change.revision;
        let counted = revision
            .lead_counts
            .as_ref()
            .filter(|_| revision.outcomes_differ());
        let by_severity = revision.changes_by_severity().into_iter();
        Some(Changes {
            what: revision.headline().into(),
            possible_leads: counted.map_or(String::new(), |c| c.possible_leads.to_string()),
            changed_leads: counted.map_or(String::new(), |c| c.changed_leads.to_string()),
            smallest: revision.example().map_or(Vec::new(), |e| e.witness.texts()),
            not_proved: revision.not_proved_sentence().unwrap_or_default(),
            reason: change.reason.clone().unwrap_or_default(),
            changes: by_severity
                .map(|(change, _)| change.message.clone())
                .collect(),
            ..Changes::default()
        })
    }

    /// Returns what the minutes say about the changes, and about altered versions.
    pub fn minutes(&self, session: &Session, options: &PublishOptions) -> String {
        self.revision_minutes(session, options) + &self.altered_minutes()
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

    fn revision_minutes(&self, session: &Session, options: &PublishOptions) -> String {
        let Some(change) = &self.change else {
            return String::new();
        };
        let (from, to) = (change.last.to_string(), self.version.to_string());
        let impacts = options.impacts.as_deref();
        let report = RevisionReport {
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
        let mut text = format!("\n{}", report.markdown());
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

/// Returns the step of the version number: the computed one, or the one requested if it is allowed.
fn decide_bump(
    revision: &Revision,
    options: &PublishOptions,
    last: Version,
) -> Result<Bump, PublishRefused> {
    let computed = revision.bump;
    if computed == Bump::None {
        return Err(PublishRefused::Unchanged(last));
    }
    match options.bump {
        Some(asked) if asked < computed => Err(PublishRefused::TooSmall {
            asked,
            computed,
            why: revision.headline().into(),
        }),
        Some(bump) if bump > computed && options.reason.trim().is_empty() => {
            Err(PublishRefused::NeedsReason {
                asked: bump,
                computed,
            })
        }
        Some(bump) => Ok(bump),
        None => Ok(computed),
    }
}
