//! Finds leads that nobody may have thought of: one that skips a stage, qualifies through a single
//! answer, or is handed over early.

use super::proof_checks::{ProofChecks, stage_place};
use super::unproved::ProofQuestion;
use crate::model::wording::join_list;
use crate::model::{
    Combine, Criterion, CriterionKind, Definition, Id, Kind, Phase, Place, Readiness,
};
use crate::proof::{LeadProperty, Proof, Witness, check_queries, find_smallest};

impl ProofChecks<'_> {
    pub(super) fn check_leads(&mut self, proof: &Proof) {
        self.check_skipped_stages();
        self.check_worthy_and_ready();
        if let Some(smallest) = &proof.qualified.smallest {
            if proof.qualified.leads == proof.possible_leads {
                self.check_all_qualify();
            } else {
                self.check_decided_alone(smallest);
                self.check_handed_over_early();
                self.check_one_consideration();
                // If nobody or everybody qualifies, that has to be fixed first.
                if !self.definition.bands.is_empty() {
                    self.check_idle_points();
                }
            }
        }
    }

    fn check_all_qualify(&mut self) {
        let Some(stage) = self.handoff_stage() else {
            return;
        };
        let stage = &self.definition.stages[stage];
        let message = format!("every possible lead meets the rule of `{}`", stage.name);
        self.add("A242", stage_place(stage), message);
    }

    /// Reports stages whose rule can hold without an earlier stage's.
    fn check_skipped_stages(&mut self) {
        let stages = self.stages_with_rules();
        let mut reported: Vec<(&Id, usize)> = Vec::new();
        for (at, (later, stage, rule)) in stages.iter().enumerate() {
            let mut skipped: Vec<(String, Witness)> = Vec::new();
            for (earlier, before, _) in stages[..at].iter().rev() {
                // For a stage that merely builds on one already reported, it goes without saying.
                let built_on = rule.reached.as_ref().map(|id| (id, *earlier));
                if built_on.is_some_and(|built_on| reported.contains(&built_on)) {
                    reported.push((&stage.id, *earlier));
                    continue;
                }
                let about = ProofQuestion::about_one(
                    "whether a lead can skip a stage before {}",
                    &stage.name,
                );
                let lead = self.ask(about, |scorer, cancel| {
                    check_queries::lead_skipping_stage(scorer, *later, *earlier, cancel)
                });
                if let Some(Some(lead)) = lead {
                    reported.push((&stage.id, *earlier));
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
                join_list(&names, "and")
            );
            self.add_with_witness("A240", stage_place(stage), message, &witness);
        }
    }

    /// Sales-worthy and sales-ready should differ: reports a lead that is one and not the other.
    fn check_worthy_and_ready(&mut self) {
        let stages = self.stages_with_rules();
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
        let mut properties = vec![LeadProperty::Stage(*at, true)];
        properties.extend(ready.iter().map(|(at, _)| LeadProperty::Stage(*at, false)));
        let place = stage_place(first);
        let about =
            ProofQuestion::about_model("whether a lead can be sales-worthy and not sales-ready");
        match self.ask(about, |scorer, cancel| {
            find_smallest(scorer, &properties, cancel)
        }) {
            Some(Some(lead)) => {
                let message = format!(
                    "a lead can be in `{}` and not yet in `{}`: sales-worthy, not sales-ready",
                    stage.name, first.name
                );
                self.add_with_witness("A302", place, message, &lead);
            }
            Some(None) if self.can_be_in(*at) => {
                let message = format!(
                    "every lead in `{}` is in `{}`, too: so sales-worthy already means sales-ready",
                    stage.name, first.name
                );
                self.add("A245", place, message);
            }
            _ => {}
        }
    }

    fn can_be_in(&mut self, stage: usize) -> bool {
        let there = [LeadProperty::Stage(stage, true)];
        let about = ProofQuestion::about_model("whether a lead can be sales-worthy");
        let lead = self.ask(about, |s, cancel| find_smallest(s, &there, cancel));
        matches!(lead, Some(Some(_)))
    }

    /// Reports criteria through which alone a lead qualifies.
    fn check_decided_alone(&mut self, smallest: &Witness) {
        let answers = smallest.held_answers().count();
        for (c, criterion) in self.definition.criteria.iter().enumerate() {
            // With fewer answers than the smallest lead that qualifies it isn't possible.
            if answers > max_answers(criterion) {
                continue;
            }
            let about =
                ProofQuestion::about_one("whether {} alone makes a lead qualify", &criterion.name);
            let alone = self.ask(about, |s, cancel| {
                check_queries::lead_decided_alone(s, c, cancel)
            });
            if let Some(Some(lead)) = alone {
                self.report_decided_alone(c, &lead);
            }
        }
    }

    /// Reports a criterion that decides alone, or those of its answers that do if not all do.
    fn report_decided_alone(&mut self, c: usize, lead: &Witness) {
        let criterion = &self.definition.criteria[c];
        let answers = informative_answers(criterion).len();
        let deciding = if answers > 1 {
            self.deciding_answers(c)
        } else {
            Vec::new()
        };
        if deciding.is_empty() || deciding.len() == answers {
            let message = format!("`{}` alone makes a lead qualify", criterion.name);
            self.add_with_witness("A241", criterion_place(criterion), message, lead);
            return;
        }
        for (at, lead) in deciding {
            let answers = criterion.answer_list();
            let label = answers[at].label;
            let place = match criterion.answers.get(at) {
                Some(answer) => Place::part(Kind::Answer, criterion.id.clone(), answer.id.clone()),
                None => criterion_place(criterion),
            };
            let message = format!(
                "`{label}` of `{}` alone makes a lead qualify",
                criterion.name
            );
            self.add_with_witness("A266", place, message, &lead);
        }
    }

    /// Returns the answers of a criterion each of which makes a lead qualify that has no other,
    /// with that lead.
    fn deciding_answers(&mut self, c: usize) -> Vec<(usize, Witness)> {
        let criterion = &self.definition.criteria[c];
        let mut deciding = Vec::new();
        for answer in informative_answers(criterion) {
            let mut properties = vec![
                LeadProperty::Qualified(true),
                LeadProperty::OnlyCriterion(c),
                LeadProperty::Answer(c, answer, true),
            ];
            if max_answers(criterion) > 1 {
                let others = (0..criterion.answer_count()).filter(|other| *other != answer);
                properties.extend(others.map(|other| LeadProperty::Answer(c, other, false)));
            }
            let question = "whether one answer of {} alone makes a lead qualify";
            let about = ProofQuestion::about_one(question, &criterion.name);
            let alone = self.ask(about, |s, cancel| find_smallest(s, &properties, cancel));
            deciding.extend(alone.flatten().map(|lead| (answer, lead)));
        }
        deciding
    }

    /// Reports the hand-over of leads whose furthest behaviour is research or exploration.
    fn check_handed_over_early(&mut self) {
        let definition = self.definition;
        let about =
            ProofQuestion::about_model("whether a lead is handed over at research or exploration");
        let early = self.ask(about, |scorer, cancel| {
            check_queries::lead_handed_over_early(definition, scorer, cancel)
        });
        if let (Some(Some(lead)), Some(stage)) = (early, self.handoff_stage()) {
            let message =
                "a lead that has shown nothing beyond research or exploration is handed over";
            let place = stage_place(&definition.stages[stage]);
            self.add_with_witness("A243", place, message.into(), &lead);
        }
    }

    /// Reports a lead that qualifies with fewer than two different consideration behaviours.
    fn check_one_consideration(&mut self) {
        let considering: Vec<usize> = consideration_criteria(self.definition).collect();
        let Some(stage) = self.handoff_stage().filter(|_| considering.len() >= 2) else {
            return;
        };
        let mut least: Option<Witness> = None;
        for allowed in &considering {
            let mut properties = vec![LeadProperty::Qualified(true)];
            let others = considering.iter().filter(|c| *c != allowed);
            properties.extend(others.map(|c| LeadProperty::ShowsCriterion(*c, false)));
            let about = ProofQuestion::about_model(
                "whether one consideration behaviour is enough to qualify",
            );
            let lead = self
                .ask(about, |scorer, cancel| {
                    find_smallest(scorer, &properties, cancel)
                })
                .flatten();
            if let Some(lead) = lead
                && least
                    .as_ref()
                    .is_none_or(|l| l.held_answers().count() > lead.held_answers().count())
            {
                least = Some(lead);
            }
        }
        if let Some(lead) = least {
            let place = stage_place(&self.definition.stages[stage]);
            let message = "a lead qualifies with fewer than two different consideration behaviours";
            self.add_with_witness("A303", place, message.into(), &lead);
        }
    }
}

/// Returns the consideration behaviours, by index.
pub(super) fn consideration_criteria(definition: &Definition) -> impl Iterator<Item = usize> {
    let criteria = definition.criteria.iter().enumerate();
    let behaviours = criteria.filter(|(_, c)| c.kind == CriterionKind::Behaviour);
    let considered = behaviours.filter(|(_, c)| c.phase == Some(Phase::Consideration));
    considered.map(|(c, _)| c)
}

pub(super) fn criterion_place(criterion: &Criterion) -> Place {
    Place::new(Kind::Criterion, criterion.id.clone())
}

/// Returns the answers of a criterion other than `otherwise`, by index.
fn informative_answers(criterion: &Criterion) -> Vec<usize> {
    let answers = criterion.answer_list().into_iter().enumerate();
    let informative = answers.filter(|(_, answer)| !answer.otherwise);
    informative.map(|(at, _)| at).collect()
}

/// Returns how many answers of a criterion can hold at once.
fn max_answers(criterion: &Criterion) -> usize {
    match criterion.combination() {
        _ if criterion.is_yes_no() => 1,
        Some(Combine::OneOf) | None => 1,
        Some(Combine::Highest | Combine::Sum) => criterion.answer_count(),
    }
}
