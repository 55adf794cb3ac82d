//! Voting methods: gradients of agreement, fist of five, points, and yes or no.

use super::BallotMethod;
use super::record::Refusal;

/// More points than anything is worth.
const MAX_POINTS: i64 = 1_000_000;

impl BallotMethod {
    /// Parses a vote into its stored form.
    ///
    /// # Errors
    ///
    /// If the text is not a vote. The message says what to write and never repeats the text, which
    /// may be secret.
    pub fn parse_vote(self, text: &str) -> Result<String, Refusal> {
        let text = text.trim().to_lowercase();
        let whole = |least: i64, most: i64| {
            let number = text.trim_start_matches('+').parse::<i64>().ok()?;
            (least..=most).contains(&number).then(|| number.to_string())
        };
        let (read, what) = match self {
            Self::Points => (whole(-MAX_POINTS, MAX_POINTS), "a whole number of points"),
            Self::Gradients => (whole(1, 5), "a number from 1 (no) to 5 (gladly)"),
            Self::Fist => (whole(0, 5), "the fingers shown, 0 to 5"),
            Self::YesNo => (
                match text.as_str() {
                    "y" | "yes" => Some("yes".to_owned()),
                    "n" | "no" => Some("no".to_owned()),
                    _ => None,
                },
                "y or n",
            ),
        };
        read.ok_or_else(|| Refusal(format!("write {what}")))
    }

    /// Returns a vote as a number; yes is 1 and no is 0.
    pub fn vote_value(self, value: &str) -> Option<i64> {
        match (self, value) {
            (Self::YesNo, "yes") => Some(1),
            (Self::YesNo, "no") => Some(0),
            (Self::YesNo, _) => None,
            _ => value
                .parse()
                .ok()
                .filter(|n| (-MAX_POINTS..=MAX_POINTS).contains(n)),
        }
    }

    /// Returns what the ends of the scale mean, for the voter.
    pub fn scale_help(self) -> &'static str {
        match self {
            Self::Points => "whole points, negative ones too",
            Self::Gradients => "5 gladly, 4 fine, 3 can live with it, 2 rather not, 1 no",
            Self::Fist => "fingers: 5 gladly, 3 can live with it, 0 a fist: no",
            Self::YesNo => "y yes, n no",
        }
    }

    /// Returns what to ask those whose vote is far from the median.
    pub fn question_for(self, number: i64) -> String {
        match self {
            Self::Points => format!("Those who gave {number}: what have you seen?"),
            Self::Gradients | Self::Fist if self.is_in_favour(number) => {
                format!("Those who gave {number}: what do you like about it?")
            }
            Self::Gradients | Self::Fist => {
                format!("Those who gave {number}: what would have to change?")
            }
            Self::YesNo if number == 0 => "Those who said no: what have you seen?".into(),
            Self::YesNo => "Those who said yes: what have you seen?".into(),
        }
    }

    /// Whether a vote favours a wording.
    pub fn is_in_favour(self, number: i64) -> bool {
        match self {
            Self::Gradients | Self::Fist => number >= 3,
            Self::YesNo => number == 1,
            Self::Points => true,
        }
    }

    /// Whether a vote is a strong no, which needs a reason and keeps its voter's name.
    pub fn is_strong_no(self, number: i64) -> bool {
        match self {
            Self::Gradients => number <= 1,
            Self::Fist => number <= 0,
            Self::YesNo | Self::Points => false,
        }
    }
}
