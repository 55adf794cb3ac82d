//! What a definition says of many leads, kept so that any one of them can be told.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::outcome::{Decider, Outcome};
use super::super::scorer::EntryRule;
use super::super::{Answers, Scorer, Truth};
use super::bits::{Bits, count, is_set, ones, words_for};
use super::block::Block;
use super::counts::Counts;
use super::facts::Facts;
use super::gaps::Gaps;
use super::plan::Plan;
use super::settled::Settled;
use super::since::Since;

/// What a definition says of the leads of a data set; equal in everything to what
/// [`Scorer::outcome`] says of each.
#[derive(Clone, Debug)]
pub struct Scored {
    pub(super) plan: Arc<Plan>,
    pub(super) leads: usize,
    /// How many words a block has, the last perhaps fewer.
    pub(super) block_words: usize,
    /// Of each level of each criterion.
    pub(super) facts: Vec<Arc<Facts>>,
    pub(super) blocks: Vec<Block>,
    counts: Counts,
}

/// Which leads another definition says something else of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Leads that qualify now and didn't, in order.
    pub came_in: Vec<usize>,
    /// Leads that did and don't, in order.
    pub went_out: Vec<usize>,
    /// How many get another disposition, by its id.
    pub redirected: usize,
    /// How many have another total.
    pub shifted: usize,
}

/// How leads are scored: how many at once, on how many cores.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub block_words: usize,
    pub parallel: bool,
}

impl Scored {
    /// Scores leads of which the facts are known; takes over what is the same as before.
    pub(super) fn new(
        plan: Arc<Plan>,
        leads: usize,
        facts: Vec<Arc<Facts>>,
        manner: Manner,
        before: Option<&Self>,
    ) -> Self {
        let Manner {
            block_words,
            parallel,
        } = manner;
        let since = before.and_then(|before| Since::new(before, &plan, &facts));
        let one = |index: usize| {
            let words = index * block_words..((index + 1) * block_words).min(words_for(leads));
            let own = (leads - words.start * 64).min(words.len() * 64);
            let same = since.as_ref().map(|since| since.of(index));
            Block::new(&plan, &facts, words, own, same.as_ref())
        };
        let number = words_for(leads).div_ceil(block_words);
        let blocks: Vec<Block> = if parallel {
            (0..number).into_par_iter().map(one).collect()
        } else {
            (0..number).map(one).collect()
        };
        let mut counts = Counts::sum(blocks.iter().map(|block| &block.counts));
        counts.fit(&plan.scorer);
        drop(since);
        Self {
            plan,
            leads,
            block_words,
            facts,
            blocks,
            counts,
        }
    }

    /// The same leads under a scorer whose criteria ask the same in the same order; nothing where
    /// it has other ones.
    pub fn rescored(&self, scorer: Arc<Scorer>) -> Option<Self> {
        if scorer.starts != self.plan.scorer.starts {
            return None;
        }
        let manner = Manner {
            block_words: self.block_words,
            parallel: true,
        };
        let (plan, facts) = (Arc::new(Plan::new(scorer)), self.facts.clone());
        Some(Self::new(plan, self.leads, facts, manner, Some(self)))
    }

    /// How many leads there are.
    pub fn len(&self) -> usize {
        self.leads
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.leads == 0
    }

    /// What they were scored with.
    pub fn scorer(&self) -> &Arc<Scorer> {
        &self.plan.scorer
    }

    /// The figures over all of them.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// A lead's block, and its place there.
    pub(super) fn place(&self, lead: usize) -> (&Block, usize) {
        let leads = self.block_words * 64;
        (&self.blocks[lead / leads], lead % leads)
    }

    /// A lead's total. Panics, as all that follow, where there is no such lead.
    pub fn total(&self, lead: usize) -> i64 {
        let (block, at) = self.place(lead);
        block.points.total_of(at)
    }

    /// Whether a lead qualifies.
    pub fn is_qualified(&self, lead: usize) -> bool {
        let (block, at) = self.place(lead);
        block.is_qualified(at)
    }

    /// What the model says of a lead.
    pub fn outcome(&self, lead: usize) -> Outcome {
        let (block, at) = self.place(lead);
        let scorer = &self.plan.scorer;
        let fit = block.points.fit.get(at);
        let behaviour = block.points.behaviour.get(at);
        let total = block.points.total_of(at);
        let computed = |s: &usize| !matches!(scorer.stages[*s].rule, EntryRule::ByPerson);
        let mut stages = (0..scorer.stages.len()).rev().filter(computed);
        let qualified = block.is_qualified(at);
        let band = scorer.band_of(total);
        let (decided_by, disposition) = self.decided(block, at, qualified, band);
        Outcome {
            fit,
            behaviour,
            total,
            stage: stages.find(|s| block.holds(*s, at)),
            qualified,
            band,
            disposition,
            decided_by,
        }
    }

