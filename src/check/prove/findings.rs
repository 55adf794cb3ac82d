//! Runs the proofs: all counts first, then every question, in two rounds.

use super::budget_shares::BudgetShares;
use super::doubtful_leads::consideration_criteria;
use super::idle_parts::single_part_rules;
use super::proof_checks::ProofChecks;
use super::unproved::ProofQuestion;
use crate::check::finding::Finding;
use crate::model::{Definition, Kind, Place, Sample};
use crate::proof::{Budget, Cancel, Proof, ProofError};
use crate::scoring::Scorer;

/// Proves all counts of a definition.
///
/// # Errors
///
/// Fails if the budget runs out or the proof is cancelled.
pub fn prove_counts(definition: &Definition, cancel: &Cancel<'_>) -> Result<Proof, ProofError> {
    Proof::new(&Scorer::new(definition), cancel)
}

/// Returns what is wrong or doubtful about a definition and its sample leads, according to these
/// counts and to further queries; empty if
/// cancelled. Reports what the budget left unproved.
pub fn prove_findings(
    definition: &Definition,
    samples: &[Sample],
    numbers: &Result<Proof, ProofError>,
    cancel: &Cancel<'_>,
) -> Vec<Finding> {
    let mut checks = ProofChecks::new(
        definition,
        BudgetShares::new(question_count(definition) + samples.len() as u64),
        cancel,
    );
    if definition.criteria.is_empty() || checks.is_broken() {
        return Vec::new();
    }
    match numbers {
        Ok(proof) => {
            checks.check_all(proof, samples);
            // Questions whose share was too small get all that the others left.
            if let Some(shares) = checks.shares.second_round(cancel.steps_left()) {
                checks = ProofChecks::new(definition, shares, cancel);
                checks.check_all(proof, samples);
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
    samples: &[Sample],
    budget: Budget,
    stop: &dyn Fn() -> bool,
) -> (Option<Proof>, Vec<Finding>) {
    prove_all_within(definition, samples, &Cancel::when(stop).with_budget(budget))
}

/// Proves a definition's counts, if possible, and all findings, leaving what is left of the budget
/// to further questions.
pub fn prove_all_within(
    definition: &Definition,
    samples: &[Sample],
    cancel: &Cancel<'_>,
) -> (Option<Proof>, Vec<Finding>) {
    let numbers = cancel.with_share(2, |cancel| prove_counts(definition, cancel));
    let findings = prove_findings(definition, samples, &numbers, cancel);
    (numbers.ok(), findings)
}

impl ProofChecks<'_> {
    fn check_all(&mut self, proof: &Proof, samples: &[Sample]) {
        self.check_conditions();
        self.check_samples(samples);
        self.check_reachable(proof);
        self.check_parts(proof);
        self.check_leads(proof);
    }
}

/// Returns roughly the most questions that can come up for a definition.
fn question_count(definition: &Definition) -> u64 {
    let stages = definition.stages.iter();
    let rules = stages.filter_map(|stage| stage.rule.as_ref());
    let routes = definition.routes.iter();
    let rules = rules.chain(routes.filter_map(|route| route.rule.as_ref()));
    let of_rules: usize = rules.map(|rule| 3 + single_part_rules(rule).len()).sum();
    let criteria = definition.criteria.len();
    let considered = consideration_criteria(definition).count();
    let pairs = definition.stages.len() * definition.stages.len() / 2;
    (of_rules + pairs + considered + 2 * criteria + 5) as u64
}
