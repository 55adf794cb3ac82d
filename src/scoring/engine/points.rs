//! The points of the leads of one block, added up afresh or shifted by what changed.

use std::ops::Range;
use std::sync::Arc;

use super::super::rules::Measure;
use super::super::scorer::{Capped, Scorer};
use super::bits::join;
use super::block::Same;
use super::lanes::{Lane, Lanes, add, add_where, raise_where, shift_where, zero_elsewhere};
use super::plan::{Plan, slot};
use super::settled::Settled;
use crate::model::{Combine, CriterionKind};

/// The points of the leads of one block.
#[derive(Clone, Debug)]
pub(super) struct Points {
    pub fit: Arc<Lanes>,
    pub behaviour: Arc<Lanes>,
    /// Of each group, what its criteria sum up to, before the cap.
    pub groups: Vec<Arc<Lanes>>,
}

impl Points {
    /// Those of a kind.
    pub fn kind<T: Lane>(&self, kind: CriterionKind) -> &[T] {
        T::among(match kind {
            CriterionKind::Fit => &self.fit,
            CriterionKind::Behaviour => &self.behaviour,
        })
    }

    /// Whether some points are those of others, and were not only worked out to be the same.
    pub fn is_as(&self, other: &Self, measure: Measure) -> bool {
        let fit = Arc::ptr_eq(&self.fit, &other.fit);
        let behaviour = Arc::ptr_eq(&self.behaviour, &other.behaviour);
        match measure {
            Measure::Total => fit && behaviour,
            Measure::Kind(CriterionKind::Fit) => fit,
            Measure::Kind(CriterionKind::Behaviour) => behaviour,
            Measure::Group(g) => match (self.groups.get(g), other.groups.get(g)) {
                (Some(own), Some(other)) => Arc::ptr_eq(own, other),
                _ => false,
            },
        }
    }

    /// A lead's, both kinds together.
    pub fn total_of(&self, lead: usize) -> i64 {
        self.fit.get(lead).saturating_add(self.behaviour.get(lead))
    }

    /// Both kinds together.
    pub fn total<T: Lane>(&self) -> Vec<T> {
        let behaviour = self.kind::<T>(CriterionKind::Behaviour);
        let both = self.kind::<T>(CriterionKind::Fit).iter().zip(behaviour);
        both.map(|(fit, behaviour)| fit.plus(*behaviour)).collect()
    }
}

/// A group's points within its cap.
pub(super) fn capped<T: Lane>(group: &Capped, sum: &Lanes) -> Vec<T> {
    cap(group, T::among(sum))
}

fn cap<T: Lane>(group: &Capped, sum: &[T]) -> Vec<T> {
    sum.iter().copied().map(within(group)).collect()
}

/// Cuts to a group's cap.
fn within<T: Lane>(group: &Capped) -> impl Fn(T) -> T {
    let least = T::of(group.min.unwrap_or(i64::MIN));
    let most = T::of(group.max.unwrap_or(i64::MAX));
    move |sum| sum.max(least).min(most)
}

/// What each lead has of a criterion.
fn criterion<T: Lane>(
    scorer: &Scorer,
    settled: &mut Settled<'_>,
    c: usize,
    words: usize,
) -> Vec<T> {
    let looked = &scorer.criteria[c];
    let levels = looked.levels.iter().enumerate();
    if looked.combine != Combine::Highest {
        let mut lanes = vec![T::default(); words * 64];
        for (l, level) in levels {
            add_where(&mut lanes, settled.yes(c, l), level.points);
        }
        return lanes;
    }
    let mut lanes = vec![T::of(i64::MIN); words * 64];
    let mut held = vec![0; words];
    for (l, level) in levels {
        let yes = settled.yes(c, l);
        raise_where(&mut lanes, yes, level.points);
        join(&mut held, yes);
    }
    zero_elsewhere(&mut lanes, &held);
    lanes
}

