//! The smallest set of further answers that would meet a clause of a rule.
//!
//! A further answer is any that doesn't hold now, whether unknown or known not to; in a `one-of`
//! criterion it replaces the answer that holds. The result is a possible lead: a `one-of` criterion
//! of which nothing is known falls back to its `otherwise` unless the set contains another answer
//! of it. Such an `otherwise` isn't counted, but is named where it helps. Smallest means fewest
//! answers, with ties broken by listed order.
//!
//! Clauses about single answers, counts and points are solved here, exactly as if every answer could
//! stand beside every other; points by taking the largest gains first (`gains.rs`). A set that no
//! lead can have beside what holds goes to the fold over states, and so does what involves a whole
//! rule or topics.

use super::super::cancel::{Cancel, ProofError};
use super::super::fold::{Solver, smallest_completion};
use super::final_responses::{AnswerIndex, FinalResponses};
use super::gains::Gains;
use crate::model::{Combine, Reference};
use crate::scoring::compiled_model::{Clause, EntryRule, ResolvedRef, held_answers};
use crate::scoring::{Responses, Scorer};

/// Returns the smallest set of further answers that would meet a clause: fewest answers, ties broken
/// by listed order; `None` if no set does.
///
/// # Errors
///
/// Fails if the budget runs out or the proof is cancelled.
pub(super) fn smallest_for_clause(
    scorer: &Scorer,
    clause: &Clause,
    responses: &Responses,
    cancel: &Cancel<'_>,
) -> Result<Option<Vec<Reference>>, ProofError> {
    let end = FinalResponses { scorer, responses };
    let set = match clause {
        Clause::All(reference) => end.complete_count(1, std::slice::from_ref(reference)),
        Clause::Any(references) => end.complete_count(1, references),
        Clause::AtLeast { count, of, .. } => end.complete_count(*count as usize, of),
        Clause::Not(reference) => end.replace_excluded(reference),
        Clause::Points { of, least, .. } => Gains::new(&end, *of).smallest_reaching(*least),
        Clause::Never(_) => None,
        Clause::AtLeastTopics { .. } => {
            return smallest_for_clauses(scorer, std::slice::from_ref(clause), responses, cancel);
        }
        Clause::Reached(stage) => {
            return match &scorer.stages()[*stage].rule {
                EntryRule::Always => Ok(Some(Vec::new())),
                EntryRule::ByPerson => Ok(None),
                EntryRule::Rule(rule) => {
                    smallest_for_clauses(scorer, &rule.clauses, responses, cancel)
                }
            };
        }
    };
    // Where the set can't be had beside what holds, the fold finds one that can. Where it can't be
    // settled what conditions mean together, answers are taken one by one.
    let is_impossible = |solver: &Solver<'_>| {
        set.as_ref()
            .is_some_and(|set| !can_be_added(solver, responses, set))
    };
    match Solver::for_model(scorer, cancel) {
        Ok(solver) if is_impossible(&solver) => {
            return smallest_for_clauses(scorer, std::slice::from_ref(clause), responses, cancel);
        }
        Err(ProofError::Cancelled) => return Err(ProofError::Cancelled),
        Ok(_) | Err(ProofError::TooLarge(_)) => {}
    }
    Ok(set.map(|mut set| {
        set.extend(end.helpful_fallbacks(clause, &set));
        set.sort_unstable();
        let named = set.iter().filter_map(|(c, l)| scorer.reference_to(*c, *l));
        named.collect()
    }))
}

/// Returns whether some lead has these answers beside those that hold, of which those of a `one-of`
/// criterion are replaced.
fn can_be_added(solver: &Solver<'_>, responses: &Responses, set: &[AnswerIndex]) -> bool {
    let scorer = solver.models[0];
    solver.topics().iter().all(|topic| {
        let mut needed: Vec<usize> = Vec::new();
        let mut touched = false;
        for factor in topic.factors.iter().map(|t| &solver.factors()[*t]) {
            let Some(c) = factor.criteria[0] else {
                continue;
            };
            let combine = scorer.criteria()[c].combine;
            let added: Vec<usize> = set
                .iter()
                .filter(|(of, _)| *of == c)
                .map(|(_, l)| *l)
                .collect();
            touched |= !added.is_empty();
            let replaced = combine == Combine::OneOf && !added.is_empty();
            let held = held_answers(combine, responses.criterion_truths(c)).filter(|_| !replaced);
            let places = held.chain(added).filter(|l| factor.answers[*l].decided);
            needed.extend(places.map(|l| factor.first_place + l));
        }
        let has_all = |held: &[usize]| needed.iter().all(|place| held.binary_search(place).is_ok());
        !touched || topic.patterns.iter().any(|pattern| has_all(&pattern.held))
    })
}

/// Like [`smallest_for_clause`], for several clauses together.
fn smallest_for_clauses(
    scorer: &Scorer,
    clauses: &[Clause],
    responses: &Responses,
    cancel: &Cancel<'_>,
) -> Result<Option<Vec<Reference>>, ProofError> {
    let mut solver = Solver::for_model(scorer, cancel)?;
    let holds = solver.clauses_condition(0, clauses)?;
    smallest_completion(&solver, holds, responses, cancel)
}

impl FinalResponses<'_> {
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
        if self.scorer.criteria()[c].combine != Combine::OneOf {
            return None;
        }
        let other = (0..reference.answers.len()).find(|l| !reference.answers[*l])?;
        Some(vec![(c, other)])
    }

    /// Returns the `otherwise` answers that criteria fall back to and that help a clause: it asks
    /// for them, or for points they bring.
    fn helpful_fallbacks(&self, clause: &Clause, named: &[AnswerIndex]) -> Vec<AnswerIndex> {
        let free = (0..self.scorer.criteria().len()).filter_map(|c| {
            let fallback = self.scorer.fallback_answer(c, self.responses)?;
            Some((c, fallback))
        });
        let free = free.filter(|(c, _)| !named.iter().any(|(n, _)| n == c));
        free.filter(|(c, l)| clause_benefits(self.scorer, clause, *c, *l))
            .collect()
    }
}

/// Returns whether a clause asks for an answer, or for points it brings.
fn clause_benefits(scorer: &Scorer, clause: &Clause, criterion: usize, answer: usize) -> bool {
    let mentions = |w: &ResolvedRef| w.criterion == Some(criterion) && w.answers[answer];
    match clause {
        Clause::All(reference) => mentions(reference),
        Clause::Any(of) | Clause::AtLeast { of, .. } => of.iter().any(mentions),
        Clause::Points { of, .. } => {
            scorer.counts_towards(criterion, *of)
                && scorer.criteria()[criterion].answers[answer].points > 0
        }
        Clause::AtLeastTopics { topics, .. } => topics.iter().flatten().any(mentions),
        Clause::Not(_) | Clause::Reached(_) | Clause::Never(_) => false,
    }
}
