//! Counts over many leads.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::simd_points::Lane;
use crate::scoring::compile::Scorer;

/// Counts over many leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadCounts {
    /// The number of leads.
    pub leads: usize,
    /// How many qualify.
    pub qualify: usize,
    /// How many are in each stage, in listed order.
    pub stages: Vec<usize>,
    /// How many fall in each band, in listed order.
    pub bands: Vec<usize>,
    /// How many get each disposition, in listed order.
    pub dispositions: Vec<usize>,
    /// How many have each total, ascending by total.
    pub totals: Vec<(i64, u32)>,
}

impl LeadCounts {
    /// Makes sure each stage, band and disposition has a count, even if it is zero.
    pub(super) fn resize_for(&mut self, scorer: &Scorer) {
        self.stages.resize(scorer.stages.len(), 0);
        self.bands.resize(scorer.bands.len(), 0);
        self.dispositions.resize(scorer.dispositions.len(), 0);
    }

    /// Adds up the counts of several parts.
    pub(super) fn sum<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        let mut totals: FxHashMap<i64, u32> = FxHashMap::default();
        for part in parts {
            sum.leads += part.leads;
            sum.qualify += part.qualify;
            for (all, some) in [
                (&mut sum.stages, &part.stages),
                (&mut sum.bands, &part.bands),
                (&mut sum.dispositions, &part.dispositions),
            ] {
                all.resize(some.len(), 0);
                all.iter_mut()
                    .zip(some)
                    .for_each(|(all, some)| *all += some);
            }
            for (total, leads) in &part.totals {
                *totals.entry(*total).or_default() += leads;
            }
        }
        sum.totals = totals.into_iter().collect();
        sum.totals.sort_unstable();
        sum
    }
}

/// Counts the leads of a block by total, ascending.
pub(super) fn count_totals<T: Lane>(lanes: &[T]) -> Vec<(i64, u32)> {
    let Some(first) = lanes.first() else {
        return Vec::new();
    };
    let least = lanes.iter().fold(*first, |least, lane| least.min(*lane));
    let most = lanes.iter().fold(*first, |most, lane| most.max(*lane));
    let (least, most) = (least.value(), most.value());
    match most.checked_sub(least) {
        Some(range) if range < NEAR_RANGE as i64 => count_near_totals(lanes, least),
        _ => {
            let mut counts: BTreeMap<i64, u32> = BTreeMap::new();
            for lane in lanes {
                *counts.entry(lane.value()).or_default() += 1;
            }
            counts.into_iter().collect()
        }
    }
}

/// Span of totals that is counted in arrays. A power of two, so that indexing needs no bounds
/// check.
const NEAR_RANGE: usize = 1 << 10;

/// Counts totals that lie less than [`NEAR_RANGE`] above the least.
fn count_near_totals<T: Lane>(lanes: &[T], least: i64) -> Vec<(i64, u32)> {
    // Four sets of counters, so that neighbours with the same total don't wait for each other.
    let mut counters = [[0_u32; NEAR_RANGE]; 4];
    let least_lane = T::of(least);
    let mut groups = lanes.chunks_exact(4);
    for four in &mut groups {
        for (set, lane) in counters.iter_mut().zip(four) {
            set[lane.minus_around(least_lane).value() as usize % NEAR_RANGE] += 1;
        }
    }
    for lane in groups.remainder() {
        counters[0][lane.minus_around(least_lane).value() as usize % NEAR_RANGE] += 1;
    }
    let sums = (0..NEAR_RANGE).map(|offset| counters.iter().map(|set| set[offset]).sum());
    let counted = sums
        .enumerate()
        .filter(|(_, leads): &(usize, u32)| *leads > 0);
    counted
        .map(|(offset, leads)| (least + offset as i64, leads))
        .collect()
}
