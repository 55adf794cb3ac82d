//! The statistics of a round's votes: median and range of each side, the gap between the sides, and
//! outliers.

use std::fmt;

use super::{BallotMethod, Round, Side, VoteNaming, Workshop};

/// A median, which may lie halfway between two whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Median {
    /// Twice the median, so that halves are whole.
    pub doubled: i64,
}

impl Median {
    /// Returns the median of some numbers, or `None` if there are none. For an even count it is
    /// halfway between the two middle numbers.
    pub fn of(values: &[i64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let upper = *sorted.get(sorted.len() / 2)?;
        let lower = sorted[(sorted.len() - 1) / 2];
        Some(Self {
            doubled: lower + upper,
        })
    }

    /// Returns the median as a whole number; halves round up.
    pub fn rounded(self) -> i64 {
        (self.doubled + 1).div_euclid(2)
    }

    /// Returns twice the distance to a number.
    fn doubled_distance(self, number: i64) -> i64 {
        (self.doubled - 2 * number).abs()
    }
}

impl fmt::Display for Median {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.doubled % 2 == 0 {
            return write!(f, "{}", self.doubled / 2);
        }
        let sign = if self.doubled < 0 { "-" } else { "" };
        write!(f, "{sign}{}.5", self.doubled.abs() / 2)
    }
}

/// The votes of one side, in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideVotes {
    /// The side; `None` for all votes of an anonymous round together.
    pub side: Option<Side>,
    /// Each vote, with its place in the round.
    pub votes: Vec<(usize, i64)>,
    /// The median of the votes.
    pub median: Median,
}

impl SideVotes {
    /// Returns the side's name.
    pub fn label(&self) -> &'static str {
        self.side.map_or("All votes", Side::label)
    }

    /// Returns the lowest and the highest vote.
    pub fn range(&self) -> (i64, i64) {
        let least = self.votes.first().map_or(0, |v| v.1);
        (least, self.votes.last().map_or(0, |v| v.1))
    }
}

/// Summary of the votes of a revealed round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The sides that voted, in the order Sales, Marketing, Management.
    pub sides: Vec<SideVotes>,
    /// The median of all votes.
    pub median: Median,
    /// Twice the distance between the medians of Sales and Marketing. If one of them did not vote,
    /// that between the two sides furthest apart; 0 if only one side voted.
    pub doubled_gap: i64,
}

impl Spread {
    /// Summarizes a round's votes; `None` while they are sealed, or if nobody voted.
    pub fn of(workshop: &Workshop, method: BallotMethod, round: &Round) -> Option<Self> {
        round.revealed?;
        let is_anonymous = round.naming() == VoteNaming::Anonymous;
        let cast = round.votes.iter().enumerate().filter(|(_, v)| !v.absent);
        let votes = cast.filter_map(|(place, v)| {
            // Voters whose side is not known are not counted, unless nobody's is.
            let side = if is_anonymous {
                None
            } else {
                Some(workshop.voter(&v.voter)?.side)
            };
            Some((side, place, method.vote_value(&v.value)?))
        });
        let votes: Vec<(Option<Side>, usize, i64)> = votes.collect();
        let all: Vec<i64> = votes.iter().map(|v| v.2).collect();
        let middle = Median::of(&all)?;
        let mut sides = Vec::new();
        for side in Side::ALL.iter().copied().map(Some).chain([None]) {
            let mut own: Vec<(usize, i64)> = votes
                .iter()
                .filter(|v| v.0 == side)
                .map(|v| (v.1, v.2))
                .collect();
            own.sort_by_key(|v| v.1);
            let numbers: Vec<i64> = own.iter().map(|v| v.1).collect();
            if let Some(middle) = Median::of(&numbers) {
                sides.push(SideVotes {
                    side,
                    votes: own,
                    median: middle,
                });
            }
        }
        let twice_gap = gap(&sides);
        Some(Self {
            sides,
            median: middle,
            doubled_gap: twice_gap,
        })
    }

