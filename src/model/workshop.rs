//! The record of the meeting.

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Agreement, BallotMethod, Id, ReviewCycle, Sealed, Side, Version, is_default, old_words,
};

/// Everything that happened in the room besides the definition itself.
///
/// A `subject` below names a thing of the session by kind and id: `stage:mql`,
/// `answer:vertical/expertise`, `question:qualified`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Workshop {
    /// The published version it revises; absent in the first workshop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revises: Option<Version>,
    /// Who is there.
    #[serde(skip_serializing_if = "is_default")]
    pub participants: Vec<Participant>,
    /// The steps with their time boxes.
    #[serde(skip_serializing_if = "is_default")]
    pub agenda: Vec<AgendaItem>,
    /// The questions of the opening contrast.
    #[serde(skip_serializing_if = "is_default")]
    pub questions: Vec<Question>,
    /// Known figures from elsewhere, beside the team's own.
    #[serde(skip_serializing_if = "is_default")]
    pub benchmarks: Vec<Benchmark>,
    /// The share of forwarded leads that Sales rejects, as the team states it.
    #[serde(skip_serializing_if = "is_default")]
    pub rejection_rate: String,
    /// The steps somebody has opened.
    #[serde(skip_serializing_if = "is_default")]
    pub visited: Vec<String>,
    /// Each side's own words.
    #[serde(skip_serializing_if = "is_default")]
    pub positions: Vec<Position>,
    /// Votes.
    #[serde(skip_serializing_if = "is_default")]
    pub ballots: Vec<Ballot>,
    /// What was decided.
    #[serde(skip_serializing_if = "is_default")]
    pub decisions: Vec<Decision>,
    /// Thoughts put aside.
    #[serde(skip_serializing_if = "is_default")]
    pub parking: Vec<ParkedThought>,
    /// What somebody will do.
    #[serde(skip_serializing_if = "is_default")]
    pub actions: Vec<ActionItem>,
    /// Findings the room lets stand, with the reason.
    #[serde(default, alias = "exceptions", skip_serializing_if = "is_default")]
    pub waivers: Vec<Waiver>,
    /// What the customer advisory board said of definitions.
    #[serde(skip_serializing_if = "is_default")]
    pub board_checks: Vec<BoardCheck>,
    /// Who agrees to which text.
    #[serde(skip_serializing_if = "is_default")]
    pub sign_offs: Vec<SignOff>,
    /// Whether Management has to agree too.
    #[serde(skip_serializing_if = "is_default")]
    pub management_signs: bool,
    /// How often the definition is reviewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_cycle: Option<ReviewCycle>,
    /// When it is reviewed next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_date: Option<Date>,
    /// How the last period's campaigns did, asked when a revision starts.
    #[serde(skip_serializing_if = "is_default")]
    pub campaign_performance: String,
    /// Revenue against goal in the last period.
    #[serde(skip_serializing_if = "is_default")]
    pub revenue_against_goal: String,
}

/// Somebody in the room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Unique among participants.
    pub id: Id,
    /// Their name.
    pub name: String,
    /// Whom they speak for.
    pub side: Side,
    /// What they do.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: String,
}

/// A step's time box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// The step, such as `points`, or `break`.
    pub id: Id,
    /// What the room calls it.
    pub name: String,
    /// Minutes planned.
    pub minutes: u32,
    /// Seconds taken so far.
    #[serde(default, skip_serializing_if = "is_default")]
    pub taken_seconds: u32,
    /// Minutes the room added to it as it went.
    #[serde(default, skip_serializing_if = "is_default")]
    pub extended_minutes: u32,
    /// Questions worth asking the room in it; the built-in ones if there are none.
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
    /// What it says.
    pub name: String,
    /// The figure.
    #[serde(default, skip_serializing_if = "is_default")]
    pub figure: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// The team's own figure, beside it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub own: String,
}

