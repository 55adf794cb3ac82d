//! What is the same as when the same leads were scored before.

use std::sync::Arc;

use super::super::Scorer;
use super::block::Same;
use super::facts::Facts;
use super::plan::Plan;
use super::scored::Scored;

/// Above so many changed criteria, adding all up afresh is quicker.
const FEW: usize = 6;

/// What is the same as when the same leads were scored before.
pub(super) struct Since<'a> {
    before: &'a Scored,
    /// The criteria that count otherwise now, if points can be shifted by them.
    criteria: Option<Vec<usize>>,
    /// The groups with other caps.
    groups: Vec<usize>,
    /// Of each rule, the earlier one whose answers are the same.
    fixed: Vec<Option<usize>>,
}

impl<'a> Since<'a> {
    /// Compares; nothing if the criteria are others.
    pub fn new(before: &'a Scored, plan: &Plan, facts: &[Arc<Facts>]) -> Option<Self> {
        let (now, then) = (&plan.scorer, &before.plan.scorer);
        if !are_alike(now, then) {
            return None;
        }
        let criteria = 0..now.criteria.len();
        let others: Vec<usize> = criteria
            .clone()
            .filter(|c| {
                let range = now.starts[*c]..now.starts[*c + 1];
                let mut pairs = facts[range.clone()].iter().zip(&before.facts[range]);
                pairs.any(|(a, b)| !Arc::ptr_eq(a, b))
            })
            .collect();
        let repriced = criteria.filter(|c| {
            let levels = now.criteria[*c].levels.iter();
            let mut pairs = levels.zip(&then.criteria[*c].levels);
            pairs.any(|(a, b)| a.points != b.points)
        });
        let mut changed: Vec<usize> = others.iter().copied().chain(repriced).collect();
        changed.sort_unstable();
        changed.dedup();
        let exact = plan.exact && before.plan.exact && plan.narrow == before.plan.narrow;
        let groups = now.groups.iter().zip(&then.groups).enumerate();
        let recapped = groups.filter(|(_, (a, b))| (a.min, a.max) != (b.min, b.max));
        Some(Self {
            before,
            criteria: (exact && changed.len() <= FEW).then_some(changed),
            groups: recapped.map(|(g, _)| g).collect(),
            fixed: fixed(plan, &before.plan, &others),
        })
    }

    /// For one block.
    pub fn of(&self, block: usize) -> Same<'_> {
        Same {
            plan: &self.before.plan,
            block: &self.before.blocks[block],
            facts: &self.before.facts,
            criteria: self.criteria.as_deref(),
            groups: &self.groups,
            fixed: &self.fixed,
        }
    }
}

/// Whether two scorers have the same criteria in the same groups, but for conditions and points.
fn are_alike(a: &Scorer, b: &Scorer) -> bool {
    let criteria = a.criteria.len() == b.criteria.len()
        && a.criteria.iter().zip(&b.criteria).all(|(a, b)| {
            a.levels.len() == b.levels.len()
                && (a.kind, a.combine, a.otherwise, a.group)
                    == (b.kind, b.combine, b.otherwise, b.group)
        });
    criteria
        && a.groups.len() == b.groups.len()
        && a.groups
            .iter()
            .zip(&b.groups)
            .all(|(a, b)| a.kind == b.kind)
}

/// Of each rule, the earlier one that hangs on the same answers in the same way.
fn fixed(now: &Plan, then: &Plan, others: &[usize]) -> Vec<Option<usize>> {
    let same = |(index, rule): (usize, &super::plan::Rule)| {
        if rule.criteria().any(|c| others.contains(&c)) {
            return None;
        }
        let is = |old: usize| {
            then.rules
                .get(old)
                .is_some_and(|old| old.fixed == rule.fixed)
        };
        // Mostly it stands where it stood.
        if is(index) {
            return Some(index);
        }
        (0..then.rules.len()).find(|old| is(*old))
    };
    now.rules.iter().enumerate().map(same).collect()
}