    fn decided(
        &self,
        block: &Block,
        at: usize,
        qualified: bool,
        band: Option<usize>,
    ) -> (Decider, Option<usize>) {
        let scorer = &self.plan.scorer;
        let taken = scorer
            .routes
            .iter()
            .enumerate()
            .find(|(r, route)| route.even_if_qualified && block.holds(self.plan.route(*r), at));
        if let Some((r, route)) = taken {
            return (Decider::Route(r), route.disposition);
        }
        if qualified {
            let own = band.and_then(|b| scorer.bands[b].qualified);
            let handoff = scorer.handoff.as_ref().and_then(|h| h.disposition);
            return match (band, own) {
                (Some(b), Some(_)) => (Decider::BandQualified(b), own),
                _ => (Decider::Handoff, handoff),
            };
        }
        let taken =
            scorer.routes.iter().enumerate().find(|(r, route)| {
                !route.even_if_qualified && block.holds(self.plan.route(*r), at)
            });
        if let Some((r, route)) = taken {
            return (Decider::Route(r), route.disposition);
        }
        let own = band.and_then(|b| scorer.bands[b].disposition);
        match (band, own) {
            (Some(b), Some(_)) => (Decider::Band(b), own),
            _ => (Decider::Nothing, None),
        }
    }

    /// A lead's answers, for its reasons.
    pub fn answers(&self, lead: usize) -> Answers {
        let scorer = &self.plan.scorer;
        let mut answers = Answers::unknown(scorer);
        for (c, criterion) in scorer.criteria.iter().enumerate() {
            for l in 0..criterion.levels.len() {
                let facts = &self.facts[scorer.starts[c] + l];
                let truth = if is_set(&facts.yes, lead) {
                    Truth::Yes
                } else if is_set(&facts.unknown, lead) {
                    Truth::Unknown
                } else {
                    Truth::No
                };
                answers.set(c, l, truth);
            }
            answers.settle(scorer, c);
        }
        answers
    }

    /// The leads that qualify.
    pub fn qualified(&self) -> Bits {
        let words = self.blocks.iter().flat_map(Block::qualified);
        Bits::from_words(words.copied().collect(), self.leads)
    }

    /// How many of some leads qualify.
    pub fn qualified_among(&self, some: &Bits) -> usize {
        let blocks = self
            .blocks
            .iter()
            .zip(some.words().chunks(self.block_words));
        blocks
            .map(|(block, some)| super::bits::count_both(block.qualified(), some))
            .sum()
    }

    /// The leads that get a disposition.
    pub fn sent_to(&self, disposition: usize) -> Bits {
        let words = self
            .blocks
            .iter()
            .flat_map(|block| block.disposition(disposition));
        Bits::from_words(words.copied().collect(), self.leads)
    }

    /// What each lead lacks and what isn't known of it, for writing many of them.
    pub fn gaps(&self) -> Gaps<'_> {
        Gaps::new(self)
    }

    /// The answers of a block's leads.
    pub(super) fn settled(&self, block: usize) -> Settled<'_> {
        let from = block * self.block_words;
        let to = (from + self.block_words).min(words_for(self.leads));
        let leads = self.blocks[block].leads;
        Settled::new(&self.plan.scorer, &self.facts, from..to, leads)
    }

    /// The leads by their totals, greatest first; of the same total in their order.
    pub fn by_total(&self) -> Vec<u32> {
        // Totals are few and counted: each has its place.
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

    /// Which leads this definition says something else of than an earlier one did of the same
    /// leads; nothing where there are more leads or fewer.
    pub fn changes_since(&self, before: &Self) -> Changes {
        let mut changes = Changes::default();
        if self.leads != before.leads || self.block_words != before.block_words {
            return changes;
        }
        let pairs: Vec<(Option<usize>, Option<usize>)> = self.dispositions_and(before);
        let parts: Vec<Changes> = (0..self.blocks.len())
            .into_par_iter()
            .map(|b| self.blocks[b].changes_since(&before.blocks[b], &pairs))
            .collect();
        for (b, part) in parts.into_iter().enumerate() {
            let first = b * self.block_words * 64;
            changes
                .came_in
                .extend(part.came_in.iter().map(|l| l + first));
            changes
                .went_out
                .extend(part.went_out.iter().map(|l| l + first));
            changes.redirected += part.redirected;
            changes.shifted += part.shifted;
        }
        changes
    }

    /// Each disposition here with the one of its id there, and those that are there alone.
    fn dispositions_and(&self, before: &Self) -> Vec<(Option<usize>, Option<usize>)> {
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

impl Block {
    fn changes_since(&self, before: &Self, pairs: &[(Option<usize>, Option<usize>)]) -> Changes {
        let (now, then) = (self.qualified(), before.qualified());
        let only = |a: &[u64], b: &[u64]| {
            let words: Vec<u64> = a.iter().zip(b).map(|(a, b)| a & !b).collect();
            ones(&words).collect::<Vec<usize>>()
        };
        // Who gets another: whoever is in one map of a pair and not in the other.
        let mut redirected = vec![0_u64; now.len()];
        let none = vec![0; now.len()];
        for (own, old) in pairs {
            let own = own.map_or(&none[..], |d| self.disposition(d));
            let old = old.map_or(&none[..], |d| before.disposition(d));
            for (all, (a, b)) in redirected.iter_mut().zip(own.iter().zip(old)) {
                *all |= a ^ b;
            }
        }
        let shifted = (0..self.leads)
            .filter(|lead| self.points.total_of(*lead) != before.points.total_of(*lead))
            .count();
        Changes {
            came_in: only(now, then),
            went_out: only(then, now),
            redirected: count(&redirected),
            shifted,
        }
    }
}
