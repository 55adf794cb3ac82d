//! Finds which of several changes affect outcomes.
//!
//! A change does if it alone makes outcomes differ, or if outcomes without it would differ from
//! those with all changes. Changes to one thing are taken together, and so are moves within one
//! list.

use super::change::{Change, ChangeKind};
use super::definition_lists;
use super::diff_steps::{self, DiffStep};
use super::{Diff, OutcomeComparison, Revision};
use crate::model::{Definition, Id, Kind, Place};
use crate::proof::{Cancel, ProofError, first_difference};

/// With more units than this no trace is attempted, as each needs two proofs.
const MAX_UNITS: usize = 12;

/// Changes taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ChangeUnit {
    /// Everything about a thing except its position.
    Thing(Place),
    /// The order of a list.
    Order(Kind, Option<Id>),
}

impl ChangeUnit {
    fn of(change: &Change) -> Self {
        let order = change.kind == ChangeKind::Moved;
        if order {
            Self::Order(change.place.kind, change.place.parent.clone())
        } else {
            Self::Thing(change.place.clone())
        }
    }

    /// Whether a step belongs to it.
    fn includes(&self, step: &DiffStep) -> bool {
        let place = match step {
            DiffStep::Set(place, _) | DiffStep::Remove(place) => place,
            DiffStep::Order(..) => return false,
        };
        let Self::Thing(thing) = self else {
            return false;
        };
        // Parts of a new thing come with it; parts of an existing one are things of their own.
        place == thing
    }

    fn orders(&self, kind: Kind, parent: Option<&Id>) -> bool {
        matches!(self, Self::Order(k, p) if *k == kind && p.as_ref() == parent)
    }
}

impl Revision {
    /// Finds which changes affect outcomes, so that [`Revision::severities`] applies to those
    /// alone. The proofs share the rest of the budget. If there are too many changes, all of those
    /// used by scoring are taken to affect outcomes.
    ///
    /// # Errors
    ///
    /// If a proof is cancelled or exceeds the budget.
    pub fn trace(
        &mut self,
        before: &Definition,
        after: &Definition,
        cancel: &Cancel<'_>,
    ) -> Result<(), ProofError> {
        if !matches!(self.outcomes, OutcomeComparison::Differ(_)) {
            return Ok(());
        }
        let scored = self.diff.changes.iter().filter(|c| c.scored);
        let mut units: Vec<ChangeUnit> = Vec::new();
        for unit in scored.map(ChangeUnit::of) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        if units.len() < 2 || units.len() > MAX_UNITS {
            return Ok(());
        }
        let mut guilty = Vec::new();
        let mut to_come = 2 * units.len() as u64;
        let mut ask = |one: &Definition, other: &Definition| {
            to_come -= 1;
            cancel.with_share(to_come + 1, |own| differs(one, other, own))
        };
        for unit in &units {
            let alone = self.diff.apply_only(before, |s| s == unit);
            let without = self.diff.apply_only(before, |s| s != unit);
            if ask(before, &alone)? || ask(&without, after)? {
                guilty.push(unit.clone());
            }
        }
        let blamed = |c: &Change| c.scored && guilty.contains(&ChangeUnit::of(c));
        self.affects_outcome = Some(self.diff.changes.iter().map(blamed).collect());
        Ok(())
    }
}

fn differs(one: &Definition, other: &Definition, cancel: &Cancel<'_>) -> Result<bool, ProofError> {
    Ok(first_difference(one, other, cancel)?.is_some())
}

impl Diff {
    /// Applies the chosen changes, and all those not used by scoring.
    fn apply_only(
        &self,
        definition: &Definition,
        is_chosen: impl Fn(&ChangeUnit) -> bool,
    ) -> Definition {
        let shares: Vec<ChangeUnit> = self
            .changes
            .iter()
            .filter(|c| c.scored)
            .map(ChangeUnit::of)
            .collect();
        let unchosen: Vec<&ChangeUnit> = shares.iter().filter(|s| !is_chosen(s)).collect();
        let is_new = |place: &Place| {
            let of = |c: &Change| c.kind == ChangeKind::Added && c.place == *place;
            self.changes.iter().any(of)
        };
        let left_out = |step: &DiffStep| {
            if unchosen.iter().any(|share| share.includes(step)) {
                return true;
            }
            let DiffStep::Set(place, _) = step else {
                return false;
            };
            // A part whose container is left out has no place to go.
            let whole = definition_lists::whole_of(place);
            whole.is_some_and(|whole| {
                is_new(&whole) && unchosen.contains(&&ChangeUnit::Thing(whole.clone()))
            })
        };
        let steps: Vec<DiffStep> = self
            .steps
            .iter()
            .filter(|step| !left_out(step))
            .cloned()
            .collect();
        let moves = |kind: Kind, parent: Option<&Id>| {
            !unchosen.iter().any(|share| share.orders(kind, parent))
        };
        diff_steps::apply_some(&steps, definition, &moves)
    }
}
