//! The smallest set of further answers that would meet a clause of a rule.
//!
//! A further answer is any that doesn't hold now, whether unknown or known not to; in a `one-of`
//! criterion it replaces the answer that holds. The result is a possible lead: a `one-of` criterion
//! of which nothing is known falls back to its `otherwise` unless the set contains another answer
//! of it. Such an `otherwise` isn't counted, but is named where it helps. Smallest means fewest
//! answers, with ties broken by listed order.
//!
//! Clauses about single answers, counts and points are solved here, exactly; points by taking the
//! largest gains first (`gains.rs`). Only a stage to be reached involves a whole rule: that goes to
//! the fold over states, with a budget for one lead.

use super::Responses;
use super::gains::Gains;
use super::responses::held_answers;
use crate::model::{Combine, Reference};
use crate::scoring::compile::{Clause, EntryRule, Measure, ResolvedRef, Scorer};
use crate::scoring::fold::{Budget, Cancel, ProofError, Solver, smallest_completion};

/// Budget for one lead's smallest completion of a stage's rule: about ten milliseconds.
const ONE_LEAD_BUDGET: Budget = Budget::new(1_000_000, 50_000_000);

/// An answer: its criterion, and its index among that criterion's answers.
pub(super) type AnswerIndex = (usize, usize);

/// The state a lead would end in if it gave no further answers.
pub(super) struct FinalResponses<'a> {
    scorer: &'a Scorer,
    responses: &'a Responses,
}

impl Scorer {
    /// Returns the smallest set of further answers that would meet a clause: fewest answers, ties
    /// broken by listed order; `None` if no set does.
    ///
    /// # Errors
    ///
    /// Fails if the budget for one lead runs out.
    pub(crate) fn smallest_for_clause(
        &self,
        clause: &Clause,
        responses: &Responses,
    ) -> Result<Option<Vec<Reference>>, ProofError> {
        let end = FinalResponses {
            scorer: self,
            responses,
        };
        let set = match clause {
            Clause::All(reference) => end.complete_count(1, std::slice::from_ref(reference)),
            Clause::Any(references) => end.complete_count(1, references),
            Clause::AtLeast { count, of, .. } => end.complete_count(*count as usize, of),
            Clause::Not(reference) => end.replace_excluded(reference),
            Clause::Points { of, least, .. } => Gains::new(&end, *of).smallest_reaching(*least),
            Clause::Never(_) => None,
            Clause::Reached(stage) => {
                return match &self.stages[*stage].rule {
                    EntryRule::Always => Ok(Some(Vec::new())),
                    EntryRule::ByPerson => Ok(None),
                    EntryRule::Rule(rule) => self.smallest_for_clauses(&rule.clauses, responses),
                };
            }
        };
        Ok(set.map(|mut set| {
            set.extend(end.helpful_fallbacks(clause, &set));
            set.sort_unstable();
            let named = set.iter().filter_map(|(c, l)| self.reference_to(*c, *l));
            named.collect()
        }))
    }

    /// Like [`Self::smallest_for_clause`], for several clauses together.
    fn smallest_for_clauses(
        &self,
        clauses: &[Clause],
        responses: &Responses,
    ) -> Result<Option<Vec<Reference>>, ProofError> {
        let mut solver = Solver::for_model(self);
        let holds = solver.clauses_condition(0, clauses)?;
        let cancel = Cancel::never().with_budget(ONE_LEAD_BUDGET);
        smallest_completion(&solver, holds, responses, &cancel)
    }

    /// Returns the `otherwise` answer that a `one-of` criterion falls back to, if it has one and
    /// none of its answers holds.
    pub(crate) fn fallback_answer(&self, criterion: usize, responses: &Responses) -> Option<usize> {
        let compiled = &self.criteria[criterion];
        let nothing = !responses
            .criterion_truths(criterion)
            .iter()
            .any(|truth| truth.is_yes());
        let one_of = compiled.combine == Combine::OneOf;
        compiled.otherwise.filter(|_| one_of && nothing)
    }
}

