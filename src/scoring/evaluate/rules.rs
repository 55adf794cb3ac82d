//! Evaluates compiled rules for a lead.

use super::Responses;
use super::points::LeadPoints;
use super::responses::held_answers;
use crate::scoring::compile::{Clause, CompiledRule, EntryRule, ResolvedRef, Scorer};

impl ResolvedRef {
    /// Returns whether an answer that satisfies the reference holds.
    pub(crate) fn holds(&self, scorer: &Scorer, responses: &Responses) -> bool {
        self.criterion.is_some_and(|c| {
            let mut held = held_answers(scorer.criteria[c].combine, responses.criterion_truths(c));
            held.any(|l| self.answers[l])
        })
    }
}

impl Scorer {
    /// Returns whether every clause of a rule holds.
    pub(crate) fn rule_holds(
        &self,
        rule: &CompiledRule,
        responses: &Responses,
        points: &LeadPoints,
    ) -> bool {
        rule.clauses
            .iter()
            .all(|clause| self.clause_holds(clause, responses, points))
    }

    /// Returns whether one clause of a rule holds.
    pub(crate) fn clause_holds(
        &self,
        clause: &Clause,
        responses: &Responses,
        points: &LeadPoints,
    ) -> bool {
        match clause {
            Clause::All(reference) => reference.holds(self, responses),
            Clause::Any(references) => references.iter().any(|w| w.holds(self, responses)),
            Clause::Not(reference) => !reference.holds(self, responses),
            Clause::AtLeast { count, of, .. } => {
                self.count_holding(of, responses) >= *count as usize
            }
            Clause::AtLeastTopics { count, topics, .. } => {
                self.topics_holding(topics, responses).count() >= *count as usize
            }
            Clause::Points { of, least, .. } => points.measured(*of) >= *least,
            Clause::Reached(stage) => self.stage_holds(*stage, responses, points),
            Clause::Never(_) => false,
        }
    }

    /// Returns how many of several references hold.
    pub(crate) fn count_holding(&self, of: &[ResolvedRef], responses: &Responses) -> usize {
        of.iter().filter(|w| w.holds(self, responses)).count()
    }

    /// Yields the indices of the topics of which a reference holds.
    pub(crate) fn topics_holding<'a>(
        &'a self,
        topics: &'a [Vec<ResolvedRef>],
        responses: &'a Responses,
    ) -> impl Iterator<Item = usize> + 'a {
        let numbered = topics.iter().enumerate();
        let holding = numbered.filter(|(_, of)| of.iter().any(|w| w.holds(self, responses)));
        holding.map(|(topic, _)| topic)
    }

    /// Yields the indices of the never rules that a lead meets: it contradicts them.
    pub fn contradicted<'a>(
        &'a self,
        responses: &'a Responses,
    ) -> impl Iterator<Item = usize> + 'a {
        let points = (!self.never.is_empty()).then(|| self.points(responses));
        let numbered = self.never.iter().enumerate();
        numbered
            .filter(move |(_, never)| {
                let points = points.as_ref();
                points.is_some_and(|points| self.rule_holds(&never.rule, responses, points))
            })
            .map(|(n, _)| n)
    }

    /// Returns whether a lead meets a stage's entry rule.
    pub(crate) fn stage_holds(
        &self,
        stage: usize,
        responses: &Responses,
        points: &LeadPoints,
    ) -> bool {
        match &self.stages[stage].rule {
            EntryRule::Always => true,
            EntryRule::ByPerson => false,
            EntryRule::Rule(rule) => self.rule_holds(rule, responses, points),
        }
    }
}
