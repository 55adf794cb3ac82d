//! The scoring results of many leads, kept so that any lead's outcome can be looked up.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::bitmap::{Bitmap, count, is_set, set_bits, words_for};
use super::condition_bitmaps::TruthBitmap;
use super::delta::{Delta, EarlierScoring};
use super::lead_counts::LeadCounts;
use super::plan::Plan;
use super::resolved_responses::ResolvedResponses;
use super::scored_block::ScoredBlock;
use crate::scoring::compile::Scorer;
use crate::scoring::evaluate::{ModelRule, Outcome, Responses, Truth};

/// The scoring results of a data set's leads, identical to [`Scorer::outcome`] for each of them.
#[derive(Clone, Debug)]
pub struct ScoredDataset {
    pub(super) plan: Arc<Plan>,
    pub(super) leads: usize,
    /// Words per block; the last block may have fewer.
    pub(super) words_per_block: usize,
    /// The truths of each answer of each criterion.
    pub(super) truths: Vec<Arc<TruthBitmap>>,
    pub(super) blocks: Vec<ScoredBlock>,
    counts: LeadCounts,
}

/// The earlier disposition and the one now, each as its own definition numbers them.
pub type DispositionMove = (Option<usize>, Option<usize>);

/// The leads whose outcome differs between two definitions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeChanges {
    /// Leads that qualify now and didn't before, in order.
    pub newly_qualified: Vec<usize>,
    /// Leads that qualified before and don't now, in order.
    pub no_longer_qualified: Vec<usize>,
    /// How many get another disposition, compared by id.
    pub redirected: usize,
    /// Of those that neither began nor ceased to qualify, how many get another disposition: by the
    /// earlier one and the one now, `None` standing for none.
    pub moved: BTreeMap<DispositionMove, usize>,
    /// How many have another total.
    pub total_changed: usize,
}

impl ScoredDataset {
    /// Scores leads from the truths of their answers, reusing what is unchanged since `before`.
    pub(super) fn new(
        plan: Arc<Plan>,
        leads: usize,
        truths: Vec<Arc<TruthBitmap>>,
        words_per_block: usize,
        before: Option<&Self>,
    ) -> Self {
        let before = before.map(|before| EarlierScoring {
            plan: &before.plan,
            truths: &before.truths,
            blocks: &before.blocks,
        });
        let delta = before.and_then(|before| Delta::new(before, &plan, &truths));
        let score_block = |index: usize| {
            let words =
                index * words_per_block..((index + 1) * words_per_block).min(words_for(leads));
            let own = (leads - words.start * 64).min(words.len() * 64);
            let same = delta.as_ref().map(|delta| delta.for_block(index));
            ScoredBlock::new(&plan, &truths, words, own, same.as_ref())
        };
        let number = words_for(leads).div_ceil(words_per_block);
        let blocks: Vec<ScoredBlock> = (0..number).into_par_iter().map(score_block).collect();
        let mut counts = LeadCounts::sum(blocks.iter().map(|block| &block.counts));
        counts.resize_for(&plan.scorer);
        drop(delta);
        Self {
            plan,
            leads,
            words_per_block,
            truths,
            blocks,
            counts,
        }
    }

    /// Scores the same leads with another scorer whose criteria have the same conditions in the
    /// same order; `None` if the numbers of answers differ.
    pub fn rescored(&self, scorer: Arc<Scorer>) -> Option<Self> {
        if scorer.starts != self.plan.scorer.starts {
            return None;
        }
        let (plan, truths) = (Arc::new(Plan::new(scorer)), self.truths.clone());
        let words = self.words_per_block;
        Some(Self::new(plan, self.leads, truths, words, Some(self)))
    }

    /// Returns the number of leads.
    pub fn len(&self) -> usize {
        self.leads
    }

    /// Returns whether there are no leads.
    pub fn is_empty(&self) -> bool {
        self.leads == 0
    }

    /// Returns the scorer the leads were scored with.
    pub fn scorer(&self) -> &Arc<Scorer> {
        &self.plan.scorer
    }

    /// Returns the counts over all leads.
    pub fn counts(&self) -> &LeadCounts {
        &self.counts
    }

    /// Returns a lead's block, and its index in the block.
    pub(super) fn locate(&self, lead: usize) -> (&ScoredBlock, usize) {
        let leads = self.words_per_block * 64;
        (&self.blocks[lead / leads], lead % leads)
    }

