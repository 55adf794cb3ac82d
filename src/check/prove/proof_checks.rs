//! What the proved checks of a definition share: its sound rules, its findings so far, and the budget
//! they ask within.

use std::collections::HashSet;

use super::budget_shares::BudgetShares;
use super::unproved::{ProofQuestion, Unproved};
use crate::check::collector::FindingCollector;
use crate::check::definition_checks::check_definition;
use crate::check::finding::Severity;
use crate::model::{Definition, Kind, Place, Rule, Stage};
use crate::proof::{Cancel, ProofError, RuleOwner, Witness};
use crate::scoring::Scorer;

/// The proved checks of one definition.
pub(super) struct ProofChecks<'a> {
    pub definition: &'a Definition,
    pub scorer: Scorer,
    pub cancel: &'a Cancel<'a>,
    pub findings: FindingCollector<'a>,
    /// Places that have errors of their own.
    pub broken_places: HashSet<Place>,
    /// Questions that got no answer, and why.
    pub unproved: Unproved,
    pub shares: BudgetShares,
}

impl<'a> ProofChecks<'a> {
    /// Prepares the checks; `shares` divides the budget among their questions.
    pub fn new(definition: &'a Definition, shares: BudgetShares, cancel: &'a Cancel<'a>) -> Self {
        let errors = check_definition(definition).into_iter();
        Self {
            definition,
            scorer: Scorer::new(definition),
            cancel,
            findings: FindingCollector::new(definition),
            broken_places: errors
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| finding.place)
                .collect(),
            unproved: Unproved::default(),
            shares,
        }
    }

    /// Returns whether criteria or groups themselves have errors, so that no count is meaningful.
    pub fn is_broken(&self) -> bool {
        let basic = [Kind::Criterion, Kind::Answer, Kind::Group];
        self.broken_places
            .iter()
            .any(|place| basic.contains(&place.kind))
    }

    /// Asks a question within its share of the budget. Without an answer, records that and returns
    /// `None`.
    pub fn ask<T>(
        &mut self,
        about: ProofQuestion,
        question: impl FnOnce(&Scorer, &Cancel<'_>) -> Result<T, ProofError>,
    ) -> Option<T> {
        if self.cancel.is_cancelled() {
            return None;
        }
        let scorer = &self.scorer;
        let result = self
            .shares
            .ask(&about, self.cancel, |own| question(scorer, own));
        match result {
            Ok(answer) => Some(answer),
            Err(ProofError::TooLarge(why)) => {
                self.unproved.note(about, &why);
                None
            }
            Err(ProofError::Cancelled) => None,
        }
    }

    /// Adds a finding.
    pub fn add(&mut self, code: &'static str, place: Place, message: String) {
        self.findings.add(code, place, message);
    }

    /// Adds a finding with the smallest lead that shows it.
    pub fn add_with_witness(
        &mut self,
        code: &'static str,
        place: Place,
        message: String,
        witness: &Witness,
    ) {
        self.findings.add(code, place, message);
        if let Some(finding) = self.findings.found.last_mut() {
            finding.witness = witness.texts();
            finding.facts = witness.facts.texts();
        }
    }

    /// Returns the stages with a sound rule, by index.
    pub fn stages_with_rules(&self) -> Vec<(usize, &'a Stage, &'a Rule)> {
        let stages = self.definition.stages.iter().enumerate();
        stages
            .filter(|(_, stage)| stage.is_computed() && !self.is_broken_stage(stage, 0))
            .filter_map(|(s, stage)| Some((s, stage, stage.rule.as_ref()?)))
            .collect()
    }

    /// Returns whether a stage's rule has errors, or that of a stage it requires.
    pub fn is_broken_stage(&self, stage: &Stage, depth: usize) -> bool {
        let required = stage.rule.as_ref().and_then(|rule| rule.reached.as_ref());
        let required = required.and_then(|id| self.definition.stage(id.as_str()));
        self.broken_places.contains(&stage_place(stage))
            || depth > self.definition.stages.len()
            || required.is_some_and(|required| self.is_broken_stage(required, depth + 1))
    }

    /// Returns every sound rule, with its owner, name and place.
    pub fn named_rules(&self) -> Vec<NamedRule<'a>> {
        let stages = self.stages_with_rules();
        let mut rules: Vec<NamedRule> = stages
            .into_iter()
            .map(|(s, stage, rule)| NamedRule {
                owner: RuleOwner::Stage(s),
                name: &stage.name,
                place: stage_place(stage),
                rule,
            })
            .collect();
        for (r, route) in self.definition.routes.iter().enumerate() {
            let place = Place::new(Kind::Route, route.id.clone());
            let required = route.rule.as_ref().and_then(|rule| rule.reached.as_ref());
            let required = required.and_then(|id| self.definition.stage(id.as_str()));
            if let Some(rule) = &route.rule
                && !self.broken_places.contains(&place)
                && !required.is_some_and(|stage| self.is_broken_stage(stage, 0))
            {
                rules.push(NamedRule {
                    owner: RuleOwner::Route(r),
                    name: route.title(),
                    place,
                    rule,
                });
            }
        }
        rules
    }

    /// Returns the index of the hand-off's stage.
    pub fn handoff_stage(&self) -> Option<usize> {
        let handoff = self.definition.handoff.as_ref()?;
        let mut stages = self.definition.stages.iter();
        stages.position(|stage| stage.id == handoff.stage)
    }
}

/// A sound rule.
pub(super) struct NamedRule<'a> {
    pub owner: RuleOwner,
    pub name: &'a str,
    pub place: Place,
    pub rule: &'a Rule,
}

/// Returns a stage's place.
pub(super) fn stage_place(stage: &Stage) -> Place {
    Place::new(Kind::Stage, stage.id.clone())
}
