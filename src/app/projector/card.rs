//! The card that the projector shows.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::app::projector::wall::picture::WallPicture;
use crate::app::state::clock::{self, Urgency};

/// What the projector shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoomCard {
    /// The line above the title: the step, such as `6 Points`, or what the room is asked.
    pub kicker: String,
    /// The selected record, in large letters.
    pub title: String,
    /// The facts of the lead that the room votes on, or whose verdict it sees: labels with what is
    /// known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<(String, String)>,
    /// The content.
    pub body: CardBody,
    /// The pictures below or beside the content, the most important first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<WallPicture>,
    /// What was decided on it, and by which vote; blank while nothing is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decided: String,
    /// A question to ask the room; blank for none.
    pub question: String,
    /// The clock, once it was started.
    pub clock: Option<CardClock>,
}

/// Content of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CardBody {
    /// Nothing.
    #[default]
    Nothing,
    /// A label and a text, such as the agreed wording.
    Text(String, String),
    /// Labels with their values.
    Lines(Vec<(String, String)>),
    /// Both sides' words, once revealed, and the wording agreed so far.
    Sides {
        /// Sales' words.
        sales: String,
        /// Marketing's words.
        marketing: String,
        /// Management's words; blank if it wrote none.
        #[serde(default)]
        management: String,
        /// The agreed wording; blank while there is none.
        agreed: String,
    },
    /// A sealed ballot: how many votes of each side are in.
    Hidden {
        /// Side, votes in, and voters present.
        sides: Vec<(String, usize, usize)>,
        /// How the votes will be kept.
        #[serde(default)]
        promise: String,
    },
    /// A ballot's votes: how many of each side are at each value.
    Votes {
        /// The values, in order.
        scale: Vec<String>,
        /// Side, votes at each value, and the median.
        sides: Vec<(String, Vec<usize>, String)>,
        /// A line below: the gap, and whose votes need a reason.
        note: String,
    },
}

/// A clock that the reader can run by itself, so the card isn't rewritten every second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardClock {
    /// When time is up, while it runs.
    pub ends: Option<Timestamp>,
    /// Seconds left while it is paused.
    pub seconds_left: i64,
    /// Minutes planned, including extensions.
    pub total_minutes: u32,
}

impl CardClock {
    /// Returns a text such as `14:20 left`, and how urgent it is.
    pub fn text(&self, now: Timestamp) -> (String, Urgency) {
        let left = self
            .ends
            .map_or(self.seconds_left, |ends| ends.duration_since(now).as_secs());
        let urgency = clock::urgency(left, self.total_minutes);
        let sign = match urgency {
            Urgency::None => "",
            Urgency::Soon => "! ",
            Urgency::Last | Urgency::Over => "!! ",
        };
        let time = clock::minutes_text(left.abs());
        let text = match (left < 0, self.ends.is_some()) {
            (true, _) => format!("{sign}over by {time}"),
            (false, true) => format!("{sign}{time} left"),
            (false, false) => format!("{sign}{time} left, paused"),
        };
        (text, urgency)
    }
}
