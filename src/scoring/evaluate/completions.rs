//! What a lead could still become: whether its open facts could turn out so that a rule is met,
//! and the greatest total they could bring.
//!
//! A *completion* settles every open fact: it holds or it doesn't. Nothing stays unknown, so a
//! `one-of` criterion with an `otherwise` ends up with one of its answers.
//!
//! Completions are explored criterion by criterion, keeping only the Pareto front of partial sums:
//! those that no other sum matches or beats in everything the rule asks for (counts and points).
//! Once requirements on single criteria have filtered the completions, a rule asks only for minima
//! of sums, so the search is exact. Its work is counted; past the limit it gives no answer.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Responses;
use super::responses::held_answers;
use crate::model::Combine;
use crate::scoring::compile::{Clause, EntryRule, Measure, ResolvedRef, Scorer};

/// Comparisons of sums that one search may take: a few milliseconds.
const MAX_WORK: u64 = 500_000;

/// Comparisons that computing the completions of one criterion may take.
const MAX_CRITERION_WORK: u64 = 200_000;

/// The most distinct completions of one criterion that a search considers.
const MAX_COMPLETIONS: usize = 4_096;

/// A search exceeded its work limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scoring) struct WorkExceeded;

/// One way in which a criterion can turn out, as far as the rule can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Completion {
    /// A bit for each requirement on the criterion, set if one of its answers holds.
    satisfied: u64,
    /// The criterion's points; `None` if no answer holds.
    points: Option<i64>,
}

/// What a rule requires of some answers of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Requirement {
    /// One of them must hold (`true`), or none may (`false`).
    Must(bool),
    /// If one of them holds, it adds to the count of this index.
    Count(usize),
}

/// A search for completions that meet a rule. `reached` clauses are expanded into the rules of
/// their stages.
pub(in crate::scoring) struct CompletionSearch<'a> {
    scorer: &'a Scorer,
    /// For each criterion, what is required of which of its answers.
    requirements: Vec<Vec<(&'a ResolvedRef, Requirement)>>,
    /// The least value of each count. A topic is a count too, which may stay at 0 by itself.
    counts: Vec<i64>,
    /// The counts of topics: how many of which of `counts` must be at least 1.
    topics: Vec<(usize, Range<usize>)>,
    points: Vec<(Measure, i64)>,
}

impl Scorer {
    /// Returns the answers of a `one-of` criterion that can be the one that holds in a completion,
    /// and whether there is a completion in which none holds.
    fn final_answers(&self, criterion: usize, responses: &Responses) -> (Vec<usize>, bool) {
        let truths = responses.criterion_truths(criterion);
        let now = held_answers(Combine::OneOf, truths).next();
        // The first answer that holds wins: only those before it can still take its place.
        let before = now.unwrap_or(truths.len());
        let mut ends: Vec<usize> = (0..before).filter(|l| truths[*l].is_unknown()).collect();
        ends.extend(now);
        let settled = now.is_some() || self.criteria[criterion].otherwise.is_some();
        // A lead with no to everything is not a possible lead; take it as it is.
        let none = !settled || ends.is_empty();
        (ends, none)
    }

    /// Returns the greatest total over all completions.
    pub(in crate::scoring) fn greatest_total(&self, responses: &Responses) -> i64 {
        // Caps are monotonic, so the maximum of each criterion gives the maximum of the whole.
        self.points_from(|criterion| self.greatest_points(criterion, responses))
            .total()
    }

    /// Returns the most points a criterion counts in any completion.
    fn greatest_points(&self, criterion: usize, responses: &Responses) -> i64 {
        let compiled = &self.criteria[criterion];
        let truths = responses.criterion_truths(criterion);
        let worth = |l: usize| compiled.answers[l].points;
        let open = (0..truths.len()).filter(|l| truths[*l].is_unknown());
        let now = self.points_for(criterion, held_answers(compiled.combine, truths));
        match compiled.combine {
            Combine::Sum => open
                .map(worth)
                .filter(|p| *p > 0)
                .fold(now, i64::saturating_add),
            Combine::Highest => open.map(worth).fold(now, i64::max),
            Combine::OneOf => {
                let (ends, none) = self.final_answers(criterion, responses);
                let ends = ends.into_iter().map(worth);
                ends.chain(none.then_some(0)).max().unwrap_or(0)
            }
        }
    }

    /// Returns whether the unknowns could turn out so that the lead qualifies; true if it already
    /// does. If that isn't settled within the work limit for one lead, returns true as well: see
    /// [`Scorer::could_qualify_bounded`].
    pub fn could_qualify(&self, responses: &Responses) -> bool {
        self.could_qualify_bounded(responses).unwrap_or(true)
    }

