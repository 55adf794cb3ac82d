//! The record of the meeting.

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Agreement, BallotMethod, DayOrder, FunnelPlan, Id, ReviewCycle, Sealed, Side, Version,
    VoteNaming, is_default, old_words,
};

/// Everything that happened in the room apart from the definition itself.
///
/// A `subject` names a thing of the session by kind and id: `stage:mql`,
/// `answer:vertical/expertise`, `question:qualified`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Workshop {
    /// The published version being revised; absent in a first workshop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revises: Option<Version>,
    /// The people in the room.
    #[serde(skip_serializing_if = "is_default")]
    pub participants: Vec<Participant>,
    /// The steps with their time boxes.
    #[serde(skip_serializing_if = "is_default")]
    pub agenda: Vec<AgendaItem>,
    /// The opening questions.
    #[serde(skip_serializing_if = "is_default")]
    pub questions: Vec<Question>,
    /// Figures from elsewhere, for comparison with the team's own.
    #[serde(skip_serializing_if = "is_default")]
    pub benchmarks: Vec<Benchmark>,
    /// The share of forwarded leads that Sales rejects, as the team states it.
    #[serde(skip_serializing_if = "is_default")]
    pub rejection_rate: String,
    /// The steps that have been opened.
    #[serde(skip_serializing_if = "is_default")]
    pub visited: Vec<String>,
    /// Each side's own wordings.
    #[serde(skip_serializing_if = "is_default")]
    pub positions: Vec<Position>,
    /// Whether votes are shown and kept with names; see [`Workshop::vote_naming`] if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote_naming: Option<VoteNaming>,
    /// Ballots, in order.
    #[serde(skip_serializing_if = "is_default")]
    pub ballots: Vec<Ballot>,
    /// Decisions, in order.
    #[serde(skip_serializing_if = "is_default")]
    pub decisions: Vec<Decision>,
    /// Thoughts parked for later.
    #[serde(skip_serializing_if = "is_default")]
    pub parking: Vec<ParkedThought>,
    /// What people agreed to do.
    #[serde(skip_serializing_if = "is_default")]
    pub actions: Vec<ActionItem>,
    /// Findings the room lets stand, each with a reason.
    #[serde(default, alias = "exceptions", skip_serializing_if = "is_default")]
    pub waivers: Vec<Waiver>,
    /// What the customer advisory board said about definitions.
    #[serde(skip_serializing_if = "is_default")]
    pub board_checks: Vec<BoardCheck>,
    /// The numbers the room reckons with on the way from names to revenue.
    #[serde(skip_serializing_if = "is_default")]
    pub plan: FunnelPlan,
    /// Who signed which definition.
    #[serde(skip_serializing_if = "is_default")]
    pub sign_offs: Vec<SignOff>,
    /// Whether Management has to sign too.
    #[serde(skip_serializing_if = "is_default")]
    pub management_signs: bool,
    /// What comes first in a day that is typed in numbers, once that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DayOrder>,
    /// How often the definition is reviewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_cycle: Option<ReviewCycle>,
    /// The date of the next review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_date: Option<Date>,
    /// Pictures that a version takes along, by their names in the session's pictures without an
    /// ending.
    #[serde(skip_serializing_if = "is_default")]
    pub pictures: Vec<String>,
    /// Exports that a version takes along, by the names of their formats, such as `html`.
    #[serde(skip_serializing_if = "is_default")]
    pub exports: Vec<String>,
    /// How the last period's campaigns did; asked when a revision starts.
    #[serde(skip_serializing_if = "is_default")]
    pub campaign_performance: String,
    /// Revenue against goal in the last period.
    #[serde(skip_serializing_if = "is_default")]
    pub revenue_against_goal: String,
}

/// A participant of the workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Unique among participants.
    pub id: Id,
    /// Their name.
    pub name: String,
    /// Whom they speak for.
    pub side: Side,
    /// Their job.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: String,
}

/// A step's time box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// The step, such as `points`, or `break`.
    pub id: Id,
    /// Its title.
    pub name: String,
    /// Minutes planned.
    pub minutes: u32,
    /// Seconds taken so far.
    #[serde(default, skip_serializing_if = "is_default")]
    pub taken_seconds: u32,
    /// Minutes added by the room during the meeting.
    #[serde(default, skip_serializing_if = "is_default")]
    pub extended_minutes: u32,
    /// Questions to ask the room; the built-in ones if empty.
    #[serde(default, skip_serializing_if = "is_default")]
    pub questions: Vec<String>,
}

/// A question each side answers before hearing the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Unique among questions.
    pub id: Id,
    /// The question.
    pub name: String,
}

/// A figure from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Benchmark {
    /// Unique among benchmarks.
    pub id: Id,
    /// What the figure is about.
    pub name: String,
    /// The figure itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub figure: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// The team's own figure, for comparison.
    #[serde(default, skip_serializing_if = "is_default")]
    pub own: String,
}