impl<'a> FinalResponses<'a> {
    pub(super) fn scorer(&self) -> &'a Scorer {
        self.scorer
    }

    /// Returns whether an answer holds in the final state.
    pub(super) fn holds(&self, criterion: usize, answer: usize) -> bool {
        let fallback = self.scorer.fallback_answer(criterion, self.responses);
        fallback == Some(answer) || self.held_answers(criterion).any(|l| l == answer)
    }

    /// Returns the answers of a criterion that hold now.
    fn held_answers(&self, criterion: usize) -> impl Iterator<Item = usize> + 'a {
        let combine = self.scorer.criteria[criterion].combine;
        held_answers(combine, self.responses.criterion_truths(criterion))
    }

    /// Returns the points a criterion counts in the final state; `None` if no answer of it holds.
    pub(super) fn criterion_points(&self, criterion: usize) -> Option<i64> {
        let fallback = self.scorer.fallback_answer(criterion, self.responses);
        let mut answers = self.held_answers(criterion).chain(fallback).peekable();
        answers.peek()?;
        Some(self.scorer.points_for(criterion, answers))
    }

    /// Meets `count` of these references, each through its first answer.
    fn complete_count(&self, count: usize, of: &[ResolvedRef]) -> Option<Vec<AnswerIndex>> {
        let mut met = 0;
        let mut more: Vec<AnswerIndex> = Vec::new();
        for reference in of {
            let Some(c) = reference.criterion else {
                continue;
            };
            let mut answers = (0..reference.answers.len()).filter(|l| reference.answers[*l]);
            if answers.clone().any(|l| self.holds(c, l)) {
                met += 1;
            } else if let Some(first) = answers.next() {
                more.push((c, first));
            }
        }
        more.sort_unstable();
        let short = count.saturating_sub(met);
        (more.len() >= short).then(|| more[..short].to_vec())
    }

    /// Replaces an answer that must not hold by another.
    fn replace_excluded(&self, reference: &ResolvedRef) -> Option<Vec<AnswerIndex>> {
        let holds = |c: &usize| {
            (0..reference.answers.len()).any(|l| reference.answers[l] && self.holds(*c, l))
        };
        let Some(c) = reference.criterion.filter(holds) else {
            return Some(Vec::new());
        };
        if self.scorer.criteria[c].combine != Combine::OneOf {
            return None;
        }
        let other = (0..reference.answers.len()).find(|l| !reference.answers[*l])?;
        Some(vec![(c, other)])
    }

    /// Returns the `otherwise` answers that criteria fall back to and that help a clause: it asks
    /// for them, or for points they bring.
    fn helpful_fallbacks(&self, clause: &Clause, named: &[AnswerIndex]) -> Vec<AnswerIndex> {
        let free = (0..self.scorer.criteria.len()).filter_map(|c| {
            let fallback = self.scorer.fallback_answer(c, self.responses)?;
            Some((c, fallback))
        });
        let free = free.filter(|(c, _)| !named.iter().any(|(n, _)| n == c));
        free.filter(|(c, l)| self.scorer.clause_benefits(clause, *c, *l))
            .collect()
    }
}

impl Scorer {
    /// Returns whether a clause asks for an answer, or for points it brings.
    fn clause_benefits(&self, clause: &Clause, criterion: usize, answer: usize) -> bool {
        let mentions = |w: &ResolvedRef| w.criterion == Some(criterion) && w.answers[answer];
        match clause {
            Clause::All(reference) => mentions(reference),
            Clause::Any(of) | Clause::AtLeast { of, .. } => of.iter().any(mentions),
            Clause::Points { of, .. } => {
                self.counts_towards(criterion, *of)
                    && self.criteria[criterion].answers[answer].points > 0
            }
            Clause::Not(_) | Clause::Reached(_) | Clause::Never(_) => false,
        }
    }

    /// Returns whether a criterion's points are part of a measure.
    pub(crate) fn counts_towards(&self, criterion: usize, measure: Measure) -> bool {
        let criterion = &self.criteria[criterion];
        match measure {
            Measure::Total => true,
            Measure::Kind(kind) => criterion.kind == kind,
            Measure::Group(g) => criterion.group == Some(g),
        }
    }
}
