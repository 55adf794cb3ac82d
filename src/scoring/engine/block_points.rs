//! The points of one block's leads, computed from scratch or shifted by what changed.

use std::ops::Range;
use std::sync::Arc;

use super::bitmap::unite;
use super::condition_bitmaps::TruthBitmap;
use super::plan::{Plan, kind_index};
use super::resolved_responses::ResolvedResponses;
use super::simd_points::{
    Lane, Lanes, add_lanes, add_where, raise_where, shift_where, zero_elsewhere,
};
use crate::model::{Combine, CriterionKind};
use crate::scoring::compile::{CompiledGroup, Measure, Scorer};

/// The points of one block's leads.
#[derive(Clone, Debug)]
pub(super) struct BlockPoints {
    pub fit: Arc<Lanes>,
    pub behaviour: Arc<Lanes>,
    /// For each group, the sum of its criteria before the cap.
    pub groups: Vec<Arc<Lanes>>,
}

/// What the points of a block can be shifted from: an earlier scoring of the same leads.
pub(super) struct PointsReuse<'a> {
    pub plan: &'a Plan,
    pub points: &'a BlockPoints,
    /// The number of leads.
    pub leads: usize,
    pub truths: &'a [Arc<TruthBitmap>],
    /// The criteria whose points changed.
    pub criteria: &'a [usize],
    /// The groups whose caps changed.
    pub groups: &'a [usize],
}

impl BlockPoints {
    /// Returns the points of one kind.
    pub fn kind<T: Lane>(&self, kind: CriterionKind) -> &[T] {
        T::from_lanes(match kind {
            CriterionKind::Fit => &self.fit,
            CriterionKind::Behaviour => &self.behaviour,
        })
    }

