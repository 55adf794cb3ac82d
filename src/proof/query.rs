//! Single questions: is there a lead that is so, which is the smallest, how many are there.

use super::{Cancel, Count, ProofError, Witness};
use crate::scoring::machine::{ANY_TOTAL, Board, Holds, Leads, Question, Read, Reading};
use crate::scoring::{Decider, Scorer};

pub use crate::scoring::machine::RuleOf;

/// Something wanted of a lead; all that is wanted must be so together. Numbers are indices into
/// the definition's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
    /// A stage's rule holds, or doesn't.
    Stage(usize, bool),
    /// It is the furthest stage whose rule holds; `None`: none holds.
    Furthest(Option<usize>),
    /// The hand-off stage's rule holds, or doesn't.
    Qualified(bool),
    /// Its total falls in this band.
    Band(usize),
    /// This is what we do next; `None`: nothing says.
    Disposition(Option<usize>),
    /// This route decides.
    Route(usize),
    /// The whole rule of a stage or a route holds, or doesn't.
    Rule(RuleOf, bool),
    /// One part of a rule, by its place in [`RuleOf::parts`], holds, or doesn't.
    Part(RuleOf, usize, bool),
    /// A level (of which criterion, which level) holds, or doesn't.
    Level(usize, usize, bool),
    /// Some level of a criterion, `otherwise` aside, holds, or none does.
    Shows(usize, bool),
    /// At least so many points in all.
    AtLeast(i64),
    /// At most so many points in all.
    AtMost(i64),
    /// Nothing of any other criterion, `otherwise` aside, holds.
    Only(usize),
    /// One of several.
    AnyOf(Vec<Want>),
}

/// What is wanted, as conditions of a board.
enum Asked {
    Holds(Holds, bool),
    Read(Box<dyn Fn(&Read) -> bool>),
    AnyOf(Vec<Asked>),
    AllOf(Vec<Asked>),
}

impl Asked {
    fn of(&self, mask: u128, read: Option<&Read>) -> bool {
        match self {
            Self::Holds(holds, wanted) => holds.of(mask) == *wanted,
            Self::Read(is) => read.is_some_and(is),
            Self::AnyOf(several) => several.iter().any(|asked| asked.of(mask, read)),
            Self::AllOf(several) => several.iter().all(|asked| asked.of(mask, read)),
        }
    }

    /// The conditions without which it can't be so.
    fn must(&self) -> u128 {
        match self {
            Self::Holds(Holds::Bit(bit), true) => 1 << bit,
            Self::AllOf(several) => several.iter().fold(0, |must, asked| must | asked.must()),
            _ => 0,
        }
    }
}

/// A question set up: the board and what is asked of it.
struct Set<'a> {
    board: Board<'a>,
    reading: Option<Reading<'a>>,
    asked: Vec<Asked>,
}

impl<'a> Set<'a> {
    fn up(scorer: &'a Scorer, wants: &[Want]) -> Result<Self, ProofError> {
        let mut board = Board::one(scorer);
        let reading = if wants.iter().any(Want::needs_reading) {
            Some(Reading::of_dispositions(&mut board, 0)?)
        } else {
            None
        };
        // What must not show is one condition together: each by itself would double the states.
        let hidden = wants.iter().filter_map(|want| match want {
            Want::Shows(c, false) => Some((*c, shown(scorer, *c))),
            _ => None,
        });
        let hidden: Vec<_> = hidden.collect();
        let mut asked = vec![Asked::Holds(board.none(0, &hidden)?, true)];
        for want in wants.iter().filter(|w| !matches!(w, Want::Shows(_, false))) {
            asked.push(want.ask(&mut board)?);
        }
        Ok(Self {
            board,
            reading,
            asked,
        })
    }

    fn put<T>(
        &self,
        leads: Leads<'_>,
        ask: impl FnOnce(&Board<'_>, Question<'_, '_>) -> Result<T, ProofError>,
    ) -> Result<T, ProofError> {
        let question = Question {
            leads,
            must: self.asked.iter().fold(0, |must, asked| must | asked.must()),
            window: ANY_TOTAL,
            classify: &mut |mask| {
                let read = self.reading.as_ref().map(|reading| reading.read(mask));
                let so = self.asked.iter().all(|asked| asked.of(mask, read.as_ref()));
                so.then_some(0)
            },
        };
        ask(&self.board, question)
    }
}

impl Want {
    /// Whether it is about what we do next, not about single conditions.
    fn needs_reading(&self) -> bool {
        match self {
            Self::Disposition(_) | Self::Route(_) => true,
            Self::AnyOf(several) => several.iter().any(Self::needs_reading),
            _ => false,
        }
    }

