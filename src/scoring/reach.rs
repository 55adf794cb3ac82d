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

use super::Answers;
use super::rules::{Clause, Measure, Wanted, held};
use super::scorer::{EntryRule, Scorer};
use crate::model::Combine;

/// Comparisons of sums that a search may take: a few thousandths of a second.
const WORK: u64 = 500_000;

/// The same for what a single criterion can bring.
const WORK_OF_ONE: u64 = 200_000;

/// Ways in which one criterion may turn out, as far as they differ in anything asked for.
const WAYS: usize = 4_096;

/// A search that would take more work than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

/// How far a criterion's levels have turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Way {
    /// A bit for each wanted list that names the criterion, where a level in it holds.
    wanted: u64,
    /// What it counts; nothing where no level holds.
    points: Option<i64>,
}

/// What is asked of some levels of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// One must hold, or none must.
    For(bool),
    /// One adds to the count of this index.
    Count(usize),
}

/// What a rule asks for, `reached` taken apart into what that stage's rule asks for.
pub(super) struct Search<'a> {
    scorer: &'a Scorer,
    /// What is asked of the levels of each criterion.
    asked: Vec<Vec<(&'a Wanted, Asks)>>,
    /// So many of each count.
    counts: Vec<i64>,
    points: Vec<(Measure, i64)>,
}

impl Scorer {
    /// The levels of a `one-of` criterion of which one holds in each completion, and whether there
    /// is a completion in which none does.
    fn one_at_the_end(&self, criterion: usize, answers: &Answers) -> (Vec<usize>, bool) {
        let truths = answers.of(criterion);
        let now = held(Combine::OneOf, truths).next();
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
    pub(super) fn greatest_total(&self, answers: &Answers) -> i64 {
        // Caps never turn more into less, so the greatest of each is the greatest of all.
        self.points_by(|criterion| self.most(criterion, answers))
            .total()
    }

    /// The most that a criterion counts in any completion.
    fn most(&self, criterion: usize, answers: &Answers) -> i64 {
        let looked = &self.criteria[criterion];
        let truths = answers.of(criterion);
        let worth = |l: usize| looked.levels[l].points;
        let open = (0..truths.len()).filter(|l| truths[*l].is_unknown());
        let now = self.count(criterion, held(looked.combine, truths));
        match looked.combine {
            Combine::Sum => open
                .map(worth)
                .filter(|p| *p > 0)
                .fold(now, i64::saturating_add),
            Combine::Highest => open.map(worth).fold(now, i64::max),
            Combine::OneOf => {
                let (ends, none) = self.one_at_the_end(criterion, answers);
                let ends = ends.into_iter().map(worth);
                ends.chain(none.then_some(0)).max().unwrap_or(0)
            }
        }
    }

    /// Whether the unknowns could turn out so that the lead qualifies; yes at once where it does
    /// already. Where that isn't settled within the work a lead is worth, it counts as one that
    /// could: see [`Scorer::could_qualify_if_settled`].
    pub fn could_qualify(&self, answers: &Answers) -> bool {
        self.could_qualify_if_settled(answers).unwrap_or(true)
    }

    /// Whether the unknowns could turn out so that the lead qualifies; nothing where that isn't
    /// settled within the work a lead is worth.
    pub fn could_qualify_if_settled(&self, answers: &Answers) -> Option<bool> {
        let Some(rule) = self.handoff_rule() else {
            return Some(false);
        };
        if self.qualifies(answers) {
            return Some(true);
        }
        let open = |c: usize| answers.of(c).iter().any(|truth| truth.is_unknown());
        if !(0..self.criteria.len()).any(open) {
            return Some(false);
        }
        let Some(search) = Search::new(self, &rule.clauses) else {
            return Some(false);
        };
        search.can_be_met(answers).ok()
    }
}

impl<'a> Search<'a> {
    /// What some clauses of a rule ask for together. `None` where one of them never holds.
    pub(super) fn new(scorer: &'a Scorer, clauses: &'a [Clause]) -> Option<Self> {
        let mut search = Self {
            scorer,
            asked: vec![Vec::new(); scorer.criteria.len()],
            counts: Vec::new(),
            points: Vec::new(),
        };
        search.take(clauses)?;
        Some(search)
    }

