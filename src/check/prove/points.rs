//! Criteria whose points change no lead's outcome.
//!
//! The proof of one criterion goes over every possible lead of two models, so first a lead on the
//! edge is looked for by hand: one with the criterion that qualifies, or is in a band, and with
//! nothing less. Where its points are what keeps it there, they matter, and nothing is to prove.

use super::Proving;
use super::leads::criterion_place;
use super::unproved::About;
use crate::model::wording::counted;
use crate::model::{AtLeast, Criterion, Definition, Of, Reference, Rule};
use crate::proof::questions;
use crate::scoring::{Answers, Outcome, Scorer, Truth};

impl Proving<'_> {
    /// Criteria whose points change no lead's outcome.
    pub(super) fn idle_points(&mut self) {
        let mut doubtful = Vec::new();
        for (c, criterion) in self.definition.criteria.iter().enumerate() {
            if self.cancel.is_cancelled() {
                return;
            }
            let worthless = criterion.answers().iter().all(|answer| answer.points == 0);
            if !worthless && !on_the_edge(self.definition, &self.scorer, c) {
                doubtful.push((c, criterion));
            }
        }
        self.shares.at_most(doubtful.len() as u64);
        for (c, criterion) in doubtful {
            let question = "whether the points of {} change any lead's outcome";
            let about = About::one(question, &criterion.name);
            let matter = self.ask(about, |s, cancel| questions::points_matter(s, c, cancel));
            if matter == Some(None) {
                let (least, most) = criterion.range();
                let worth = if most > 0 { most } else { least };
                let message = format!(
                    "the points of `{}` ({}) change no lead's outcome",
                    criterion.name,
                    counted(worth, "point")
                );
                self.tell("A239", criterion_place(criterion), message);
            }
        }
    }
}

/// Whether a lead is found at once whose outcome hangs on a criterion's points.
pub(super) fn on_the_edge(definition: &Definition, scorer: &Scorer, criterion: usize) -> bool {
    if counted_by_points(definition, &definition.criteria[criterion]) {
        return false;
    }
    let without = Scorer::new(&worthless(definition, criterion));
    let differs = |lead: &[bool]| {
        let answers = answers(definition, scorer, lead);
        let told = |o: Outcome| (o.stage, o.qualified, o.disposition);
        told(scorer.outcome(&answers)) != told(without.outcome(&answers))
    };
    // What to be on the edge of: qualifying, or a band.
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
    // From the front and from the back: what is left at the end differs.
    let orders = [false, true];
    edges.into_iter().any(|edge| {
        [scorer, &without].into_iter().any(|model| {
            orders.iter().any(|back| {
                let lead = least(definition, model, criterion, &|o| there(edge, o), *back);
                lead.is_some_and(|lead| differs(&lead))
            })
        })
    })
}

/// Whether a rule counts a criterion with all of a phase or topic: then which of its answers count
/// hangs on their points, and can't be written down.
fn counted_by_points(definition: &Definition, criterion: &Criterion) -> bool {
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
    !criterion.is_yes_no()
        && counts.any(|part| match &part.of {
            Of::References(_) => false,
            Of::Phase(phase) => criterion.phase.as_ref() == Some(phase),
            Of::Covers(covers) => criterion.covers.contains(covers),
        })
}

/// A lead with a criterion that is there, and no longer is without any of its other criteria.
fn least(
    definition: &Definition,
    scorer: &Scorer,
    criterion: usize,
    there: &dyn Fn(&Outcome) -> bool,
    back: bool,
) -> Option<Vec<bool>> {
    let count = definition.criteria.len();
    let is_there = |lead: &[bool]| there(&scorer.outcome(&answers(definition, scorer, lead)));
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

/// A lead's answers: of each criterion that is on, its greatest answer; of the others nothing, or
/// `otherwise`.
fn answers(definition: &Definition, scorer: &Scorer, lead: &[bool]) -> Answers {
    let mut answers = Answers::unknown(scorer);
    for (c, (criterion, on)) in definition.criteria.iter().zip(lead).enumerate() {
        let chosen = if *on { greatest(criterion) } else { None };
        let otherwise = criterion.levels.iter().position(|level| level.otherwise);
        for l in 0..criterion.level_count() {
            let holds = chosen.or(otherwise) == Some(l);
            answers.set(c, l, if holds { Truth::Yes } else { Truth::No });
        }
    }
    answers
}

fn greatest(criterion: &Criterion) -> Option<usize> {
    let answers = criterion.answers();
    (0..answers.len()).max_by_key(|l| (answers[*l].points.abs(), std::cmp::Reverse(*l)))
}

/// The same definition with a criterion worth nothing; what its references mean stays.
fn worthless(definition: &Definition, criterion: usize) -> Definition {
    let mut changed = definition.clone();
    let looked = &mut changed.criteria[criterion];
    let worth: Vec<_> = looked
        .levels
        .iter()
        .filter(|level| level.points > 0)
        .collect();
    let worth: Vec<_> = worth.into_iter().map(|level| level.id.clone()).collect();
    looked.points = looked.points.map(|_| 0);
    for level in &mut looked.levels {
        level.points = 0;
    }
    let id = looked.id.clone();
    let mean = |reference: &mut Reference| {
        if reference.criterion == id && reference.levels.is_empty() {
            reference.levels.clone_from(&worth);
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
            if let Of::References(references) = of {
                references.iter_mut().for_each(mean);
            }
        }
    }
    changed
}
