//! The fewest further answers that bring a given number of points.
//!
//! Each criterion offers slots: every answer of a `sum` criterion is one, while all answers of any
//! other criterion share one, since only one of them would ever be worth taking. Within a group,
//! and among the ungrouped criteria, the most that n slots bring is the sum of the n largest gains.
//! Every split of slots among groups is tried, since a group below its minimum gains nothing at
//! first. Answers are then taken in listed order, each if those after it can still bring the rest.
//! Without groups, a sorted list of gains is enough.

use super::final_responses::{AnswerIndex, FinalResponses};
use crate::model::Combine;
use crate::scoring::compiled_model::Measure;

/// An answer that could be taken, and how much more its criterion would count.
#[derive(Clone, Copy, Debug)]
struct Gain {
    index: AnswerIndex,
    slot: usize,
    points: i128,
}

/// Points that are summed, and capped together if they belong to a group.
#[derive(Clone, Debug)]
struct Pool {
    /// Points in the lead's final state, before any cap.
    points: i128,
    least: Option<i64>,
    most: Option<i64>,
}

impl Pool {
    /// Returns the points that count after adding `more`.
    fn counted_points(&self, more: i128) -> i128 {
        let sum = self.points + more;
        let raised = self.least.map_or(sum, |least| sum.max(least.into()));
        self.most.map_or(raised, |most| raised.min(most.into()))
    }
}

/// Index of the pool of all criteria without a group.
const UNGROUPED: usize = 0;

/// The gains that further answers bring to a measure.
pub(super) struct Gains {
    /// The pool of ungrouped criteria, then one pool for each group.
    pools: Vec<Pool>,
    /// In listed order.
    offers: Vec<Gain>,
    /// For each slot, the pool it adds to.
    slots: Vec<usize>,
}

impl Gains {
    /// Collects the gains of a measure, beyond what a lead has in its final state.
    pub(super) fn new(end: &FinalResponses<'_>, measure: Measure) -> Self {
        let scorer = end.scorer;
        let mut gains = Self {
            pools: vec![Pool {
                points: 0,
                least: None,
                most: None,
            }],
            offers: Vec::new(),
            slots: Vec::new(),
        };
        let mut group_pools = Vec::new();
        for (g, group) in scorer.groups().iter().enumerate() {
            let adds = match measure {
                Measure::Total => true,
                Measure::Kind(kind) => group.kind == kind,
                Measure::Group(named) => named == g,
            };
            group_pools.push(adds.then_some(gains.pools.len()));
            if adds {
                gains.pools.push(Pool {
                    points: 0,
                    least: group.min,
                    most: group.max,
                });
            }
        }
        for (c, criterion) in scorer.criteria().iter().enumerate() {
            let pool = match criterion.group {
                Some(g) => group_pools[g],
                None => scorer.counts_towards(c, measure).then_some(UNGROUPED),
            };
            if let Some(pool) = pool {
                gains.add_criterion(end, c, pool);
            }
        }
        gains
    }

    /// Adds a criterion's current points to its pool, and the slots it offers.
    fn add_criterion(&mut self, end: &FinalResponses<'_>, criterion: usize, pool: usize) {
        let compiled = &end.scorer.criteria()[criterion];
        let now = end.criterion_points(criterion);
        self.pools[pool].points += i128::from(now.unwrap_or(0));
        let sum = compiled.combine == Combine::Sum;
        let mut slot = None;
        for (l, answer) in compiled.answers.iter().enumerate() {
            let worth = i128::from(answer.points);
            let gain = if sum {
                worth
            } else {
                worth - i128::from(now.unwrap_or(0))
            };
            if gain <= 0 || end.holds(criterion, l) {
                continue;
            }
            if sum || slot.is_none() {
                slot = Some(self.slots.len());
                self.slots.push(pool);
            }
            self.offers.push(Gain {
                index: (criterion, l),
                slot: slot.expect("there is one by now"),
                points: gain,
            });
        }
    }

    /// Returns the smallest set of answers with which at least `least` points count; `None` if all
    /// of them together don't suffice.
    pub(super) fn smallest_reaching(self, least: i64) -> Option<Vec<AnswerIndex>> {
        let least = i128::from(least);
        if self.slots.iter().all(|pool| *pool == UNGROUPED) {
            let counted: i128 = self.pools.iter().map(|pool| pool.counted_points(0)).sum();
            self.smallest_adding(least - counted)
        } else {
            self.smallest_by_split(least)
        }
    }