/// One side's wording on a subject, sealed until both sides are revealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The subject.
    #[serde(deserialize_with = "old_words::subject")]
    pub subject: String,
    /// The side.
    pub side: Side,
    /// The wording, once revealed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// The wording before it is revealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
    /// When it was last written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// A ballot, in one or more rounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Unique among ballots.
    pub id: Id,
    /// The subject.
    #[serde(deserialize_with = "old_words::subject")]
    pub subject: String,
    /// How votes are cast.
    pub method: BallotMethod,
    /// The rounds, oldest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rounds: Vec<Round>,
    /// The outcome set by the facilitator.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcome: String,
}

/// One round of a ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// When voting opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Timestamp>,
    /// When the votes were revealed; until then they are sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed: Option<Timestamp>,
    /// How the votes are kept; absent in rounds of before this could be chosen, which are named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming: Option<VoteNaming>,
    /// The votes: in the order of the participants if they are named, else by side and value.
    #[serde(default, skip_serializing_if = "is_default")]
    pub votes: Vec<Vote>,
}

/// One voter's vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// The participant's id; the side's word if the side votes as one, or once votes by side are
    /// revealed; `anonymous` once anonymous ones are.
    pub voter: Id,
    /// The vote, once revealed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub value: String,
    /// The vote before it is revealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
    /// Whether the voter was away.
    #[serde(default, skip_serializing_if = "is_default")]
    pub absent: bool,
    /// The reason, if the voter was asked for one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
    /// Who gave the reason, if the vote has no name and they want to be named.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason_by: String,
}

/// A decision. It is never rewritten, only superseded by a later one on the same subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Unique among decisions.
    pub id: Id,
    /// The subject.
    #[serde(deserialize_with = "old_words::subject")]
    pub subject: String,
    /// The text or value decided.
    pub value: String,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// How the votes behind it are kept, if without names: each entry below is a vote then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming: Option<VoteNaming>,
    /// Who agreed: ids of participants, or sides.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agreed: Vec<String>,
    /// Who did not, and why.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dissent: Vec<Dissent>,
    /// How far the sides agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// The decision that superseded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<Id>,
}

/// Somebody's dissent from a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dissent {
    /// The participant's id, a side, or the name somebody gave with the reason.
    pub who: String,
    /// The reason.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
}

/// A thought parked for later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParkedThought {
    /// Unique among parked thoughts.
    pub id: Id,
    /// The thought.
    pub name: String,
    /// Who raised it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sponsor: String,
    /// What became of it; blank while open.
    #[serde(default, skip_serializing_if = "is_default")]
    pub resolution: String,
}

/// An action: what somebody agreed to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionItem {
    /// Unique among actions.
    pub id: Id,
    /// What is to be done.
    pub name: String,
    /// Who does it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// The due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Whether it is done.
    #[serde(default, skip_serializing_if = "is_default")]
    pub done: bool,
    /// The criteria to verify, if that is what it is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub verifies: Vec<Id>,
    /// Why they are published unverified.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
}

/// A finding the room lets stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Unique among waivers.
    pub id: Id,
    /// The finding's code; blank if the reason covers every finding of its kind.
    pub code: String,
    /// The place, as a subject; blank for everywhere.
    #[serde(
        default,
        deserialize_with = "old_words::subject",
        skip_serializing_if = "is_default"
    )]
    pub place: String,
    /// Why it may stand.
    pub reason: String,
}

/// What the customer advisory board said about a definition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoardCheck {
    /// Unique among checks.
    pub id: Id,
    /// The thing checked, as a subject.
    #[serde(deserialize_with = "old_words::subject")]
    pub subject: String,
    /// When it was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Who checked it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub who: String,
    /// What they said.
    #[serde(default, skip_serializing_if = "is_default")]
    pub verdict: String,
}

/// One side's agreement to one exact definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// The side.
    pub side: Side,
    /// Who signed.
    pub name: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Digest of the definition's canonical bytes: `sha256:HEX`.
    pub digest: String,
}

impl Workshop {
    /// Returns the agenda of a half-day workshop, with a break in the middle.
    pub fn half_day() -> Vec<AgendaItem> {
        [
            ("room", "Room", 25),
            ("evidence", "Evidence", 25),
            ("personas", "Personas", 15),
            ("journey", "Journey", 20),
            ("stages", "Stages", 40),
            ("break", "Break", 10),
            ("points", "Points", 40),
            ("rules", "Rules", 25),
            ("preview", "Preview", 25),
            ("publish", "Publish", 15),
        ]
        .into_iter()
        .map(|(id, name, minutes)| AgendaItem {
            id: Id::new(id).expect("the built-in ids are well formed"),
            name: name.into(),
            minutes,
            ..AgendaItem::default()
        })
        .collect()
    }

    /// Returns a side's sign-off, whichever definition it is for.
    pub fn sign_off(&self, side: Side) -> Option<&SignOff> {
        self.sign_offs.iter().rev().find(|s| s.side == side)
    }

    /// Returns the sides that must sign before publishing.
    pub fn signing_sides(&self) -> &'static [Side] {
        if self.management_signs {
            &[Side::Sales, Side::Marketing, Side::Management]
        } else {
            &[Side::Sales, Side::Marketing]
        }
    }
}
