//! Translates the conditions that hold into a lead's outcome, without its points.

use crate::scoring::Scorer;
use crate::scoring::compiled_model::{Clause, CompiledRule, EntryRule, ModelRule, OutcomeClass};

use super::super::cancel::ProofError;
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
        self.scorer.decide(|rule| match rule {
            ModelRule::Stage(stage) => holds_for(&self.stages, stage, mask),
            ModelRule::Handoff => self.qualified.holds_for(mask),
            ModelRule::Band(band) => holds_for(&self.bands, band, mask),
            ModelRule::Route(route) => holds_for(&self.routes, route, mask),
        })
    }
}

/// Returns whether one of these conditions holds; false if it isn't tracked.
fn holds_for(conditions: &[TrackedCondition], index: usize, mask: u128) -> bool {
    conditions
        .get(index)
        .is_some_and(|condition| condition.holds_for(mask))
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
            Clause::AtLeast { count, label, .. } | Clause::AtLeastTopics { count, label, .. } => {
                format!("{count}:{label}")
            }
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