    /// Returns whether a measure's lanes are shared with `other`. Equal points that were computed
    /// separately don't count.
    pub fn is_shared_with(&self, other: &Self, measure: Measure) -> bool {
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

    /// Returns a lead's total of both kinds.
    pub fn lead_total(&self, lead: usize) -> i64 {
        self.fit.get(lead).saturating_add(self.behaviour.get(lead))
    }

    /// Returns each lead's total of both kinds.
    pub fn totals<T: Lane>(&self) -> Vec<T> {
        let behaviour = self.kind::<T>(CriterionKind::Behaviour);
        let both = self.kind::<T>(CriterionKind::Fit).iter().zip(behaviour);
        both.map(|(fit, behaviour)| fit.plus(*behaviour)).collect()
    }
}

/// Returns a group's points after its cap.
pub(super) fn capped_points<T: Lane>(group: &CompiledGroup, sum: &Lanes) -> Vec<T> {
    cap(group, T::from_lanes(sum))
}

fn cap<T: Lane>(group: &CompiledGroup, sum: &[T]) -> Vec<T> {
    sum.iter().copied().map(cap_value(group)).collect()
}

/// Returns a function that clamps a value to a group's cap.
fn cap_value<T: Lane>(group: &CompiledGroup) -> impl Fn(T) -> T {
    let least = T::of(group.min.unwrap_or(i64::MIN));
    let most = T::of(group.max.unwrap_or(i64::MAX));
    move |sum| sum.max(least).min(most)
}

/// Returns the points each lead gets for a criterion.
fn criterion_points<T: Lane>(
    scorer: &Scorer,
    responses: &mut ResolvedResponses<'_>,
    c: usize,
    words: usize,
) -> Vec<T> {
    let compiled = &scorer.criteria[c];
    let answers = compiled.answers.iter().enumerate();
    if compiled.combine != Combine::Highest {
        let mut lanes = vec![T::default(); words * 64];
        for (l, answer) in answers {
            add_where(&mut lanes, responses.yes(c, l), answer.points);
        }
        return lanes;
    }
    let mut lanes = vec![T::of(i64::MIN); words * 64];
    let mut held = vec![0; words];
    for (l, answer) in answers {
        let yes = responses.yes(c, l);
        raise_where(&mut lanes, yes, answer.points);
        unite(&mut held, yes);
    }
    zero_elsewhere(&mut lanes, &held);
    lanes
}

/// Computes the points of a block from scratch.
pub(super) fn compute_points<T: Lane>(
    plan: &Plan,
    responses: &mut ResolvedResponses<'_>,
    words: usize,
) -> BlockPoints {
    let scorer = &plan.scorer;
    let none = || vec![T::default(); words * 64];
    let mut kinds = [none(), none()];
    let mut groups: Vec<Vec<T>> = scorer.groups.iter().map(|_| none()).collect();
    // In the order of the one-lead evaluator: with saturating sums, order matters.
    for (c, compiled) in scorer.criteria.iter().enumerate() {
        let into = match compiled.group {
            Some(g) => &mut groups[g],
            None => &mut kinds[kind_index(compiled.kind)],
        };
        if plan.exact && compiled.combine != Combine::Highest {
            for (l, answer) in compiled.answers.iter().enumerate() {
                add_where(into, responses.yes(c, l), answer.points);
            }
        } else {
            add_lanes(into, &criterion_points::<T>(scorer, responses, c, words));
        }
    }
    for (group, sum) in scorer.groups.iter().zip(&groups) {
        let into = &mut kinds[kind_index(group.kind)];
        add_lanes(into, &cap(group, sum));
    }
    let [fit, behaviour] = kinds.map(|lanes| Arc::new(T::into_lanes(lanes)));
    let groups = groups
        .into_iter()
        .map(|lanes| Arc::new(T::into_lanes(lanes)));
    BlockPoints {
        fit,
        behaviour,
        groups: groups.collect(),
    }
}

/// Computes the points of a block by shifting the earlier ones by what changed. Correct only if no
/// sum saturates, before or after.
pub(super) fn shift_points<T: Lane>(
    plan: &Plan,
    responses: &mut ResolvedResponses<'_>,
    same: &PointsReuse<'_>,
    words: Range<usize>,
) -> BlockPoints {
    let scorer = &plan.scorer;
    let mut points = same.points.clone();
    let mut before =
        ResolvedResponses::new(&same.plan.scorer, same.truths, words.clone(), same.leads);
    let mut sums: Vec<Option<Vec<T>>> = vec![None; scorer.groups.len()];
    let mut kinds: [Option<Vec<T>>; 2] = [None, None];
    for &c in same.criteria {
        let compiled = &scorer.criteria[c];
        let into = match compiled.group {
            Some(g) => sums[g].get_or_insert_with(|| T::from_lanes(&points.groups[g]).to_vec()),
            None => kinds[kind_index(compiled.kind)]
                .get_or_insert_with(|| points.kind::<T>(compiled.kind).to_vec()),
        };
        add_shift(plan, responses, same, &mut before, c, into);
    }
    for (g, sum) in sums.iter().enumerate() {
        if sum.is_none() && !same.groups.contains(&g) {
            continue;
        }
        let (group, old) = (&scorer.groups[g], &same.plan.scorer.groups[g]);
        let was = T::from_lanes(&points.groups[g]);
        let now = sum.as_deref().unwrap_or(was);
        let (before, after) = (cap_value(old), cap_value(group));
        let into = kinds[kind_index(group.kind)]
            .get_or_insert_with(|| points.kind::<T>(group.kind).to_vec());
        for ((lane, was), now) in into.iter_mut().zip(was).zip(now) {
            *lane = lane.plus_around(after(*now).minus_around(before(*was)));
        }
    }
    for (group, sum) in points.groups.iter_mut().zip(sums) {
        if let Some(sum) = sum {
            *group = Arc::new(T::into_lanes(sum));
        }
    }
    let [fit, behaviour] = kinds;
    if let Some(fit) = fit {
        points.fit = Arc::new(T::into_lanes(fit));
    }
    if let Some(behaviour) = behaviour {
        points.behaviour = Arc::new(T::into_lanes(behaviour));
    }
    points
}

/// Adds the difference between a criterion's points now and before.
fn add_shift<T: Lane>(
    plan: &Plan,
    responses: &mut ResolvedResponses<'_>,
    same: &PointsReuse<'_>,
    before: &mut ResolvedResponses<'_>,
    c: usize,
    into: &mut [T],
) {
    let (compiled, old) = (&plan.scorer.criteria[c], &same.plan.scorer.criteria[c]);
    if compiled.combine != Combine::Highest && responses.is_same_as(before, c) {
        for (l, (answer, was)) in compiled.answers.iter().zip(&old.answers).enumerate() {
            if answer.points != was.points {
                shift_where(into, responses.yes(c, l), was.points, answer.points);
            }
        }
        return;
    }
    let words = into.len() / 64;
    let now = criterion_points::<T>(&plan.scorer, responses, c, words);
    let was = criterion_points::<T>(&same.plan.scorer, before, c, words);
    for ((lane, was), now) in into.iter_mut().zip(&was).zip(&now) {
        *lane = lane.plus_around(now.minus_around(*was));
    }
}
