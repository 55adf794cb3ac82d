//! Which leads could qualify if what isn't known held: a computation of its own, which takes
//! longer than scoring and can be given up.
//!
//! Of each criterion that matters a lead's truths are looked up as the sums its levels can bring
//! (see [`super::super::reach`]). The best of each sum together say which leads can't; one
//! completion of each together says which can. Where the two differ, because a criterion could bring
//! either this or that, the one-lead search decides, once for each combination of such truths.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::Scorer;
use super::super::completions::{CapUnit, CompletionSearch, add_sums, sum_bounds};
use super::bitmap::{Bitmap, set_bits, unite};
use super::scored_dataset::ScoredDataset;

/// How many leads are looked at before it is asked again whether to go on.
const LEADS_PER_CHECK: usize = 512;

/// What a criterion can bring, as its truths stand.
enum Contribution {
    /// None of its completions is admitted.
    Inadmissible,
    /// The most of each sum, and the sums of one completion.
    Sums { most: Vec<i64>, one: Vec<i64> },
    /// It takes a search of its own.
    TooMuch,
}

/// A rule's search, with what is known of each criterion's truths.
struct CouldQualifySearch<'a> {
    scored: &'a ScoredDataset,
    search: CompletionSearch<'a>,
    units: Vec<CapUnit>,
}

impl ScoredDataset {
    /// Which leads qualify, or could if what isn't known held: those for which
    /// [`Scorer::could_qualify`] says so. `go_on` is asked now and then; nothing comes of it once
    /// that says no.
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

    /// The leads of a block that could.
    fn search_block(&self, index: usize, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Vec<u64>> {
        let block = &self.scored.blocks[index];
        let first = index * self.scored.words_per_block * 64;
        let mut could = block.qualified().to_vec();
        let open = self.open_leads(index);
        let leads: Vec<usize> = set_bits(&open).collect();
        let mut known = SearchCache::default();
        for some in leads.chunks(LEADS_PER_CHECK) {
            if !go_on() {
                return None;
            }
            for (lead, can) in some.iter().zip(self.search_leads(first, some, &mut known)) {
                could[lead / 64] |= u64::from(can) << (lead % 64);
            }
        }
        Some(could)
    }

    /// The leads that don't qualify and of which something isn't known.
    fn open_leads(&self, index: usize) -> Vec<u64> {
        let mut responses = self.scored.resolved_responses(index);
        let mut open = vec![0; self.scored.blocks[index].qualified().len()];
        for criterion in 0..self.scorer().criteria.len() {
            unite(&mut open, &responses.criterion_unknown(criterion));
        }
        super::bitmap::subtract(&mut open, self.scored.blocks[index].qualified());
        open
    }

    /// Whether each of these leads of a block could.
    fn search_leads(&self, first: usize, leads: &[usize], known: &mut SearchCache) -> Vec<bool> {
        let mut sums = SumBounds::new(leads.len(), self.search.width());
        let mut part = sums.clone();
        // Of each lead, its truths of each criterion that matters.
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
                    // Where there are too many levels, the lead is searched by itself.
                    let Some(truths) = truths else { continue };
                    let brings = known.contribution(self, criterion, truths, first + lead);
                    if matches!(brings, Contribution::TooMuch) {
                        patterns[n].push(u64::MAX);
                    }
                    part.add_contribution(n, brings);
                }
            }
            for n in 0..leads.len() {
                self.search.apply_cap(part.most(n), unit);
                self.search.apply_cap(part.one(n), unit);
            }
            sums.add(&part);
        }
        let judged = patterns.into_iter().zip(leads).enumerate();
        judged
            .map(|(n, (pattern, lead))| {
                if pattern.contains(&u64::MAX) {
                    self.search_lead(first + lead)
                } else if sums.impossible[n] || !self.search.is_met(sums.most(n)) {
                    false
                } else if self.search.is_met(sums.one(n)) {
                    true
                } else {
                    known.result(pattern, || self.search_lead(first + lead))
                }
            })
            .collect()
    }

    /// A lead's truths of a criterion as a number; nothing where there are too many.
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

    /// What a criterion can bring for a lead.
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

/// Of some leads, the most each sum can be, and the sums of one choice.
#[derive(Clone)]
struct SumBounds {
    width: usize,
    most: Vec<i64>,
    one: Vec<i64>,
    /// Where no choice is admitted.
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

    fn add_contribution(&mut self, lead: usize, brings: &Contribution) {
        match brings {
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

/// What was found out.
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

    /// The search's answer, one for all leads with the same truths of what matters.
    fn result(&mut self, pattern: Vec<u64>, search: impl FnOnce() -> bool) -> bool {
        *self.results.entry(pattern).or_insert_with(search)
    }
}
