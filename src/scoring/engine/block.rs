//! What a definition says of the leads of one block.

use std::ops::Range;
use std::sync::Arc;

use super::super::rules::Measure;
use super::bits::{count, drop_from, is_set, join, keep};
use super::counts::{Counts, totals};
use super::facts::Facts;
use super::lanes::{Lane, at_least};
use super::plan::Plan;
use super::points::{Points, fresh, shifted};
use super::settled::Settled;

/// What a definition says of the leads of one block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// How many leads.
    pub leads: usize,
    words: usize,
    pub points: Points,
    /// Of each rule, the leads for which what hangs on answers alone holds.
    fixed: Vec<Arc<Vec<u64>>>,
    /// One bitmap after the other: rules, bands, dispositions, qualified.
    bits: Vec<u64>,
    first_band: usize,
    first_disposition: usize,
    /// The minima that were asked for.
    minima: Vec<Minimum>,
    pub counts: Counts,
}

/// What is the same as in an earlier block of the same leads.
pub(super) struct Same<'a> {
    pub plan: &'a Plan,
    pub block: &'a Block,
    pub facts: &'a [Arc<Facts>],
    /// The criteria that count otherwise now; nothing if points must be worked out afresh.
    pub criteria: Option<&'a [usize]>,
    /// The groups with other caps.
    pub groups: &'a [usize],
    /// Of each rule, the one whose `fixed` part is the same.
    pub fixed: &'a [Option<usize>],
}

impl Block {
    /// Works out a block: the leads of these words.
    pub fn new(
        plan: &Plan,
        facts: &[Arc<Facts>],
        words: Range<usize>,
        leads: usize,
        same: Option<&Same<'_>>,
    ) -> Self {
        if plan.narrow {
            Self::by::<i16>(plan, facts, words, leads, same)
        } else {
            Self::by::<i64>(plan, facts, words, leads, same)
        }
    }

    fn by<T: Lane>(
        plan: &Plan,
        facts: &[Arc<Facts>],
        words: Range<usize>,
        leads: usize,
        same: Option<&Same<'_>>,
    ) -> Self {
        let mut settled = Settled::new(&plan.scorer, facts, words.clone(), leads);
        let points = match same {
            Some(same) if same.criteria.is_some() => {
                shifted::<T>(plan, &mut settled, same, words.clone())
            }
            _ => fresh::<T>(plan, &mut settled, words.len()),
        };
        let fixed: Vec<Arc<Vec<u64>>> = (0..plan.rules.len())
            .map(|rule| {
                let kept = same.and_then(|s| Some(s.block.fixed[s.fixed[rule]?].clone()));
                kept.unwrap_or_else(|| Arc::new(settled.fixed(&plan.rules[rule].fixed)))
            })
            .collect();
        let first_band = plan.rules.len();
        let first_disposition = first_band + plan.scorer.bands.len();
        let maps = first_disposition + plan.scorer.dispositions.len() + 1;
        let mut block = Self {
            leads,
            words: words.len(),
            points,
            fixed,
            bits: vec![0; maps * words.len()],
            first_band,
            first_disposition,
            minima: Vec::new(),
            counts: Counts::default(),
        };
        block.judge::<T>(plan, same);
        block
    }

    fn map(&self, index: usize) -> &[u64] {
        &self.bits[index * self.words..(index + 1) * self.words]
    }

    fn map_mut(&mut self, index: usize) -> &mut [u64] {
        &mut self.bits[index * self.words..(index + 1) * self.words]
    }

    /// The leads for which a rule holds.
    pub fn rule(&self, rule: usize) -> &[u64] {
        self.map(rule)
    }

    /// The leads that get a disposition.
    pub fn disposition(&self, disposition: usize) -> &[u64] {
        self.map(self.first_disposition + disposition)
    }

    /// The leads that qualify.
    pub fn qualified(&self) -> &[u64] {
        &self.bits[self.bits.len() - self.words..]
    }

    pub fn holds(&self, rule: usize, lead: usize) -> bool {
        is_set(self.map(rule), lead)
    }

    pub fn is_qualified(&self, lead: usize) -> bool {
        is_set(self.qualified(), lead)
    }

    /// Rules, bands, dispositions and counts, once points and fixed parts are there.
    fn judge<T: Lane>(&mut self, plan: &Plan, same: Option<&Same<'_>>) {
        let everybody = super::bits::all(self.leads);
        let total = self.points.total::<T>();
        let points = self.points.clone();
        let mut minima = Minima {
            total: &total,
            points: &points,
            plan,
            // Caps may be others: then so is what counts of a group.
            before: same.filter(|s| s.groups.is_empty()).map(|s| s.block),
            known: Vec::new(),
            words: self.words,
        };
        let mut done = vec![false; plan.rules.len()];
        for rule in 0..plan.rules.len() {
            self.rule_of::<T>(plan, rule, &mut minima, &mut done);
        }
        if let Some(stage) = plan.handoff() {
            let from = stage * self.words;
            let to = self.bits.len() - self.words;
            self.bits.copy_within(from..from + self.words, to);
        }
        self.bands_of::<T>(plan, &mut minima, &everybody);
        self.minima = minima.known;
        self.decide(plan, &everybody);
        let kept = same.filter(|same| points.is_as(&same.block.points, Measure::Total));
        let totals = kept.map_or_else(
            || totals(&total[..self.leads]),
            |same| same.block.counts.totals.clone(),
        );
        self.count(plan, totals, everybody);
    }