/// One side's own words on something, sealed until both are revealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// On what.
    #[serde(deserialize_with = "old_words::subject")]
    pub subject: String,
    /// Whose words.
    pub side: Side,
    /// The words, once revealed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// The words before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
    /// When they were last written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// A vote of the room, in rounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Unique among ballots.
    pub id: Id,
    /// On what.
    #[serde(deserialize_with = "old_words::subject")]
    pub subject: String,
    /// How votes are cast.
    pub method: BallotMethod,
    /// The rounds, first first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rounds: Vec<Round>,
    /// What the facilitator set in the end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcome: String,
}

/// One round of a ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// When it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Timestamp>,
    /// When it was revealed; votes are sealed until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed: Option<Timestamp>,
    /// The votes, in the order of the participants.
    #[serde(default, skip_serializing_if = "is_default")]
    pub votes: Vec<Vote>,
}

/// One voter's vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// The participant, or the side where one row stands for all of it.
    pub voter: Id,
    /// The value, once revealed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub value: String,
    /// The value before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
    /// Whether the voter was away.
    #[serde(default, skip_serializing_if = "is_default")]
    pub absent: bool,
    /// Why, where the voter was asked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
}

/// What was decided, superseded by a later one on the same subject, never rewritten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Unique among decisions.
    pub id: Id,
    /// On what.
    #[serde(deserialize_with = "old_words::subject")]
    pub subject: String,
    /// The text or value decided.
    pub value: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Who agreed: participants' ids or sides.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agreed: Vec<String>,
    /// Who didn't, and why.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dissent: Vec<Dissent>,
    /// How far the room agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// The decision that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<Id>,
}

/// Somebody who didn't agree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dissent {
    /// Who.
    pub who: String,
    /// Why.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
}

/// A thought put aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParkedThought {
    /// Unique among parked items.
    pub id: Id,
    /// The thought.
    pub name: String,
    /// Who brought it up.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sponsor: String,
    /// What became of it: blank while open.
    #[serde(default, skip_serializing_if = "is_default")]
    pub resolution: String,
}

/// What somebody will do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionItem {
    /// Unique among actions.
    pub id: Id,
    /// What.
    pub name: String,
    /// Who.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Whether it was done.
    #[serde(default, skip_serializing_if = "is_default")]
    pub done: bool,
}

/// A finding the room lets stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Unique among exceptions.
    pub id: Id,
    /// The finding's code; blank for one reason for everything of its kind.
    pub code: String,
    /// Where, as a subject; blank for everywhere.
    #[serde(
        default,
        deserialize_with = "old_words::subject",
        skip_serializing_if = "is_default"
    )]
    pub place: String,
    /// Why it may stand.
    pub reason: String,
}

/// What the customer advisory board said of a definition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoardCheck {
    /// Unique among checks.
    pub id: Id,
    /// Of what.
    #[serde(deserialize_with = "old_words::subject")]
    pub subject: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Who.
    #[serde(default, skip_serializing_if = "is_default")]
    pub who: String,
    /// What they said.
    #[serde(default, skip_serializing_if = "is_default")]
    pub verdict: String,
}

/// One side's agreement to one exact text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// For whom.
    pub side: Side,
    /// By whom.
    pub name: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Digest of the definition's canonical bytes: `sha256:HEX`.
    pub digest: String,
}

impl Workshop {
    /// The steps' time boxes of a half day, with a break in the middle.
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

    /// The position of a side on a subject.
    pub fn position(&self, subject: &str, side: Side) -> Option<&Position> {
        self.positions
            .iter()
            .find(|p| p.subject == subject && p.side == side)
    }

    /// The sign-off a side has given, on whatever text.
    pub fn sign_off(&self, side: Side) -> Option<&SignOff> {
        self.sign_offs.iter().rev().find(|s| s.side == side)
    }

    /// The sides whose agreement publishing needs.
    pub fn signing_sides(&self) -> &'static [Side] {
        if self.management_signs {
            &[Side::Sales, Side::Marketing, Side::Management]
        } else {
            &[Side::Sales, Side::Marketing]
        }
    }
}