    /// Returns a lead's total. Like all following methods, panics if there is no such lead.
    pub fn total(&self, lead: usize) -> i64 {
        let (block, at) = self.locate(lead);
        block.points.lead_total(at)
    }

    /// Returns whether a lead qualifies.
    pub fn is_qualified(&self, lead: usize) -> bool {
        let (block, at) = self.locate(lead);
        block.is_qualified(at)
    }

    /// Returns a lead's outcome.
    pub fn outcome(&self, lead: usize) -> Outcome {
        let (block, at) = self.locate(lead);
        let points = &block.points;
        let total = points.lead_total(at);
        let class = self.plan.scorer.decide(|rule| match rule {
            ModelRule::Stage(stage) => block.holds(stage, at),
            ModelRule::Handoff => block.is_qualified(at),
            ModelRule::Band(band) => self.plan.scorer.reaches_band(band, total),
            ModelRule::Route(route) => block.holds(self.plan.route_rule(route), at),
        });
        Outcome::new(points.fit.get(at), points.behaviour.get(at), total, class)
    }

    /// Returns a lead's responses, from which its reasons follow.
    pub fn responses(&self, lead: usize) -> Responses {
        let scorer = &self.plan.scorer;
        let mut responses = Responses::unknown(scorer);
        for (c, criterion) in scorer.criteria.iter().enumerate() {
            for l in 0..criterion.answers.len() {
                let truths = &self.truths[scorer.starts[c] + l];
                let truth = if is_set(&truths.yes, lead) {
                    Truth::Yes
                } else if is_set(&truths.unknown, lead) {
                    Truth::Unknown
                } else {
                    Truth::No
                };
                responses.set(c, l, truth);
            }
            responses.resolve_one_of(scorer, c);
        }
        responses
    }

    /// Returns the leads that qualify.
    pub fn qualified(&self) -> Bitmap {
        let words = self.blocks.iter().flat_map(ScoredBlock::qualified);
        Bitmap::from_words(words.copied().collect(), self.leads)
    }

    /// Returns how many of some leads qualify.
    pub fn count_qualified_among(&self, some: &Bitmap) -> usize {
        let blocks = self
            .blocks
            .iter()
            .zip(some.words().chunks(self.words_per_block));
        blocks
            .map(|(block, some)| super::bitmap::count_common(block.qualified(), some))
            .sum()
    }

    /// Returns the leads that get a disposition.
    pub fn with_disposition(&self, disposition: usize) -> Bitmap {
        let words = self
            .blocks
            .iter()
            .flat_map(|block| block.disposition(disposition));
        Bitmap::from_words(words.copied().collect(), self.leads)
    }

    /// Returns the responses of a block's leads.
    pub(super) fn resolved_responses(&self, block: usize) -> ResolvedResponses<'_> {
        let from = block * self.words_per_block;
        let to = (from + self.words_per_block).min(words_for(self.leads));
        let leads = self.blocks[block].leads;
        ResolvedResponses::new(&self.plan.scorer, &self.truths, from..to, leads)
    }

    /// Returns the leads by descending total; equal totals keep their order.
    pub fn order_by_total(&self) -> Vec<u32> {
        // Counting sort: totals are few and already counted.
        let mut next = 0;
        let mut places: rustc_hash::FxHashMap<i64, u32> = self
            .counts
            .totals
            .iter()
            .rev()
            .map(|(total, leads)| {
                next += leads;
                (*total, next - leads)
            })
            .collect();
        let mut order = vec![0; self.leads];
        for lead in 0..self.leads {
            let place = places
                .get_mut(&self.total(lead))
                .expect("totals are counted");
            order[*place as usize] = lead as u32;
            *place += 1;
        }
        order
    }

    /// Compares outcomes with those of an earlier definition for the same leads. Returns no changes
    /// if the number of leads differs.
    pub fn changes_since(&self, before: &Self) -> OutcomeChanges {
        let mut changes = OutcomeChanges::default();
        if self.leads != before.leads || self.words_per_block != before.words_per_block {
            return changes;
        }
        let pairs = self.disposition_pairs(before);
        let numbers = (self.disposition_count(), before.disposition_count());
        let parts: Vec<OutcomeChanges> = (0..self.blocks.len())
            .into_par_iter()
            .map(|b| self.blocks[b].changes_since(&before.blocks[b], &pairs, numbers))
            .collect();
        for (b, part) in parts.into_iter().enumerate() {
            let first = b * self.words_per_block * 64;
            changes
                .newly_qualified
                .extend(part.newly_qualified.iter().map(|l| l + first));
            changes
                .no_longer_qualified
                .extend(part.no_longer_qualified.iter().map(|l| l + first));
            changes.redirected += part.redirected;
            for (way, leads) in part.moved {
                *changes.moved.entry(way).or_default() += leads;
            }
            changes.total_changed += part.total_changed;
        }
        changes
    }

    fn disposition_count(&self) -> usize {
        self.plan.scorer.dispositions.len()
    }

    /// Pairs each disposition with the earlier one of the same id; those on one side only pair with
    /// `None`.
    fn disposition_pairs(&self, before: &Self) -> Vec<(Option<usize>, Option<usize>)> {
        let (own, old) = (&self.plan.scorer, &before.plan.scorer);
        let find = |scorer: &Scorer, id: &crate::model::Id| {
            scorer.dispositions.iter().position(|d| d.id == *id)
        };
        let mut pairs: Vec<_> = own
            .dispositions
            .iter()
            .enumerate()
            .map(|(d, next)| (Some(d), find(old, &next.id)))
            .collect();
        let gone = old.dispositions.iter().enumerate();
        let gone = gone.filter(|(_, next)| find(own, &next.id).is_none());
        pairs.extend(gone.map(|(d, _)| (None, Some(d))));
        pairs
    }
}

