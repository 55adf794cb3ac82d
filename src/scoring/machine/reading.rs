//! What the conditions that hold say of a lead: its outcome, without the points.

use super::super::rules::{Clause, RulePart};
use super::super::scorer::EntryRule;
use super::super::{Decider, Scorer};
use super::board::Board;
use super::cancel::Refused;
use super::conditions::Holds;

/// Whose rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleOf {
    /// A stage's.
    Stage(usize),
    /// A route's.
    Route(usize),
}

/// Which conditions make up a model's outcomes.
pub(crate) struct Reading<'a> {
    scorer: &'a Scorer,
    pub stages: Vec<Holds>,
    routes: Vec<Holds>,
    bands: Vec<Holds>,
    pub qualified: Holds,
}

/// What a model says of a lead, without the points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Read {
    pub stage: Option<usize>,
    pub qualified: bool,
    pub band: Option<usize>,
    pub disposition: Option<usize>,
    pub decided_by: Decider,
}

impl<'a> Reading<'a> {
    /// Asks for all that a model's outcomes are made of.
    pub(crate) fn new(board: &mut Board<'a>, model: usize) -> Result<Self, Refused> {
        let stages = 0..board.models[model].stages.len();
        let stages = stages.map(|s| board.stage(model, s));
        let stages = stages.collect::<Result<_, _>>()?;
        let mut reading = Self::of_dispositions(board, model)?;
        reading.stages = stages;
        Ok(reading)
    }

    /// Asks for all that dispositions depend on, and not for stages: every lead reads as being in
    /// none.
    pub(crate) fn of_dispositions(board: &mut Board<'a>, model: usize) -> Result<Self, Refused> {
        let scorer = board.models[model];
        let routes = scorer.routes.iter();
        let routes = routes.map(|route| board.clauses(model, &route.rule.clauses));
        let routes = routes.collect::<Result<_, _>>()?;
        let bands = scorer.bands.iter().map(|band| match band.from {
            None => Ok(Holds::Always),
            Some(from) => board.total(model, from),
        });
        let bands = bands.collect::<Result<_, _>>()?;
        let qualified = board.qualified(model)?;
        Ok(Self {
            scorer,
            stages: Vec::new(),
            routes,
            bands,
            qualified,
        })
    }

    /// What a model says of the leads with this mask.
    pub(crate) fn read(&self, mask: u128) -> Read {
        let qualified = self.qualified.of(mask);
        let band = self.band(mask);
        let (decided_by, disposition) = self.decide(mask, qualified, band);
        Read {
            stage: self.stages.iter().rposition(|stage| stage.of(mask)),
            qualified,
            band,
            disposition,
            decided_by,
        }
    }

    fn band(&self, mask: u128) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (b, band) in self.scorer.bands.iter().enumerate() {
            let better = best.is_none_or(|best| self.scorer.bands[best].from < band.from);
            if self.bands[b].of(mask) && better {
                best = Some(b);
            }
        }
        best
    }

    fn decide(&self, mask: u128, qualified: bool, band: Option<usize>) -> (Decider, Option<usize>) {
        let routes = self.scorer.routes.iter();
        let route = |even: bool| {
            let mut routes = routes.clone().zip(&self.routes);
            routes.position(|(route, holds)| route.even_if_qualified == even && holds.of(mask))
        };
        let by_route = |r: usize| (Decider::Route(r), self.scorer.routes[r].disposition);
        let band = band.map(|b| (b, &self.scorer.bands[b]));
        if let Some(r) = route(true) {
            return by_route(r);
        }
        if qualified {
            if let Some((b, own)) = band.and_then(|(b, band)| Some((b, band.qualified?))) {
                return (Decider::BandQualified(b), Some(own));
            }
            let handoff = self.scorer.handoff.as_ref();
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

impl RuleOf {
    fn rule(self, scorer: &Scorer) -> Option<&RulePart> {
        match self {
            Self::Stage(s) => match &scorer.stages.get(s)?.rule {
                EntryRule::Rule(rule) => Some(rule),
                EntryRule::Always | EntryRule::ByPerson => None,
            },
            Self::Route(r) => scorer.routes.get(r).map(|route| &route.rule),
        }
    }

    /// Its parts in words, in the order of its keys, as `missing` writes them: `funded`,
    /// `not:competitor`, `any:a/b`, `2:phase=consideration`, `total:20`, `reached:worthy`. Empty
    /// without a rule.
    pub fn parts(self, scorer: &Scorer) -> Vec<String> {
        let clauses = self.rule(scorer).map_or(&[][..], |rule| &rule.clauses);
        let words = clauses.iter().map(|clause| match clause {
            Clause::All(wanted) => wanted.reference.to_string(),
            Clause::Not(wanted) => format!("not:{}", wanted.reference),
            Clause::Any(several) => {
                let each: Vec<String> = several.iter().map(|w| w.reference.to_string()).collect();
                format!("any:{}", each.join("/"))
            }
            Clause::AtLeast { count, label, .. } => format!("{count}:{label}"),
            Clause::Points { name, least, .. } => format!("{name}:{least}"),
            Clause::Reached(stage) => format!("reached:{}", scorer.stages[*stage].id),
            Clause::Never(text) => text.clone(),
        });
        words.collect()
    }
}

impl Board<'_> {
    /// The condition that a whole rule holds.
    pub(crate) fn rule(&mut self, model: usize, rule: RuleOf) -> Result<Holds, Refused> {
        match rule {
            RuleOf::Stage(stage) => self.stage(model, stage),
            RuleOf::Route(_) => {
                let rule = rule.rule(self.models[model]);
                rule.map_or(Ok(Holds::Never), |rule| self.clauses(model, &rule.clauses))
            }
        }
    }

    /// The condition that one part of a rule holds.
    pub(crate) fn part(
        &mut self,
        model: usize,
        rule: RuleOf,
        part: usize,
    ) -> Result<Holds, Refused> {
        let clauses = rule.rule(self.models[model]).map(|rule| &rule.clauses);
        match clauses.and_then(|clauses| clauses.get(part..=part)) {
            Some(clause) => self.clauses(model, clause),
            None => Ok(Holds::Never),
        }
    }
}