/// The points of some leads, added up.
pub(super) fn fresh<T: Lane>(plan: &Plan, settled: &mut Settled<'_>, words: usize) -> Points {
    let scorer = &plan.scorer;
    let none = || vec![T::default(); words * 64];
    let mut kinds = [none(), none()];
    let mut groups: Vec<Vec<T>> = scorer.groups.iter().map(|_| none()).collect();
    // In the order one lead is added up in: where sums stop at a bound, order matters.
    for (c, looked) in scorer.criteria.iter().enumerate() {
        let into = match looked.group {
            Some(g) => &mut groups[g],
            None => &mut kinds[slot(looked.kind)],
        };
        if plan.exact && looked.combine != Combine::Highest {
            for (l, level) in looked.levels.iter().enumerate() {
                add_where(into, settled.yes(c, l), level.points);
            }
        } else {
            add(into, &criterion::<T>(scorer, settled, c, words));
        }
    }
    for (group, sum) in scorer.groups.iter().zip(&groups) {
        let into = &mut kinds[slot(group.kind)];
        add(into, &cap(group, sum));
    }
    let [fit, behaviour] = kinds.map(|lanes| Arc::new(T::kept(lanes)));
    let groups = groups.into_iter().map(|lanes| Arc::new(T::kept(lanes)));
    Points {
        fit,
        behaviour,
        groups: groups.collect(),
    }
}

/// The points of some leads: what they were, shifted by what changed. Right where no sum stops
/// at a bound, before or after.
pub(super) fn shifted<T: Lane>(
    plan: &Plan,
    settled: &mut Settled<'_>,
    same: &Same<'_>,
    words: Range<usize>,
) -> Points {
    let scorer = &plan.scorer;
    let mut points = same.block.points.clone();
    let leads = same.block.leads;
    let mut before = Settled::new(&same.plan.scorer, same.facts, words.clone(), leads);
    let mut sums: Vec<Option<Vec<T>>> = vec![None; scorer.groups.len()];
    let mut kinds: [Option<Vec<T>>; 2] = [None, None];
    for &c in same.criteria.unwrap_or_default() {
        let looked = &scorer.criteria[c];
        let into = match looked.group {
            Some(g) => sums[g].get_or_insert_with(|| T::among(&points.groups[g]).to_vec()),
            None => kinds[slot(looked.kind)]
                .get_or_insert_with(|| points.kind::<T>(looked.kind).to_vec()),
        };
        shift(plan, settled, same, &mut before, c, into);
    }
    for (g, sum) in sums.iter().enumerate() {
        if sum.is_none() && !same.groups.contains(&g) {
            continue;
        }
        let (group, old) = (&scorer.groups[g], &same.plan.scorer.groups[g]);
        let was = T::among(&points.groups[g]);
        let now = sum.as_deref().unwrap_or(was);
        let (before, after) = (within(old), within(group));
        let into =
            kinds[slot(group.kind)].get_or_insert_with(|| points.kind::<T>(group.kind).to_vec());
        for ((lane, was), now) in into.iter_mut().zip(was).zip(now) {
            *lane = lane.plus_around(after(*now).minus_around(before(*was)));
        }
    }
    for (group, sum) in points.groups.iter_mut().zip(sums) {
        if let Some(sum) = sum {
            *group = Arc::new(T::kept(sum));
        }
    }
    let [fit, behaviour] = kinds;
    if let Some(fit) = fit {
        points.fit = Arc::new(T::kept(fit));
    }
    if let Some(behaviour) = behaviour {
        points.behaviour = Arc::new(T::kept(behaviour));
    }
    points
}

/// Adds what a criterion counts more than it did.
fn shift<T: Lane>(
    plan: &Plan,
    settled: &mut Settled<'_>,
    same: &Same<'_>,
    before: &mut Settled<'_>,
    c: usize,
    into: &mut [T],
) {
    let (looked, old) = (&plan.scorer.criteria[c], &same.plan.scorer.criteria[c]);
    if looked.combine != Combine::Highest && settled.is_as(before, c) {
        for (l, (level, was)) in looked.levels.iter().zip(&old.levels).enumerate() {
            if level.points != was.points {
                shift_where(into, settled.yes(c, l), was.points, level.points);
            }
        }
        return;
    }
    let words = into.len() / 64;
    let now = criterion::<T>(&plan.scorer, settled, c, words);
    let was = criterion::<T>(&same.plan.scorer, before, c, words);
    for ((lane, was), now) in into.iter_mut().zip(&was).zip(&now) {
        *lane = lane.plus_around(now.minus_around(*was));
    }
}
