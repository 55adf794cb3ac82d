//! What a lead could still become: whether its open facts could turn out so that a rule is met,
//! and the greatest total they could bring.
//!
//! A *completion* settles every open fact: it holds or it doesn't. Staying unknown is none of them,
//! so a `one-of` criterion with an `otherwise` ends with one of its levels.
//!
//! Completions are walked criterion by criterion, keeping of the sums so far only those that none
//! other is at least as good as in everything the rule asks for (counts, points). All a rule asks
//! for are minima and sums, once requirements on single criteria have thinned the completions; so
//! the walk is exact. Its work is counted, and where there is too much of it, nothing is said.

use rustc_hash::FxHashSet;

use super::Responses;
use super::rules::{Clause, Measure, ResolvedRef, held_answers};
use super::scorer::{EntryRule, Scorer};
use crate::model::Combine;

/// Comparisons of sums that a search may take: a few thousandths of a second.
const MAX_WORK: u64 = 500_000;

/// The same for what a single criterion can bring.
const MAX_CRITERION_WORK: u64 = 200_000;

/// Ways in which one criterion may turn out, as far as they differ in anything asked for.
const MAX_COMPLETIONS: usize = 4_096;

/// A search that would take more work than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WorkExceeded;

/// How far a criterion's levels have turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Completion {
    /// A bit for each wanted list that names the criterion, where a level in it holds.
    satisfied: u64,
    /// What it counts; nothing where no level holds.
    points: Option<i64>,
}

/// What is asked of some levels of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Requirement {
    /// One must hold, or none must.
    Must(bool),
    /// One adds to the count of this index.
    Count(usize),
}

/// What a rule asks for, `reached` taken apart into what that stage's rule asks for.
pub(super) struct CompletionSearch<'a> {
    scorer: &'a Scorer,
    /// What is asked of the levels of each criterion.
    requirements: Vec<Vec<(&'a ResolvedRef, Requirement)>>,
    /// So many of each count.
    counts: Vec<i64>,
    points: Vec<(Measure, i64)>,
}

impl Scorer {
    /// The levels of a `one-of` criterion of which one holds in each completion, and whether there
    /// is a completion in which none does.
    fn final_answers(&self, criterion: usize, responses: &Responses) -> (Vec<usize>, bool) {
        let truths = responses.criterion_truths(criterion);
        let now = held_answers(Combine::OneOf, truths).next();
        // The first that holds is the one: only what comes before it can still take its place.
        let before = now.unwrap_or(truths.len());
        let mut ends: Vec<usize> = (0..before).filter(|l| truths[*l].is_unknown()).collect();
        ends.extend(now);
        let settled = now.is_some() || self.criteria[criterion].otherwise.is_some();
        // A lead that says no to everything is none there could be; it is taken as it is.
        let none = !settled || ends.is_empty();
        (ends, none)
    }

    /// The greatest total over all completions.
    pub(super) fn greatest_total(&self, responses: &Responses) -> i64 {
        // Caps never turn more into less, so the greatest of each is the greatest of all.
        self.points_from(|criterion| self.greatest_points(criterion, responses))
            .total()
    }

    /// The most that a criterion counts in any completion.
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

    /// Whether the unknowns could turn out so that the lead qualifies; yes at once where it does
    /// already. Where that isn't settled within the work a lead is worth, it counts as one that
    /// could: see [`Scorer::could_qualify_if_settled`].
    pub fn could_qualify(&self, responses: &Responses) -> bool {
        self.could_qualify_bounded(responses).unwrap_or(true)
    }

    /// Whether the unknowns could turn out so that the lead qualifies; nothing where that isn't
    /// settled within the work a lead is worth.
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
    /// What some clauses of a rule ask for together. `None` where one of them never holds.
    pub(super) fn new(scorer: &'a Scorer, clauses: &'a [Clause]) -> Option<Self> {
        let mut search = Self {
            scorer,
            requirements: vec![Vec::new(); scorer.criteria.len()],
            counts: Vec::new(),
            points: Vec::new(),
        };
        search.add_clauses(clauses)?;
        Some(search)
    }

