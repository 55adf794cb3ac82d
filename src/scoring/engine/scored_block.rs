//! The scoring results of one block of leads.

use std::ops::Range;
use std::sync::Arc;

use super::bitmap::{count, intersect, is_set, subtract, unite};
use super::block_points::{BlockPoints, PointsReuse, compute_points, shift_points};
use super::condition_bitmaps::TruthBitmap;
use super::lead_counts::{LeadCounts, count_totals};
use super::plan::Plan;
use super::resolved_responses::ResolvedResponses;
use super::simd_points::{Lane, at_least};
use crate::scoring::compile::Measure;

/// The scoring results of one block of leads.
#[derive(Clone, Debug)]
pub(super) struct ScoredBlock {
    /// The number of leads.
    pub leads: usize,
    words: usize,
    pub points: BlockPoints,
    /// For each rule, the leads for which its answer-only clauses hold.
    answer_bits: Vec<Arc<Vec<u64>>>,
    /// Concatenated bitmaps: rules, bands, dispositions, qualified.
    bits: Vec<u64>,
    first_band: usize,
    first_disposition: usize,
    /// The minima evaluated so far.
    minima: Vec<MinimumBits>,
    pub counts: LeadCounts,
}

/// What a block can reuse from an earlier scoring of the same leads.
pub(super) struct BlockReuse<'a> {
    pub plan: &'a Plan,
    pub block: &'a ScoredBlock,
    pub truths: &'a [Arc<TruthBitmap>],
    /// The criteria whose points changed; `None` if points must be computed from scratch.
    pub criteria: Option<&'a [usize]>,
    /// The groups whose caps changed.
    pub groups: &'a [usize],
    /// For each rule, the earlier rule with the same answer clauses.
    pub answer_rules: &'a [Option<usize>],
}

impl<'a> BlockReuse<'a> {
    /// Returns what the points can be shifted from; `None` if they must be computed from scratch.
    fn points(&self) -> Option<PointsReuse<'a>> {
        Some(PointsReuse {
            plan: self.plan,
            points: &self.block.points,
            leads: self.block.leads,
            truths: self.truths,
            criteria: self.criteria?,
            groups: self.groups,
        })
    }
}

/// The leads that a pass over the routing rules is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RoutedLeads {
    /// All, by the rules that hold even for a qualified lead.
    EvenQualified,
    /// Those that don't qualify, by the other rules.
    Unqualified,
}

impl ScoredBlock {
    /// Scores the leads in a range of words.
    pub fn new(
        plan: &Plan,
        truths: &[Arc<TruthBitmap>],
        words: Range<usize>,
        leads: usize,
        same: Option<&BlockReuse<'_>>,
    ) -> Self {
        if plan.narrow {
            Self::compute::<i16>(plan, truths, words, leads, same)
        } else {
            Self::compute::<i64>(plan, truths, words, leads, same)
        }
    }

    fn compute<T: Lane>(
        plan: &Plan,
        truths: &[Arc<TruthBitmap>],
        words: Range<usize>,
        leads: usize,
        same: Option<&BlockReuse<'_>>,
    ) -> Self {
        let mut responses = ResolvedResponses::new(&plan.scorer, truths, words.clone(), leads);
        let points = match same.and_then(BlockReuse::points) {
            Some(same) => shift_points::<T>(plan, &mut responses, &same, words.clone()),
            None => compute_points::<T>(plan, &mut responses, words.len()),
        };
        let answer_bits: Vec<Arc<Vec<u64>>> = (0..plan.rules.len())
            .map(|rule| {
                let reused =
                    same.and_then(|s| Some(s.block.answer_bits[s.answer_rules[rule]?].clone()));
                reused.unwrap_or_else(|| {
                    Arc::new(responses.matching_all(&plan.rules[rule].answer_clauses))
                })
            })
            .collect();
        let first_band = plan.rules.len();
        let first_disposition = first_band + plan.scorer.bands.len();
        let maps = first_disposition + plan.scorer.dispositions.len() + 1;
        let mut block = Self {
            leads,
            words: words.len(),
            points,
            answer_bits,
            bits: vec![0; maps * words.len()],
            first_band,
            first_disposition,
            minima: Vec::new(),
            counts: LeadCounts::default(),
        };
        block.evaluate::<T>(plan, same);
        block
    }