impl ScoredBlock {
    fn changes_since(
        &self,
        before: &Self,
        pairs: &[(Option<usize>, Option<usize>)],
        (own, old): (usize, usize),
    ) -> OutcomeChanges {
        let (now, then) = (self.qualified(), before.qualified());
        let only = |a: &[u64], b: &[u64]| {
            let words: Vec<u64> = a.iter().zip(b).map(|(a, b)| a & !b).collect();
            set_bits(&words).collect::<Vec<usize>>()
        };
        // A lead is redirected if it is in exactly one bitmap of a pair.
        let mut redirected = vec![0_u64; now.len()];
        let none = vec![0; now.len()];
        for (own, old) in pairs {
            let own = own.map_or(&none[..], |d| self.disposition(d));
            let old = old.map_or(&none[..], |d| before.disposition(d));
            for (all, (a, b)) in redirected.iter_mut().zip(own.iter().zip(old)) {
                *all |= a ^ b;
            }
        }
        let qualify_alike = now.iter().zip(then).map(|(a, b)| !(a ^ b));
        let stayed: Vec<u64> = redirected
            .iter()
            .zip(qualify_alike)
            .map(|(a, b)| a & b)
            .collect();
        let shifted = (0..self.leads)
            .filter(|lead| self.points.lead_total(*lead) != before.points.lead_total(*lead))
            .count();
        OutcomeChanges {
            newly_qualified: only(now, then),
            no_longer_qualified: only(then, now),
            redirected: count(&redirected),
            moved: self.moves_since(before, &stayed, (own, old)),
            total_changed: shifted,
        }
    }
    /// Counts how some leads moved from one disposition to another. `own` and `old` are the numbers
    /// of dispositions now and before.
    fn moves_since(
        &self,
        before: &Self,
        some: &[u64],
        (own, old): (usize, usize),
    ) -> BTreeMap<DispositionMove, usize> {
        let mut moves = BTreeMap::new();
        if count(some) == 0 {
            return moves;
        }
        for then in (0..old).map(Some).chain([None]) {
            let left = before.disposition_among(then, some, old);
            for now in (0..own).map(Some).chain([None]) {
                match count(&self.disposition_among(now, &left, own)) {
                    0 => {}
                    leads => {
                        moves.insert((then, now), leads);
                    }
                }
            }
        }
        moves
    }

    /// Returns which of some leads get a disposition; with `None`, which get none of `all`.
    fn disposition_among(&self, disposition: Option<usize>, some: &[u64], all: usize) -> Vec<u64> {
        let mut found = some.to_vec();
        let dispositions = disposition.map_or(0..all, |d| d..d + 1);
        for bits in dispositions.map(|d| self.disposition(d)) {
            let keep = |bits: u64| if disposition.is_some() { bits } else { !bits };
            found.iter_mut().zip(bits).for_each(|(f, b)| *f &= keep(*b));
        }
        found
    }
}