    /// Solves the case without groups, where every gain counts in full: `short` points are missing.
    fn smallest_adding(&self, short: i128) -> Option<Vec<AnswerIndex>> {
        if short <= 0 {
            return Some(Vec::new());
        }
        let mut largest = vec![0_i128; self.slots.len()];
        for gain in &self.offers {
            largest[gain.slot] = largest[gain.slot].max(gain.points);
        }
        let mut top: Vec<usize> = (0..largest.len()).collect();
        top.sort_by_key(|slot| std::cmp::Reverse(largest[*slot]));
        let mut sum = 0;
        let count = top.iter().position(|slot| {
            sum += largest[*slot];
            sum >= short
        })? + 1;
        // The largest gains suffice, with some to spare. Each answer taken instead leaves out the
        // smallest of them.
        top.truncate(count);
        let mut spare = sum - short;
        let mut in_top = vec![false; largest.len()];
        for slot in &top {
            in_top[*slot] = true;
        }
        let mut used = vec![false; largest.len()];
        let mut taken = Vec::with_capacity(count);
        for gain in &self.offers {
            if taken.len() == count {
                break;
            }
            while top.last().is_some_and(|slot| !in_top[*slot]) {
                top.pop();
            }
            let least = if in_top[gain.slot] {
                Some(gain.slot)
            } else {
                top.last().copied()
            };
            let Some(instead) = least.filter(|_| !used[gain.slot]) else {
                continue;
            };
            let lost = largest[instead] - gain.points;
            if lost <= spare {
                spare -= lost;
                in_top[instead] = false;
                used[gain.slot] = true;
                taken.push(gain.index);
            }
        }
        Some(taken)
    }

    /// Solves the case with groups, whose caps decide how much of a gain counts.
    fn smallest_by_split(mut self, least: i128) -> Option<Vec<AnswerIndex>> {
        let mut open = vec![true; self.slots.len()];
        let best = self.best_by_count(0, &open, self.slots.len());
        let mut count = best.iter().position(|points| *points >= least)?;
        let mut taken = Vec::with_capacity(count);
        for at in 0..self.offers.len() {
            let gain = self.offers[at];
            if count == 0 {
                break;
            }
            if !open[gain.slot] {
                continue;
            }
            let pool = self.slots[gain.slot];
            self.pools[pool].points += gain.points;
            open[gain.slot] = false;
            let rest = self.best_by_count(at + 1, &open, count - 1);
            if rest.last().is_some_and(|points| *points >= least) {
                taken.push(gain.index);
                count -= 1;
            } else {
                self.pools[pool].points -= gain.points;
                open[gain.slot] = true;
            }
        }
        Some(taken)
    }

    /// Returns the most points that count with 0, 1, ... up to `most` further answers, using gains
    /// from index `from` on whose slots are open.
    fn best_by_count(&self, from: usize, open: &[bool], most: usize) -> Vec<i128> {
        let mut largest = vec![0_i128; self.slots.len()];
        for gain in self.offers[from..].iter().filter(|gain| open[gain.slot]) {
            largest[gain.slot] = largest[gain.slot].max(gain.points);
        }
        let mut best = vec![0_i128];
        for (p, pool) in self.pools.iter().enumerate() {
            let slots = self.slots.iter().zip(&largest);
            let own = slots.filter(|(of, gain)| **of == p && **gain > 0);
            let mut own: Vec<i128> = own.map(|(_, gain)| *gain).collect();
            own.sort_unstable_by(|a, b| b.cmp(a));
            own.truncate(most);
            let mut sum = 0;
            let mut counted = vec![pool.counted_points(0)];
            counted.extend(own.into_iter().map(|gain| {
                sum += gain;
                pool.counted_points(sum)
            }));
            best = merge_best(&best, &counted, most);
        }
        best
    }
}

/// Combines two such lists: the most points of both for each total number of answers up to `most`.
fn merge_best(one: &[i128], other: &[i128], most: usize) -> Vec<i128> {
    let length = (one.len() + other.len() - 1).min(most + 1);
    let mut best = vec![i128::MIN; length];
    for (n, points) in one.iter().enumerate() {
        for (m, more) in other.iter().enumerate().take(length.saturating_sub(n)) {
            best[n + m] = best[n + m].max(points + more);
        }
    }
    best
}
