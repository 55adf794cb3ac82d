//! Compares two versions of a model over the possible leads of both.

use super::fold::{FoldQuery, LeadSpace, OutcomeReader, Solver};
use super::{Cancel, Count, ProofError, Witness};
use crate::model::{Definition, DispositionAction, Id, Readiness, ServiceLevel};
use crate::scoring::Scorer;
use crate::scoring::compiled_model::OutcomeClass;

/// What replacing one version by another does to the possible leads of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The number of possible leads over both versions' answers.
    pub possible_leads: Count,
    /// The later version's never rules that leave out leads that would be possible otherwise.
    pub taken_as_given: Vec<Id>,
    /// How many of them get a different outcome.
    pub changed: Count,
    /// The smallest lead whose outcome differs. It can exist even if `changed` is 0, as a lead in
    /// which a `one-of` criterion is unknown.
    pub smallest: Option<Difference>,
    /// The dispositions before and after of the leads whose outcome differs, in the order of both
    /// definitions' lists; only pairs that occur. If both are equal, something else differs.
    pub moves: Vec<DispositionMove>,
}

/// A lead whose outcome differs between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The lead: [`Witness::responses`] for the first version, [`Witness::responses_after`] for the
    /// second.
    pub witness: Witness,
}

/// Leads that move from one disposition to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispositionMove {
    /// The disposition before; `None` if the definition named none.
    pub from: Option<Id>,
    /// The disposition after; `None` if the definition names none.
    pub to: Option<Id>,
    /// The number of leads.
    pub leads: Count,
}

impl Comparison {
    /// Compares two versions: finds the smallest differing lead, then counts.
    ///
    /// # Errors
    ///
    /// Fails if the budget runs out or the proof is cancelled.
    pub fn new(
        before: &Definition,
        after: &Definition,
        cancel: &Cancel<'_>,
    ) -> Result<Self, ProofError> {
        Self::between(&Scorer::new(before), &Scorer::new(after), cancel)
    }

    /// Compares two models, as [`Comparison::new`] does.
    pub(super) fn between(
        before: &Scorer,
        after: &Scorer,
        cancel: &Cancel<'_>,
    ) -> Result<Self, ProofError> {
        let (solver, both) = set_up(before, after, cancel)?;
        let (possible_leads, taken_as_given) = solver.possible_and_given(cancel)?;
        let mut comparison = Self {
            possible_leads: possible_leads.into(),
            taken_as_given,
            ..Self::default()
        };
        if before == after {
            return Ok(comparison);
        }
        comparison.smallest = both.smallest(&solver, cancel)?;
        if comparison.smallest.is_none() {
            return Ok(comparison);
        }
        // Dispositions by their index in either list; none comes first.
        let mut moves: Vec<(Option<usize>, Option<usize>)> = Vec::new();
        let mut classify = |mask| {
            let (was, is) = both.differing(mask)?;
            let (from, to) = (was.disposition, is.disposition);
            let at = moves.iter().position(|pair| *pair == (from, to));
            Some(at.unwrap_or_else(|| {
                moves.push((from, to));
                moves.len() - 1
            }) as u32)
        };
        let counts = solver.count_leads(
            FoldQuery::all_totals(LeadSpace::Possible, &mut classify),
            cancel,
        )?;
        let mut counts: Vec<_> = counts
            .into_iter()
            .map(|(class, leads)| (moves[class as usize], Count::from(leads)))
            .collect();
        counts.sort_by_key(|(dispositions, _)| *dispositions);
        for ((from, to), leads) in counts {
            comparison.changed += &leads;
            comparison.moves.push(DispositionMove {
                from: from.and_then(|d| before.disposition_id(d)).cloned(),
                to: to.and_then(|d| after.disposition_id(d)).cloned(),
                leads,
            });
        }
        Ok(comparison)
    }
}