    fn ask(&self, board: &mut Board<'_>) -> Result<Asked, ProofError> {
        let scorer = board.models[0];
        Ok(match self {
            Self::Stage(stage, is) => Asked::Holds(board.rule(0, RuleOf::Stage(*stage))?, *is),
            Self::Rule(rule, is) => Asked::Holds(board.rule(0, *rule)?, *is),
            Self::Part(rule, part, is) => Asked::Holds(board.part(0, *rule, *part)?, *is),
            Self::Qualified(is) => Asked::Holds(board.qualified(0)?, *is),
            Self::AtLeast(least) => Asked::Holds(board.total(0, *least)?, true),
            Self::AtMost(i64::MAX) => Asked::Holds(Holds::Always, true),
            Self::AtMost(most) => Asked::Holds(board.total(0, most + 1)?, false),
            Self::Level(c, level, is) => {
                let levels: Vec<bool> = (0..scorer.levels(*c)).map(|l| l == *level).collect();
                Asked::Holds(board.level(0, *c, &levels)?, *is)
            }
            Self::Shows(c, is) => Asked::Holds(board.level(0, *c, &shown(scorer, *c))?, *is),
            Self::Only(only) => {
                let others = (0..scorer.criteria()).filter(|c| c != only);
                let others: Vec<_> = others.map(|c| (c, shown(scorer, c))).collect();
                Asked::Holds(board.none(0, &others)?, true)
            }
            Self::Furthest(stage) => {
                let later = stage.map_or(0, |stage| stage + 1)..;
                let later = later.take_while(|s| scorer.stage_id(*s).is_some());
                let mut asked = Vec::new();
                for other in later {
                    asked.push(Asked::Holds(board.rule(0, RuleOf::Stage(other))?, false));
                }
                if let Some(stage) = stage {
                    asked.push(Asked::Holds(board.rule(0, RuleOf::Stage(*stage))?, true));
                }
                Asked::AllOf(asked)
            }
            Self::Band(band) => match scorer.band_range(*band) {
                None => Asked::Holds(Holds::Never, true),
                Some((from, to)) => {
                    let mut asked = Vec::new();
                    if let Some(from) = from {
                        asked.push(Asked::Holds(board.total(0, from)?, true));
                    }
                    if let Some(to) = to {
                        asked.push(Asked::Holds(board.total(0, to)?, false));
                    }
                    Asked::AllOf(asked)
                }
            },
            Self::Disposition(disposition) => {
                let disposition = *disposition;
                Asked::Read(Box::new(move |read| read.disposition == disposition))
            }
            Self::Route(route) => {
                let route = Decider::Route(*route);
                Asked::Read(Box::new(move |read| read.decided_by == route))
            }
            Self::AnyOf(several) => {
                let several = several.iter().map(|want| want.ask(board));
                Asked::AnyOf(several.collect::<Result<_, _>>()?)
            }
        })
    }
}

/// The levels of a criterion that tell something: all but `otherwise`.
fn shown(scorer: &Scorer, criterion: usize) -> Vec<bool> {
    let levels = 0..scorer.levels(criterion);
    levels
        .map(|l| scorer.otherwise(criterion) != Some(l))
        .collect()
}

/// The smallest lead for which all of this is so; `None` if there can't be one.
pub fn exists(
    scorer: &Scorer,
    wants: &[Want],
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    let set = Set::up(scorer, wants)?;
    let smallest = set.put(Leads::Extended, |board, question| {
        board.smallest(question, cancel)
    })?;
    Ok(smallest
        .get(&0)
        .map(|places| Witness::told_by(&set.board, places)))
}

/// How many possible leads there are for which all of this is so.
pub fn how_many(scorer: &Scorer, wants: &[Want], cancel: &Cancel<'_>) -> Result<Count, ProofError> {
    let set = Set::up(scorer, wants)?;
    let mut counts = set.put(Leads::Possible, |board, question| {
        board.count(question, cancel)
    })?;
    Ok(counts.remove(&0).unwrap_or_default().into())
}
