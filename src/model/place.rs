//! Kinds of things in a session, and the place each thing is at.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Id;

/// Every kind of record, with the word of its places, the earlier word where there was another,
/// and what the room calls one.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal $(or $earlier:literal)?, $label:literal;)+) => {
        /// A kind of thing in a session.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $word $(, alias = $earlier)?)] $name,)+ }
        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// The word places use.
            pub const fn word(self) -> &'static str { match self { $(Self::$name => $word),+ } }
            /// The word places used before, where it was another.
            const fn earlier_word(self) -> Option<&'static str> {
                match self { $(Self::$name => kinds!(@earlier $($earlier)?)),+ }
            }
            /// What the room calls one.
            pub const fn label(self) -> &'static str { match self { $(Self::$name => $label),+ } }
        }
    };
    (@earlier $earlier:literal) => { Some($earlier) };
    (@earlier) => { None };
}

kinds! {
    /// The session's own settings; there is one.
    Settings = "settings", "session";
    /// Somebody in the room.
    Participant = "participant", "participant";
    /// A time box.
    Agenda = "agenda", "agenda item";
    /// A question of the opening contrast.
    Question = "question", "question";
    /// A figure from elsewhere.
    Benchmark = "benchmark", "benchmark";
    /// The recorded leads' files; there is one.
    Data = "data", "leads file";
    /// A bucket of past leads.
    Bucket = "bucket", "bucket";
    /// A market.
    Segment = "segment", "segment";
    /// A kind of buyer.
    Persona = "persona", "persona";
    /// A persona's journey in a segment.
    Journey = "journey", "journey";
    /// A buying step; its parent is the journey.
    Step = "step", "buying step";
    /// A stage of the pipeline.
    Stage = "stage", "stage";
    /// A way out; its parent is the stage.
    Exit = "exit", "way out";
    /// A term.
    Term = "term", "term";
    /// A metric.
    Metric = "metric", "metric";
    /// A target.
    Target = "target", "target";
    /// A qualification level.
    Qualification = "qualification", "qualification level";
    /// A criterion.
    Criterion = "criterion", "criterion";
    /// An answer; its parent is the criterion.
    Answer = "answer" or "level", "answer";
    /// A cap.
    Group = "group", "group";
    /// The hand-off; there is one or none.
    Handoff = "handoff", "hand-off";
    /// A band.
    Band = "band", "band";
    /// A route.
    Route = "route", "route";
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
    /// A finding the room lets stand.
    Waiver = "waiver" or "exception", "waiver";
    /// An advisory board's check.
    BoardCheck = "board-check", "advisory board check";
}

/// Where a thing is: its kind, id, and its parent's id where it is part of another.
/// As text `stage:mql` or `answer:vertical/expertise`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    /// Which kind.
    pub kind: Kind,
    /// The journey of a step, the stage of an exit, the criterion of a level.
    pub parent: Option<Id>,
    /// Its id; for the single kinds the kind's word.
    pub id: Id,
}

impl Place {
    /// A thing that stands by itself.
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

    /// The one thing of a single kind: settings, data, hand-off.
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