    /// Returns the gap between the sides as text, or `None` if only one side voted.
    pub fn gap(&self) -> Option<String> {
        let twice = self.doubled_gap;
        (self.sides.len() > 1).then(|| Median { doubled: twice }.to_string())
    }

    /// Whether the votes are all together, without sides.
    pub fn is_anonymous(&self) -> bool {
        self.sides.iter().any(|s| s.side.is_none())
    }

    /// Returns the result in a few words.
    pub fn headline(&self, method: BallotMethod) -> String {
        if self.is_anonymous() {
            return self.anonymous_headline(method);
        }
        match (self.gap(), self.sides.as_slice()) {
            (None, [only]) => format!("Only {} voted", only.label()),
            _ if method == BallotMethod::YesNo && self.is_disputed(method) => {
                "The room is split".into()
            }
            _ if method == BallotMethod::YesNo => "The sides say the same".into(),
            (gap, _) => format!("Gap {}", gap.unwrap_or_default()),
        }
    }

    fn anonymous_headline(&self, method: BallotMethod) -> String {
        let count = self.votes().count();
        match (method, self.range()) {
            (BallotMethod::YesNo, _) => {
                let yes = self.votes().filter(|v| v.1 == 1).count();
                format!("{yes} of {count} said yes")
            }
            (_, (least, most)) if least == most => format!("All {count} gave {least}"),
            (_, (least, most)) => format!("From {least} to {most}"),
        }
    }

    /// Returns the votes of a side.
    pub fn side(&self, side: Side) -> Option<&SideVotes> {
        self.sides.iter().find(|s| s.side == Some(side))
    }

    /// Yields every vote.
    pub fn votes(&self) -> impl Iterator<Item = &(usize, i64)> {
        self.sides.iter().flat_map(|side| &side.votes)
    }

    /// Returns the lowest and the highest of all votes.
    pub fn range(&self) -> (i64, i64) {
        let ranges = self.sides.iter().map(SideVotes::range);
        ranges
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            .unwrap_or_default()
    }

    /// Returns the votes to be explained: those with the lowest or highest vote overall, if it is
    /// two or more from the overall median; for yes or no, the minority.
    pub fn outliers(&self, method: BallotMethod) -> Vec<(usize, i64)> {
        let far = if method == BallotMethod::YesNo { 1 } else { 2 };
        let (least, most) = self.range();
        let is_far = |vote: &&(usize, i64)| {
            (vote.1 == least || vote.1 == most) && self.median.doubled_distance(vote.1) >= 2 * far
        };
        self.votes().filter(is_far).copied().collect()
    }

    /// Whether the sides are apart: by more than one point, on different answers to yes or no, or
    /// with one in favour of a wording and the other not. Anonymous points are disputed if one is
    /// two or more from the median.
    pub fn is_disputed(&self, method: BallotMethod) -> bool {
        match method {
            BallotMethod::Points if self.is_anonymous() => !self.outliers(method).is_empty(),
            BallotMethod::Points => self.doubled_gap > 2,
            BallotMethod::YesNo => self.doubled_gap > 0 || self.median.doubled == 1,
            BallotMethod::Gradients | BallotMethod::Fist => {
                self.votes().any(|v| method.is_strong_no(v.1))
                    || self.sides.iter().any(|s| s.median.doubled < 6)
            }
        }
    }
}

