//! Leads nobody may have thought of: one that skips a stage, qualifies by one thing alone, or is
//! handed over early.

use super::unproved::About;
use super::{Proving, stage_place};
use crate::model::wording::list;
use crate::model::{
    Combine, Criterion, CriterionKind, Definition, Id, Kind, Phase, Place, Readiness,
};
use crate::proof::{Proof, Want, Witness, exists, questions};

impl Proving<'_> {
    pub(super) fn leads(&mut self, proof: &Proof) {
        self.skipped_stages();
        self.worthy_and_ready();
        if let Some(smallest) = &proof.qualified.smallest {
            if proof.qualified.leads == proof.possible_leads {
                self.all_qualify();
            } else {
                self.decided_alone(smallest);
                self.handed_over_early();
                self.one_consideration();
                // Where nobody or everybody qualifies, that is what is to be mended first.
                if !self.definition.bands.is_empty() {
                    self.idle_points();
                }
            }
        }
    }

    fn all_qualify(&mut self) {
        let Some(stage) = self.handoff_stage() else {
            return;
        };
        let stage = &self.definition.stages[stage];
        let message = format!("every possible lead meets the rule of `{}`", stage.name);
        self.tell("A242", stage_place(stage), message);
    }

    /// Stages whose rule can hold without that of a stage before.
    fn skipped_stages(&mut self) {
        let stages = self.ruled_stages();
        let mut told: Vec<(&Id, usize)> = Vec::new();
        for (at, (later, stage, rule)) in stages.iter().enumerate() {
            let mut skipped: Vec<(String, Witness)> = Vec::new();
            for (earlier, before, _) in stages[..at].iter().rev() {
                // Of a stage that only builds on one of which it is told, it goes without saying.
                let built_on = rule.reached.as_ref().map(|id| (id, *earlier));
                if built_on.is_some_and(|built_on| told.contains(&built_on)) {
                    told.push((&stage.id, *earlier));
                    continue;
                }
                let about = About::one("whether a lead can skip a stage before {}", &stage.name);
                let lead = self.ask(about, |scorer, cancel| {
                    questions::skips(scorer, *later, *earlier, cancel)
                });
                if let Some(Some(lead)) = lead {
                    told.push((&stage.id, *earlier));
                    skipped.push((format!("`{}`", before.name), lead));
                }
            }
            let Some(witness) = skipped.first().map(|(_, witness)| witness.clone()) else {
                continue;
            };
            let names: Vec<String> = skipped.into_iter().rev().map(|(name, _)| name).collect();
            let message = format!(
                "a lead can be in `{}` without meeting the rule of {}",
                stage.name,
                list(&names, "and")
            );
            self.show("A240", stage_place(stage), message, &witness);
        }
    }

    /// Sales-worthy and sales-ready are two things: names a lead that is the one and not the other.
    fn worthy_and_ready(&mut self) {
        let stages = self.ruled_stages();
        let with = |readiness: Readiness| {
            let found = stages
                .iter()
                .filter(move |(_, s, _)| s.readiness == readiness);
            found
                .map(|(at, stage, _)| (*at, *stage))
                .collect::<Vec<_>>()
        };
        let (worthy, ready) = (with(Readiness::SalesWorthy), with(Readiness::SalesReady));
        let (Some((at, stage)), Some((_, first))) = (worthy.last(), ready.first()) else {
            return;
        };
        let mut wants = vec![Want::Stage(*at, true)];
        wants.extend(ready.iter().map(|(at, _)| Want::Stage(*at, false)));
        let place = stage_place(first);
        let about = About::all("whether a lead can be sales-worthy and not sales-ready");
        match self.ask(about, |scorer, cancel| exists(scorer, &wants, cancel)) {
            Some(Some(lead)) => {
                let message = format!(
                    "a lead can be in `{}` and not yet in `{}`: sales-worthy, not sales-ready",
                    stage.name, first.name
                );
                self.show("A302", place, message, &lead);
            }
            Some(None) if self.can_be_in(*at) => {
                let message = format!(
                    "whoever is in `{}` is in `{}`, too: sales-worthy is no less than sales-ready",
                    stage.name, first.name
                );
                self.tell("A245", place, message);
            }
            _ => {}
        }
    }

    fn can_be_in(&mut self, stage: usize) -> bool {
        let there = [Want::Stage(stage, true)];
        let about = About::all("whether a lead can be sales-worthy");
        let lead = self.ask(about, |s, cancel| exists(s, &there, cancel));
        matches!(lead, Some(Some(_)))
    }

    /// Criteria that make a lead qualify with nothing else to be said for it.
    fn decided_alone(&mut self, smallest: &Witness) {
        let levels = smallest.levels().count();
        for (c, criterion) in self.definition.criteria.iter().enumerate() {
            // Fewer levels than the smallest lead that qualifies can't do it.
            if levels > most_levels(criterion) {
                continue;
            }
            let about = About::one("whether {} alone makes a lead qualify", &criterion.name);
            let alone = self.ask(about, |s, cancel| questions::decides_alone(s, c, cancel));
            if let Some(Some(lead)) = alone {
                let message = format!("`{}` alone makes a lead qualify", criterion.name);
                self.show("A241", criterion_place(criterion), message, &lead);
            }
        }
    }

    /// A hand-over of leads whose furthest behaviour is research or exploration.
    fn handed_over_early(&mut self) {
        let definition = self.definition;
        let about = About::all("whether a lead is handed over at research or exploration");
        let early = self.ask(about, |scorer, cancel| {
            questions::handed_over_early(definition, scorer, cancel)
        });
        if let (Some(Some(lead)), Some(stage)) = (early, self.handoff_stage()) {
            let message =
                "a lead that has shown nothing beyond research or exploration is handed over";
            let place = stage_place(&definition.stages[stage]);
            self.show("A243", place, message.into(), &lead);
        }
    }

    /// A lead that qualifies with fewer than two different behaviours of consideration.
    fn one_consideration(&mut self) {
        let considering: Vec<usize> = considered(self.definition).collect();
        let Some(stage) = self.handoff_stage().filter(|_| considering.len() >= 2) else {
            return;
        };
        let mut least: Option<Witness> = None;
        for allowed in &considering {
            let mut wants = vec![Want::Qualified(true)];
            let others = considering.iter().filter(|c| *c != allowed);
            wants.extend(others.map(|c| Want::Shows(*c, false)));
            let about = About::all("whether one consideration behaviour is enough to qualify");
            let lead = self
                .ask(about, |scorer, cancel| exists(scorer, &wants, cancel))
                .flatten();
            if let Some(lead) = lead
                && least
                    .as_ref()
                    .is_none_or(|l| l.levels().count() > lead.levels().count())
            {
                least = Some(lead);
            }
        }
        if let Some(lead) = least {
            let place = stage_place(&self.definition.stages[stage]);
            let message = "a lead qualifies with fewer than two different consideration behaviours";
            self.show("A303", place, message.into(), &lead);
        }
    }
}

/// The behaviours of consideration, by index.
pub(super) fn considered(definition: &Definition) -> impl Iterator<Item = usize> {
    let criteria = definition.criteria.iter().enumerate();
    let behaviours = criteria.filter(|(_, c)| c.kind == CriterionKind::Behaviour);
    let considered = behaviours.filter(|(_, c)| c.phase == Some(Phase::Consideration));
    considered.map(|(c, _)| c)
}

pub(super) fn criterion_place(criterion: &Criterion) -> Place {
    Place::new(Kind::Criterion, criterion.id.clone())
}

/// How many of a criterion's levels can hold at once.
fn most_levels(criterion: &Criterion) -> usize {
    match criterion.combine {
        _ if criterion.is_yes_no() => 1,
        Some(Combine::OneOf) | None => 1,
        Some(Combine::Highest | Combine::Sum) => criterion.level_count(),
    }
}
