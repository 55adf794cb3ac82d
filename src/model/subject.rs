//! Subjects of ballots and decisions. `subject_in_session.rs` looks them up in the definition,
//! `subject_in_record.rs` in the record of the meeting.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{BallotMethod, Id, Kind, Place, Reference, Stage};

/// What a ballot, position or decision is about.
///
/// Written as a place, `stage:mql` or `answer:demo/one-to-one`. A threshold belongs to its stage
/// and is named after a `#`: `stage:mql#points.total` (or `fit`, `behaviour`, a group's id).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Subject {
    /// The thing concerned.
    pub place: Place,
    /// For a threshold, the points it limits: `total`, `fit`, `behaviour` or a group's id.
    pub threshold: Option<String>,
}

/// What the room decides about a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectKind {
    /// Whether to accept the wording of a stage or term.
    Wording,
    /// How many points an answer is worth.
    Points,
    /// How many points a stage requires.
    Threshold,
    /// Whether a sample lead should go to Sales.
    Forward,
}

impl Subject {
    /// A thing as a whole.
    pub fn of(place: Place) -> Self {
        Self {
            place,
            threshold: None,
        }
    }

    /// The points a stage's rule requires, of `total`, `fit`, `behaviour` or a group.
    pub fn threshold(stage: &Id, of: &str) -> Self {
        Self {
            place: Place::new(Kind::Stage, stage.clone()),
            threshold: Some(of.to_owned()),
        }
    }

    /// An answer; for a yes/no criterion, the criterion itself.
    pub fn answer(reference: &Reference) -> Self {
        Self::of(match reference.answers.first() {
            Some(answer) => Place::part(Kind::Answer, reference.criterion.clone(), answer.clone()),
            None => Place::new(Kind::Criterion, reference.criterion.clone()),
        })
    }

    /// A sample lead.
    pub fn sample(id: &Id) -> Self {
        Self::of(Place::new(Kind::Sample, id.clone()))
    }

    /// Returns what the room decides, or `None` for things that are not voted on.
    pub fn kind(&self) -> Option<SubjectKind> {
        match (self.place.kind, &self.threshold) {
            (Kind::Stage, Some(_)) => Some(SubjectKind::Threshold),
            (Kind::Stage | Kind::Term, None) => Some(SubjectKind::Wording),
            (Kind::Answer | Kind::Criterion, None) => Some(SubjectKind::Points),
            (Kind::Sample, None) => Some(SubjectKind::Forward),
            _ => None,
        }
    }

    /// Returns the possible voting methods; if there are several, the room chooses.
    pub fn methods(&self) -> &'static [BallotMethod] {
        match self.kind() {
            Some(SubjectKind::Wording) => &[BallotMethod::Gradients, BallotMethod::Fist],
            Some(SubjectKind::Points | SubjectKind::Threshold) => &[BallotMethod::Points],
            Some(SubjectKind::Forward) => &[BallotMethod::YesNo],
            None => &[],
        }
    }

    /// Returns the question put to voters.
    pub fn question(&self) -> &'static str {
        match self.kind() {
            Some(SubjectKind::Wording) => "Will this wording do?",
            Some(SubjectKind::Points) => "How many points is it worth?",
            Some(SubjectKind::Threshold) => "How many points must a lead have?",
            Some(SubjectKind::Forward) => "Would you forward this lead to Sales?",
            None => "",
        }
    }

    /// Whether an open ballot on it hides figures. Wordings are voted on in the open.
    pub fn hides_figures(&self) -> bool {
        matches!(
            self.kind(),
            Some(SubjectKind::Points | SubjectKind::Threshold | SubjectKind::Forward)
        )
    }

    /// Returns the thresholds of a stage's rule.
    pub fn thresholds(stage: &Stage) -> Vec<Self> {
        let rule = stage.rule.as_ref().filter(|_| stage.is_computed());
        let minima = rule.and_then(|rule| rule.points.as_ref());
        let named = minima.into_iter().flat_map(|points| points.keys());
        named.map(|of| Self::threshold(&stage.id, of)).collect()
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.place)?;
        match &self.threshold {
            Some(of) => write!(f, "#points.{of}"),
            None => Ok(()),
        }
    }
}

impl From<Subject> for String {
    fn from(subject: Subject) -> Self {
        subject.to_string()
    }
}

impl TryFrom<String> for Subject {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Subject {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (place, part) = match text.split_once('#') {
            Some((place, part)) => (place, Some(part)),
            None => (text, None),
        };
        let of = part.map(|part| {
            part.strip_prefix("points.").ok_or_else(|| {
                format!("`{text}` names no part: write stage:ID#points.total, or another minimum")
            })
        });
        Ok(Self {
            place: place.parse()?,
            threshold: of.transpose()?.map(Into::into),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_read_and_write_the_same() {
        for text in [
            "stage:mql",
            "stage:mql#points.total",
            "answer:demo/one-to-one",
            "sample:l-0412",
        ] {
            assert_eq!(text.parse::<Subject>().unwrap().to_string(), text);
        }
        assert!("stage:mql#total".parse::<Subject>().is_err());
        assert!("mql".parse::<Subject>().is_err());
    }
}