    fn add_clauses(&mut self, clauses: &'a [Clause]) -> Option<()> {
        for clause in clauses {
            match clause {
                Clause::All(wanted) => {
                    wanted.criterion?;
                    self.add_requirement(wanted, Requirement::Must(true));
                }
                Clause::Not(wanted) => self.add_requirement(wanted, Requirement::Must(false)),
                Clause::Any(several) => self.add_count(several, 1),
                Clause::AtLeast { count, of, .. } => self.add_count(of, i64::from(*count)),
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

    fn add_requirement(&mut self, wanted: &'a ResolvedRef, asks: Requirement) {
        if let Some(c) = wanted.criterion {
            self.requirements[c].push((wanted, asks));
        }
    }

    fn add_count(&mut self, of: &'a [ResolvedRef], least: i64) {
        for wanted in of {
            self.add_requirement(wanted, Requirement::Count(self.counts.len()));
        }
        self.counts.push(least);
    }

    /// Whether it makes a difference to what is asked for how a criterion turns out.
    pub(super) fn is_relevant(&self, criterion: usize) -> bool {
        let mut points = self.points.iter();
        !self.requirements[criterion].is_empty()
            || points.any(|(of, _)| self.scorer.counts_towards(criterion, *of))
    }

    /// Whether some completion meets all that is asked for.
    fn can_be_met(&self, responses: &Responses) -> Result<bool, WorkExceeded> {
        let units = self.units();
        // The most of each sum says at once what can't be met, one completion what can.
        let nothing = vec![0; self.width()];
        let (mut most, mut one) = (nothing.clone(), nothing.clone());
        let mut brought: Vec<Vec<Vec<Vec<i64>>>> = Vec::with_capacity(units.len());
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
            brought.push(parts);
        }
        if !self.is_met(&most) || self.is_met(&one) {
            return Ok(self.is_met(&most));
        }
        let mut work = MAX_WORK;
        let mut sums = vec![nothing.clone()];
        for (unit, parts) in units.iter().zip(&brought) {
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

    /// What is summed: each count, each measure, and last the points of a group before its cap.
    pub(super) fn width(&self) -> usize {
        self.counts.len() + self.points.len() + 1
    }

    /// Criteria whose points are capped together, and each other criterion by itself.
    pub(super) fn units(&self) -> Vec<CapUnit> {
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

    /// What a criterion can bring as its open facts turn out; of those that are admitted the ones
    /// that none other is at least as good as in everything.
    pub(super) fn completion_sums(
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

    /// The different ways in which a criterion's completions end.
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
        let with = |way: Completion, answer: usize| {
            let bits = lists.iter().enumerate();
            let bits = bits.map(|(at, (wanted, _))| u64::from(wanted.answers[answer]) << at);
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
            let ends = ends.into_iter().map(|l| with(nothing, l));
            return Ok(ends.chain(none.then_some(nothing)).collect());
        }
        let truths = responses.criterion_truths(criterion);
        let now = held_answers(compiled.combine, truths).fold(nothing, with);
        let mut ways = FxHashSet::from_iter([now]);
        for open in (0..truths.len()).filter(|l| truths[*l].is_unknown()) {
            let more: Vec<Completion> = ways.iter().map(|way| with(*way, open)).collect();
            spend(work, more.len())?;
            ways.extend(more);
            if ways.len() > MAX_COMPLETIONS {
                return Err(WorkExceeded);
            }
        }
        Ok(ways.into_iter().collect())
    }

    fn admits(&self, criterion: usize, way: &Completion) -> bool {
        let mut asked = self.requirements[criterion].iter().enumerate();
        asked.all(|(at, (_, asks))| match asks {
            Requirement::Must(must) => (way.satisfied >> at & 1 == 1) == *must,
            Requirement::Count(_) => true,
        })
    }

    fn sum_vector(&self, criterion: usize, way: &Completion) -> Vec<i64> {
        let mut vector = vec![0; self.counts.len()];
        for (at, (_, asks)) in self.requirements[criterion].iter().enumerate() {
            if let Requirement::Count(count) = asks {
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

    /// Turns a group's sum into the points it counts.
    pub(super) fn apply_cap(&self, vector: &mut [i64], unit: &CapUnit) {
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

    /// Each of one list with each of the other, thinned.
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
                    *value = (*value).min(*count); // more than asked for is no better
                }
                sums.push(sum);
            }
        }
        keep_pareto_front(&mut sums, work)?;
        Ok(sums)
    }

    pub(super) fn is_met(&self, sum: &[i64]) -> bool {
        let points = self.points.iter().map(|(_, least)| least);
        let mut asked = self.counts.iter().chain(points).zip(sum);
        asked.all(|(asked, has)| has >= asked)
    }
}

/// Criteria whose points are capped together, or one by itself.
pub(super) struct CapUnit {
    group: Option<usize>,
    pub criteria: Vec<usize>,
}

/// The most of each sum, and the sums that come to most in all; nothing of nothing.
pub(super) fn sum_bounds(vectors: &[Vec<i64>]) -> Option<(Vec<i64>, Vec<i64>)> {
    let mut most = vectors.first()?.clone();
    for vector in vectors {
        let both = most.iter_mut().zip(vector);
        both.for_each(|(a, b)| *a = (*a).max(*b));
    }
    let in_all = |v: &&Vec<i64>| v.iter().fold(0_i64, |sum, one| sum.saturating_add(*one));
    let one = vectors.iter().max_by_key(in_all)?;
    Some((most, one.clone()))
}

/// Adds sums to others.
pub(super) fn add_sums(sums: &mut [i64], more: &[i64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum = sum.saturating_add(*more);
    }
}

fn spend(work: &mut u64, more: usize) -> Result<(), WorkExceeded> {
    *work = work.checked_sub(more as u64).ok_or(WorkExceeded)?;
    Ok(())
}

/// Leaves out every vector that another is at least as good as in everything.
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
