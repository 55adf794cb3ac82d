//! Findings about the rules of stages and routes.

use std::collections::BTreeMap;

use super::collector::FindingCollector;
use super::criteria::sentence;
use crate::model::{AtLeast, CountScope, Id, Kind, NeverRule, Place, Reference, Rule};

impl FindingCollector<'_> {
    pub(super) fn check_rules(&mut self) {
        for stage in &self.definition.stages {
            let place = Place::new(Kind::Stage, stage.id.clone());
            if let Some(rule) = &stage.rule {
                self.check_rule(&place, rule);
                self.check_circle(&place, &stage.id);
            }
        }
        for route in &self.definition.routes {
            let place = Place::new(Kind::Route, route.id.clone());
            if let Some(rule) = &route.rule {
                self.check_rule(&place, rule);
            } else {
                let message = format!(
                    "routing rule `{}` doesn't say when it applies",
                    route.title()
                );
                self.add("A112", place, message);
            }
        }
        for never in &self.definition.never {
            self.check_never(never);
        }
    }

    fn check_never(&mut self, never: &NeverRule) {
        let place = Place::new(Kind::Never, never.id.clone());
        let Some(rule) = &never.rule else {
            let message = format!("never rule `{}` doesn't say what no lead has", never.id);
            return self.add("A115", place, message);
        };
        self.check_rule(&place, rule);
        let keys = never.misplaced_keys();
        if !keys.is_empty() {
            let keys = keys.join("`, `");
            let message = format!("never rule `{}` has `{keys}`", never.id);
            self.add("A114", place, message);
        }
    }

    /// Returns what a rule is called: the rule of `MQL`, or routing rule `Competitor`.
    fn rule_owner(&self, place: &Place) -> String {
        let id = place.id.as_str();
        if place.kind == Kind::Stage {
            let name = self.definition.stage(id).map_or(id, |stage| &stage.name);
            return format!("the rule of `{name}`");
        }
        if place.kind == Kind::Never {
            return format!("never rule `{id}`");
        }
        let route = self.definition.routes.iter().find(|r| r.id == *id);
        let title = route.map_or(id, |route| route.title());
        format!("routing rule `{title}`")
    }

    fn check_rule(&mut self, place: &Place, rule: &Rule) {
        let owner = self.rule_owner(place);
        if rule.is_empty() {
            self.add("A105", place.clone(), format!("{owner} is empty"));
        }
        self.check_empty_lists(place, rule);
        for reference in rule.references() {
            self.check_reference(place, reference);
        }
        for part in rule.at_least.iter().filter(|part| part.count == 0) {
            let message = format!("{owner} asks for at least {}", part.count);
            self.add("A107", place.clone(), message);
        }
        for problem in rule.at_least.iter().filter_map(AtLeast::topics_problem) {
            let message = format!("{owner} {}", problem.what);
            self.add_with_hint("A113", place.clone(), message, sentence(&problem.remedy));
        }
        for of in rule.points.iter().flatten().map(|(of, _)| of) {
            let is_known = ["total", "fit", "behaviour"].contains(&of.as_str())
                || self.definition.group(of).is_some();
            if !is_known {
                let message = format!("{owner} asks for points of `{of}`");
                self.add("A108", place.clone(), message);
            }
        }
        if let Some(reached) = &rule.reached {
            self.check_reached(place, reached);
        }
    }

    fn check_empty_lists(&mut self, place: &Place, rule: &Rule) {
        let owner = self.rule_owner(place);
        let empty = |list: &Option<Vec<Reference>>| list.as_ref().is_some_and(Vec::is_empty);
        let of_nothing = rule.at_least.iter().any(|part| match &part.of {
            CountScope::References(list) => list.is_empty(),
            CountScope::Topics(topics) => topics.is_empty(),
            CountScope::Phase(_) | CountScope::Covers(_) => false,
        });
        let no_minima = rule.points.as_ref().is_some_and(BTreeMap::is_empty);
        let lists = [
            ("all", empty(&rule.all)),
            ("any", empty(&rule.any)),
            ("none", empty(&rule.none)),
            ("at_least", of_nothing),
            ("points", no_minima),
        ];
        for (name, _) in lists.iter().filter(|(_, empty)| *empty) {
            let message = format!("`{name}` in {owner} is empty");
            self.add("A106", place.clone(), message);
        }
    }

    fn check_reference(&mut self, place: &Place, reference: &Reference) {
        let owner = self.rule_owner(place);
        let Some(criterion) = self.definition.criterion(reference.criterion.as_str()) else {
            let message = format!("{owner} refers to `{reference}`, which no longer exists");
            return self.add("A102", place.clone(), message);
        };
        let answers = criterion.answer_list();
        for id in &reference.answers {
            if !answers.iter().any(|answer| *id == answer.id) {
                let message = format!(
                    "{owner} refers to `{}={id}`, which no longer exists",
                    reference.criterion
                );
                self.add("A103", place.clone(), message);
            }
        }
        if reference.answers.is_empty() && !criterion.has_bare() {
            let message = format!(
                "{owner} refers to `{reference}`, but no answer of `{}` has points",
                criterion.name
            );
            self.add("A104", place.clone(), message);
        }
    }

    fn check_reached(&mut self, place: &Place, reached: &Id) {
        let owner = self.rule_owner(place);
        match self.definition.stage(reached.as_str()) {
            None => {
                let message = format!("{owner} asks for stage `{reached}`, which no longer exists");
                self.add("A109", place.clone(), message);
            }
            Some(stage) if !stage.is_computed() => {
                let message = format!("{owner} asks for `{}`, which a person decides", stage.name);
                self.add("A110", place.clone(), message);
            }
            Some(_) => {}
        }
    }

    /// Reports a stage from which following `reached` leads back to it.
    fn check_circle(&mut self, place: &Place, stage: &Id) {
        let next = |id: &Id| {
            let stage = self.definition.stage(id.as_str())?;
            stage.rule.as_ref()?.reached.as_ref()
        };
        let mut path = vec![stage];
        let mut at = next(stage);
        while let Some(id) = at {
            if id == stage {
                let ids: Vec<&str> = path.iter().map(|id| id.as_str()).collect();
                let message = format!("{} > {stage}: none of them can hold", ids.join(" > "));
                return self.add("A111", place.clone(), message);
            }
            if path.contains(&id) {
                return; // another cycle, which its own stages report
            }
            path.push(id);
            at = next(id);
        }
    }
}
