//! Makes tracked conditions from the rules, answers and thresholds of a solver's models.

use crate::model::CriterionKind;
use crate::scoring::compiled_model::{Clause, EntryRule, Measure, ResolvedRef};

use super::super::cancel::ProofError;
use super::solver::Solver;
use super::tracked_conditions::{ConditionTerm, Feature, PointSum, TrackedCondition};

impl Solver<'_> {
    /// Tracks the condition that all these clauses of a model's rule hold.
    pub(crate) fn clauses_condition(
        &mut self,
        model: usize,
        clauses: &[Clause],
    ) -> Result<TrackedCondition, ProofError> {
        let mut parts = Vec::new();
        let possible = self.gather_terms(model, clauses, &mut parts);
        self.conditions.intern(possible.then_some(parts))
    }

    /// Tracks the condition that a stage's rule holds; always, if it has none.
    pub(super) fn stage_condition(
        &mut self,
        model: usize,
        stage: usize,
    ) -> Result<TrackedCondition, ProofError> {
        let scorer = self.models[model];
        match &scorer.stages()[stage].rule {
            EntryRule::Always => Ok(TrackedCondition::Always),
            EntryRule::ByPerson => Ok(TrackedCondition::Never),
            EntryRule::Rule(rule) => self.clauses_condition(model, &rule.clauses),
        }
    }

    /// Tracks the condition that the hand-off stage's rule holds.
    pub(crate) fn qualified_condition(
        &mut self,
        model: usize,
    ) -> Result<TrackedCondition, ProofError> {
        let scorer = self.models[model];
        match (scorer.handoff(), scorer.handoff_rule()) {
            (Some(handoff), Some(_)) => {
                handoff.stage.map_or(Ok(TrackedCondition::Never), |stage| {
                    self.stage_condition(model, stage)
                })
            }
            _ => Ok(TrackedCondition::Never),
        }
    }

    /// Tracks the condition that the hand-off stage's rule holds, leaving out its minimum total.
    pub(crate) fn qualified_except_total(
        &mut self,
        model: usize,
    ) -> Result<TrackedCondition, ProofError> {
        let TrackedCondition::Bit(bit) = self.qualified_condition(model)? else {
            return self.qualified_condition(model);
        };
        let parts = self.conditions.list[bit].iter();
        let rest =
            parts.filter(|part| !matches!(part, ConditionTerm::Points(_, PointSum::Total, _)));
        let rest = rest.cloned().collect();
        self.conditions.intern(Some(rest))
    }

    /// Returns the minimum total that the hand-off stage's rule requires.
    pub(crate) fn least_total(&self, model: usize) -> Option<i64> {
        let scorer = self.models[model];
        let mut parts = Vec::new();
        let possible = self.gather_terms(model, &scorer.handoff_rule()?.clauses, &mut parts);
        let totals = parts.into_iter().filter_map(|part| match part {
            ConditionTerm::Points(_, PointSum::Total, least) => Some(least),
            _ => None,
        });
        totals.max().filter(|_| possible)
    }

    /// Tracks the condition that the total is at least `least`.
    pub(crate) fn total_condition(
        &mut self,
        model: usize,
        least: i64,
    ) -> Result<TrackedCondition, ProofError> {
        let model = self.measured_model(model);
        self.conditions.intern(Some(vec![ConditionTerm::Points(
            model,
            PointSum::Total,
            least,
        )]))
    }

    /// Tracks the condition that one of these answers of a criterion holds.
    pub(crate) fn answers_condition(
        &mut self,
        model: usize,
        criterion: usize,
        answers: &[bool],
    ) -> Result<TrackedCondition, ProofError> {
        let feature = self.feature(model, criterion, answers);
        self.conditions
            .intern(feature.map(|feature| vec![ConditionTerm::Single(feature, true)]))
    }

    /// Tracks the condition that none of these answers, of these criteria, holds.
    pub(crate) fn none_condition(
        &mut self,
        model: usize,
        of: &[(usize, Vec<bool>)],
    ) -> Result<TrackedCondition, ProofError> {
        let features = of
            .iter()
            .filter_map(|(c, answers)| self.feature(model, *c, answers));
        let parts = features.map(|feature| ConditionTerm::Single(feature, false));
        let parts = parts.collect();
        self.conditions.intern(Some(parts))
    }

    /// Returns whether a condition asks for an answer of a factor of the first model, or for points
    /// it brings.
    pub(super) fn condition_benefits(
        &self,
        condition: usize,
        factor: usize,
        answer: usize,
    ) -> bool {
        let mentions = |f: &Feature| f.factor == factor && f.answers[answer];
        let scorer = self.models[0];
        let compiled = self.factors()[factor].criteria[0].map(|c| &scorer.criteria()[c]);
        let brings = |of: PointSum| {
            compiled.is_some_and(|criterion| {
                criterion.answers[answer].points > 0
                    && match of {
                        PointSum::Total => true,
                        PointSum::Fit => criterion.kind == CriterionKind::Fit,
                        PointSum::Behaviour => criterion.kind == CriterionKind::Behaviour,
                        PointSum::Group(g) => criterion.group == Some(g),
                    }
            })
        };
        self.conditions.list[condition]
            .iter()
            .any(|part| match part {
                ConditionTerm::Single(feature, required) => *required && mentions(feature),
                ConditionTerm::Count(_, features) => features.iter().any(mentions),
                ConditionTerm::Covered(_, each) => each.iter().flatten().any(mentions),
                ConditionTerm::Points(_, of, _) => brings(*of),
            })
    }

    /// Collects the terms of some clauses. Returns false if they can never hold.
    fn gather_terms(
        &self,
        model: usize,
        clauses: &[Clause],
        parts: &mut Vec<ConditionTerm>,
    ) -> bool {
        clauses.iter().all(|clause| match clause {
            Clause::All(reference) => {
                self.reference_feature(model, reference)
                    .is_some_and(|feature| {
                        parts.push(ConditionTerm::Single(feature, true));
                        true
                    })
            }
            Clause::Not(reference) => {
                let feature = self.reference_feature(model, reference);
                parts.extend(feature.map(|feature| ConditionTerm::Single(feature, false)));
                true
            }
            Clause::Any(references) => self.gather_count(model, 1, references, parts),
            Clause::AtLeast { count, of, .. } => {
                self.gather_count(model, *count as usize, of, parts)
            }
            Clause::AtLeastTopics { count, topics, .. } => {
                self.gather_covered(model, *count as usize, topics, parts)
            }
            Clause::Points { of, least, .. } => {
                let (model, of) = self.measure(model, *of);
                parts.push(ConditionTerm::Points(model, of, *least));
                true
            }
            Clause::Reached(stage) => match &self.models[model].stages()[*stage].rule {
                EntryRule::Always => true,
                EntryRule::ByPerson => false,
                EntryRule::Rule(rule) => self.gather_terms(model, &rule.clauses, parts),
            },
            Clause::Never(_) => false,
        })
    }

    fn gather_count(
        &self,
        model: usize,
        count: usize,
        of: &[ResolvedRef],
        parts: &mut Vec<ConditionTerm>,
    ) -> bool {
        let features = self.merged_features(model, of);
        if features.len() < count {
            return false;
        }
        if features.len() == count {
            parts.extend(
                features
                    .into_iter()
                    .map(|feature| ConditionTerm::Single(feature, true)),
            );
        } else {
            parts.push(ConditionTerm::Count(count, features));
        }
        true
    }

    /// Gathers the term that at least `count` of several things are covered, each by one of some
    /// references.
    fn gather_covered(
        &self,
        model: usize,
        count: usize,
        covered: &[Vec<ResolvedRef>],
        parts: &mut Vec<ConditionTerm>,
    ) -> bool {
        let each = covered.iter().map(|of| self.merged_features(model, of));
        let mut each: Vec<Vec<Feature>> = each.filter(|features| !features.is_empty()).collect();
        if each.len() < count {
            return false;
        }
        if each.len() > count {
            each.sort();
            parts.push(ConditionTerm::Covered(count, each));
            return true;
        }
        parts.extend(each.into_iter().map(|features| match &features[..] {
            [one] => ConditionTerm::Single(one.clone(), true),
            _ => ConditionTerm::Count(1, features),
        }));
        true
    }

    /// Returns the features of some references, one for each factor, sorted.
    fn merged_features(&self, model: usize, of: &[ResolvedRef]) -> Vec<Feature> {
        let mut features: Vec<Feature> = Vec::new();
        let named = of
            .iter()
            .filter_map(|reference| self.reference_feature(model, reference));
        for feature in named {
            let same = features.iter_mut().find(|f| f.factor == feature.factor);
            match same {
                Some(first) => {
                    for (answer, also) in first.answers.iter_mut().zip(feature.answers) {
                        *answer |= also;
                    }
                }
                None => features.push(feature),
            }
        }
        features.sort();
        features
    }

    fn reference_feature(&self, model: usize, reference: &ResolvedRef) -> Option<Feature> {
        self.feature(model, reference.criterion?, &reference.answers)
    }

    /// Returns the feature "one of these answers of a criterion holds"; `None` if no answer is
    /// included.
    fn feature(&self, model: usize, criterion: usize, included: &[bool]) -> Option<Feature> {
        let mut factors = self.factors().iter();
        let factor = factors.position(|factor| factor.criteria[model] == Some(criterion))?;
        let definition = &self.factors()[factor];
        let answers = definition.answers.iter().map(|answer| answer.index[model]);
        let answers: Vec<bool> = answers.map(|l| l.is_some_and(|l| included[l])).collect();
        answers.contains(&true).then_some(Feature {
            factor,
            model: if definition.same_in_both { 0 } else { model },
            answers,
        })
    }

    /// Maps a group of the second model to the one it is measured by.
    fn first_model_group(&self, group: usize) -> usize {
        self.same_points
            .as_ref()
            .map_or(group, |first| first[group])
    }

    /// Returns the model whose points a minimum is measured by.
    fn measured_model(&self, model: usize) -> usize {
        if self.same_points.is_some() { 0 } else { model }
    }

    fn measure(&self, model: usize, of: Measure) -> (usize, PointSum) {
        let of = match of {
            Measure::Total => PointSum::Total,
            Measure::Kind(CriterionKind::Fit) => PointSum::Fit,
            Measure::Kind(CriterionKind::Behaviour) => PointSum::Behaviour,
            Measure::Group(g) if model == 1 => PointSum::Group(self.first_model_group(g)),
            Measure::Group(g) => PointSum::Group(g),
        };
        (self.measured_model(model), of)
    }
}
