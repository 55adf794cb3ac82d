//! The next version: its number, what it changes, and what is recorded about that.

use std::fmt::Write as _;

use super::blocker::Blocker;
use super::number::{UsedNumbers, decide_bump};
use super::request::{FoundOnDisk, LastRelease, PublishRequest, Stop};
use crate::export::{RevisionReport, escape_markdown};
use crate::model::{Changes, Version};
use crate::proof::Cancel;
use crate::revision::{Bump, Revision};

/// The next version, decided.
pub(super) struct NextVersion<'a> {
    request: &'a PublishRequest,
    found: &'a FoundOnDisk,
    /// Its number.
    pub version: Version,
    change: Option<VersionChange>,
}

/// What a version changes compared to the previous one.
struct VersionChange {
    last: LastRelease,
    revision: Revision,
    /// The reason for a larger step than computed.
    reason: Option<String>,
}

impl<'a> NextVersion<'a> {
    /// Compares the draft with the last version, and decides the number.
    pub fn of(
        request: &'a PublishRequest,
        found: &'a FoundOnDisk,
        last: Option<LastRelease>,
        stop: Stop<'_>,
    ) -> Result<Self, Blocker> {
        let used = UsedNumbers {
            last: last.as_ref().map(|last| last.version),
            newest: found.newest,
        };
        let (bump, change) = match last {
            // From no version, any step leads to the same number.
            None => (Bump::Major, None),
            Some(last) => {
                let (bump, change) = VersionChange::of(request, last, stop)?;
                (bump, Some(change))
            }
        };
        let version = used.next(bump);
        if let Some(announced) = request.announced.filter(|number| *number != version) {
            return Err(Blocker::OtherNumber {
                announced,
                computed: version,
            });
        }
        Ok(Self {
            request,
            found,
            version,
            change,
        })
    }

    /// Returns the entry for the glossary; `None` for a first version.
    pub fn changes(&self) -> Option<Changes> {
        let changes = self.change.as_ref().map(VersionChange::summary);
        if self.found.altered.is_empty() {
            return changes;
        }
        Some(Changes {
            altered: self.found.altered.clone(),
            despite_altered: self.altered_reason().to_owned(),
            ..changes.unwrap_or(Changes {
                what: "no earlier version is left to compare it with".into(),
                ..Changes::default()
            })
        })
    }

    /// Returns what the minutes say about the changes, and about altered versions.
    pub fn minutes(&self) -> String {
        let change = self.change.as_ref();
        let changes = change.map(|change| change.minutes(self.request, self.version));
        changes.unwrap_or_default() + &self.altered_minutes()
    }

    fn altered_reason(&self) -> &str {
        self.request.overrides.altered_reason.trim()
    }

    fn altered_minutes(&self) -> String {
        if self.found.altered.is_empty() {
            return String::new();
        }
        let mut text = "\n## Published although a version was altered\n\n".to_owned();
        for sentence in &self.found.altered {
            let _ = writeln!(text, "- {}", escape_markdown(sentence));
        }
        let _ = write!(text, "\nWhy: {}\n", escape_markdown(self.altered_reason()));
        text
    }
}

impl VersionChange {
    /// Returns the step from the last version, and what changes.
    fn of(
        request: &PublishRequest,
        last: LastRelease,
        stop: Stop<'_>,
    ) -> Result<(Bump, Self), Blocker> {
        let session = &request.session;
        let (before, after) = (&last.definition, &session.definition);
        let cancel = Cancel::when(stop).with_budget(request.budget);
        let revision = Revision::within_budget(before, after, &cancel);
        let mut revision = revision.with_session_names(&last.name, &session.name);
        // A comparison that was stopped would err on the high side.
        if stop() {
            return Err(Blocker::Stopped);
        }
        let asked = request.overrides.bump.as_ref();
        let bump = decide_bump(&revision, asked, last.version)?;
        revision.complete(before, after, &cancel);
        if stop() {
            return Err(Blocker::Stopped);
        }
        let reason = asked.filter(|_| bump > revision.bump);
        let change = Self {
            reason: reason.map(|asked| asked.reason.trim().to_owned()),
            last,
            revision,
        };
        Ok((bump, change))
    }

    /// Returns the changes for the glossary.
    fn summary(&self) -> Changes {
        let revision = &self.revision;
        let counted = revision
            .lead_counts
            .as_ref()
            .filter(|_| revision.outcomes_differ());
        let by_severity = revision.changes_by_severity().into_iter();
        Changes {
            what: revision.headline().into(),
            possible_leads: counted.map_or(String::new(), |c| c.possible_leads.to_string()),
            changed_leads: counted.map_or(String::new(), |c| c.changed_leads.to_string()),
            smallest: revision.example().map_or(Vec::new(), |e| {
                let mut texts = e.witness.texts();
                texts.extend(e.witness.facts.texts());
                texts
            }),
            not_proved: revision.not_proved_sentence().unwrap_or_default(),
            reason: self.reason.clone().unwrap_or_default(),
            changes: by_severity
                .map(|(change, _)| change.message.clone())
                .collect(),
            ..Changes::default()
        }
    }

    /// Returns what the minutes say about the changes.
    fn minutes(&self, request: &PublishRequest, version: Version) -> String {
        let (from, to) = (self.last.version.to_string(), version.to_string());
        let impacts = request.impacts.as_deref();
        let report = RevisionReport {
            name: "",
            from: &from,
            to: &to,
            number: None,
            before: &self.last.definition,
            after: &request.session.definition,
            revision: &self.revision,
            recorded: impacts.and_then(|i| i.recorded.as_ref()),
            samples: impacts.and_then(|i| i.samples.as_ref()),
            buckets: &request.session.data.buckets,
            altered: &[],
        };
        let mut text = format!("\n{}", report.markdown());
        if let Some(reason) = &self.reason {
            let reason = escape_markdown(reason);
            let _ = write!(
                text,
                "\nPublished as {to}, higher than computed: {reason}\n"
            );
        }
        text
    }
}
