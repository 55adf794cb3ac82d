//! What the votes of a round say: each side's middle and spread, the gap, who is far off.

use std::fmt;

use super::{BallotMethod, Id, Round, Side, Workshop};

/// A middle: the median, which may lie half way between two whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Middle {
    /// Twice the middle, so that halves are whole.
    pub twice: i64,
}

impl Middle {
    /// The median of some numbers; `None` of none. Of an even count it is half way between the
    /// two in the middle.
    pub fn of(values: &[i64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let upper = *sorted.get(sorted.len() / 2)?;
        let lower = sorted[(sorted.len() - 1) / 2];
        Some(Self {
            twice: lower + upper,
        })
    }

    /// As a whole number; a half goes up.
    pub fn rounded(self) -> i64 {
        (self.twice + 1).div_euclid(2)
    }

    /// Twice the distance to a number.
    fn twice_from(self, number: i64) -> i64 {
        (self.twice - 2 * number).abs()
    }
}

impl fmt::Display for Middle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.twice % 2 == 0 {
            return write!(f, "{}", self.twice / 2);
        }
        let sign = if self.twice < 0 { "-" } else { "" };
        write!(f, "{sign}{}.5", self.twice.abs() / 2)
    }
}

/// The votes of one side, smallest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideVotes {
    /// Which side.
    pub side: Side,
    /// Who voted what.
    pub votes: Vec<(Id, i64)>,
    /// Their middle.
    pub middle: Middle,
}

impl SideVotes {
    /// The smallest and the greatest vote.
    pub fn range(&self) -> (i64, i64) {
        let least = self.votes.first().map_or(0, |v| v.1);
        (least, self.votes.last().map_or(0, |v| v.1))
    }
}

/// What the votes of a round that was shown say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Each side that voted: Sales, Marketing, Management.
    pub sides: Vec<SideVotes>,
    /// The middle of all votes.
    pub middle: Middle,
    /// Twice the distance between the middles of Sales and Marketing; of the two sides furthest
    /// apart where one of these didn't vote; 0 where only one side did.
    pub twice_gap: i64,
}

impl Spread {
    /// Of a round's votes; `None` while they are sealed, or where nobody voted.
    pub fn of(workshop: &Workshop, method: BallotMethod, round: &Round) -> Option<Self> {
        round.revealed?;
        let votes = round.votes.iter().filter(|v| !v.absent).filter_map(|v| {
            let side = workshop
                .voter(&v.voter)
                .map_or(Side::Management, |w| w.side);
            Some((side, v.voter.clone(), method.number(&v.value)?))
        });
        let votes: Vec<(Side, Id, i64)> = votes.collect();
        let all: Vec<i64> = votes.iter().map(|v| v.2).collect();
        let middle = Middle::of(&all)?;
        let mut sides = Vec::new();
        for side in Side::ALL.iter().copied() {
            let mut own: Vec<(Id, i64)> = votes
                .iter()
                .filter(|v| v.0 == side)
                .map(|v| (v.1.clone(), v.2))
                .collect();
            own.sort_by_key(|v| v.1);
            let numbers: Vec<i64> = own.iter().map(|v| v.1).collect();
            if let Some(middle) = Middle::of(&numbers) {
                sides.push(SideVotes {
                    side,
                    votes: own,
                    middle,
                });
            }
        }
        let twice_gap = gap(&sides);
        Some(Self {
            sides,
            middle,
            twice_gap,
        })
    }

    /// The gap between the sides, as text.
    pub fn gap(&self) -> String {
        let twice = self.twice_gap;
        Middle { twice }.to_string()
    }

    /// A side's votes.
    pub fn side(&self, side: Side) -> Option<&SideVotes> {
        self.sides.iter().find(|s| s.side == side)
    }

    /// Every vote.
    pub fn votes(&self) -> impl Iterator<Item = &(Id, i64)> {
        self.sides.iter().flat_map(|side| &side.votes)
    }

    /// The smallest and the greatest vote of all.
    pub fn range(&self) -> (i64, i64) {
        let ranges = self.sides.iter().map(SideVotes::range);
        ranges
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            .unwrap_or_default()
    }

    /// Who is asked why: whoever gave the smallest or the greatest vote of all, where it lies two
    /// or more from the middle of all; of a yes or no, the smaller party.
    pub fn outliers(&self, method: BallotMethod) -> Vec<(Id, i64)> {
        let far = if method == BallotMethod::YesNo { 1 } else { 2 };
        let (least, most) = self.range();
        let is_far = |vote: &&(Id, i64)| {
            (vote.1 == least || vote.1 == most) && self.middle.twice_from(vote.1) >= 2 * far
        };
        self.votes().filter(is_far).cloned().collect()
    }

    /// Whether the sides are apart: by more than one, or on different answers of yes or no, or
    /// with one for a wording and one against it.
    pub fn is_disputed(&self, method: BallotMethod) -> bool {
        match method {
            BallotMethod::Points => self.twice_gap > 2,
            BallotMethod::YesNo => self.twice_gap > 0 || self.middle.twice == 1,
            BallotMethod::Gradients | BallotMethod::Fist => {
                self.votes().any(|v| method.is_strong_no(v.1))
                    || self.sides.iter().any(|s| s.middle.twice < 6)
            }
        }
    }
}

fn gap(sides: &[SideVotes]) -> i64 {
    let of = |side: Side| {
        sides
            .iter()
            .find(|s| s.side == side)
            .map(|s| s.middle.twice)
    };
    if let (Some(sales), Some(marketing)) = (of(Side::Sales), of(Side::Marketing)) {
        return (sales - marketing).abs();
    }
    let middles = sides.iter().map(|s| s.middle.twice);
    match (middles.clone().min(), middles.max()) {
        (Some(least), Some(most)) => most - least,
        _ => 0,
    }
}