    fn take(&mut self, clauses: &'a [Clause]) -> Option<()> {
        for clause in clauses {
            match clause {
                Clause::All(wanted) => {
                    wanted.criterion?;
                    self.ask(wanted, Asks::For(true));
                }
                Clause::Not(wanted) => self.ask(wanted, Asks::For(false)),
                Clause::Any(several) => self.count(several, 1),
                Clause::AtLeast { count, of, .. } => self.count(of, i64::from(*count)),
                Clause::Points { of, least, .. } => self.points.push((*of, *least)),
                Clause::Reached(stage) => match &self.scorer.stages[*stage].rule {
                    EntryRule::Always => {}
                    EntryRule::ByPerson => return None,
                    EntryRule::Rule(rule) => self.take(&rule.clauses)?,
                },
                Clause::Never(_) => return None,
            }
        }
        Some(())
    }

    fn ask(&mut self, wanted: &'a Wanted, asks: Asks) {
        if let Some(c) = wanted.criterion {
            self.asked[c].push((wanted, asks));
        }
    }

    fn count(&mut self, of: &'a [Wanted], least: i64) {
        for wanted in of {
            self.ask(wanted, Asks::Count(self.counts.len()));
        }
        self.counts.push(least);
    }

    /// Whether it makes a difference to what is asked for how a criterion turns out.
    pub(super) fn matters(&self, criterion: usize) -> bool {
        let mut points = self.points.iter();
        !self.asked[criterion].is_empty() || points.any(|(of, _)| self.scorer.adds(criterion, *of))
    }

    /// Whether some completion meets all that is asked for.
    fn can_be_met(&self, answers: &Answers) -> Result<bool, TooMuch> {
        let units = self.units();
        // The most of each sum says at once what can't be met, one completion what can.
        let nothing = vec![0; self.width()];
        let (mut most, mut one) = (nothing.clone(), nothing.clone());
        let mut brought: Vec<Vec<Vec<Vec<i64>>>> = Vec::with_capacity(units.len());
        for unit in &units {
            let (mut best, mut some) = (nothing.clone(), nothing.clone());
            let mut parts = Vec::new();
            for &c in unit.criteria.iter().filter(|c| self.matters(**c)) {
                let vectors = self.turning_out(c, answers)?;
                let Some((most, one)) = bounds(&vectors) else {
                    return Ok(false);
                };
                add(&mut best, &most);
                add(&mut some, &one);
                parts.push(vectors);
            }
            for (sum, part) in [(&mut most, &mut best), (&mut one, &mut some)] {
                self.close(part, unit);
                add(sum, part);
            }
            brought.push(parts);
        }
        if !self.met(&most) || self.met(&one) {
            return Ok(self.met(&most));
        }
        let mut work = WORK;
        let mut sums = vec![nothing.clone()];
        for (unit, parts) in units.iter().zip(&brought) {
            let mut part = vec![nothing.clone()];
            for vectors in parts {
                part = self.sums_of(&part, vectors, &mut work)?;
            }
            for vector in &mut part {
                self.close(vector, unit);
            }
            keep_best(&mut part, &mut work)?;
            sums = self.sums_of(&sums, &part, &mut work)?;
        }
        Ok(sums.iter().any(|sum| self.met(sum)))
    }

    /// What is summed: each count, each measure, and last the points of a group before its cap.
    pub(super) fn width(&self) -> usize {
        self.counts.len() + self.points.len() + 1
    }

    /// Criteria whose points are capped together, and each other criterion by itself.
    pub(super) fn units(&self) -> Vec<Unit> {
        let scorer = self.scorer;
        let alone = (0..scorer.criteria.len()).filter(|c| scorer.criteria[*c].group.is_none());
        let groups = scorer.groups.iter().enumerate();
        alone
            .map(|c| Unit {
                group: None,
                criteria: vec![c],
            })
            .chain(groups.map(|(g, group)| Unit {
                group: Some(g),
                criteria: group.of.clone(),
            }))
            .collect()
    }

    /// What a criterion can bring as its open facts turn out; of those that are admitted the ones
    /// that none other is at least as good as in everything.
    pub(super) fn turning_out(
        &self,
        criterion: usize,
        answers: &Answers,
    ) -> Result<Vec<Vec<i64>>, TooMuch> {
        let mut work = WORK_OF_ONE;
        let ways = self.ways(criterion, answers, &mut work)?;
        let admitted = ways.into_iter().filter(|way| self.admits(criterion, way));
        let mut vectors: Vec<Vec<i64>> = admitted.map(|way| self.vector(criterion, &way)).collect();
        keep_best(&mut vectors, &mut work)?;
        Ok(vectors)
    }