    /// Returns whether the unknowns could turn out so that the lead qualifies, or `None` if that
    /// isn't settled within the work limit for one lead.
    pub fn could_qualify_bounded(&self, responses: &Responses) -> Option<bool> {
        let Some(rule) = self.handoff_rule() else {
            return Some(false);
        };
        if self.qualifies(responses) {
            return Some(true);
        }
        let open = |c: usize| {
            responses
                .criterion_truths(c)
                .iter()
                .any(|truth| truth.is_unknown())
        };
        if !(0..self.criteria.len()).any(open) {
            return Some(false);
        }
        let Some(search) = CompletionSearch::new(self, &rule.clauses) else {
            return Some(false);
        };
        search.can_be_met(responses).ok()
    }
}

impl<'a> CompletionSearch<'a> {
    /// Combines some clauses of a rule into one search; `None` if one of them never holds.
    pub(in crate::scoring) fn new(scorer: &'a Scorer, clauses: &'a [Clause]) -> Option<Self> {
        let mut search = Self {
            scorer,
            requirements: vec![Vec::new(); scorer.criteria.len()],
            counts: Vec::new(),
            topics: Vec::new(),
            points: Vec::new(),
        };
        search.add_clauses(clauses)?;
        Some(search)
    }

    fn add_clauses(&mut self, clauses: &'a [Clause]) -> Option<()> {
        for clause in clauses {
            match clause {
                Clause::All(reference) => {
                    reference.criterion?;
                    self.add_requirement(reference, Requirement::Must(true));
                }
                Clause::Not(reference) => self.add_requirement(reference, Requirement::Must(false)),
                Clause::Any(several) => self.add_count(several, 1),
                Clause::AtLeast { count, of, .. } => self.add_count(of, i64::from(*count)),
                Clause::AtLeastTopics { count, topics, .. } => {
                    let first = self.counts.len();
                    for of in topics {
                        self.add_count(of, 1);
                    }
                    self.topics
                        .push((*count as usize, first..self.counts.len()));
                }
                Clause::Points { of, least, .. } => self.points.push((*of, *least)),
                Clause::Reached(stage) => match &self.scorer.stages[*stage].rule {
                    EntryRule::Always => {}
                    EntryRule::ByPerson => return None,
                    EntryRule::Rule(rule) => self.add_clauses(&rule.clauses)?,
                },
                Clause::Never(_) => return None,
            }
        }
        Some(())
    }

    fn add_requirement(&mut self, reference: &'a ResolvedRef, requirement: Requirement) {
        if let Some(c) = reference.criterion {
            self.requirements[c].push((reference, requirement));
        }
    }

    fn add_count(&mut self, of: &'a [ResolvedRef], least: i64) {
        for reference in of {
            self.add_requirement(reference, Requirement::Count(self.counts.len()));
        }
        self.counts.push(least);
    }

    /// Returns whether the way a criterion turns out affects anything the rule asks for.
    pub(in crate::scoring) fn is_relevant(&self, criterion: usize) -> bool {
        let mut points = self.points.iter();
        !self.requirements[criterion].is_empty()
            || points.any(|(of, _)| self.scorer.counts_towards(criterion, *of))
    }

    /// Returns whether some completion meets everything the rule asks for.
    fn can_be_met(&self, responses: &Responses) -> Result<bool, WorkExceeded> {
        let units = self.units();
        // The maximum of each sum quickly disproves; a single completion quickly proves.
        let nothing = vec![0; self.width()];
        let (mut most, mut one) = (nothing.clone(), nothing.clone());
        let mut unit_sums: Vec<Vec<Vec<Vec<i64>>>> = Vec::with_capacity(units.len());
        for unit in &units {
            let (mut best, mut some) = (nothing.clone(), nothing.clone());
            let mut parts = Vec::new();
            for &c in unit.criteria.iter().filter(|c| self.is_relevant(**c)) {
                let vectors = self.completion_sums(c, responses)?;
                let Some((most, one)) = sum_bounds(&vectors) else {
                    return Ok(false);
                };
                add_sums(&mut best, &most);
                add_sums(&mut some, &one);
                parts.push(vectors);
            }
            for (sum, part) in [(&mut most, &mut best), (&mut one, &mut some)] {
                self.apply_cap(part, unit);
                add_sums(sum, part);
            }
            unit_sums.push(parts);
        }
        if !self.is_met(&most) || self.is_met(&one) {
            return Ok(self.is_met(&most));
        }
        let mut work = MAX_WORK;
        let mut sums = vec![nothing.clone()];
        for (unit, parts) in units.iter().zip(&unit_sums) {
            let mut part = vec![nothing.clone()];
            for vectors in parts {
                part = self.combine_sums(&part, vectors, &mut work)?;
            }
            for vector in &mut part {
                self.apply_cap(vector, unit);
            }
            keep_pareto_front(&mut part, &mut work)?;
            sums = self.combine_sums(&sums, &part, &mut work)?;
        }
        Ok(sums.iter().any(|sum| self.is_met(sum)))
    }

