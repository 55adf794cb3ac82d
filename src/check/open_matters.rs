//! What a definition goes out with although it isn't finished: values in dispute, values to agree
//! again, values nobody agreed on, criteria nobody verified.
//!
//! The one source for the minutes, Publish and the question before it.

use super::verification::unverified;
use crate::model::alignment::{Alignment, alignment, changed_subjects, unsettled_subjects};
use crate::model::ballot::LEFT_OPEN;
use crate::model::wording::count_noun;
use crate::model::{Agreement, Kind, Place, Session, Subject, SubjectKind};

/// Everything that is open about a session's values and criteria.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenMatters {
    /// Values in dispute, kept open, agreed by one side only, or being voted on.
    pub unsettled: Vec<OpenValue>,
    /// Values that were agreed and have changed since.
    pub changed: Vec<OpenValue>,
    /// Values that nobody agreed on, by kind; no kind is empty.
    pub never_agreed: Vec<NeverAgreed>,
    /// Criteria without source, word on collecting or real example.
    pub unverified: Vec<UnverifiedCriterion>,
}

/// A value that is open, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenValue {
    /// What it is about.
    pub subject: Subject,
    /// Its title.
    pub title: String,
    /// How it stands: "decided at 5, disputed: 2 against".
    pub state: String,
}

/// Values of one kind that nobody agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeverAgreed {
    /// Their kind.
    pub kind: SubjectKind,
    /// Subject and title of each; points and thresholds with their value.
    pub values: Vec<(Subject, String)>,
}

impl NeverAgreed {
    /// Counts them: "12 points", "2 thresholds", "1 wording".
    pub fn count(&self) -> String {
        let noun = match self.kind {
            SubjectKind::Points => "answer",
            SubjectKind::Threshold => "threshold",
            SubjectKind::Wording | SubjectKind::Forward => "wording",
        };
        let count = count_noun(self.values.len(), noun);
        match self.kind {
            SubjectKind::Points => format!("points of {count}"),
            _ => count,
        }
    }
}

/// A criterion that isn't verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnverifiedCriterion {
    /// Its place.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// What it lacks, in words.
    pub lacks: String,
}

/// Returns what is open in a session.
pub fn open_matters(session: &Session) -> OpenMatters {
    let valued = |describe: fn(&Session, &Subject) -> String| {
        move |subject: Subject| OpenValue {
            title: subject.title(session),
            state: describe(session, &subject),
            subject,
        }
    };
    let unsettled = unsettled_subjects(session).into_iter();
    let changed = changed_subjects(session).into_iter();
    let unverified = unverified(session).into_iter();
    OpenMatters {
        unsettled: unsettled.map(valued(unsettled_state)).collect(),
        changed: changed.map(valued(changed_state)).collect(),
        never_agreed: never_agreed(session),
        unverified: unverified
            .map(|found| UnverifiedCriterion {
                place: Place::new(Kind::Criterion, found.criterion.id.clone()),
                name: found.criterion.name.clone(),
                lacks: found.lacks,
            })
            .collect(),
    }
}

fn unsettled_state(session: &Session, subject: &Subject) -> String {
    let found = alignment(session, subject);
    if found.voting {
        return "being voted on".into();
    }
    let ballot = session.workshop.ballot(subject);
    if ballot.is_some_and(|ballot| ballot.outcome == LEFT_OPEN) {
        return "kept open, disputed".into();
    }
    match (found.agreement, found.decision) {
        (Agreement::OneSide, _) => "agreed by one side".into(),
        (_, None) => "voted on, not decided: the votes are far apart".into(),
        (_, Some(decision)) => {
            let decided = match subject.kind() {
                Some(SubjectKind::Wording) | None => "decided".to_owned(),
                Some(SubjectKind::Forward) => format!("decided: {}", decision.value),
                Some(SubjectKind::Points | SubjectKind::Threshold) => {
                    format!("decided at {}", decision.value)
                }
            };
            match decision.dissent.len() {
                0 => format!("{decided}, disputed"),
                against => format!("{decided}, disputed: {against} against"),
            }
        }
    }
}

