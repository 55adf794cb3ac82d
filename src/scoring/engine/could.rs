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
use super::super::reach::{Search, Unit, add, bounds};
use super::bits::{Bits, join, ones};
use super::scored::Scored;

/// How many leads are looked at before it is asked again whether to go on.
const AT_ONCE: usize = 512;

/// What a criterion can bring, as its truths stand.
enum Brings {
    /// None of its completions is admitted.
    Nothing,
    /// The most of each sum, and the sums of one completion.
    Sums { most: Vec<i64>, one: Vec<i64> },
    /// It takes a search of its own.
    TooMuch,
}

/// A rule's search, with what is known of each criterion's truths.
struct Reach<'a> {
    scored: &'a Scored,
    search: Search<'a>,
    units: Vec<Unit>,
}

impl Scored {
    /// Which leads qualify, or could if what isn't known held: those for which
    /// [`Scorer::could_qualify`] says so. `go_on` is asked now and then; nothing comes of it once
    /// that says no.
    pub fn could_qualify(&self, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Bits> {
        let scorer = &*self.plan.scorer;
        let none = || Some(Bits::new(self.leads));
        let Some(rule) = scorer.handoff_rule() else {
            return none();
        };
        let Some(search) = Search::new(scorer, &rule.clauses) else {
            return Some(self.qualified());
        };
        let reach = Reach {
            scored: self,
            units: search.units(),
            search,
        };
        let blocks: Option<Vec<Vec<u64>>> = (0..self.blocks.len())
            .into_par_iter()
            .map(|block| reach.block(block, go_on))
            .collect();
        Some(Bits::from_words(blocks?.concat(), self.leads))
    }
}

impl Reach<'_> {
    fn scorer(&self) -> &Scorer {
        &self.scored.plan.scorer
    }

    /// The leads of a block that could.
    fn block(&self, index: usize, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Vec<u64>> {
        let block = &self.scored.blocks[index];
        let first = index * self.scored.block_words * 64;
        let mut could = block.qualified().to_vec();
        let open = self.open(index);
        let leads: Vec<usize> = ones(&open).collect();
        let mut known = Known::default();
        for some in leads.chunks(AT_ONCE) {
            if !go_on() {
                return None;
            }
            for (lead, can) in some.iter().zip(self.some(first, some, &mut known)) {
                could[lead / 64] |= u64::from(can) << (lead % 64);
            }
        }
        Some(could)
    }

    /// The leads that don't qualify and of which something isn't known.
    fn open(&self, index: usize) -> Vec<u64> {
        let mut settled = self.scored.settled(index);
        let mut open = vec![0; self.scored.blocks[index].qualified().len()];
        for criterion in 0..self.scorer().criteria.len() {
            join(&mut open, &settled.unknown_criterion(criterion));
        }
        super::bits::drop_from(&mut open, self.scored.blocks[index].qualified());
        open
    }

    /// Whether each of these leads of a block could.
    fn some(&self, first: usize, leads: &[usize], known: &mut Known) -> Vec<bool> {
        let mut sums = Sums::new(leads.len(), self.search.width());
        let mut part = sums.clone();
        // Of each lead, its truths of each criterion that matters.
        let mut patterns: Vec<Vec<u64>> = vec![Vec::new(); leads.len()];
        for unit in &self.units {
            part.clear();
            for &criterion in unit.criteria.iter().filter(|c| self.search.matters(**c)) {
                for (n, lead) in leads.iter().enumerate() {
                    let truths = self.truths(criterion, first + lead);
                    patterns[n].push(truths.unwrap_or(u64::MAX));
                    // Where there are too many levels, the lead is searched by itself.
                    let Some(truths) = truths else { continue };
                    let brings = known.brings(self, criterion, truths, first + lead);
                    if matches!(brings, Brings::TooMuch) {
                        patterns[n].push(u64::MAX);
                    }
                    part.bring(n, brings);
                }
            }
            for n in 0..leads.len() {
                self.search.close(part.most(n), unit);
                self.search.close(part.one(n), unit);
            }
            sums.add(&part);
        }
        let judged = patterns.into_iter().zip(leads).enumerate();
        judged
            .map(|(n, (pattern, lead))| {
                if pattern.contains(&u64::MAX) {
                    self.searched(first + lead)
                } else if sums.impossible[n] || !self.search.met(sums.most(n)) {
                    false
                } else if self.search.met(sums.one(n)) {
                    true
                } else {
                    known.searched(pattern, || self.searched(first + lead))
                }
            })
            .collect()
    }

    /// A lead's truths of a criterion as a number; nothing where there are too many.
    fn truths(&self, criterion: usize, lead: usize) -> Option<u64> {
        let starts = &self.scorer().starts;
        let facts = &self.scored.facts[starts[criterion]..starts[criterion + 1]];
        let bit = |words: &[u64]| words[lead / 64] >> (lead % 64) & 1;
        (facts.len() < 32).then(|| {
            facts.iter().fold(0, |number, facts| {
                number << 2 | bit(&facts.unknown) << 1 | bit(&facts.yes)
            })
        })
    }

    fn searched(&self, lead: usize) -> bool {
        self.scorer().could_qualify(&self.scored.answers(lead))
    }

    /// What a criterion can bring for a lead.
    fn brings(&self, criterion: usize, lead: usize) -> Brings {
        let answers = self.scored.answers(lead);
        match self
            .search
            .turning_out(criterion, &answers)
            .as_deref()
            .map(bounds)
        {
            Ok(Some((most, one))) => Brings::Sums { most, one },
            Ok(None) => Brings::Nothing,
            Err(_) => Brings::TooMuch,
        }
    }
}

/// Of some leads, the most each sum can be, and the sums of one choice.
#[derive(Clone)]
struct Sums {
    width: usize,
    most: Vec<i64>,
    one: Vec<i64>,
    /// Where no choice is admitted.
    impossible: Vec<bool>,
}

impl Sums {
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

    fn bring(&mut self, lead: usize, brings: &Brings) {
        match brings {
            Brings::Nothing => self.impossible[lead] = true,
            Brings::Sums { most, one } => {
                add(self.most(lead), most);
                add(self.one(lead), one);
            }
            Brings::TooMuch => {}
        }
    }

    fn add(&mut self, other: &Self) {
        add(&mut self.most, &other.most);
        add(&mut self.one, &other.one);
        let both = self.impossible.iter_mut().zip(&other.impossible);
        both.for_each(|(own, other)| *own |= other);
    }
}

/// What was found out.
#[derive(Default)]
struct Known {
    brings: FxHashMap<(usize, u64), Brings>,
    searched: FxHashMap<Vec<u64>, bool>,
}

impl Known {
    fn brings(&mut self, reach: &Reach<'_>, criterion: usize, truths: u64, lead: usize) -> &Brings {
        let found = self.brings.entry((criterion, truths));
        found.or_insert_with(|| reach.brings(criterion, lead))
    }

    /// The search's answer, one for all leads with the same truths of what matters.
    fn searched(&mut self, pattern: Vec<u64>, search: impl FnOnce() -> bool) -> bool {
        *self.searched.entry(pattern).or_insert_with(search)
    }
}
