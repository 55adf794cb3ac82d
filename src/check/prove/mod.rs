//! Findings that have to be proved over every possible lead: what can't happen, what never matters,
//! what decides alone. Where a lead shows the matter, the finding names the smallest one.
//!
//! The screens run the proofs on a background thread ([`prove_counts`] first, then
//! [`prove_findings`]); the command line and publishing run both at once ([`prove_all`]). All
//! proofs share one budget (`budget_shares.rs`), so a hard question leaves the others their share
//! and is reported as not proved. Rules that have errors of their own (those found by `check`
//! itself) are skipped: a rule that names something removed can't hold, and that is already
//! reported.

mod budget_shares;
mod doubtful_leads;
mod idle_parts;
mod idle_points;
mod reachable;
mod unproved;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::{Finding, FindingCollector, Severity, check_definition};
use crate::model::{Definition, Kind, Place, Rule, Stage};
use crate::proof::{Budget, Cancel, Proof, ProofError, RuleOwner, Witness};
use crate::scoring::Scorer;
use budget_shares::BudgetShares;
use unproved::{ProofQuestion, Unproved};

/// Proves all counts of a definition.
///
/// # Errors
///
/// Fails if the budget runs out or the proof is cancelled.
pub fn prove_counts(definition: &Definition, cancel: &Cancel<'_>) -> Result<Proof, ProofError> {
    Proof::new(&Scorer::new(definition), cancel)
}

/// Returns what is wrong or doubtful according to these counts and to further queries; empty if
/// cancelled. Reports what the budget left unproved.
pub fn prove_findings(
    definition: &Definition,
    numbers: &Result<Proof, ProofError>,
    cancel: &Cancel<'_>,
) -> Vec<Finding> {
    let mut checks = ProofChecks::new(
        definition,
        BudgetShares::new(question_count(definition)),
        cancel,
    );
    if definition.criteria.is_empty() || checks.is_broken() {
        return Vec::new();
    }
    match numbers {
        Ok(proof) => {
            checks.check_all(proof);
            // Questions whose share was too small get all that the others left.
            if let Some(shares) = checks.shares.second_round(cancel.steps_left()) {
                checks = ProofChecks::new(definition, shares, cancel);
                checks.check_all(proof);
            }
        }
        Err(ProofError::TooLarge(why)) => {
            let about = ProofQuestion::about_model(
                "how many possible leads there are, and what becomes of them",
            );
            checks.unproved.note(about, why);
        }
        Err(ProofError::Cancelled) => {}
    }
    if cancel.is_cancelled() {
        return Vec::new();
    }
    for message in checks.unproved.messages(cancel.budget()) {
        let place = Place::single(Kind::Settings);
        checks.findings.add("A304", place, message);
    }
    let mut found = checks.findings.found;
    found.sort_by_key(|finding| finding.severity);
    found
}

/// Proves a definition's counts, if possible, and all findings, within one budget.
pub fn prove_all(
    definition: &Definition,
    budget: Budget,
    stop: &dyn Fn() -> bool,
) -> (Option<Proof>, Vec<Finding>) {
    let cancel = Cancel::when(stop).with_budget(budget);
    let numbers = cancel.with_share(2, |cancel| prove_counts(definition, cancel));
    let findings = prove_findings(definition, &numbers, &cancel);
    (numbers.ok(), findings)
}

/// The proved checks of one definition.
struct ProofChecks<'a> {
    definition: &'a Definition,
    scorer: Scorer,
    cancel: &'a Cancel<'a>,
    findings: FindingCollector<'a>,
    /// Places that have errors of their own.
    broken_places: HashSet<Place>,
    /// Questions that got no answer, and why.
    unproved: Unproved,
    shares: BudgetShares,
}

impl<'a> ProofChecks<'a> {
    fn new(definition: &'a Definition, shares: BudgetShares, cancel: &'a Cancel<'a>) -> Self {
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

    fn check_all(&mut self, proof: &Proof) {
        self.check_reachable(proof);
        self.check_parts(proof);
        self.check_leads(proof);
    }

    /// Returns whether criteria or groups themselves have errors, so that no count is meaningful.
    fn is_broken(&self) -> bool {
        let basic = [Kind::Criterion, Kind::Answer, Kind::Group];
        self.broken_places
            .iter()
            .any(|place| basic.contains(&place.kind))
    }

    /// Asks a question within its share of the budget. Without an answer, records that and returns
    /// `None`.
    fn ask<T>(
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

    fn add(&mut self, code: &'static str, place: Place, message: String) {
        self.findings.add(code, place, message);
    }

    /// Adds a finding with the smallest lead that shows it.
    fn add_with_witness(
        &mut self,
        code: &'static str,
        place: Place,
        message: String,
        witness: &Witness,
    ) {
        self.findings.add(code, place, message);
        if let Some(finding) = self.findings.found.last_mut() {
            finding.witness = witness.texts();
        }
    }

    /// Returns the stages with a sound rule, by index.
    fn stages_with_rules(&self) -> Vec<(usize, &'a Stage, &'a Rule)> {
        let stages = self.definition.stages.iter().enumerate();
        stages
            .filter(|(_, stage)| stage.is_computed() && !self.is_broken_stage(stage, 0))
            .filter_map(|(s, stage)| Some((s, stage, stage.rule.as_ref()?)))
            .collect()
    }

    /// Returns whether a stage's rule has errors, or that of a stage it requires.
    fn is_broken_stage(&self, stage: &Stage, depth: usize) -> bool {
        let required = stage.rule.as_ref().and_then(|rule| rule.reached.as_ref());
        let required = required.and_then(|id| self.definition.stage(id.as_str()));
        self.broken_places.contains(&stage_place(stage))
            || depth > self.definition.stages.len()
            || required.is_some_and(|required| self.is_broken_stage(required, depth + 1))
    }

    /// Returns every sound rule, with its owner, name and place.
    fn named_rules(&self) -> Vec<NamedRule<'a>> {
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
    fn handoff_stage(&self) -> Option<usize> {
        let handoff = self.definition.handoff.as_ref()?;
        let mut stages = self.definition.stages.iter();
        stages.position(|stage| stage.id == handoff.stage)
    }
}

/// Returns roughly the most questions that can come up for a definition.
fn question_count(definition: &Definition) -> u64 {
    let stages = definition.stages.iter();
    let rules = stages.filter_map(|stage| stage.rule.as_ref());
    let routes = definition.routes.iter();
    let rules = rules.chain(routes.filter_map(|route| route.rule.as_ref()));
    let of_rules: usize = rules
        .map(|rule| 3 + idle_parts::single_part_rules(rule).len())
        .sum();
    let criteria = definition.criteria.len();
    let considered = doubtful_leads::consideration_criteria(definition).count();
    let pairs = definition.stages.len() * definition.stages.len() / 2;
    (of_rules + pairs + considered + 2 * criteria + 4) as u64
}

/// A sound rule.
struct NamedRule<'a> {
    owner: RuleOwner,
    name: &'a str,
    place: Place,
    rule: &'a Rule,
}

fn stage_place(stage: &Stage) -> Place {
    Place::new(Kind::Stage, stage.id.clone())
}