    fn bitmap(&self, index: usize) -> &[u64] {
        &self.bits[index * self.words..(index + 1) * self.words]
    }

    fn bitmap_mut(&mut self, index: usize) -> &mut [u64] {
        &mut self.bits[index * self.words..(index + 1) * self.words]
    }

    /// Returns the leads for which a rule holds.
    pub fn rule(&self, rule: usize) -> &[u64] {
        self.bitmap(rule)
    }

    /// Returns the leads that get a disposition.
    pub fn disposition(&self, disposition: usize) -> &[u64] {
        self.bitmap(self.first_disposition + disposition)
    }

    /// Returns the leads that qualify.
    pub fn qualified(&self) -> &[u64] {
        &self.bits[self.bits.len() - self.words..]
    }

    pub fn holds(&self, rule: usize, lead: usize) -> bool {
        is_set(self.bitmap(rule), lead)
    }

    pub fn is_qualified(&self, lead: usize) -> bool {
        is_set(self.qualified(), lead)
    }

    /// Evaluates rules, bands, dispositions and counts from the points and answer-only clauses.
    fn evaluate<T: Lane>(&mut self, plan: &Plan, same: Option<&BlockReuse<'_>>) {
        let everybody = super::bitmap::all_set(self.leads);
        let total = self.points.totals::<T>();
        let points = self.points.clone();
        let mut minima = MinimaCache {
            total: &total,
            points: &points,
            plan,
            // Changed caps change what counts of a group.
            before: same.filter(|s| s.groups.is_empty()).map(|s| s.block),
            cached: Vec::new(),
            words: self.words,
        };
        let mut done = vec![false; plan.rules.len()];
        for rule in 0..plan.rules.len() {
            self.compute_rule::<T>(plan, rule, &mut minima, &mut done);
        }
        if let Some(stage) = plan.handoff_stage() {
            let from = stage * self.words;
            let to = self.bits.len() - self.words;
            self.bits.copy_within(from..from + self.words, to);
        }
        self.compute_bands::<T>(plan, &mut minima, &everybody);
        self.minima = minima.cached;
        self.decide(plan, &everybody);
        let reused = same.filter(|same| points.is_shared_with(&same.block.points, Measure::Total));
        let totals = reused.map_or_else(
            || count_totals(&total[..self.leads]),
            |same| same.block.counts.totals.clone(),
        );
        self.compute_counts(plan, totals, everybody);
    }

    fn compute_rule<T: Lane>(
        &mut self,
        plan: &Plan,
        rule: usize,
        minima: &mut MinimaCache<'_, T>,
        done: &mut [bool],
    ) {
        if done[rule] {
            return;
        }
        done[rule] = true;
        let mut left = (*self.answer_bits[rule]).clone();
        for &(measure, least) in &plan.rules[rule].minima {
            intersect(&mut left, &minima.reached(measure, least));
        }
        for &stage in &plan.rules[rule].reached {
            // This recursion ends: compilation turned cycles into clauses that never hold.
            self.compute_rule(plan, stage, minima, done);
            intersect(&mut left, self.bitmap(stage));
        }
        self.bitmap_mut(rule).copy_from_slice(&left);
    }

    fn compute_bands<T: Lane>(
        &mut self,
        plan: &Plan,
        minima: &mut MinimaCache<'_, T>,
        everybody: &[u64],
    ) {
        let mut left = everybody.to_vec();
        for &(from, band) in plan.bands.iter().rev() {
            let mut from_here = left.clone();
            if let Some(from) = from {
                intersect(&mut from_here, &minima.reached(Measure::Total, from));
            }
            subtract(&mut left, &from_here);
            if let Some(band) = band {
                unite(self.bitmap_mut(self.first_band + band), &from_here);
            }
        }
    }

