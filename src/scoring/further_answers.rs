//! The smallest set of further levels that would meet a part of a rule.
//!
//! A further level is any that doesn't hold now, whether it is unknown or known not to; of a
//! `one-of` criterion it takes the place of the one that holds. The set ends in a possible lead:
//! a `one-of` criterion of which nothing is known falls to its `otherwise` where nothing else of it
//! is in the set. Such an `otherwise` isn't counted, and is named where it helps. Smallest is
//! fewest levels, ties by listed order.
//!
//! A part about single answers, a count or points is worked out here, by hand and exactly; points
//! take their largest gains first (`gains.rs`). Only a stage to be reached is a whole rule: that is
//! asked of the machine, with a budget for one lead.

use super::fold::{Budget, Cancel, ProofError, Solver, smallest_completion};
use super::gains::Gains;
use super::rules::{Clause, Measure, ResolvedRef, held_answers};
use super::scorer::EntryRule;
use super::{Responses, Scorer};
use crate::model::{Combine, Reference};

/// What a stage to be reached may take for one lead: about a hundredth of a second.
const ONE_LEAD_BUDGET: Budget = Budget::new(1_000_000, 50_000_000);

/// A level, as its criterion and its place among that criterion's levels.
pub(super) type AnswerIndex = (usize, usize);

/// Where a lead would end if nothing more were said of it.
pub(super) struct FinalResponses<'a> {
    scorer: &'a Scorer,
    responses: &'a Responses,
}

impl Scorer {
    /// The smallest set of further levels that would meet a clause of a rule: fewest levels, ties
    /// by listed order; nothing where no set does. Refused where that can't be said within the
    /// budget for one lead.
    pub(super) fn smallest_for_clause(
        &self,
        clause: &Clause,
        responses: &Responses,
    ) -> Result<Option<Vec<Reference>>, ProofError> {
        let end = FinalResponses {
            scorer: self,
            responses: responses,
        };
        let set = match clause {
            Clause::All(wanted) => end.complete_count(1, std::slice::from_ref(wanted)),
            Clause::Any(several) => end.complete_count(1, several),
            Clause::AtLeast { count, of, .. } => end.complete_count(*count as usize, of),
            Clause::Not(wanted) => end.replace_excluded(wanted),
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

    /// The same for several clauses together.
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

    /// Whether nothing of a `one-of` criterion holds although it has an `otherwise`: then it is
    /// that one which holds at the end, unless another is said.
    pub(super) fn fallback_answer(&self, criterion: usize, responses: &Responses) -> Option<usize> {
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
    /// The scorer.
    pub(super) fn scorer(&self) -> &'a Scorer {
        self.scorer
    }

    /// Whether a level of a criterion holds at the end.
    pub(super) fn holds(&self, criterion: usize, answer: usize) -> bool {
        let falls = self.scorer.fallback_answer(criterion, self.responses);
        falls == Some(answer) || self.held_answers(criterion).any(|l| l == answer)
    }

    /// The levels of a criterion that hold now.
    fn held_answers(&self, criterion: usize) -> impl Iterator<Item = usize> + 'a {
        let combine = self.scorer.criteria[criterion].combine;
        held_answers(combine, self.responses.criterion_truths(criterion))
    }

    /// What a criterion counts at the end, if something of it holds.
    pub(super) fn criterion_points(&self, criterion: usize) -> Option<i64> {
        let falls = self.scorer.fallback_answer(criterion, self.responses);
        let mut answers = self.held_answers(criterion).chain(falls).peekable();
        answers.peek()?;
        Some(self.scorer.points_for(criterion, answers))
    }

    /// So many of these, each by its first level.
    fn complete_count(&self, count: usize, of: &[ResolvedRef]) -> Option<Vec<AnswerIndex>> {
        let mut met = 0;
        let mut more: Vec<AnswerIndex> = Vec::new();
        for wanted in of {
            let Some(c) = wanted.criterion else { continue };
            let mut answers = (0..wanted.answers.len()).filter(|l| wanted.answers[*l]);
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

    /// Another level in place of one that ought not to hold.
    fn replace_excluded(&self, wanted: &ResolvedRef) -> Option<Vec<AnswerIndex>> {
        let holds =
            |c: &usize| (0..wanted.answers.len()).any(|l| wanted.answers[l] && self.holds(*c, l));
        let Some(c) = wanted.criterion.filter(holds) else {
            return Some(Vec::new());
        };
        if self.scorer.criteria[c].combine != Combine::OneOf {
            return None;
        }
        let other = (0..wanted.answers.len()).find(|l| !wanted.answers[*l])?;
        Some(vec![(c, other)])
    }

    /// The `otherwise` levels that criteria fall to and that help with a clause: it asks for them,
    /// or for points they bring.
    fn helpful_fallbacks(&self, clause: &Clause, named: &[AnswerIndex]) -> Vec<AnswerIndex> {
        let free = (0..self.scorer.criteria.len()).filter_map(|c| {
            let falls = self.scorer.fallback_answer(c, self.responses)?;
            Some((c, falls))
        });
        let free = free.filter(|(c, _)| !named.iter().any(|(n, _)| n == c));
        free.filter(|(c, l)| self.scorer.clause_benefits(clause, *c, *l))
            .collect()
    }
}

impl Scorer {
    /// Whether a clause asks for a level, or for points that it brings.
    fn clause_benefits(&self, clause: &Clause, criterion: usize, answer: usize) -> bool {
        let asked = |w: &ResolvedRef| w.criterion == Some(criterion) && w.answers[answer];
        match clause {
            Clause::All(wanted) => asked(wanted),
            Clause::Any(of) | Clause::AtLeast { of, .. } => of.iter().any(asked),
            Clause::Points { of, .. } => {
                self.counts_towards(criterion, *of)
                    && self.criteria[criterion].answers[answer].points > 0
            }
            Clause::Not(_) | Clause::Reached(_) | Clause::Never(_) => false,
        }
    }

    /// Whether a criterion's points are part of a measure.
    pub(super) fn counts_towards(&self, criterion: usize, measure: Measure) -> bool {
        let criterion = &self.criteria[criterion];
        match measure {
            Measure::Total => true,
            Measure::Kind(kind) => criterion.kind == kind,
            Measure::Group(g) => criterion.group == Some(g),
        }
    }
}
