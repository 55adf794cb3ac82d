//! Translates the conditions that hold into a lead's outcome, without its points.

use crate::scoring::compiled_model::{Clause, CompiledRule, EntryRule};
use crate::scoring::{Decider, Scorer};

use super::cancel::ProofError;
use super::solver::Solver;
use super::tracked_conditions::TrackedCondition;

/// The owner of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleOwner {
    /// A stage, by index.
    Stage(usize),
    /// A route, by index.
    Route(usize),
}

/// The tracked conditions that determine a model's outcomes.
pub(crate) struct OutcomeReader<'a> {
    scorer: &'a Scorer,
    pub stages: Vec<TrackedCondition>,
    routes: Vec<TrackedCondition>,
    bands: Vec<TrackedCondition>,
    pub qualified: TrackedCondition,
}

/// The outcome of a lead, without its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct OutcomeClass {
    pub stage: Option<usize>,
    pub qualified: bool,
    pub band: Option<usize>,
    pub disposition: Option<usize>,
    pub decided_by: Decider,
}

impl<'a> OutcomeReader<'a> {
    /// Tracks everything that a model's outcomes depend on.
    pub(crate) fn new(solver: &mut Solver<'a>, model: usize) -> Result<Self, ProofError> {
        let stages = 0..solver.models[model].stages().len();
        let stages = stages.map(|s| solver.stage_condition(model, s));
        let stages = stages.collect::<Result<_, _>>()?;
        let mut reader = Self::dispositions_only(solver, model)?;
        reader.stages = stages;
        Ok(reader)
    }

    /// Tracks only what dispositions depend on. Stages are left out; every lead reads as being in
    /// none.
    pub(crate) fn dispositions_only(
        solver: &mut Solver<'a>,
        model: usize,
    ) -> Result<Self, ProofError> {
        let scorer = solver.models[model];
        let routes = scorer.routes().iter();
        let routes = routes.map(|route| solver.clauses_condition(model, &route.rule.clauses));
        let routes = routes.collect::<Result<_, _>>()?;
        let bands = scorer.bands().iter().map(|band| match band.from {
            None => Ok(TrackedCondition::Always),
            Some(from) => solver.total_condition(model, from),
        });
        let bands = bands.collect::<Result<_, _>>()?;
        let qualified = solver.qualified_condition(model)?;
        Ok(Self {
            scorer,
            stages: Vec::new(),
            routes,
            bands,
            qualified,
        })
    }

    /// Returns the outcome of the leads with this mask.
    pub(crate) fn read(&self, mask: u128) -> OutcomeClass {
        let qualified = self.qualified.holds_for(mask);
        let band = self.band(mask);
        let (decided_by, disposition) = self.decide(mask, qualified, band);
        OutcomeClass {
            stage: self.stages.iter().rposition(|stage| stage.holds_for(mask)),
            qualified,
            band,
            disposition,
            decided_by,
        }
    }

    fn band(&self, mask: u128) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (b, band) in self.scorer.bands().iter().enumerate() {
            let better = best.is_none_or(|best| self.scorer.bands()[best].from < band.from);
            if self.bands[b].holds_for(mask) && better {
                best = Some(b);
            }
        }
        best
    }

    fn decide(&self, mask: u128, qualified: bool, band: Option<usize>) -> (Decider, Option<usize>) {
        let routes = self.scorer.routes().iter();
        let route = |even: bool| {
            let mut routes = routes.clone().zip(&self.routes);
            routes
                .position(|(route, holds)| route.even_if_qualified == even && holds.holds_for(mask))
        };
        let by_route = |r: usize| (Decider::Route(r), self.scorer.routes()[r].disposition);
        let band = band.map(|b| (b, &self.scorer.bands()[b]));
        if let Some(r) = route(true) {
            return by_route(r);
        }
        if qualified {
            if let Some((b, own)) = band.and_then(|(b, band)| Some((b, band.qualified?))) {
                return (Decider::BandQualified(b), Some(own));
            }
            let handoff = self.scorer.handoff();
            return (Decider::Handoff, handoff.and_then(|h| h.disposition));
        }
        if let Some(r) = route(false) {
            return by_route(r);
        }
        match band.and_then(|(b, band)| Some((b, band.disposition?))) {
            Some((b, own)) => (Decider::Band(b), Some(own)),
            None => (Decider::Nothing, None),
        }
    }
}

impl RuleOwner {
    fn compiled_rule(self, scorer: &Scorer) -> Option<&CompiledRule> {
        match self {
            Self::Stage(s) => match &scorer.stages().get(s)?.rule {
                EntryRule::Rule(rule) => Some(rule),
                EntryRule::Always | EntryRule::ByPerson => None,
            },
            Self::Route(r) => scorer.routes().get(r).map(|route| &route.rule),
        }
    }

    /// Returns the parts of the rule as text, in the order of its keys: `funded`, `not:competitor`,
    /// `any:a/b`, `2:phase=consideration`, `total:20`, `reached:worthy`. Empty if there is no rule.
    pub fn part_texts(self, scorer: &Scorer) -> Vec<String> {
        let clauses = self
            .compiled_rule(scorer)
            .map_or(&[][..], |rule| &rule.clauses);
        let words = clauses.iter().map(|clause| match clause {
            Clause::All(reference) => reference.reference.to_string(),
            Clause::Not(reference) => format!("not:{}", reference.reference),
            Clause::Any(several) => {
                let each: Vec<String> = several.iter().map(|w| w.reference.to_string()).collect();
                format!("any:{}", each.join("/"))
            }
            Clause::AtLeast { count, label, .. } => format!("{count}:{label}"),
            Clause::Points { name, least, .. } => format!("{name}:{least}"),
            Clause::Reached(stage) => format!("reached:{}", scorer.stages()[*stage].id),
            Clause::Never(text) => text.clone(),
        });
        words.collect()
    }
}

impl Solver<'_> {
    /// Tracks the condition that a whole rule holds.
    pub(crate) fn rule_condition(
        &mut self,
        model: usize,
        rule: RuleOwner,
    ) -> Result<TrackedCondition, ProofError> {
        match rule {
            RuleOwner::Stage(stage) => self.stage_condition(model, stage),
            RuleOwner::Route(_) => {
                let rule = rule.compiled_rule(self.models[model]);
                rule.map_or(Ok(TrackedCondition::Never), |rule| {
                    self.clauses_condition(model, &rule.clauses)
                })
            }
        }
    }

    /// Tracks the condition that one part of a rule holds.
    pub(crate) fn part_condition(
        &mut self,
        model: usize,
        rule: RuleOwner,
        part: usize,
    ) -> Result<TrackedCondition, ProofError> {
        let clauses = rule
            .compiled_rule(self.models[model])
            .map(|rule| &rule.clauses);
        match clauses.and_then(|clauses| clauses.get(part..=part)) {
            Some(clause) => self.clauses_condition(model, clause),
            None => Ok(TrackedCondition::Never),
        }
    }
}
