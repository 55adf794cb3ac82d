//! Two versions side by side, over the possible leads of both.

use super::{Cancel, Count, ProofError, Witness};
use crate::model::{Definition, DispositionAction, Id, Readiness, ServiceLevel};
use crate::scoring::Scorer;
use crate::scoring::machine::{Board, Leads, Question, Read, Reading};

/// What another version does to the possible leads of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many possible leads there are over both versions' levels.
    pub possible_leads: Count,
    /// How many of them get another outcome.
    pub changed: Count,
    /// The smallest whose outcome differs. There may be one although `changed` is 0: one in which
    /// a `one-of` criterion is unknown.
    pub smallest: Option<Difference>,
    /// What is done with those whose outcome differs, before and after, in the order of both
    /// definitions' lists; only what happens. Same and same: something else differs.
    pub moves: Vec<Move>,
}

/// A lead on which two versions differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The lead: [`Witness::answers`] for the first version, [`Witness::answers_after`] for the
    /// second.
    pub witness: Witness,
}

/// Leads that go from one disposition to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The disposition before; `None`: nothing said what to do.
    pub from: Option<Id>,
    /// The disposition after.
    pub to: Option<Id>,
    /// How many leads.
    pub leads: Count,
}

impl Comparison {
    /// Compares two versions: the smallest differing lead, then how many.
    pub fn of(
        before: &Definition,
        after: &Definition,
        cancel: &Cancel<'_>,
    ) -> Result<Self, ProofError> {
        let (before, after) = (Scorer::new(before), Scorer::new(after));
        let (board, both) = set_up(&before, &after)?;
        let mut comparison = Self {
            possible_leads: board.possible().into(),
            ..Self::default()
        };
        if before == after {
            return Ok(comparison);
        }
        comparison.smallest = both.smallest(&board, cancel)?;
        if comparison.smallest.is_none() {
            return Ok(comparison);
        }
        // Dispositions by their place in either list; nothing comes first.
        let mut moves: Vec<(Option<usize>, Option<usize>)> = Vec::new();
        let mut classify = |mask| {
            let (was, is) = both.differ(mask)?;
            let (from, to) = (was.disposition, is.disposition);
            let at = moves.iter().position(|known| *known == (from, to));
            Some(at.unwrap_or_else(|| {
                moves.push((from, to));
                moves.len() - 1
            }) as u32)
        };
        let counts = board.count(Question::all(Leads::Possible, &mut classify), cancel)?;
        let mut counts: Vec<_> = counts
            .into_iter()
            .map(|(class, leads)| (moves[class as usize], Count::from(leads)))
            .collect();
        counts.sort_by_key(|(dispositions, _)| *dispositions);
        for ((from, to), leads) in counts {
            comparison.changed += &leads;
            comparison.moves.push(Move {
                from: from.and_then(|d| before.disposition_id(d)).cloned(),
                to: to.and_then(|d| after.disposition_id(d)).cloned(),
                leads,
            });
        }
        Ok(comparison)
    }
}

/// The smallest lead whose outcome differs between two versions; `None` where none can. This
/// alone decides whether a version is a major one, and is quicker than the whole comparison.
pub fn first_difference(
    before: &Definition,
    after: &Definition,
    cancel: &Cancel<'_>,
) -> Result<Option<Difference>, ProofError> {
    between(&Scorer::new(before), &Scorer::new(after), cancel)
}

/// The smallest lead whose outcome differs between two models.
pub(super) fn between(
    before: &Scorer,
    after: &Scorer,
    cancel: &Cancel<'_>,
) -> Result<Option<Difference>, ProofError> {
    if before == after {
        return Ok(None);
    }
    let (board, both) = set_up(before, after)?;
    both.smallest(&board, cancel)
}

/// Both versions' outcomes, read of one board.
struct Both<'a> {
    scorers: [&'a Scorer; 2],
    readings: [Reading<'a>; 2],
}

/// All that makes an outcome what it is, by content.
#[derive(PartialEq)]
struct Said<'a> {
    stage: Option<(&'a Id, Readiness)>,
    qualified: bool,
    disposition: Option<(&'a Id, DispositionAction, Option<&'a Id>)>,
    service_level: Option<&'a ServiceLevel>,
}

fn set_up<'a>(before: &'a Scorer, after: &'a Scorer) -> Result<(Board<'a>, Both<'a>), ProofError> {
    let mut board = Board::two(before, after);
    let readings = [Reading::new(&mut board, 0)?, Reading::new(&mut board, 1)?];
    let both = Both {
        scorers: [before, after],
        readings,
    };
    Ok((board, both))
}

impl Both<'_> {
    /// What both versions say of leads with a mask, where it differs.
    fn differ(&self, mask: u128) -> Option<(Read, Read)> {
        let [was, is] = [0, 1].map(|m: usize| self.readings[m].read(mask));
        (self.said(0, &was) != self.said(1, &is)).then_some((was, is))
    }

    fn said(&self, model: usize, read: &Read) -> Said<'_> {
        let scorer = self.scorers[model];
        let stage = |s: usize| Some((scorer.stage_id(s)?, scorer.readiness(s)?));
        let disposition = |d: usize| {
            Some((
                scorer.disposition_id(d)?,
                scorer.action(d)?,
                scorer.track(d),
            ))
        };
        Said {
            stage: read.stage.and_then(stage),
            qualified: read.qualified,
            disposition: read.disposition.and_then(disposition),
            service_level: read.disposition.and_then(|d| scorer.service_level(d)),
        }
    }

    fn smallest(
        &self,
        board: &Board<'_>,
        cancel: &Cancel<'_>,
    ) -> Result<Option<Difference>, ProofError> {
        let mut classify = |mask| self.differ(mask).map(|_| 0);
        let smallest = board.smallest(Question::all(Leads::Extended, &mut classify), cancel)?;
        Ok(smallest.get(&0).map(|places| Difference {
            witness: Witness::told_by(board, places),
        }))
    }
}
