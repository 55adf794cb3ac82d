//! Bucket states of the fold: how far the tracked conditions have come, and the differences between
//! two models so far.
//!
//! States are normalised at once, so that as many paths as possible lead to the same state: a
//! condition that can no longer hold is forgotten, and so is a count that is met or can't matter.

use rustc_hash::FxHashMap;

use super::super::cancel::ProofError;
use super::tracked_conditions::{ConditionTerm, Feature};

/// Sums in a state besides the one its row is indexed by.
pub(super) const SUM_COUNT: usize = 5;

/// A state of the fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FoldState {
    /// The conditions that can still hold.
    pub alive: u128,
    /// The count of each tally so far, packed.
    pub counts: u128,
    /// Sums besides the row's.
    pub sums: [i64; SUM_COUNT],
}

/// A tally: a count that some conditions need.
#[derive(Clone, Debug)]
struct CountTracker {
    /// The count needed; anything above is equivalent.
    required: u32,
    /// The number of factors that can add to it.
    factors: u32,
    shift: u32,
    bits: u32,
    /// The conditions that need it.
    conditions: u128,
    /// The conditions that count it among others of which they need some.
    counted_by: u128,
}

/// Tallies of which some conditions need a number to be met.
#[derive(Clone, Debug)]
struct CoverTracker {
    tallies: Vec<usize>,
    required: usize,
    conditions: u128,
}

/// What a feature does to a state.
#[derive(Clone, Debug, Default)]
pub(super) struct FeatureEffect {
    /// The conditions that fail if the feature doesn't hold.
    pub required_by: u128,
    /// The conditions that fail if it holds.
    pub excluded_by: u128,
    /// The tallies it increments.
    pub tallies: Vec<usize>,
}

/// Tracks all conditions during a fold.
pub(super) struct ConditionTracker {
    tallies: Vec<CountTracker>,
    covers: Vec<CoverTracker>,
    pub all: u128,
    /// Conditions that a lead must meet to be of interest.
    pub required: u128,
    /// Minima of points, with their conditions.
    pub minima: Vec<Minimum>,
    /// For each factor, its features and their effects.
    pub features: Vec<Vec<(Feature, FeatureEffect)>>,
}

/// A minimum of points that conditions require.
#[derive(Clone, Copy, Debug)]
pub(super) struct Minimum {
    pub model: usize,
    pub sum: super::tracked_conditions::PointSum,
    pub least: i64,
    pub conditions: u128,
}

impl ConditionTracker {
    /// Sets up tracking of a list of conditions.
    pub(super) fn new(
        list: &[Vec<ConditionTerm>],
        factor_count: usize,
        required: u128,
    ) -> Result<Self, ProofError> {
        let mut tracker = Self {
            tallies: Vec::new(),
            covers: Vec::new(),
            all: 0,
            required,
            minima: Vec::new(),
            features: vec![Vec::new(); factor_count],
        };
        let mut tally_indexes: FxHashMap<(usize, &[Feature]), usize> = FxHashMap::default();
        for (bit, parts) in list.iter().enumerate() {
            let user = 1 << bit;
            tracker.all |= user;
            for part in parts {
                match part {
                    ConditionTerm::Single(feature, true) => {
                        tracker.feature_effect_mut(feature)?.required_by |= user;
                    }
                    ConditionTerm::Single(feature, false) => {
                        tracker.feature_effect_mut(feature)?.excluded_by |= user;
                    }
                    ConditionTerm::Count(need, features) => {
                        let tally = tally_indexes.entry((*need, features)).or_insert(usize::MAX);
                        if *tally == usize::MAX {
                            *tally = tracker.add_tally(*need, features)?;
                        }
                        tracker.tallies[*tally].conditions |= user;
                    }
                    ConditionTerm::Covered(required, each) => {
                        let mut tallies = Vec::with_capacity(each.len());
                        for features in each {
                            let tally = tally_indexes.entry((1, features)).or_insert(usize::MAX);
                            if *tally == usize::MAX {
                                *tally = tracker.add_tally(1, features)?;
                            }
                            tracker.tallies[*tally].counted_by |= user;
                            tallies.push(*tally);
                        }
                        tracker.covers.push(CoverTracker {
                            tallies,
                            required: *required,
                            conditions: user,
                        });
                    }
                    ConditionTerm::Points(model, of, least) => tracker.minima.push(Minimum {
                        model: *model,
                        sum: *of,
                        least: *least,
                        conditions: user,
                    }),
                }
            }
        }
        Ok(tracker)
    }

    /// Returns the effect of a feature, adding the feature if it is new.
    fn feature_effect_mut(&mut self, feature: &Feature) -> Result<&mut FeatureEffect, ProofError> {
        let features = &mut self.features[feature.factor];
        let at = features
            .iter()
            .position(|(existing, _)| existing == feature);
        let at = at.unwrap_or(features.len());
        if at == features.len() {
            if at == 64 {
                return Err(ProofError::TooLarge(
                    "rules ask for more than 64 different combinations of one criterion's answers"
                        .into(),
                ));
            }
            features.push((feature.clone(), FeatureEffect::default()));
        }
        Ok(&mut features[at].1)
    }

