//! Figures over many leads.

use std::collections::BTreeMap;

use super::super::Scorer;
use super::lanes::Lane;

/// Figures over many leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many there are.
    pub leads: usize,
    /// How many qualify.
    pub qualify: usize,
    /// How many are in each stage, in listed order.
    pub stages: Vec<usize>,
    /// How many fall in each band, in listed order.
    pub bands: Vec<usize>,
    /// How many get each disposition, in listed order.
    pub dispositions: Vec<usize>,
    /// How many have each total, ascending.
    pub totals: Vec<(i64, u32)>,
}

impl Counts {
    /// A figure for each stage, band and disposition, also where there is no lead.
    pub(super) fn fit(&mut self, scorer: &Scorer) {
        self.stages.resize(scorer.stages.len(), 0);
        self.bands.resize(scorer.bands.len(), 0);
        self.dispositions.resize(scorer.dispositions.len(), 0);
    }

    /// The figures over all of several parts.
    pub(super) fn sum<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        let mut totals: Vec<(i64, u32)> = Vec::new();
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
            totals.extend(&part.totals);
        }
        totals.sort_unstable();
        for (total, leads) in totals {
            match sum.totals.last_mut() {
                Some((last, all)) if *last == total => *all += leads,
                _ => sum.totals.push((total, leads)),
            }
        }
        sum
    }
}

/// How many leads have each of these totals, ascending.
pub(super) fn totals<T: Lane>(lanes: &[T]) -> Vec<(i64, u32)> {
    /// Up to so wide a range, each total has a counter.
    const RANGE: i64 = 1 << 16;
    let (Some(least), Some(most)) = (lanes.iter().min(), lanes.iter().max()) else {
        return Vec::new();
    };
    let (least, most) = (least.value(), most.value());
    let range = most.checked_sub(least).filter(|range| *range < RANGE);
    let Some(range) = range else {
        let mut counts: BTreeMap<i64, u32> = BTreeMap::new();
        for lane in lanes {
            *counts.entry(lane.value()).or_default() += 1;
        }
        return counts.into_iter().collect();
    };
    // Four sets of counters: neighbours with the same total needn't wait for one another.
    let mut counters = vec![[0_u32; 4]; range as usize + 1];
    for four in lanes.chunks(4) {
        for (set, lane) in four.iter().enumerate() {
            counters[(lane.value() - least) as usize][set] += 1;
        }
    }
    let counted = counters.iter().enumerate();
    counted
        .map(|(offset, sets)| (least + offset as i64, sets.iter().sum()))
        .filter(|(_, leads)| *leads > 0)
        .collect()
}
