//! Finds the leads that could qualify if what is unknown turned out well. This takes longer than
//! scoring and can be cancelled.
//!
//! For each relevant criterion, a lead's truths are mapped to the sums its answers can bring (see
//! [`CompletionSearch`]). Adding up the maximum of each sum shows which leads can't
//! qualify; adding up one completion of each shows which can. Where these disagree, the one-lead
//! search decides, once for each combination of truths.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bitmap::{Bitmap, set_bits, unite};
use super::scored_dataset::ScoredDataset;
use crate::scoring::compile::Scorer;
use crate::scoring::evaluate::{CapUnit, CompletionSearch, add_sums, sum_bounds};

/// How many leads are processed between two checks for cancellation.
const LEADS_PER_CHECK: usize = 512;

/// What a criterion can bring, given its truths.
enum Contribution {
    /// No completion is admissible.
    Inadmissible,
    /// The maximum of each sum, and the sums of one completion.
    Sums { most: Vec<i64>, one: Vec<i64> },
    /// Exceeds the work limit; the lead needs a search of its own.
    TooMuch,
}

/// The search for a rule, applied to the leads of a data set.
struct CouldQualifySearch<'a> {
    scored: &'a ScoredDataset,
    search: CompletionSearch<'a>,
    units: Vec<CapUnit>,
}

impl ScoredDataset {
    /// Returns the leads for which [`Scorer::could_qualify`] is true: those that qualify, or could
    /// if what is unknown turned out well. `go_on` is polled now and then; once it returns false,
    /// the result is `None`.
    pub fn could_qualify(&self, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Bitmap> {
        let scorer = &*self.plan.scorer;
        let none = || Some(Bitmap::new(self.leads));
        let Some(rule) = scorer.handoff_rule() else {
            return none();
        };
        let Some(search) = CompletionSearch::new(scorer, &rule.clauses) else {
            return Some(self.qualified());
        };
        let reach = CouldQualifySearch {
            scored: self,
            units: search.units(),
            search,
        };
        let blocks: Option<Vec<Vec<u64>>> = (0..self.blocks.len())
            .into_par_iter()
            .map(|block| reach.search_block(block, go_on))
            .collect();
        Some(Bitmap::from_words(blocks?.concat(), self.leads))
    }
}

impl CouldQualifySearch<'_> {
    fn scorer(&self) -> &Scorer {
        &self.scored.plan.scorer
    }