    /// Length of a sum vector: each count, each measure, and the points of a group before its cap.
    pub(in crate::scoring) fn width(&self) -> usize {
        self.counts.len() + self.points.len() + 1
    }

    /// Returns the units that caps apply to: each group's criteria together, and every other
    /// criterion by itself.
    pub(in crate::scoring) fn units(&self) -> Vec<CapUnit> {
        let scorer = self.scorer;
        let alone = (0..scorer.criteria.len()).filter(|c| scorer.criteria[*c].group.is_none());
        let groups = scorer.groups.iter().enumerate();
        alone
            .map(|c| CapUnit {
                group: None,
                criteria: vec![c],
            })
            .chain(groups.map(|(g, group)| CapUnit {
                group: Some(g),
                criteria: group.criteria.clone(),
            }))
            .collect()
    }

    /// Returns the Pareto front of the sums a criterion can bring over its admissible completions.
    ///
    /// # Errors
    ///
    /// Fails if the work limit is exceeded.
    pub(in crate::scoring) fn completion_sums(
        &self,
        criterion: usize,
        responses: &Responses,
    ) -> Result<Vec<Vec<i64>>, WorkExceeded> {
        let mut work = MAX_CRITERION_WORK;
        let ways = self.completions(criterion, responses, &mut work)?;
        let admitted = ways.into_iter().filter(|way| self.admits(criterion, way));
        let mut vectors: Vec<Vec<i64>> = admitted
            .map(|way| self.sum_vector(criterion, &way))
            .collect();
        keep_pareto_front(&mut vectors, &mut work)?;
        Ok(vectors)
    }

    /// Returns the distinct ways in which a criterion's completions turn out.
    fn completions(
        &self,
        criterion: usize,
        responses: &Responses,
        work: &mut u64,
    ) -> Result<Vec<Completion>, WorkExceeded> {
        let compiled = &self.scorer.criteria[criterion];
        let lists = &self.requirements[criterion];
        if lists.len() > 64 {
            return Err(WorkExceeded);
        }
        let adding = |way: Completion, answer: usize| {
            let bits = lists.iter().enumerate();
            let bits = bits.map(|(at, (reference, _))| u64::from(reference.answers[answer]) << at);
            let points = compiled.answers[answer].points;
            Completion {
                satisfied: bits.fold(way.satisfied, |all, bit| all | bit),
                points: Some(match (way.points, compiled.combine) {
                    (Some(sum), Combine::Sum) => sum.saturating_add(points),
                    (Some(best), _) => best.max(points),
                    (None, _) => points,
                }),
            }
        };
        let nothing = Completion {
            satisfied: 0,
            points: None,
        };
        if compiled.combine == Combine::OneOf {
            let (ends, none) = self.scorer.final_answers(criterion, responses);
            let ends = ends.into_iter().map(|l| adding(nothing, l));
            return Ok(ends.chain(none.then_some(nothing)).collect());
        }
        let truths = responses.criterion_truths(criterion);
        let now = held_answers(compiled.combine, truths).fold(nothing, adding);
        let mut ways = FxHashSet::from_iter([now]);
        for open in (0..truths.len()).filter(|l| truths[*l].is_unknown()) {
            let more: Vec<Completion> = ways.iter().map(|way| adding(*way, open)).collect();
            spend(work, more.len())?;
            ways.extend(more);
            if ways.len() > MAX_COMPLETIONS {
                return Err(WorkExceeded);
            }
        }
        Ok(ways.into_iter().collect())
    }

    fn admits(&self, criterion: usize, way: &Completion) -> bool {
        let mut requirements = self.requirements[criterion].iter().enumerate();
        requirements.all(|(at, (_, requirement))| match requirement {
            Requirement::Must(must) => (way.satisfied >> at & 1 == 1) == *must,
            Requirement::Count(_) => true,
        })
    }