    fn rule_of<T: Lane>(
        &mut self,
        plan: &Plan,
        rule: usize,
        minima: &mut Minima<'_, T>,
        done: &mut [bool],
    ) {
        if done[rule] {
            return;
        }
        done[rule] = true;
        let mut left = (*self.fixed[rule]).clone();
        for &(measure, least) in &plan.rules[rule].points {
            keep(&mut left, &minima.reached(measure, least));
        }
        for &stage in &plan.rules[rule].reached {
            // Comes to an end: what goes round was made a part that never holds.
            self.rule_of(plan, stage, minima, done);
            keep(&mut left, self.map(stage));
        }
        self.map_mut(rule).copy_from_slice(&left);
    }

    fn bands_of<T: Lane>(&mut self, plan: &Plan, minima: &mut Minima<'_, T>, everybody: &[u64]) {
        let mut left = everybody.to_vec();
        for &(from, band) in plan.bands.iter().rev() {
            let mut from_here = left.clone();
            if let Some(from) = from {
                keep(&mut from_here, &minima.reached(Measure::Total, from));
            }
            drop_from(&mut left, &from_here);
            if let Some(band) = band {
                join(self.map_mut(self.first_band + band), &from_here);
            }
        }
    }

    /// The dispositions: see [`super::super::Scorer::outcome`].
    fn decide(&mut self, plan: &Plan, everybody: &[u64]) {
        let scorer = &plan.scorer;
        let mut left = everybody.to_vec();
        self.by_routes(plan, true, &mut left);
        let mut qualified = left.clone();
        keep(&mut qualified, self.qualified());
        drop_from(&mut left, &qualified);
        for (b, band) in scorer.bands.iter().enumerate() {
            if band.qualified.is_some() {
                self.send(band.qualified, self.first_band + b, &mut qualified);
            }
        }
        if let Some(d) = scorer.handoff.as_ref().and_then(|h| h.disposition) {
            join(self.map_mut(self.first_disposition + d), &qualified);
        }
        self.by_routes(plan, false, &mut left);
        for (b, band) in scorer.bands.iter().enumerate() {
            self.send(band.disposition, self.first_band + b, &mut left);
        }
    }

    fn by_routes(&mut self, plan: &Plan, even_if_qualified: bool, left: &mut [u64]) {
        for (r, route) in plan.scorer.routes.iter().enumerate() {
            if route.even_if_qualified == even_if_qualified {
                self.send(route.disposition, plan.route(r), left);
            }
        }
    }

    /// Gives those left who are in a map a disposition; they aren't left any more.
    fn send(&mut self, disposition: Option<usize>, map: usize, left: &mut [u64]) {
        let mut sent = self.map(map).to_vec();
        keep(&mut sent, left);
        drop_from(left, &sent);
        if let Some(d) = disposition {
            join(self.map_mut(self.first_disposition + d), &sent);
        }
    }

    fn count(&mut self, plan: &Plan, totals: Vec<(i64, u32)>, everybody: Vec<u64>) {
        let scorer = &plan.scorer;
        let mut left = everybody;
        let mut stages = vec![0; scorer.stages.len()];
        for stage in (0..stages.len()).rev() {
            stages[stage] = super::bits::count_both(&left, self.map(stage));
            drop_from(&mut left, self.map(stage));
        }
        let each = |first: usize, number: usize| {
            let maps = (first..first + number).map(|map| count(self.map(map)));
            maps.collect::<Vec<usize>>()
        };
        self.counts = Counts {
            leads: self.leads,
            qualify: count(self.qualified()),
            stages,
            bands: each(self.first_band, scorer.bands.len()),
            dispositions: each(self.first_disposition, scorer.dispositions.len()),
            totals,
        };
    }
}

/// Which leads have at least so many points.
#[derive(Clone, Debug)]
struct Minimum {
    measure: Measure,
    least: i64,
    reached: Arc<Vec<u64>>,
}

/// Minima, each worked out once, or taken over where the points are those they were.
struct Minima<'a, T> {
    plan: &'a Plan,
    points: &'a Points,
    total: &'a [T],
    before: Option<&'a Block>,
    known: Vec<Minimum>,
    words: usize,
}

impl<T: Lane> Minima<'_, T> {
    fn reached(&mut self, measure: Measure, least: i64) -> Arc<Vec<u64>> {
        let is = |known: &&Minimum| known.measure == measure && known.least == least;
        if let Some(known) = self.known.iter().find(is) {
            return known.reached.clone();
        }
        let before = self
            .before
            .filter(|b| self.points.is_as(&b.points, measure));
        let kept = before.and_then(|b| b.minima.iter().find(is));
        let reached = kept.map_or_else(
            || Arc::new(self.worked_out(measure, least)),
            |kept| kept.reached.clone(),
        );
        self.known.push(Minimum {
            measure,
            least,
            reached: reached.clone(),
        });
        reached
    }

    fn worked_out(&self, measure: Measure, least: i64) -> Vec<u64> {
        let mut bits = vec![0; self.words];
        match measure {
            Measure::Total => at_least(self.total, least, &mut bits),
            Measure::Kind(kind) => at_least::<T>(self.points.kind(kind), least, &mut bits),
            Measure::Group(g) => {
                let group = &self.plan.scorer.groups[g];
                let capped = super::points::capped::<T>(group, &self.points.groups[g]);
                at_least(&capped, least, &mut bits);
            }
        }
        bits
    }
}
