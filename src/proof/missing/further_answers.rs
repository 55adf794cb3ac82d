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
//! the fold over states.

use super::super::fold::{Cancel, ProofError, Solver, smallest_completion};
use super::final_responses::{AnswerIndex, FinalResponses};
use super::gains::Gains;
use crate::model::{Combine, Reference};
use crate::scoring::compiled_model::{Clause, EntryRule, ResolvedRef};
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
    Ok(set.map(|mut set| {
        set.extend(end.helpful_fallbacks(clause, &set));
        set.sort_unstable();
        let named = set.iter().filter_map(|(c, l)| scorer.reference_to(*c, *l));
        named.collect()
    }))
}

/// Like [`smallest_for_clause`], for several clauses together.
fn smallest_for_clauses(
    scorer: &Scorer,
    clauses: &[Clause],
    responses: &Responses,
    cancel: &Cancel<'_>,
) -> Result<Option<Vec<Reference>>, ProofError> {
    let mut solver = Solver::for_model(scorer);
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
        Clause::Not(_) | Clause::Reached(_) | Clause::Never(_) => false,
    }
}