    /// The different ways in which a criterion's completions end.
    fn ways(
        &self,
        criterion: usize,
        answers: &Answers,
        work: &mut u64,
    ) -> Result<Vec<Way>, TooMuch> {
        let looked = &self.scorer.criteria[criterion];
        let lists = &self.asked[criterion];
        if lists.len() > 64 {
            return Err(TooMuch);
        }
        let with = |way: Way, level: usize| {
            let bits = lists.iter().enumerate();
            let bits = bits.map(|(at, (wanted, _))| u64::from(wanted.levels[level]) << at);
            let points = looked.levels[level].points;
            Way {
                wanted: bits.fold(way.wanted, |all, bit| all | bit),
                points: Some(match (way.points, looked.combine) {
                    (Some(sum), Combine::Sum) => sum.saturating_add(points),
                    (Some(best), _) => best.max(points),
                    (None, _) => points,
                }),
            }
        };
        let nothing = Way {
            wanted: 0,
            points: None,
        };
        if looked.combine == Combine::OneOf {
            let (ends, none) = self.scorer.one_at_the_end(criterion, answers);
            let ends = ends.into_iter().map(|l| with(nothing, l));
            return Ok(ends.chain(none.then_some(nothing)).collect());
        }
        let truths = answers.of(criterion);
        let now = held(looked.combine, truths).fold(nothing, with);
        let mut ways = FxHashSet::from_iter([now]);
        for open in (0..truths.len()).filter(|l| truths[*l].is_unknown()) {
            let more: Vec<Way> = ways.iter().map(|way| with(*way, open)).collect();
            spend(work, more.len())?;
            ways.extend(more);
            if ways.len() > WAYS {
                return Err(TooMuch);
            }
        }
        Ok(ways.into_iter().collect())
    }

    fn admits(&self, criterion: usize, way: &Way) -> bool {
        let mut asked = self.asked[criterion].iter().enumerate();
        asked.all(|(at, (_, asks))| match asks {
            Asks::For(must) => (way.wanted >> at & 1 == 1) == *must,
            Asks::Count(_) => true,
        })
    }

    fn vector(&self, criterion: usize, way: &Way) -> Vec<i64> {
        let mut vector = vec![0; self.counts.len()];
        for (at, (_, asks)) in self.asked[criterion].iter().enumerate() {
            if let Asks::Count(count) = asks {
                vector[*count] += i64::from(way.wanted >> at & 1 == 1);
            }
        }
        vector.reserve(self.points.len() + 1);
        let worth = way.points.unwrap_or(0);
        let grouped = self.scorer.criteria[criterion].group.is_some();
        vector.extend(self.points.iter().map(|(of, _)| {
            if !grouped && self.scorer.adds(criterion, *of) {
                worth
            } else {
                0
            }
        }));
        let counts = grouped
            && self
                .points
                .iter()
                .any(|(of, _)| self.scorer.adds(criterion, *of));
        vector.push(if counts { worth } else { 0 });
        vector
    }

    /// Turns a group's sum into the points it counts.
    pub(super) fn close(&self, vector: &mut [i64], unit: &Unit) {
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
    fn sums_of(
        &self,
        left: &[Vec<i64>],
        right: &[Vec<i64>],
        work: &mut u64,
    ) -> Result<Vec<Vec<i64>>, TooMuch> {
        spend(work, left.len() * right.len())?;
        let mut sums = Vec::with_capacity(left.len() * right.len());
        for a in left {
            for b in right {
                let mut sum = a.clone();
                add(&mut sum, b);
                for (value, count) in sum.iter_mut().zip(&self.counts) {
                    *value = (*value).min(*count); // more than asked for is no better
                }
                sums.push(sum);
            }
        }
        keep_best(&mut sums, work)?;
        Ok(sums)
    }

    pub(super) fn met(&self, sum: &[i64]) -> bool {
        let points = self.points.iter().map(|(_, least)| least);
        let mut asked = self.counts.iter().chain(points).zip(sum);
        asked.all(|(asked, has)| has >= asked)
    }
}

/// Criteria whose points are capped together, or one by itself.
pub(super) struct Unit {
    group: Option<usize>,
    pub criteria: Vec<usize>,
}

/// The most of each sum, and the sums that come to most in all; nothing of nothing.
pub(super) fn bounds(vectors: &[Vec<i64>]) -> Option<(Vec<i64>, Vec<i64>)> {
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
pub(super) fn add(sums: &mut [i64], more: &[i64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum = sum.saturating_add(*more);
    }
}

fn spend(work: &mut u64, more: usize) -> Result<(), TooMuch> {
    *work = work.checked_sub(more as u64).ok_or(TooMuch)?;
    Ok(())
}

/// Leaves out every vector that another is at least as good as in everything.
fn keep_best(vectors: &mut Vec<Vec<i64>>, work: &mut u64) -> Result<(), TooMuch> {
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
