//! Which kinds of criteria a stage requires.

use crate::model::{CountScope, Covers, CriterionKind, Definition, Reference, Rule, Stage};

/// The kinds of criteria a stage's rule requires, including the stages it builds on.
#[derive(Default)]
pub(super) struct CriterionKinds {
    /// Whether fit is required.
    pub fit: bool,
    /// Whether behaviour is required.
    pub behaviour: bool,
}

impl CriterionKinds {
    /// Collects the kinds; `depth` bounds the stages followed back.
    pub fn of(definition: &Definition, stage: &Stage, depth: usize) -> Self {
        let mut kinds = Self::default();
        let Some(rule) = &stage.rule else {
            return kinds;
        };
        kinds.add_rule(definition, rule);
        // Drafts can be circular; no chain is longer than the number of stages.
        let before = rule.reached.as_ref().filter(|_| depth > 0);
        if let Some(before) = before.and_then(|id| definition.stage(id.as_str())) {
            let before = Self::of(definition, before, depth - 1);
            kinds.fit |= before.fit;
            kinds.behaviour |= before.behaviour;
        }
        kinds
    }

    fn add_covering(&mut self, definition: &Definition, topics: &[Covers]) {
        let criteria = definition.criteria.iter();
        let about = criteria.filter(|c| c.covers.iter().any(|covers| topics.contains(covers)));
        about.for_each(|c| self.add_kind(c.kind));
    }

    fn add_rule(&mut self, definition: &Definition, rule: &Rule) {
        for reference in rule.all.iter().chain(&rule.any).flatten() {
            self.add(definition, reference);
        }
        for part in &rule.at_least {
            match &part.of {
                CountScope::References(references) => {
                    for reference in references {
                        self.add(definition, reference);
                    }
                }
                // Only behaviours have a phase.
                CountScope::Phase(_) => self.behaviour = true,
                CountScope::Covers(covers) => self.add_covering(definition, &[*covers]),
                CountScope::Topics(topics) => self.add_covering(definition, topics),
            }
        }
        for of in rule.points.iter().flat_map(|minima| minima.keys()) {
            match of.as_str() {
                "fit" => self.fit = true,
                "behaviour" => self.behaviour = true,
                // A total may come from one kind alone.
                "total" => {}
                group => {
                    let first = definition.group(group).and_then(|g| g.of.first());
                    let first = first.and_then(|id| definition.criterion(id.as_str()));
                    if let Some(first) = first {
                        self.add_kind(first.kind);
                    }
                }
            }
        }
    }

    fn add(&mut self, definition: &Definition, reference: &Reference) {
        if let Some(criterion) = definition.criterion(reference.criterion.as_str()) {
            self.add_kind(criterion.kind);
        }
    }

    fn add_kind(&mut self, kind: CriterionKind) {
        match kind {
            CriterionKind::Fit => self.fit = true,
            CriterionKind::Behaviour => self.behaviour = true,
        }
    }
}