/// Returns the later version's never rules that leave out leads that would be possible otherwise.
///
/// # Errors
///
/// Fails if the budget runs out or the proof is cancelled.
pub fn taken_as_given(
    before: &Definition,
    after: &Definition,
    cancel: &Cancel<'_>,
) -> Result<Vec<Id>, ProofError> {
    if before.never.is_empty() || after.never.is_empty() {
        return Ok(Vec::new());
    }
    let (before, after) = (Scorer::new(before), Scorer::new(after));
    Ok(Solver::for_versions(&before, &after, cancel)?
        .possible_and_given(cancel)?
        .1)
}

/// Finds the smallest lead whose outcome differs between two versions; `None` if there is none.
/// This alone decides whether a version is a major one, and is faster than the full comparison.
///
/// # Errors
///
/// Fails if the budget runs out or the proof is cancelled.
pub fn first_difference(
    before: &Definition,
    after: &Definition,
    cancel: &Cancel<'_>,
) -> Result<Option<Difference>, ProofError> {
    difference_between(&Scorer::new(before), &Scorer::new(after), cancel)
}

/// Finds the smallest lead whose outcome differs between two models, as [`first_difference`] does.
///
/// # Errors
///
/// Fails if the budget runs out or the proof is cancelled.
pub fn difference_between(
    before: &Scorer,
    after: &Scorer,
    cancel: &Cancel<'_>,
) -> Result<Option<Difference>, ProofError> {
    if before == after {
        return Ok(None);
    }
    let (solver, both) = set_up(before, after, cancel)?;
    both.smallest(&solver, cancel)
}

/// Readers for both versions' outcomes, on the same solver.
struct VersionReaders<'a> {
    scorers: [&'a Scorer; 2],
    readers: [OutcomeReader<'a>; 2],
}

/// The content of an outcome, independent of indices.
#[derive(PartialEq)]
struct OutcomeContent<'a> {
    stage: Option<(&'a Id, Readiness)>,
    qualified: bool,
    disposition: Option<(&'a Id, DispositionAction, Option<&'a Id>)>,
    service_level: Option<&'a ServiceLevel>,
}

fn set_up<'a>(
    before: &'a Scorer,
    after: &'a Scorer,
    cancel: &Cancel<'_>,
) -> Result<(Solver<'a>, VersionReaders<'a>), ProofError> {
    let mut solver = Solver::for_versions(before, after, cancel)?;
    let readings = [
        OutcomeReader::new(&mut solver, 0)?,
        OutcomeReader::new(&mut solver, 1)?,
    ];
    let both = VersionReaders {
        scorers: [before, after],
        readers: readings,
    };
    Ok((solver, both))
}

impl VersionReaders<'_> {
    /// Returns both versions' outcomes for leads with a mask, if they differ.
    fn differing(&self, mask: u128) -> Option<(OutcomeClass, OutcomeClass)> {
        let [was, is] = [0, 1].map(|m: usize| self.readers[m].read(mask));
        (self.outcome_content(0, &was) != self.outcome_content(1, &is)).then_some((was, is))
    }

    fn outcome_content(&self, model: usize, read: &OutcomeClass) -> OutcomeContent<'_> {
        let scorer = self.scorers[model];
        let stage = |s: usize| Some((scorer.stage_id(s)?, scorer.readiness(s)?));
        let disposition = |d: usize| {
            Some((
                scorer.disposition_id(d)?,
                scorer.action(d)?,
                scorer.track(d),
            ))
        };
        OutcomeContent {
            stage: read.stage.and_then(stage),
            qualified: read.qualified,
            disposition: read.disposition.and_then(disposition),
            service_level: read.disposition.and_then(|d| scorer.service_level(d)),
        }
    }

    fn smallest(
        &self,
        solver: &Solver<'_>,
        cancel: &Cancel<'_>,
    ) -> Result<Option<Difference>, ProofError> {
        let mut classify = |mask| self.differing(mask).map(|_| 0);
        let smallest = solver.smallest_leads(
            FoldQuery::all_totals(LeadSpace::Extended, &mut classify),
            cancel,
        )?;
        Ok(smallest.get(&0).map(|places| Difference {
            witness: Witness::from_places(solver, places),
        }))
    }
}
