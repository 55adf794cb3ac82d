//! The next version: what it builds on, its number, and what is kept of both.

use std::fmt::Write as _;

use super::{Asked, PublishRefused};
use crate::export::{Revised, markdown_escaped};
use crate::model::{Changes, Definition, Session, Version};
use crate::proof::Cancel;
use crate::revision::{Bump, Revision};
use crate::store::SessionFolder;
use crate::store::versions::{self, VersionCheck};

/// The versions before this one, as they were found.
pub(super) struct Before {
    /// What of them isn't as it was published, and why this one is published all the same.
    altered: Option<(Vec<String>, String)>,
    /// The highest number there was, be that version still there or gone.
    newest: Option<Version>,
}

/// Makes sure that every version is as it was published, or that somebody said why to go on.
pub(super) fn verified(folder: &SessionFolder, asked: &Asked) -> Result<Before, PublishRefused> {
    let checks = versions::verify(folder)?;
    let altered: Vec<String> = checks.iter().flat_map(VersionCheck::sentences).collect();
    let despite = asked.despite_altered.trim();
    if !altered.is_empty() && despite.is_empty() {
        return Err(PublishRefused::Altered(altered));
    }
    Ok(Before {
        altered: (!altered.is_empty()).then(|| (altered, despite.to_owned())),
        newest: checks.last().map(|check| check.version),
    })
}

/// The next version: its number, and what it changes over the last one.
pub(super) struct Next {
    pub version: Version,
    change: Option<Changed>,
    /// What of the versions before it isn't as it was published, and why it is published all the
    /// same.
    altered: Option<(Vec<String>, String)>,
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
    pub fn of(
        folder: &SessionFolder,
        session: &Session,
        asked: &Asked,
        before: Before,
    ) -> Result<Self, PublishRefused> {
        let Before { altered, newest } = before;
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
        let cancel = Cancel::never().within(asked.budget);
        let revision = Revision::best(&before, &session.definition, &cancel);
        let mut revision = revision.named(&glossary.name, &session.name);
        let bump = settle(&revision, asked, last)?;
        revision.complete(&before, &session.definition, &cancel);
        let reason = (bump > revision.bump).then(|| asked.reason.trim().to_owned());
        Ok(Self {
            version: bump.after(newest.map_or(last, |newest| newest.max(last))),
            change: Some(Changed {
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
        let changes = self.revised();
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
    fn revised(&self) -> Option<Changes> {
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
            ..Changes::default()
        })
    }

    /// What the minutes say of the changes, and of altered versions it was published despite.
    pub fn minutes(&self, session: &Session, asked: &Asked) -> String {
        self.revised_minutes(session, asked) + &self.altered_minutes()
    }

    fn altered_minutes(&self) -> String {
        let Some((altered, despite)) = &self.altered else {
            return String::new();
        };
        let mut text = "\n## Published although a version was altered\n\n".to_owned();
        for sentence in altered {
            let _ = writeln!(text, "- {}", markdown_escaped(sentence));
        }
        let _ = write!(text, "\nWhy: {}\n", markdown_escaped(despite));
        text
    }

    fn revised_minutes(&self, session: &Session, asked: &Asked) -> String {
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
            altered: &[],
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
