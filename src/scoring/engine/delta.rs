//! What can be reused from the previous scoring of the same leads.

use std::sync::Arc;

use super::condition_bitmaps::TruthBitmap;
use super::plan::{Plan, PlannedRule};
use super::scored_block::{BlockReuse, ScoredBlock};
use crate::scoring::compile::Scorer;

/// With more changed criteria than this, computing points from scratch is faster.
const MAX_SHIFTED_CRITERIA: usize = 6;

/// An earlier scoring of the same leads, in the same blocks.
#[derive(Clone, Copy)]
pub(super) struct EarlierScoring<'a> {
    pub plan: &'a Plan,
    /// The truths of each answer of each criterion.
    pub truths: &'a [Arc<TruthBitmap>],
    pub blocks: &'a [ScoredBlock],
}

/// What is unchanged since the same leads were last scored.
pub(super) struct Delta<'a> {
    before: EarlierScoring<'a>,
    /// The criteria whose points changed; `None` if points can't be shifted.
    criteria: Option<Vec<usize>>,
    /// The groups whose caps changed.
    groups: Vec<usize>,
    /// For each rule, the earlier rule with the same answer clauses over the same truths.
    answer_rules: Vec<Option<usize>>,
}

impl<'a> Delta<'a> {
    /// Compares two scorings; `None` if the criteria differ in structure.
    pub fn new(
        before: EarlierScoring<'a>,
        plan: &Plan,
        truths: &[Arc<TruthBitmap>],
    ) -> Option<Self> {
        let (now, then) = (&plan.scorer, &before.plan.scorer);
        if !have_same_structure(now, then) {
            return None;
        }
        let criteria = 0..now.criteria.len();
        let changed_truths: Vec<usize> = criteria
            .clone()
            .filter(|c| {
                let range = now.starts[*c]..now.starts[*c + 1];
                let mut pairs = truths[range.clone()].iter().zip(&before.truths[range]);
                pairs.any(|(a, b)| !Arc::ptr_eq(a, b))
            })
            .collect();
        let repriced = criteria.filter(|c| {
            let answers = now.criteria[*c].answers.iter();
            let mut pairs = answers.zip(&then.criteria[*c].answers);
            pairs.any(|(a, b)| a.points != b.points)
        });
        let mut changed: Vec<usize> = changed_truths.iter().copied().chain(repriced).collect();
        changed.sort_unstable();
        changed.dedup();
        let exact = plan.exact && before.plan.exact && plan.narrow == before.plan.narrow;
        let groups = now.groups.iter().zip(&then.groups).enumerate();
        let recapped = groups.filter(|(_, (a, b))| (a.min, a.max) != (b.min, b.max));
        Some(Self {
            before,
            criteria: (exact && changed.len() <= MAX_SHIFTED_CRITERIA).then_some(changed),
            groups: recapped.map(|(g, _)| g).collect(),
            answer_rules: same_answer_rules(plan, before.plan, &changed_truths),
        })
    }

    /// Returns what one block can reuse.
    pub fn for_block(&self, block: usize) -> BlockReuse<'_> {
        BlockReuse {
            plan: self.before.plan,
            block: &self.before.blocks[block],
            truths: self.before.truths,
            criteria: self.criteria.as_deref(),
            groups: &self.groups,
            answer_rules: &self.answer_rules,
        }
    }
}

/// Returns whether two scorers have the same criteria in the same groups, ignoring conditions and
/// points.
fn have_same_structure(a: &Scorer, b: &Scorer) -> bool {
    let criteria = a.criteria.len() == b.criteria.len()
        && a.criteria.iter().zip(&b.criteria).all(|(a, b)| {
            a.answers.len() == b.answers.len()
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

/// For each rule, finds the earlier rule that depends on the same answers in the same way.
fn same_answer_rules(now: &Plan, then: &Plan, changed_truths: &[usize]) -> Vec<Option<usize>> {
    let same = |(index, rule): (usize, &PlannedRule)| {
        if rule.criteria().any(|c| changed_truths.contains(&c)) {
            return None;
        }
        let is = |old: usize| {
            then.rules
                .get(old)
                .is_some_and(|old| old.answer_clauses == rule.answer_clauses)
        };
        // Usually the rule is still at the same index.
        if is(index) {
            return Some(index);
        }
        (0..then.rules.len()).find(|old| is(*old))
    };
    now.rules.iter().enumerate().map(same).collect()
}
