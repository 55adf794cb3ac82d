//! Fewer criteria: which can go together so that no possible lead's outcome changes.
//!
//! Criteria go one by one, those that decide least first, and each step is proved by comparing the
//! definition with and without the criterion over every possible lead. What is left is
//! inclusion-minimal: no further single criterion can go. It isn't claimed to be the smallest, as
//! another order may lead to another model.

use std::collections::{HashSet, VecDeque};

use super::removal::Removal;
use super::{Cancel, Comparison, Count, ProofError, first_difference};
use crate::model::{Definition, Id};
use crate::scoring::Scorer;

/// A definition with fewer criteria, by which every possible lead has the outcome that it had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minimal {
    /// The definition without the criteria that can go.
    pub definition: Definition,
    /// The criteria that can go together, in listed order.
    pub can_go: Vec<Id>,
    /// The criteria that stay, the least deciding first; those that couldn't be counted are left
    /// out.
    pub staying: Vec<DecidingCriterion>,
    /// Criteria that stay because it wasn't settled whether they can go, in listed order.
    pub not_settled: Vec<Id>,
    /// Criteria that stay of which it wasn't counted how much they decide, in listed order.
    pub not_counted: Vec<Id>,
    /// Why the first of those has no answer, as a sentence.
    pub why: Option<String>,
}

/// How much a single criterion decides, once those that can go are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecidingCriterion {
    /// The criterion.
    pub criterion: Id,
    /// The number of possible leads whose outcome would differ if it were never known.
    pub changed: Count,
    /// The number of possible leads.
    pub possible_leads: Count,
}

/// Finds criteria that can go together so that no possible lead's outcome changes, and how much
/// each of the others decides. The definition must have no errors. Each question gets a share of
/// the budget; what that doesn't settle is named in the result, and such a criterion stays.
///
/// # Errors
///
/// Fails if the proof is cancelled.
pub fn minimal(definition: &Definition, cancel: &Cancel<'_>) -> Result<Minimal, ProofError> {
    let mut search = Search {
        original: definition,
        scorer: Scorer::new(definition),
        current: definition.clone(),
        open: HashSet::new(),
        why: None,
        cancel,
    };
    let effects = search.effects_of_all(2)?;
    search.remove_all(&effects)?;
    search.result(effects)
}

/// What comparing with and without a criterion shows; `None` if it wasn't settled.
type Effect = Option<Comparison>;

struct Search<'a> {
    original: &'a Definition,
    scorer: Scorer,
    /// The definition without the criteria removed so far.
    current: Definition,
    /// Criteria of which the latest try wasn't settled.
    open: HashSet<Id>,
    /// Why the first question without an answer has none.
    why: Option<String>,
    cancel: &'a Cancel<'a>,
}