    fn add_tally(&mut self, need: usize, features: &[Feature]) -> Result<usize, ProofError> {
        let shift = self.tallies.last().map_or(0, |last| last.shift + last.bits);
        let bits = need.ilog2() + 1;
        if shift + bits > 128 {
            return Err(ProofError::TooLarge(
                "rules ask for too many different counts of criteria to prove them together".into(),
            ));
        }
        let tally = self.tallies.len();
        self.tallies.push(CountTracker {
            required: need as u32,
            factors: features.len() as u32,
            shift,
            bits,
            conditions: 0,
            counted_by: 0,
        });
        for feature in features {
            self.feature_effect_mut(feature)?.tallies.push(tally);
        }
        Ok(tally)
    }

    /// Returns how many of these factors each tally can count.
    pub(super) fn seen_counts(&self, factors: &[usize]) -> SeenCounts {
        let mut seen = vec![0; self.tallies.len()];
        for factor in factors {
            for (_, effect) in &self.features[*factor] {
                for tally in &effect.tallies {
                    seen[*tally] += 1;
                }
            }
        }
        SeenCounts(seen)
    }

    /// Returns the state before any factor is folded.
    pub(super) fn initial_state(&self) -> FoldState {
        FoldState {
            alive: self.all,
            counts: 0,
            sums: [0; SUM_COUNT],
        }
    }

    /// Returns the state after one factor, given which of its features hold.
    pub(super) fn state_after(&self, factor: usize, holding: u64) -> FoldState {
        let mut state = self.initial_state();
        for (f, (_, effect)) in self.features[factor].iter().enumerate() {
            if holding >> f & 1 == 1 {
                state.alive &= !effect.excluded_by;
                for tally in &effect.tallies {
                    state.counts += 1 << self.tallies[*tally].shift;
                }
            } else {
                state.alive &= !effect.required_by;
            }
        }
        state
    }

    /// Combines the states of disjoint sets of factors and normalises the result; `None` if the
    /// lead is no longer of interest. `seen` counts the factors of each tally folded by both
    /// together.
    pub(super) fn combine(
        &self,
        one: &FoldState,
        other: &FoldState,
        seen: &SeenCounts,
    ) -> Option<FoldState> {
        let mut both = *one;
        both.alive &= other.alive;
        for (sum, more) in both.sums.iter_mut().zip(other.sums) {
            *sum += more;
        }
        let mut counts = 0;
        for (tally, seen) in self.tallies.iter().zip(&seen.0) {
            if tally.users() & both.alive == 0 {
                continue;
            }
            let number =
                (tally.extract(one.counts) + tally.extract(other.counts)).min(tally.required);
            if number + (tally.factors - seen) < tally.required {
                both.alive &= !tally.conditions;
            }
            counts |= u128::from(number) << tally.shift;
        }
        for cover in &self.covers {
            let can_be_met = |tally: &&usize| {
                let (tally, seen) = (&self.tallies[**tally], seen.0[**tally]);
                tally.extract(counts) + (tally.factors - seen) >= tally.required
            };
            if cover.tallies.iter().filter(can_be_met).count() < cover.required {
                both.alive &= !cover.conditions;
            }
        }
        both.counts = counts;
        self.normalize(both)
    }

    /// Normalises a state: tallies that no live condition needs are cleared. (A tally that is met
    /// stays at the needed count, which is the same in every state where it matters.)
    pub(super) fn normalize(&self, mut state: FoldState) -> Option<FoldState> {
        if !state.alive & self.required != 0 {
            return None;
        }
        for tally in &self.tallies {
            if tally.users() & state.alive == 0 {
                state.counts &= !tally.mask();
            }
        }
        Some(state)
    }

    /// Returns the conditions that remain once the states of all factors are combined.
    pub(super) fn alive_together(&self, states: [&FoldState; 3]) -> u128 {
        let mut alive = states.iter().fold(self.all, |alive, s| alive & s.alive);
        for tally in &self.tallies {
            let number: u32 = states.iter().map(|s| tally.extract(s.counts)).sum();
            if number < tally.required {
                alive &= !tally.conditions;
            }
        }
        for cover in &self.covers {
            let met = |tally: &&usize| {
                let tally = &self.tallies[**tally];
                let number: u32 = states.iter().map(|s| tally.extract(s.counts)).sum();
                number >= tally.required
            };
            if cover.tallies.iter().filter(met).count() < cover.required {
                alive &= !cover.conditions;
            }
        }
        alive
    }
}

/// For each tally, how many of its factors have been folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SeenCounts(Vec<u32>);

impl SeenCounts {
    /// Adds those of other factors.
    pub(super) fn plus(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a + b).collect())
    }
}

impl CountTracker {
    /// Returns the conditions to which the count matters.
    fn users(&self) -> u128 {
        self.conditions | self.counted_by
    }

    fn mask(&self) -> u128 {
        ((1 << self.bits) - 1) << self.shift
    }

    fn extract(&self, counts: u128) -> u32 {
        (counts >> self.shift) as u32 & ((1 << self.bits) - 1)
    }
}