    /// Assigns dispositions, in the order of [`Scorer::outcome`](crate::scoring::Scorer::outcome).
    fn decide(&mut self, plan: &Plan, everybody: &[u64]) {
        let scorer = &plan.scorer;
        let mut left = everybody.to_vec();
        self.apply_routes(plan, RoutedLeads::EvenQualified, &mut left);
        let mut qualified = left.clone();
        intersect(&mut qualified, self.qualified());
        subtract(&mut left, &qualified);
        for (b, band) in scorer.bands.iter().enumerate() {
            if band.qualified.is_some() {
                self.assign(band.qualified, self.first_band + b, &mut qualified);
            }
        }
        if let Some(d) = scorer.handoff.as_ref().and_then(|h| h.disposition) {
            unite(self.bitmap_mut(self.first_disposition + d), &qualified);
        }
        self.apply_routes(plan, RoutedLeads::Unqualified, &mut left);
        for (b, band) in scorer.bands.iter().enumerate() {
            self.assign(band.disposition, self.first_band + b, &mut left);
        }
    }

    /// Assigns the leads left by the routing rules for these leads.
    fn apply_routes(&mut self, plan: &Plan, leads: RoutedLeads, left: &mut [u64]) {
        let even_if_qualified = leads == RoutedLeads::EvenQualified;
        for (r, route) in plan.scorer.routes.iter().enumerate() {
            if route.even_if_qualified == even_if_qualified {
                self.assign(route.disposition, plan.route_rule(r), left);
            }
        }
    }

    /// Assigns a disposition to the remaining leads in a bitmap and removes them from `left`.
    fn assign(&mut self, disposition: Option<usize>, map: usize, left: &mut [u64]) {
        let mut sent = self.bitmap(map).to_vec();
        intersect(&mut sent, left);
        subtract(left, &sent);
        if let Some(d) = disposition {
            unite(self.bitmap_mut(self.first_disposition + d), &sent);
        }
    }

    fn compute_counts(&mut self, plan: &Plan, totals: Vec<(i64, u32)>, everybody: Vec<u64>) {
        let scorer = &plan.scorer;
        let mut left = everybody;
        let mut stages = vec![0; scorer.stages.len()];
        for stage in (0..stages.len()).rev() {
            stages[stage] = super::bitmap::count_common(&left, self.bitmap(stage));
            subtract(&mut left, self.bitmap(stage));
        }
        let each = |first: usize, number: usize| {
            let maps = (first..first + number).map(|map| count(self.bitmap(map)));
            maps.collect::<Vec<usize>>()
        };
        self.counts = LeadCounts {
            leads: self.leads,
            qualify: count(self.qualified()),
            stages,
            bands: each(self.first_band, scorer.bands.len()),
            dispositions: each(self.first_disposition, scorer.dispositions.len()),
            totals,
        };
    }
}

/// The leads with at least a given number of points.
#[derive(Clone, Debug)]
struct MinimumBits {
    measure: Measure,
    least: i64,
    reached: Arc<Vec<u64>>,
}

/// Bitmaps of minima, each computed once, or reused if the points are unchanged.
struct MinimaCache<'a, T> {
    plan: &'a Plan,
    points: &'a BlockPoints,
    total: &'a [T],
    before: Option<&'a ScoredBlock>,
    cached: Vec<MinimumBits>,
    words: usize,
}

impl<T: Lane> MinimaCache<'_, T> {
    fn reached(&mut self, measure: Measure, least: i64) -> Arc<Vec<u64>> {
        let is = |cached: &&MinimumBits| cached.measure == measure && cached.least == least;
        if let Some(cached) = self.cached.iter().find(is) {
            return cached.reached.clone();
        }
        let before = self
            .before
            .filter(|b| self.points.is_shared_with(&b.points, measure));
        let reused = before.and_then(|b| b.minima.iter().find(is));
        let reached = reused.map_or_else(
            || Arc::new(self.compute(measure, least)),
            |reused| reused.reached.clone(),
        );
        self.cached.push(MinimumBits {
            measure,
            least,
            reached: reached.clone(),
        });
        reached
    }

    fn compute(&self, measure: Measure, least: i64) -> Vec<u64> {
        let mut bits = vec![0; self.words];
        match measure {
            Measure::Total => at_least(self.total, least, &mut bits),
            Measure::Kind(kind) => at_least::<T>(self.points.kind(kind), least, &mut bits),
            Measure::Group(g) => {
                let group = &self.plan.scorer.groups[g];
                let capped = super::block_points::capped_points::<T>(group, &self.points.groups[g]);
                at_least(&capped, least, &mut bits);
            }
        }
        bits
    }
}