impl Search<'_> {
    /// Asks a question with one of `shares` shares of what is left of the budget; `None` if it
    /// isn't settled with that.
    fn ask<T>(
        &mut self,
        shares: usize,
        question: impl FnOnce(&Self, &Cancel<'_>) -> Result<T, ProofError>,
    ) -> Result<Option<T>, ProofError> {
        if self.cancel.is_cancelled() {
            return Err(ProofError::Cancelled);
        }
        let cancel = self.cancel;
        match cancel.with_share(shares as u64, |own| question(self, own)) {
            Ok(answer) => Ok(Some(answer)),
            Err(ProofError::TooLarge(why)) => {
                self.why.get_or_insert(why);
                Ok(None)
            }
            Err(ProofError::Cancelled) => Err(ProofError::Cancelled),
        }
    }

    /// Compares the original with the current definition, of each criterion that is left as if it
    /// were never known. Keeps `rounds` times as much of the budget for the questions that follow.
    fn effects_of_all(&mut self, rounds: usize) -> Result<Vec<Effect>, ProofError> {
        let current = self.current_with_all_criteria();
        let left = self.current.criteria.len();
        let mut effects = Vec::new();
        for (c, criterion) in self.original.criteria.iter().enumerate() {
            if self.is_gone(&criterion.id) {
                continue;
            }
            let shares = left - effects.len() + rounds * left;
            effects.push(self.ask(shares, |search, cancel| {
                Comparison::between(&search.scorer, &current.with_unknown(c), cancel)
            })?);
        }
        Ok(effects)
    }

    fn is_gone(&self, criterion: &Id) -> bool {
        self.current.criterion(criterion.as_str()).is_none()
    }

    /// Compiles the current definition with all criteria of the original one, of which those that
    /// went are never known. It decides the same, and has the same possible leads to count.
    fn current_with_all_criteria(&self) -> Scorer {
        let mut all = Definition {
            criteria: self.original.criteria.clone(),
            ..self.current.clone()
        };
        let mut gone = Vec::new();
        for (c, criterion) in all.criteria.iter_mut().enumerate() {
            if self.is_gone(&criterion.id) {
                // No rule counts it by what it is.
                criterion.phase = None;
                criterion.covers.clear();
                gone.push(c);
            }
        }
        let scorer = Scorer::new(&all).with_never_of(&self.scorer);
        gone.into_iter()
            .fold(scorer, |scorer, c| scorer.with_unknown(c))
    }

    /// Removes one criterion after the other until no single one can go.
    fn remove_all(&mut self, effects: &[Effect]) -> Result<(), ProofError> {
        let mut order: Vec<usize> = (0..effects.len()).collect();
        // Stable: equal ones stay in listed order. What wasn't counted comes last.
        order.sort_by_key(|c| {
            let effect = effects[*c].as_ref();
            (
                effect.is_none(),
                effect.map(|effect| effect.changed.clone()),
            )
        });
        let mut waiting: VecDeque<usize> = order.into();
        // How many in a row were tried in vain since the last one went.
        let mut in_vain = 0;
        while in_vain < waiting.len() {
            let Some(c) = waiting.pop_front() else {
                break;
            };
            let id = &self.original.criteria[c].id;
            let shares = 2 * waiting.len() + 1 - in_vain;
            let first = self.current.criteria.len() == self.original.criteria.len();
            if self.remove(id, effects[c].as_ref().filter(|_| first), shares)? {
                in_vain = 0;
            } else {
                in_vain += 1;
                waiting.push_back(c);
            }
        }
        Ok(())
    }

    /// Removes a criterion if no possible lead's outcome changes; returns whether it did. `effect`
    /// is what the criterion decides in the current definition, if that is known.
    fn remove(
        &mut self,
        id: &Id,
        effect: Option<&Comparison>,
        shares: usize,
    ) -> Result<bool, ProofError> {
        self.open.remove(id);
        let Some(Removal {
            definition,
            as_if_unknown,
        }) = Removal::of(&self.current, id)
        else {
            return Ok(false);
        };
        let decides = effect.is_some_and(|effect| effect.smallest.is_some());
        if as_if_unknown && decides {
            return Ok(false); // the comparison has shown it already
        }
        let answer = self.ask(shares, |search, cancel| {
            // A step at a time is easier to compare, but what a never rule leaves out must not
            // depend on the steps.
            let before = if search.original.never.is_empty() {
                &search.current
            } else {
                search.original
            };
            first_difference(before, &definition, cancel)
        })?;
        match answer {
            None => {
                self.open.insert(id.clone());
                Ok(false)
            }
            Some(Some(_)) => Ok(false),
            Some(None) => {
                self.current = definition;
                Ok(true)
            }
        }
    }

    /// Sums up: what went, and how much each criterion that stays decides.
    fn result(mut self, effects: Vec<Effect>) -> Result<Minimal, ProofError> {
        let criteria = self.original.criteria.iter();
        let can_go: Vec<Id> = criteria
            .filter(|c| self.is_gone(&c.id))
            .map(|c| c.id.clone())
            .collect();
        let effects = if can_go.is_empty() {
            effects
        } else {
            self.effects_of_all(0)?
        };
        let (mut staying, mut not_counted) = (Vec::new(), Vec::new());
        for (criterion, effect) in self.current.criteria.iter().zip(effects) {
            let criterion = criterion.id.clone();
            match effect {
                Some(effect) => staying.push(DecidingCriterion {
                    criterion,
                    changed: effect.changed,
                    possible_leads: effect.possible_leads,
                }),
                None => not_counted.push(criterion),
            }
        }
        staying.sort_by(|a, b| a.changed.cmp(&b.changed));
        let criteria = self.current.criteria.iter();
        let not_settled = criteria
            .filter(|c| self.open.contains(&c.id))
            .map(|c| c.id.clone())
            .collect();
        Ok(Minimal {
            definition: self.current,
            can_go,
            staying,
            not_settled,
            not_counted,
            why: self.why,
        })
    }
}
