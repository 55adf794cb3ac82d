//! The record of a finished workshop, kept with the version it produced, and how the next workshop
//! starts from it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AgendaItem, FORMAT_WORKSHOP, Version, Workshop, is_default};

/// The content of a version's workshop.yaml: the record of the meeting that produced it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkshopFile {
    /// Format and its number: `workshop/1`.
    pub accord: String,
    /// The version the workshop produced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// The session's name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// When the version was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Timestamp>,
    /// The record of the meeting.
    #[serde(default, skip_serializing_if = "is_default")]
    pub workshop: Workshop,
}

impl WorkshopFile {
    /// Returns the record of a session's workshop, leaving version and date to the caller. Sealed
    /// words and votes aren't part of it: nobody could ever show them, and they name who wrote them.
    pub fn of(workshop: &Workshop, name: &str) -> Self {
        Self {
            accord: FORMAT_WORKSHOP.into(),
            name: name.into(),
            workshop: workshop.without_secrets(),
            ..Self::default()
        }
    }
}

impl AgendaItem {
    /// Returns the minutes to plan for the step next time: the time taken, rounded to five minutes.
    /// A step that took less than a quarter or more than three times its planned time was unusual
    /// and keeps its plan, and so does one without any time.
    pub fn suggested_minutes(&self) -> u32 {
        let (taken, planned) = (u64::from(self.taken_seconds), u64::from(self.minutes) * 60);
        if taken == 0 || taken * 4 < planned || taken > planned * 3 {
            return self.minutes;
        }
        u32::try_from((taken + 150) / 300 * 5)
            .unwrap_or(u32::MAX)
            .max(5)
    }
}

impl Workshop {
    /// Returns the workshop without what is sealed: words and rounds of votes that weren't shown.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        let mut shown = self.clone();
        shown.positions.retain(|position| position.sealed.is_none());
        for ballot in &mut shown.ballots {
            ballot.rounds.retain(|round| round.revealed.is_some());
        }
        shown.ballots.retain(|ballot| !ballot.rounds.is_empty());
        shown
    }

    /// Returns whether words or votes are sealed.
    pub fn has_secrets(&self) -> bool {
        *self != self.without_secrets()
    }

    /// Whether the workshop is over: a version was published after the one it revises.
    pub fn is_over(&self, last: Option<Version>) -> bool {
        last.is_some_and(|last| self.revises.is_none_or(|revises| revises < last))
    }

    /// Returns the workshop that revises the version this one made.
    ///
    /// Participants, questions, benchmarks, waivers, board checks and decisions carry over, the
    /// latter to tell why a value is what it is. So do actions and parked thoughts that are still
    /// open. Positions, votes, sign-offs, chosen pictures, clock and review figures start afresh;
    /// those of this workshop are kept with the version. The agenda plans the time each step took.
    #[must_use]
    pub fn next_workshop(&self, made: Version) -> Self {
        let agenda = self.agenda.iter().map(|item| AgendaItem {
            minutes: item.suggested_minutes(),
            taken_seconds: 0,
            extended_minutes: 0,
            ..item.clone()
        });
        let (actions, parking) = (self.open_actions(), self.open_thoughts());
        Self {
            revises: Some(made),
            agenda: agenda.collect(),
            actions: actions.cloned().collect(),
            parking: parking.cloned().collect(),
            visited: Vec::new(),
            positions: Vec::new(),
            ballots: Vec::new(),
            sign_offs: Vec::new(),
            review_date: None,
            pictures: Vec::new(),
            campaign_performance: String::new(),
            revenue_against_goal: String::new(),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        ActionItem, Ballot, BallotMethod, Decision, Id, ParkedThought, Side, SignOff,
    };

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    #[test]
    fn a_version_holds_nothing_sealed_and_nobody_who_voted_in_secret() {
        use crate::model::{Position, Round, Sealed, Vote};
        let vote = |value: &str, sealed: Option<Sealed>| Vote {
            voter: id("marta"),
            value: value.into(),
            sealed,
            ..Vote::default()
        };
        let round = |shown: bool| Round {
            revealed: shown.then_some(Timestamp::UNIX_EPOCH),
            votes: vec![if shown {
                vote("3", None)
            } else {
                vote("", Some(Sealed::new("8", b"marta")))
            }],
            ..Round::default()
        };
        let ballot = |rounds: Vec<Round>| Ballot {
            id: id("b"),
            subject: "answer:demo/one".into(),
            method: BallotMethod::Points,
            rounds,
            outcome: String::new(),
        };
        let words = |sealed: Option<Sealed>| Position {
            subject: "question:q".into(),
            side: Side::Sales,
            text: String::new(),
            sealed,
            at: None,
        };
        let workshop = Workshop {
            ballots: vec![
                ballot(vec![round(true), round(false)]),
                ballot(vec![round(false)]),
            ],
            positions: vec![words(None), words(Some(Sealed::new("elephants", b"sales")))],
            ..Workshop::default()
        };
        assert!(workshop.has_secrets());
        let kept = WorkshopFile::of(&workshop, "t").workshop;
        assert!(!kept.has_secrets());
        assert_eq!(kept.ballots, vec![ballot(vec![round(true)])]);
        assert_eq!(kept.positions, vec![words(None)]);
    }

    #[test]
    fn what_is_open_goes_on_and_what_was_voted_stays_behind() {
        let parked = |name: &str, resolution: &str| ParkedThought {
            id: id(name),
            name: name.into(),
            sponsor: "Ada".into(),
            resolution: resolution.into(),
        };
        let action = |name: &str, done: bool| ActionItem {
            id: id(name),
            name: name.into(),
            done,
            ..ActionItem::default()
        };
        let over = Workshop {
            agenda: Workshop::half_day()
                .into_iter()
                .map(|item| AgendaItem {
                    taken_seconds: item.minutes * 60 * 2,
                    extended_minutes: 4,
                    ..item
                })
                .collect(),
            parking: vec![parked("pricing", ""), parked("demo", "dropped")],
            actions: vec![action("tag", false), action("ask", true)],
            decisions: vec![Decision {
                id: id("d1"),
                subject: "stage:mql".into(),
                ..Decision::default()
            }],
            ballots: vec![Ballot {
                id: id("b1"),
                subject: "stage:mql".into(),
                method: BallotMethod::Fist,
                rounds: Vec::new(),
                outcome: String::new(),
            }],
            sign_offs: vec![SignOff {
                side: Side::Sales,
                name: "Ada".into(),
                at: None,
                digest: "sha256:00".into(),
            }],
            pictures: vec!["points-demo".into()],
            campaign_performance: "fine".into(),
            ..Workshop::default()
        };
        let next = over.next_workshop(Version::FIRST);
        assert_eq!(next.parking, [parked("pricing", "")]);
        assert_eq!(next.actions, [action("tag", false)]);
        assert_eq!(next.decisions, over.decisions);
        assert!(next.ballots.is_empty() && next.sign_offs.is_empty());
        assert!(next.campaign_performance.is_empty() && next.pictures.is_empty());
        let pairs = next.agenda.iter().zip(&over.agenda);
        for (next, over) in pairs {
            assert_eq!((next.taken_seconds, next.extended_minutes), (0, 0));
            assert_eq!(next.minutes, over.minutes * 2, "each took twice its time");
        }
        assert_eq!(next.agenda.len(), over.agenda.len());
        assert!(over.is_over(Some(Version::FIRST)));
        assert!(!next.is_over(Some(Version::FIRST)) && !over.is_over(None));
    }
}