fn gap(sides: &[SideVotes]) -> i64 {
    let of = |side: Side| {
        sides
            .iter()
            .find(|s| s.side == Some(side))
            .map(|s| s.median.doubled)
    };
    if let (Some(sales), Some(marketing)) = (of(Side::Sales), of(Side::Marketing)) {
        return (sales - marketing).abs();
    }
    let middles = sides.iter().map(|s| s.median.doubled);
    match (middles.clone().min(), middles.max()) {
        (Some(least), Some(most)) => most - least,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Id, Participant, Vote};

    fn round(method: BallotMethod, sales: &[&str], marketing: &[&str]) -> (Workshop, Spread) {
        let mut workshop = Workshop::default();
        let mut round = Round {
            revealed: Some(jiff::Timestamp::UNIX_EPOCH),
            ..Round::default()
        };
        for (side, values) in [(Side::Sales, sales), (Side::Marketing, marketing)] {
            for (i, value) in values.iter().enumerate() {
                let voter = Id::new(format!("{side}-{i}")).unwrap();
                workshop.participants.push(Participant {
                    id: voter.clone(),
                    side,
                    ..Participant::default()
                });
                round.votes.push(Vote {
                    voter,
                    value: (*value).into(),
                    ..Vote::default()
                });
            }
        }
        let spread = Spread::of(&workshop, method, &round).expect("votes");
        (workshop, spread)
    }

    #[test]
    fn the_sketched_round_reads_as_sketched() {
        // Marketing 1, 1, 3, 3 and Sales 5, 5, 5, 10: medians 2 and 5, gap 3.
        let points = BallotMethod::Points;
        let (_, spread) = round(points, &["5", "10", "5", "5"], &["3", "1", "1", "3"]);
        let middles: Vec<String> = spread.sides.iter().map(|s| s.median.to_string()).collect();
        assert_eq!(middles, ["5", "2"]);
        assert_eq!(
            (spread.gap().as_deref(), spread.range()),
            (Some("3"), (1, 10))
        );
        // The median of 1 1 3 3 5 5 5 10 is 4. The outliers are 10 and both 1s.
        assert_eq!(spread.median.to_string(), "4");
        let outliers: Vec<i64> = spread.outliers(points).iter().map(|v| v.1).collect();
        assert_eq!(outliers, [10, 1, 1]);
        assert!(spread.is_disputed(points));
        assert_eq!(spread.headline(points), "Gap 3");
    }

    #[test]
    fn one_side_alone_has_no_gap() {
        let points = BallotMethod::Points;
        let (_, spread) = round(points, &[], &["3", "1"]);
        assert_eq!(
            (spread.gap(), spread.headline(points).as_str()),
            (None, "Only Marketing voted")
        );
        let (_, spread) = round(BallotMethod::YesNo, &["yes"], &[]);
        assert_eq!(spread.headline(BallotMethod::YesNo), "Only Sales voted");
    }

    #[test]
    fn halves_negatives_and_those_of_one_mind() {
        let points = BallotMethod::Points;
        let (_, spread) = round(points, &["-2"], &["-3"]);
        assert_eq!(
            (spread.median.to_string().as_str(), spread.median.rounded()),
            ("-2.5", -2)
        );
        assert_eq!(spread.gap().as_deref(), Some("1"));
        assert!(!spread.is_disputed(points) && spread.outliers(points).is_empty());
        let (_, spread) = round(BallotMethod::YesNo, &["yes", "yes"], &["yes", "no"]);
        assert_eq!(spread.outliers(BallotMethod::YesNo).len(), 1);
        assert!(spread.is_disputed(BallotMethod::YesNo));
        let (_, spread) = round(BallotMethod::Gradients, &["5", "4"], &["3", "1"]);
        assert!(spread.is_disputed(BallotMethod::Gradients), "a strong no");
        let (_, spread) = round(BallotMethod::Gradients, &["5", "4"], &["3", "3"]);
        assert!(!spread.is_disputed(BallotMethod::Gradients));
    }

    proptest! {
        /// A median has at most half of the values on either side.
        #[test]
        fn a_middle_lies_in_the_middle(values in prop::collection::vec(-50_i64..50, 1..12)) {
            let middle = Median::of(&values).unwrap();
            let below = values.iter().filter(|v| 2 * **v < middle.doubled).count();
            let above = values.iter().filter(|v| 2 * **v > middle.doubled).count();
            prop_assert!(2 * below <= values.len() && 2 * above <= values.len());
            let mut turned: Vec<i64> = values.iter().map(|v| -v).collect();
            turned.reverse();
            prop_assert_eq!(Median::of(&turned).unwrap().doubled, -middle.doubled);
        }
    }
}