    /// Returns the leads of a block that could qualify.
    fn search_block(&self, index: usize, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Vec<u64>> {
        let block = &self.scored.blocks[index];
        let first = index * self.scored.words_per_block * 64;
        let mut could = block.qualified().to_vec();
        let open = self.open_leads(index);
        let leads: Vec<usize> = set_bits(&open).collect();
        let mut cache = SearchCache::default();
        for some in leads.chunks(LEADS_PER_CHECK) {
            if !go_on() {
                return None;
            }
            for (lead, can) in some.iter().zip(self.search_leads(first, some, &mut cache)) {
                could[lead / 64] |= u64::from(can) << (lead % 64);
            }
        }
        Some(could)
    }

    /// Returns the leads of a block that don't qualify and have unknown answers.
    fn open_leads(&self, index: usize) -> Vec<u64> {
        let mut responses = self.scored.resolved_responses(index);
        let mut open = vec![0; self.scored.blocks[index].qualified().len()];
        for criterion in 0..self.scorer().criteria.len() {
            unite(&mut open, &responses.criterion_unknown(criterion));
        }
        super::bitmap::subtract(&mut open, self.scored.blocks[index].qualified());
        open
    }

    /// Returns, for each of these leads of a block, whether it could qualify.
    fn search_leads(&self, first: usize, leads: &[usize], cache: &mut SearchCache) -> Vec<bool> {
        let mut sums = SumBounds::new(leads.len(), self.search.width());
        let mut part = sums.clone();
        // For each lead, its truths of each relevant criterion.
        let mut patterns: Vec<Vec<u64>> = vec![Vec::new(); leads.len()];
        for unit in &self.units {
            part.clear();
            for &criterion in unit
                .criteria
                .iter()
                .filter(|c| self.search.is_relevant(**c))
            {
                for (n, lead) in leads.iter().enumerate() {
                    let truths = self.pack_truths(criterion, first + lead);
                    patterns[n].push(truths.unwrap_or(u64::MAX));
                    // With too many answers, the lead is searched by itself.
                    let Some(truths) = truths else { continue };
                    let contribution = cache.contribution(self, criterion, truths, first + lead);
                    if matches!(contribution, Contribution::TooMuch) {
                        patterns[n].push(u64::MAX);
                    }
                    part.add_contribution(n, contribution);
                }
            }
            for n in 0..leads.len() {
                self.search.apply_cap(part.most(n), unit);
                self.search.apply_cap(part.one(n), unit);
            }
            sums.add(&part);
        }
        let paired = patterns.into_iter().zip(leads).enumerate();
        paired
            .map(|(n, (pattern, lead))| {
                if pattern.contains(&u64::MAX) {
                    self.search_lead(first + lead)
                } else if sums.impossible[n] || !self.search.is_met(sums.most(n)) {
                    false
                } else if self.search.is_met(sums.one(n)) {
                    true
                } else {
                    cache.result(pattern, || self.search_lead(first + lead))
                }
            })
            .collect()
    }

    /// Packs a lead's truths of a criterion into a number; `None` if there are too many.
    fn pack_truths(&self, criterion: usize, lead: usize) -> Option<u64> {
        let starts = &self.scorer().starts;
        let truths = &self.scored.truths[starts[criterion]..starts[criterion + 1]];
        let bit = |words: &[u64]| words[lead / 64] >> (lead % 64) & 1;
        (truths.len() < 32).then(|| {
            truths.iter().fold(0, |number, facts| {
                number << 2 | bit(&facts.unknown) << 1 | bit(&facts.yes)
            })
        })
    }

    fn search_lead(&self, lead: usize) -> bool {
        self.scorer().could_qualify(&self.scored.responses(lead))
    }

    /// Computes what a criterion can bring for a lead.
    fn contribution(&self, criterion: usize, lead: usize) -> Contribution {
        let responses = self.scored.responses(lead);
        match self
            .search
            .completion_sums(criterion, &responses)
            .as_deref()
            .map(sum_bounds)
        {
            Ok(Some((most, one))) => Contribution::Sums { most, one },
            Ok(None) => Contribution::Inadmissible,
            Err(_) => Contribution::TooMuch,
        }
    }
}

/// For each of some leads, the maximum of each sum, and the sums of one completion.
#[derive(Clone)]
struct SumBounds {
    width: usize,
    most: Vec<i64>,
    one: Vec<i64>,
    /// Whether no completion is admissible.
    impossible: Vec<bool>,
}

impl SumBounds {
    fn new(leads: usize, width: usize) -> Self {
        Self {
            width,
            most: vec![0; leads * width],
            one: vec![0; leads * width],
            impossible: vec![false; leads],
        }
    }

    fn clear(&mut self) {
        self.most.fill(0);
        self.one.fill(0);
        self.impossible.fill(false);
    }

    fn most(&mut self, lead: usize) -> &mut [i64] {
        &mut self.most[lead * self.width..(lead + 1) * self.width]
    }

    fn one(&mut self, lead: usize) -> &mut [i64] {
        &mut self.one[lead * self.width..(lead + 1) * self.width]
    }

    fn add_contribution(&mut self, lead: usize, contribution: &Contribution) {
        match contribution {
            Contribution::Inadmissible => self.impossible[lead] = true,
            Contribution::Sums { most, one } => {
                add_sums(self.most(lead), most);
                add_sums(self.one(lead), one);
            }
            Contribution::TooMuch => {}
        }
    }

    fn add(&mut self, other: &Self) {
        add_sums(&mut self.most, &other.most);
        add_sums(&mut self.one, &other.one);
        let both = self.impossible.iter_mut().zip(&other.impossible);
        both.for_each(|(own, other)| *own |= other);
    }
}

/// Cached results of the search.
#[derive(Default)]
struct SearchCache {
    contributions: FxHashMap<(usize, u64), Contribution>,
    results: FxHashMap<Vec<u64>, bool>,
}

impl SearchCache {
    fn contribution(
        &mut self,
        reach: &CouldQualifySearch<'_>,
        criterion: usize,
        truths: u64,
        lead: usize,
    ) -> &Contribution {
        let found = self.contributions.entry((criterion, truths));
        found.or_insert_with(|| reach.contribution(criterion, lead))
    }

    /// Returns the search result for a pattern of truths, shared by all leads with that pattern.
    fn result(&mut self, pattern: Vec<u64>, search: impl FnOnce() -> bool) -> bool {
        *self.results.entry(pattern).or_insert_with(search)
    }
}
