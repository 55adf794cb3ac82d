//! Finds criteria whose points change no lead's outcome.
//!
//! Proving this for one criterion covers every possible lead of two models. So a borderline lead is
//! sought first by a direct search: one with the criterion that just qualifies or just reaches a
//! band. If its outcome depends on the criterion's points, they matter and no proof is needed.

use super::doubtful_leads::criterion_place;
use super::proof_checks::ProofChecks;
use super::unproved::ProofQuestion;
use crate::model::wording::count_noun;
use crate::model::{AtLeast, CountScope, Criterion, Definition, Reference, Rule};
use crate::proof::check_queries;
use crate::scoring::{Outcome, Responses, Scorer, Truth};

impl ProofChecks<'_> {
    /// Reports criteria whose points change no lead's outcome.
    pub(super) fn check_idle_points(&mut self) {
        let mut doubtful = Vec::new();
        for (c, criterion) in self.definition.criteria.iter().enumerate() {
            if self.cancel.is_cancelled() {
                return;
            }
            let worthless = criterion
                .answer_list()
                .iter()
                .all(|answer| answer.points == 0);
            if !worthless && !has_borderline_lead(self.definition, &self.scorer, c) {
                doubtful.push((c, criterion));
            }
        }
        self.shares.at_most(doubtful.len() as u64);
        for (c, criterion) in doubtful {
            let question = "whether the points of {} change any lead's outcome";
            let about = ProofQuestion::about_one(question, &criterion.name);
            let matter = self.ask(about, |s, cancel| {
                check_queries::points_difference(s, c, cancel)
            });
            if matter == Some(None) {
                let (least, most) = criterion.range();
                let worth = if most > 0 { most } else { least };
                let message = format!(
                    "the points of `{}` ({}) change no lead's outcome",
                    criterion.name,
                    count_noun(worth, "point")
                );
                self.add("A239", criterion_place(criterion), message);
            }
        }
    }
}

/// Returns whether a direct search finds a lead whose outcome depends on a criterion's points.
pub(super) fn has_borderline_lead(
    definition: &Definition,
    scorer: &Scorer,
    criterion: usize,
) -> bool {
    if is_counted_by_points(definition, &definition.criteria[criterion]) {
        return false;
    }
    let without = match definition.criteria[criterion].each_time() {
        Some(_) => scorer.without_points(criterion),
        None => Scorer::new(&without_points(definition, criterion)),
    };
    let differs = |lead: &[bool]| {
        let responses = lead_responses(definition, scorer, lead);
        let decision = |o: Outcome| (o.stage, o.qualified, o.disposition);
        decision(scorer.outcome(&responses)) != decision(without.outcome(&responses))
    };
    // The edges to look for: qualifying, or the start of a band.
    let mut edges = vec![None];
    edges.extend(
        definition
            .bands
            .iter()
            .filter_map(|band| band.from)
            .map(Some),
    );
    let there = |edge: Option<i64>, outcome: &Outcome| match edge {
        None => outcome.qualified,
        Some(from) => !outcome.qualified && outcome.total >= from,
    };
    // Removing criteria from the front or from the back leads to different results.
    let orders = [false, true];
    edges.into_iter().any(|edge| {
        [scorer, &without].into_iter().any(|model| {
            orders.iter().any(|back| {
                let lead = minimal_lead(definition, model, criterion, &|o| there(edge, o), *back);
                lead.is_some_and(|lead| differs(&lead))
            })
        })
    })
}

/// Returns whether a rule counts a criterion as one of a whole phase or topic. Then its points also
/// decide which of its answers the rule counts, so they can't be removed on their own.
fn is_counted_by_points(definition: &Definition, criterion: &Criterion) -> bool {
    let rules = definition
        .stages
        .iter()
        .filter_map(|stage| stage.rule.as_ref());
    let rules = rules.chain(
        definition
            .routes
            .iter()
            .filter_map(|route| route.rule.as_ref()),
    );
    let mut counts = rules.flat_map(|rule| &rule.at_least);
    !criterion.answers.is_empty()
        && counts.any(|part| match &part.of {
            CountScope::References(_) => false,
            CountScope::Phase(phase) => criterion.phase.as_ref() == Some(phase),
            CountScope::Covers(covers) => criterion.covers.contains(covers),
            CountScope::Topics(topics) => {
                topics.iter().any(|topic| criterion.covers.contains(topic))
            }
        })
}

/// Finds a lead with a criterion that reaches an edge, and no longer does without any of its other
/// criteria.
fn minimal_lead(
    definition: &Definition,
    scorer: &Scorer,
    criterion: usize,
    there: &dyn Fn(&Outcome) -> bool,
    back: bool,
) -> Option<Vec<bool>> {
    let count = definition.criteria.len();
    let is_there =
        |lead: &[bool]| there(&scorer.outcome(&lead_responses(definition, scorer, lead)));
    let mut lead: Vec<bool> = definition
        .criteria
        .iter()
        .map(|c| c.range().1 > 0)
        .collect();
    lead[criterion] = true;
    if !is_there(&lead) {
        return None;
    }
    for step in 0..count {
        let other = if back { count - 1 - step } else { step };
        if other != criterion && lead[other] {
            lead[other] = false;
            lead[other] = !is_there(&lead);
        }
    }
    Some(lead)
}

/// Returns a lead's responses: for each criterion that is on, its best answer; for the others none,
/// or `otherwise`.
fn lead_responses(definition: &Definition, scorer: &Scorer, lead: &[bool]) -> Responses {
    let mut responses = Responses::unknown(scorer);
    for (c, (criterion, on)) in definition.criteria.iter().zip(lead).enumerate() {
        let chosen = if *on { best_answer(criterion) } else { None };
        let otherwise = criterion.answers.iter().position(|answer| answer.otherwise);
        for l in 0..criterion.answer_count() {
            let holds = chosen.or(otherwise) == Some(l);
            responses.set(c, l, if holds { Truth::Yes } else { Truth::No });
        }
    }
    responses
}

fn best_answer(criterion: &Criterion) -> Option<usize> {
    let answers = criterion.answer_list();
    (0..answers.len()).max_by_key(|l| (answers[*l].points.abs(), std::cmp::Reverse(*l)))
}

/// Returns the definition with a criterion worth 0 points; what references to it mean stays.
fn without_points(definition: &Definition, criterion: usize) -> Definition {
    let mut changed = definition.clone();
    let changed_criterion = &mut changed.criteria[criterion];
    let worth: Vec<_> = changed_criterion
        .answers
        .iter()
        .filter(|answer| answer.points > 0)
        .collect();
    let worth: Vec<_> = worth.into_iter().map(|answer| answer.id.clone()).collect();
    changed_criterion.points = changed_criterion.points.map(|_| 0.into());
    for answer in &mut changed_criterion.answers {
        answer.points = 0;
    }
    let id = changed_criterion.id.clone();
    let mean = |reference: &mut Reference| {
        if reference.criterion == id && reference.answers.is_empty() {
            reference.answers.clone_from(&worth);
        }
    };
    let stages = changed
        .stages
        .iter_mut()
        .filter_map(|stage| stage.rule.as_mut());
    let routes = changed
        .routes
        .iter_mut()
        .filter_map(|route| route.rule.as_mut());
    for rule in stages.chain(routes) {
        let Rule {
            all,
            any,
            none,
            at_least,
            ..
        } = rule;
        let lists = [all, any, none].into_iter().flatten();
        lists.flatten().for_each(mean);
        for AtLeast { of, .. } in at_least {
            if let CountScope::References(references) = of {
                references.iter_mut().for_each(mean);
            }
        }
    }
    changed
}
