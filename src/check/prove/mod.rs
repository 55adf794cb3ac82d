//! Findings that have to be proved over every possible lead: what can't happen, what never
//! matters, what decides alone. Each names the smallest lead that shows it, where one does.
//!
//! The workbench asks for them on a thread of its own ([`numbers`] first, then [`prove`]), the
//! command line and publishing all at once ([`prove_all`]). All of them share one budget
//! (`shares.rs`): a hard question leaves the others theirs, and is named as not proved. What is wrong in itself (`check`'s own
//! errors) isn't asked about again: a rule that names what is gone can't hold, and that is told.

mod leads;
mod parts;
mod points;
mod reach;
mod shares;
mod unproved;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::{Finding, Findings, Severity, check_definition};
use crate::model::{Definition, Kind, Place, Rule, Stage};
use crate::proof::{Budget, Cancel, Proof, ProofError, RuleOf, Witness};
use crate::scoring::Scorer;
use shares::Shares;
use unproved::{About, Unproved};

/// All numbers of a definition, or why there are none.
pub fn numbers(definition: &Definition, cancel: &Cancel<'_>) -> Result<Proof, ProofError> {
    Proof::of(&Scorer::new(definition), cancel)
}

/// What is wrong or doubtful by these numbers and by further questions; empty where it was
/// cancelled. What the budget left unproved is told.
pub fn prove(
    definition: &Definition,
    numbers: &Result<Proof, ProofError>,
    cancel: &Cancel<'_>,
) -> Vec<Finding> {
    let mut proving = Proving::new(definition, Shares::of(questions(definition)), cancel);
    if definition.criteria.is_empty() || proving.is_broken() {
        return Vec::new();
    }
    match numbers {
        Ok(proof) => {
            proving.all(proof);
            // What the shares were too small for gets all that the others left.
            if let Some(shares) = proving.shares.again(cancel.steps_left()) {
                proving = Proving::new(definition, shares, cancel);
                proving.all(proof);
            }
        }
        Err(ProofError::TooLarge(why)) => {
            let about = About::all("how many possible leads there are, and what becomes of them");
            proving.unproved.note(about, why);
        }
        Err(ProofError::Cancelled) => {}
    }
    if cancel.is_cancelled() {
        return Vec::new();
    }
    for message in proving.unproved.messages(cancel.budget()) {
        let place = Place::single(Kind::Settings);
        proving.findings.add("A304", place, message);
    }
    let mut found = proving.findings.found;
    found.sort_by_key(|finding| finding.severity);
    found
}

/// The numbers of a definition, where there are any, and all findings that were proved, within a
/// budget for all of it.
pub fn prove_all(
    definition: &Definition,
    budget: Budget,
    stop: &dyn Fn() -> bool,
) -> (Option<Proof>, Vec<Finding>) {
    let cancel = Cancel::when(stop).within(budget);
    let numbers = cancel.share(2, |cancel| numbers(definition, cancel));
    let findings = prove(definition, &numbers, &cancel);
    (numbers.ok(), findings)
}

/// Questions being asked of one definition.
struct Proving<'a> {
    definition: &'a Definition,
    scorer: Scorer,
    cancel: &'a Cancel<'a>,
    findings: Findings<'a>,
    /// What has errors of its own.
    broken: HashSet<Place>,
    /// What got no answer, and why.
    unproved: Unproved,
    shares: Shares,
}