fn changed_state(session: &Session, subject: &Subject) -> String {
    alignment(session, subject).changed_text(session, subject, "")
}

fn never_agreed(session: &Session) -> Vec<NeverAgreed> {
    let kinds = [
        SubjectKind::Points,
        SubjectKind::Threshold,
        SubjectKind::Wording,
    ];
    let all = Subject::all(session);
    let of_kind = |kind: SubjectKind| {
        let subjects = all.iter().filter(|subject| subject.kind() == Some(kind));
        let values = subjects.filter_map(|subject| {
            let value = subject.value(session).filter(|value| !value.is_empty())?;
            let open = is_never_agreed(&alignment(session, subject));
            let title = subject.title(session);
            let title = match kind {
                SubjectKind::Wording | SubjectKind::Forward => title,
                SubjectKind::Points | SubjectKind::Threshold => format!("{title} ({value})"),
            };
            open.then(|| (subject.clone(), title))
        });
        NeverAgreed {
            kind,
            values: values.collect(),
        }
    };
    let found = kinds.into_iter().map(of_kind);
    found.filter(|group| !group.values.is_empty()).collect()
}

fn is_never_agreed(found: &Alignment) -> bool {
    found.decision.is_none() && !found.voting && found.agreement != Agreement::Disputed
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Decision, Dissent};

    fn session() -> Session {
        let session = serde_json::json!({"accord": "session/1", "name": "Small", "definition": {
            "stages": [{"id": "mql", "name": "MQL", "rule": {"points": {"total": 20}}}],
            "criteria": [{"id": "demo", "name": "Demo", "kind": "behaviour", "points": 5,
                "collected": "now", "source": "CRM", "example": "Ann"}]}});
        serde_json::from_value(session).expect("it reads")
    }

    fn decided(session: &mut Session, value: &str, agreement: Agreement) {
        Arc::make_mut(&mut session.workshop)
            .decisions
            .push(Decision {
                subject: "stage:mql#points.total".into(),
                value: value.into(),
                agreement: Some(agreement),
                dissent: vec![Dissent::default(); usize::from(agreement == Agreement::Disputed)],
                ..Decision::default()
            });
    }

    fn states(values: &[OpenValue]) -> Vec<&str> {
        values.iter().map(|value| value.state.as_str()).collect()
    }

    #[test]
    fn a_value_taken_back_is_to_be_agreed_again_and_is_not_unsettled() {
        let mut session = session();
        decided(&mut session, "25", Agreement::Both);
        let open = open_matters(&session);
        assert_eq!(
            states(&open.changed),
            ["agreed at 25, then changed to 20: agree again"]
        );
        assert_eq!(open.unsettled, []);
    }

    #[test]
    fn a_disputed_value_says_how_many_are_against_it() {
        let mut session = session();
        decided(&mut session, "20", Agreement::Disputed);
        let open = open_matters(&session);
        assert_eq!(
            states(&open.unsettled),
            ["decided at 20, disputed: 1 against"]
        );
        assert_eq!(open.changed, []);
    }

    #[test]
    fn a_value_agreed_on_is_no_longer_among_those_never_agreed() {
        let mut session = session();
        let titles = |session: &Session| -> Vec<String> {
            let groups = open_matters(session).never_agreed.into_iter();
            let values = groups.flat_map(|group| group.values);
            values.map(|(_, title)| title).collect()
        };
        let threshold = "MQL: points needed in all (20)";
        assert_eq!(titles(&session), ["Demo (5)", threshold]);
        decided(&mut session, "20", Agreement::Both);
        assert_eq!(titles(&session), ["Demo (5)"]);
    }

    #[test]
    fn a_criterion_says_all_it_lacks() {
        let mut session = session();
        let demo = &mut Arc::make_mut(&mut session.definition).criteria[0];
        demo.example.clear();
        demo.source.clear();
        let lacks = open_matters(&session).unverified;
        let lacks: Vec<_> = lacks
            .iter()
            .map(|c| (c.name.as_str(), c.lacks.as_str()))
            .collect();
        assert_eq!(lacks, [("Demo", "no source and no real example")]);
    }
}