    fn sum_vector(&self, criterion: usize, way: &Completion) -> Vec<i64> {
        let mut vector = vec![0; self.counts.len()];
        for (at, (_, requirement)) in self.requirements[criterion].iter().enumerate() {
            if let Requirement::Count(count) = requirement {
                vector[*count] += i64::from(way.satisfied >> at & 1 == 1);
            }
        }
        vector.reserve(self.points.len() + 1);
        let worth = way.points.unwrap_or(0);
        let grouped = self.scorer.criteria[criterion].group.is_some();
        vector.extend(self.points.iter().map(|(of, _)| {
            if !grouped && self.scorer.counts_towards(criterion, *of) {
                worth
            } else {
                0
            }
        }));
        let counts = grouped
            && self
                .points
                .iter()
                .any(|(of, _)| self.scorer.counts_towards(criterion, *of));
        vector.push(if counts { worth } else { 0 });
        vector
    }

    /// Replaces a group's raw sum by the points it counts.
    pub(in crate::scoring) fn apply_cap(&self, vector: &mut [i64], unit: &CapUnit) {
        let Some(g) = unit.group else { return };
        let group = &self.scorer.groups[g];
        let last = vector.len() - 1;
        let counted = group.clamp(vector[last]);
        vector[last] = 0;
        for (value, (of, _)) in vector[self.counts.len()..].iter_mut().zip(&self.points) {
            let adds = match of {
                Measure::Total => true,
                Measure::Kind(kind) => *kind == group.kind,
                Measure::Group(named) => *named == g,
            };
            if adds {
                *value = value.saturating_add(counted);
            }
        }
    }

    /// Adds each vector of one list to each of the other and keeps the Pareto front.
    fn combine_sums(
        &self,
        left: &[Vec<i64>],
        right: &[Vec<i64>],
        work: &mut u64,
    ) -> Result<Vec<Vec<i64>>, WorkExceeded> {
        spend(work, left.len() * right.len())?;
        let mut sums = Vec::with_capacity(left.len() * right.len());
        for a in left {
            for b in right {
                let mut sum = a.clone();
                add_sums(&mut sum, b);
                for (value, count) in sum.iter_mut().zip(&self.counts) {
                    *value = (*value).min(*count); // more than required is no better
                }
                sums.push(sum);
            }
        }
        keep_pareto_front(&mut sums, work)?;
        Ok(sums)
    }

    pub(in crate::scoring) fn is_met(&self, sum: &[i64]) -> bool {
        let points = self.points.iter().map(|(_, least)| least);
        let required = self.counts.iter().chain(points).zip(sum);
        let is_topic = |at: &usize| self.topics.iter().any(|(_, of)| of.contains(at));
        let mut single = required.enumerate().filter(|(at, _)| !is_topic(at));
        single.all(|(_, (required, has))| has >= required)
            && self.topics.iter().all(|(count, of)| {
                let holding = sum[of.clone()].iter().filter(|has| **has >= 1);
                holding.count() >= *count
            })
    }
}

/// A group of criteria whose points are capped together, or a single criterion.
pub(in crate::scoring) struct CapUnit {
    group: Option<usize>,
    pub criteria: Vec<usize>,
}

/// Returns the maximum of each sum, and the vector with the greatest overall sum; `None` if the
/// list is empty.
pub(in crate::scoring) fn sum_bounds(vectors: &[Vec<i64>]) -> Option<(Vec<i64>, Vec<i64>)> {
    let mut most = vectors.first()?.clone();
    for vector in vectors {
        let both = most.iter_mut().zip(vector);
        both.for_each(|(a, b)| *a = (*a).max(*b));
    }
    let in_all = |v: &&Vec<i64>| v.iter().fold(0_i64, |sum, one| sum.saturating_add(*one));
    let one = vectors.iter().max_by_key(in_all)?;
    Some((most, one.clone()))
}

/// Adds one sum vector to another.
pub(in crate::scoring) fn add_sums(sums: &mut [i64], more: &[i64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum = sum.saturating_add(*more);
    }
}

fn spend(work: &mut u64, more: usize) -> Result<(), WorkExceeded> {
    *work = work.checked_sub(more as u64).ok_or(WorkExceeded)?;
    Ok(())
}

/// Drops every vector that another one matches or beats in every sum.
fn keep_pareto_front(vectors: &mut Vec<Vec<i64>>, work: &mut u64) -> Result<(), WorkExceeded> {
    if vectors.len() < 2 {
        return Ok(());
    }
    vectors.sort_unstable_by(|a, b| b.cmp(a));
    vectors.dedup();
    let mut best: Vec<Vec<i64>> = Vec::new();
    for vector in vectors.drain(..) {
        spend(work, 1 + best.len())?;
        let worse = |than: &Vec<i64>| than.iter().zip(&vector).all(|(a, b)| a >= b);
        if !best.iter().any(worse) {
            best.push(vector);
        }
    }
    *vectors = best;
    Ok(())
}
