//! Kinds of things in a session, and the place of each thing.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Id;

/// Declares every kind of record: the word used in places, the earlier word if it had one, and the
/// label people see.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal $(or $earlier:literal)?, $label:literal;)+) => {
        /// A kind of thing in a session.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $word $(, alias = $earlier)?)] $name,)+ }
        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// Returns the word used in places.
            pub const fn word(self) -> &'static str { match self { $(Self::$name => $word),+ } }
            /// Returns the word places used earlier, if it was another.
            const fn earlier_word(self) -> Option<&'static str> {
                match self { $(Self::$name => kinds!(@earlier $($earlier)?)),+ }
            }
            /// Returns the label people see.
            pub const fn label(self) -> &'static str { match self { $(Self::$name => $label),+ } }
        }
    };
    (@earlier $earlier:literal) => { Some($earlier) };
    (@earlier) => { None };
}

kinds! {
    /// The session's settings; a single thing.
    Settings = "settings", "session";
    /// A participant of the workshop.
    Participant = "participant", "participant";
    /// A time box of the agenda.
    Agenda = "agenda", "agenda item";
    /// An opening question.
    Question = "question", "question";
    /// A benchmark figure from elsewhere.
    Benchmark = "benchmark", "benchmark";
    /// The files of recorded leads; a single thing.
    Data = "data", "leads file";
    /// The numbers the room reckons with; a single thing.
    Plan = "plan", "plan";
    /// A bucket of past leads.
    Bucket = "bucket", "bucket";
    /// A market segment.
    Segment = "segment", "segment";
    /// A persona, a kind of buyer.
    Persona = "persona", "persona";
    /// A persona's journey in a segment.
    Journey = "journey", "journey";
    /// A buying step; its parent is the journey.
    Step = "step", "buying step";
    /// A stage of the pipeline.
    Stage = "stage", "stage";
    /// An exit from a stage; its parent is the stage.
    Exit = "exit", "exit";
    /// A glossary term.
    Term = "term", "term";
    /// A metric.
    Metric = "metric", "metric";
    /// A target for qualified leads.
    Target = "target", "target";
    /// A qualification level.
    Qualification = "qualification", "qualification level";
    /// A criterion.
    Criterion = "criterion", "criterion";
    /// An answer; its parent is the criterion.
    Answer = "answer" or "level", "answer";
    /// A group of criteria with a cap.
    Group = "group", "group";
    /// The hand-off; at most one.
    Handoff = "handoff", "hand-off";
    /// A band of the total score.
    Band = "band", "band";
    /// A routing rule.
    Route = "route", "routing rule";
    /// A rule that no lead meets.
    Never = "never", "never rule";
    /// A disposition.
    Disposition = "disposition", "disposition";
    /// A nurture track.
    Track = "track", "nurture track";
    /// A sample lead.
    Sample = "sample", "sample lead";
    /// A parked thought.
    ParkedThought = "parked", "parked thought";
    /// An action.
    ActionItem = "action", "action";
    /// A waiver: a finding the room lets stand.
    Waiver = "waiver" or "exception", "waiver";
    /// A check by the advisory board.
    BoardCheck = "board-check", "advisory board check";
}

/// Where a thing is: its kind, its id, and its parent's id if it is part of another thing. Written
/// as `stage:mql` or `answer:vertical/expertise`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    /// The kind of thing.
    pub kind: Kind,
    /// The journey of a step, the stage of an exit, the criterion of an answer.
    pub parent: Option<Id>,
    /// Its id; for single things, the kind's word.
    pub id: Id,
}

impl Place {
    /// A thing that is not part of another.
    pub fn new(kind: Kind, id: Id) -> Self {
        Self {
            kind,
            parent: None,
            id,
        }
    }

    /// A part of another thing.
    pub fn part(kind: Kind, parent: Id, id: Id) -> Self {
        Self {
            kind,
            parent: Some(parent),
            id,
        }
    }

    /// The only thing of its kind: settings, data or hand-off.
    pub fn single(kind: Kind) -> Self {
        Self::new(kind, Id::new(kind.word()).expect("kind words are ids"))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.kind.word())?;
        if let Some(parent) = &self.parent {
            write!(f, "{parent}/")?;
        }
        write!(f, "{}", self.id)
    }
}

impl FromStr for Place {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("`{text}` names no place: write kind:id, such as stage:mql");
        let (word, rest) = text.split_once(':').ok_or_else(bad)?;
        let kind = *Kind::ALL
            .iter()
            .find(|k| k.word() == word || k.earlier_word() == Some(word))
            .ok_or_else(bad)?;
        let (parent, id) = match rest.split_once('/') {
            Some((parent, id)) => (Some(Id::new(parent).map_err(|_| bad())?), id),
            None => (None, rest),
        };
        Ok(Self {
            kind,
            parent,
            id: Id::new(id).map_err(|_| bad())?,
        })
    }
}

impl TryFrom<String> for Place {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}