impl<'a> Proving<'a> {
    fn new(definition: &'a Definition, shares: Shares, cancel: &'a Cancel<'a>) -> Self {
        let errors = check_definition(definition).into_iter();
        Self {
            definition,
            scorer: Scorer::new(definition),
            cancel,
            findings: Findings::new(definition),
            broken: errors
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| finding.place)
                .collect(),
            unproved: Unproved::default(),
            shares,
        }
    }

    fn all(&mut self, proof: &Proof) {
        self.reach(proof);
        self.parts(proof);
        self.leads(proof);
    }

    /// Whether what is looked at is itself in disorder, so that no number means anything.
    fn is_broken(&self) -> bool {
        let basic = [Kind::Criterion, Kind::Level, Kind::Group];
        self.broken.iter().any(|place| basic.contains(&place.kind))
    }

    /// Asks a question within its share of the budget; without an answer, that is noted, and
    /// nothing is found.
    fn ask<T>(
        &mut self,
        about: About,
        question: impl FnOnce(&Scorer, &Cancel<'_>) -> Result<T, ProofError>,
    ) -> Option<T> {
        if self.cancel.is_cancelled() {
            return None;
        }
        let scorer = &self.scorer;
        let asked = self
            .shares
            .ask(&about, self.cancel, |own| question(scorer, own));
        match asked {
            Ok(answer) => Some(answer),
            Err(ProofError::TooLarge(why)) => {
                self.unproved.note(about, &why);
                None
            }
            Err(ProofError::Cancelled) => None,
        }
    }

    fn tell(&mut self, code: &'static str, place: Place, message: String) {
        self.findings.add(code, place, message);
    }

    /// Tells a finding with the smallest lead that shows it.
    fn show(&mut self, code: &'static str, place: Place, message: String, witness: &Witness) {
        self.findings.add(code, place, message);
        if let Some(finding) = self.findings.found.last_mut() {
            finding.witness = witness.texts();
        }
    }

    /// The stages with a rule that is in order, by index.
    fn ruled_stages(&self) -> Vec<(usize, &'a Stage, &'a Rule)> {
        let stages = self.definition.stages.iter().enumerate();
        stages
            .filter(|(_, stage)| stage.is_computed() && !self.is_broken_stage(stage, 0))
            .filter_map(|(s, stage)| Some((s, stage, stage.rule.as_ref()?)))
            .collect()
    }

    /// Whether a stage's rule has errors, or that of a stage it asks for.
    fn is_broken_stage(&self, stage: &Stage, depth: usize) -> bool {
        let asked = stage.rule.as_ref().and_then(|rule| rule.reached.as_ref());
        let asked = asked.and_then(|id| self.definition.stage(id.as_str()));
        self.broken.contains(&stage_place(stage))
            || depth > self.definition.stages.len()
            || asked.is_some_and(|asked| self.is_broken_stage(asked, depth + 1))
    }

    /// Every rule that is in order: whose it is, what people call it, where it is.
    fn rules(&self) -> Vec<Ruled<'a>> {
        let stages = self.ruled_stages();
        let mut rules: Vec<Ruled> = stages
            .into_iter()
            .map(|(s, stage, rule)| Ruled {
                of: RuleOf::Stage(s),
                name: &stage.name,
                place: stage_place(stage),
                rule,
            })
            .collect();
        for (r, route) in self.definition.routes.iter().enumerate() {
            let place = Place::new(Kind::Route, route.id.clone());
            let asked = route.rule.as_ref().and_then(|rule| rule.reached.as_ref());
            let asked = asked.and_then(|id| self.definition.stage(id.as_str()));
            if let Some(rule) = &route.rule
                && !self.broken.contains(&place)
                && !asked.is_some_and(|stage| self.is_broken_stage(stage, 0))
            {
                rules.push(Ruled {
                    of: RuleOf::Route(r),
                    name: route.title(),
                    place,
                    rule,
                });
            }
        }
        rules
    }

    /// The index of the hand-off's stage.
    fn handoff_stage(&self) -> Option<usize> {
        let handoff = self.definition.handoff.as_ref()?;
        let mut stages = self.definition.stages.iter();
        stages.position(|stage| stage.id == handoff.stage)
    }
}

/// How many questions there may be about a definition, at most or nearly so.
fn questions(definition: &Definition) -> u64 {
    let stages = definition.stages.iter();
    let rules = stages.filter_map(|stage| stage.rule.as_ref());
    let routes = definition.routes.iter();
    let rules = rules.chain(routes.filter_map(|route| route.rule.as_ref()));
    let of_rules: usize = rules.map(|rule| 3 + parts::singles(rule).len()).sum();
    let criteria = definition.criteria.len();
    let considered = leads::considered(definition).count();
    let pairs = definition.stages.len() * definition.stages.len() / 2;
    (of_rules + pairs + considered + 2 * criteria + 4) as u64
}

/// A rule that is in order.
struct Ruled<'a> {
    of: RuleOf,
    name: &'a str,
    place: Place,
    rule: &'a Rule,
}

fn stage_place(stage: &Stage) -> Place {
    Place::new(Kind::Stage, stage.id.clone())
}
