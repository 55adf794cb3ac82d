//! What the minutes say is open about values and criteria.

use serde::Serialize;

use crate::check::{OpenMatters, conflicts, open_matters};
use crate::model::{Session, SubjectKind};

/// The open matters as lists of lines.
#[derive(Serialize)]
pub(super) struct OpenPage {
    unsettled: Vec<OpenLine>,
    changed: Vec<OpenLine>,
    conflicts: Vec<OpenLine>,
    never_agreed: Vec<NeverAgreedLine>,
    unverified: Vec<OpenLine>,
}

#[derive(Serialize)]
struct OpenLine {
    title: String,
    state: String,
}

#[derive(Serialize)]
struct NeverAgreedLine {
    what: &'static str,
    titles: Vec<String>,
}

impl OpenPage {
    /// Returns whether nothing is open.
    pub(super) fn is_empty(&self) -> bool {
        self.unsettled.is_empty()
            && self.changed.is_empty()
            && self.conflicts.is_empty()
            && self.never_agreed.is_empty()
            && self.unverified.is_empty()
    }

    pub(super) fn of(session: &Session) -> Self {
        let OpenMatters {
            unsettled,
            changed,
            never_agreed,
            unverified,
        } = open_matters(session);
        let line = |title, state| OpenLine { title, state };
        let groups = never_agreed.into_iter().map(|group| NeverAgreedLine {
            what: match group.kind {
                SubjectKind::Points => "Points",
                SubjectKind::Threshold => "Thresholds",
                SubjectKind::Wording | SubjectKind::Forward => "Wordings",
            },
            titles: group.values.into_iter().map(|(_, title)| title).collect(),
        });
        let conflicts = conflicts(session).into_iter();
        Self {
            conflicts: conflicts
                .map(|found| line(found.name.clone(), found.sentence()))
                .collect(),
            unsettled: (unsettled.into_iter().map(|v| line(v.title, v.state))).collect(),
            changed: (changed.into_iter().map(|v| line(v.title, v.state))).collect(),
            never_agreed: groups.collect(),
            unverified: (unverified.into_iter().map(|c| line(c.name, c.lacks))).collect(),
        }
    }
}
