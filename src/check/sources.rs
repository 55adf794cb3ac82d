//! Findings about where the data of a criterion comes from: no source, not said whether it is
//! collected, and never collected though a rule asks for it.

use super::collector::FindingCollector;
use crate::model::wording::join_list;
use crate::model::{
    Collected, CountScope, Criterion, Definition, Handoff, Id, Kind, Place, Reference, Rule,
};

impl<'a> FindingCollector<'a> {
    /// Reports criteria that count and don't say where their data can be seen or whether it is
    /// collected. One that has no points and is in no rule yet is left alone.
    pub(super) fn check_sources(&mut self) {
        for criterion in &self.definition.criteria {
            let sourceless = criterion.source.trim().is_empty();
            let fault = match (sourceless, criterion.collected) {
                (false, Some(_)) => continue,
                (true, Some(_)) => "doesn't say where its data can be seen",
                (false, None) => "doesn't say whether its data is collected",
                (true, None) => {
                    "doesn't say where its data can be seen, nor whether it is collected"
                }
            };
            if criterion.has_points() || is_in_a_rule(self.definition, criterion) {
                let field = if sourceless { "source" } else { "collected" };
                let place = Place::new(Kind::Criterion, criterion.id.clone());
                let message = format!("`{}` {fault}", criterion.name);
                self.add_at_field("A252", place, field, message);
            }
        }
    }

    /// Reports what rules require though it is never collected: the hand-off's first, with the rules
    /// of the stages it requires, then those of the other stages.
    pub(super) fn check_collectable(&mut self) {
        let definition = self.definition;
        let mut reported: Vec<&Id> = Vec::new();
        let handoff = definition.handoff.iter();
        for reference in handoff
            .flat_map(|handoff| handoff_rules(definition, handoff))
            .flat_map(|rule| uncollectable_references(definition, rule))
        {
            if !reported.contains(&&reference.criterion) {
                reported.push(&reference.criterion);
                let message =
                    format!("the hand-off asks for `{reference}`, which is never collected");
                let place = Place::new(Kind::Criterion, reference.criterion.clone());
                self.add("A212", place, message);
            }
        }
        for (reference, stages) in self.uncollectable_of_stages(&reported) {
            let names = join_list(&stages, "and");
            let ask = if stages.len() == 1 { "asks" } else { "ask" };
            let message = format!("{names} {ask} for `{reference}`, which is never collected");
            let place = Place::new(Kind::Criterion, reference.criterion.clone());
            self.add("A253", place, message);
        }
    }

    /// Returns what the stages' rules require though it is never collected, each criterion once
    /// with the names of the stages, leaving out criteria already reported.
    fn uncollectable_of_stages(&self, reported: &[&Id]) -> Vec<(&'a Reference, Vec<String>)> {
        let definition = self.definition;
        let mut found: Vec<(&Reference, Vec<String>)> = Vec::new();
        for stage in definition.stages.iter().filter(|stage| stage.is_computed()) {
            let rule = stage.rule.iter();
            for reference in rule.flat_map(|rule| uncollectable_references(definition, rule)) {
                if reported.contains(&&reference.criterion) {
                    continue;
                }
                let name = format!("`{}`", stage.name);
                let known = found
                    .iter_mut()
                    .find(|(known, _)| known.criterion == reference.criterion);
                match known {
                    Some((_, stages)) if stages.contains(&name) => {}
                    Some((_, stages)) => stages.push(name),
                    None => found.push((reference, vec![name])),
                }
            }
        }
        found
    }
}

/// Returns the rule of the hand-off's stage, and those of the stages it requires.
fn handoff_rules<'a>(
    definition: &'a Definition,
    handoff: &Handoff,
) -> impl Iterator<Item = &'a Rule> {
    let stage = definition.stage(handoff.stage.as_str());
    let first = stage
        .filter(|stage| stage.is_computed())
        .and_then(|stage| stage.rule.as_ref());
    let before = |rule: &&'a Rule| {
        let stage = rule.reached.as_ref()?;
        definition.stage(stage.as_str())?.rule.as_ref()
    };
    // No chain is longer than the list of stages.
    std::iter::successors(first, before).take(definition.stages.len())
}

/// Returns whether a rule names a criterion, or counts it as one of a phase or topic.
fn is_in_a_rule(definition: &Definition, criterion: &Criterion) -> bool {
    let stages = definition.stages.iter().map(|stage| &stage.rule);
    let routes = definition.routes.iter().map(|route| &route.rule);
    stages.chain(routes).flatten().any(|rule| {
        let counts = |of: &CountScope| match of {
            CountScope::References(_) => false,
            CountScope::Phase(phase) => criterion.phase.as_ref() == Some(phase),
            CountScope::Covers(covers) => criterion.covers.contains(covers),
            CountScope::Topics(topics) => {
                topics.iter().any(|topic| criterion.covers.contains(topic))
            }
        };
        rule.references().any(|r| r.criterion == criterion.id)
            || rule.at_least.iter().any(|part| counts(&part.of))
    })
}

/// Returns the references that a rule requires but that are never collected.
fn uncollectable_references<'a>(definition: &Definition, rule: &'a Rule) -> Vec<&'a Reference> {
    let never = |reference: &&Reference| {
        let criterion = definition.criterion(reference.criterion.as_str());
        criterion.is_some_and(|c| c.collected == Some(Collected::Never))
    };
    let mut required: Vec<&Reference> = rule.all.iter().flatten().filter(never).collect();
    if let Some(any) = &rule.any
        && any.iter().all(|reference| never(&reference))
    {
        required.extend(any);
    }
    for part in &rule.at_least {
        if let CountScope::References(of) = &part.of
            && of.iter().filter(|r| !never(r)).count() < part.count as usize
        {
            required.extend(of.iter().filter(never));
        }
    }
    required
}
