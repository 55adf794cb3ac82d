//! How far the conditions have come, and which differences between two models there are so far.
//!
//! A state is put into its plainest form at once: of a condition that can't hold any more nothing
//! else is remembered, nor of a count that has been met or can't matter; so that as many ways as
//! possible lead to the same state.

use rustc_hash::FxHashMap;

use super::cancel::ProofError;
use super::tracked_conditions::{ConditionTerm, Feature};

/// Sums kept in a state beside the one its row is over.
pub(super) const SUM_COUNT: usize = 5;

/// How far things have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FoldState {
    /// The conditions that can still hold.
    pub alive: u128,
    /// Each tally's number so far, packed.
    pub counts: u128,
    /// Sums beside the row's.
    pub sums: [i64; SUM_COUNT],
}

/// A count that some conditions ask for.
#[derive(Clone, Debug)]
struct CountTracker {
    /// How many are asked for; more than that is as good.
    required: u32,
    /// Of how many topics.
    factors: u32,
    shift: u32,
    bits: u32,
    /// The conditions that ask for it.
    conditions: u128,
}

/// What a feature does to a state.
#[derive(Clone, Debug, Default)]
pub(super) struct FeatureEffect {
    /// The conditions that can't hold where it doesn't.
    pub required_by: u128,
    /// The conditions that can't hold where it does.
    pub excluded_by: u128,
    /// One more for each of these tallies.
    pub tallies: Vec<usize>,
}

/// The account kept of all conditions.
pub(super) struct ConditionTracker {
    tallies: Vec<CountTracker>,
    /// Every condition.
    pub all: u128,
    /// Conditions without which a lead is of no interest.
    pub required: u128,
    /// Minima, with their conditions' bits.
    pub minima: Vec<Minimum>,
    /// The features of each topic, and what they do.
    pub features: Vec<Vec<(Feature, FeatureEffect)>>,
}

/// A least number of points that conditions ask for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Minimum {
    pub model: usize,
    pub sum: super::tracked_conditions::PointSum,
    pub least: i64,
    pub conditions: u128,
}

impl ConditionTracker {
    /// Opens an account of conditions over so many topics.
    pub(super) fn new(
        list: &[Vec<ConditionTerm>],
        topics: usize,
        must: u128,
    ) -> Result<Self, ProofError> {
        let mut tracker = Self {
            tallies: Vec::new(),
            all: 0,
            required: must,
            minima: Vec::new(),
            features: vec![Vec::new(); topics],
        };
        let mut known: FxHashMap<(usize, &[Feature]), usize> = FxHashMap::default();
        for (bit, parts) in list.iter().enumerate() {
            let user = 1 << bit;
            tracker.all |= user;
            for part in parts {
                match part {
                    ConditionTerm::Single(feature, true) => {
                        tracker.feature_effect_mut(feature)?.required_by |= user
                    }
                    ConditionTerm::Single(feature, false) => {
                        tracker.feature_effect_mut(feature)?.excluded_by |= user
                    }
                    ConditionTerm::Count(need, features) => {
                        let tally = known.entry((*need, features)).or_insert(usize::MAX);
                        if *tally == usize::MAX {
                            *tally = tracker.add_tally(*need, features)?;
                        }
                        tracker.tallies[*tally].conditions |= user;
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

    /// What a feature does.
    fn feature_effect_mut(&mut self, feature: &Feature) -> Result<&mut FeatureEffect, ProofError> {
        let features = &mut self.features[feature.factor];
        let at = features.iter().position(|(known, _)| known == feature);
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
        });
        for feature in features {
            self.feature_effect_mut(feature)?.tallies.push(tally);
        }
        Ok(tally)
    }

    /// How many of each tally's topics are among these.
    pub(super) fn seen_counts(&self, topics: &[usize]) -> SeenCounts {
        let mut seen = vec![0; self.tallies.len()];
        for factor in topics {
            for (_, consequence) in &self.features[*factor] {
                for tally in &consequence.tallies {
                    seen[*tally] += 1;
                }
            }
        }
        SeenCounts(seen)
    }

    /// The state before anything is known.
    pub(super) fn initial_state(&self) -> FoldState {
        FoldState {
            alive: self.all,
            counts: 0,
            sums: [0; SUM_COUNT],
        }
    }

    /// A state in which these features of a topic hold, out of all of the topic's.
    pub(super) fn state_after(&self, topic: usize, holding: u64) -> FoldState {
        let mut state = self.initial_state();
        for (f, (_, consequence)) in self.features[topic].iter().enumerate() {
            if holding >> f & 1 == 1 {
                state.alive &= !consequence.excluded_by;
                for tally in &consequence.tallies {
                    state.counts += 1 << self.tallies[*tally].shift;
                }
            } else {
                state.alive &= !consequence.required_by;
            }
        }
        state
    }

    /// Two states of different topics together, in plainest form; nothing where the lead is of no
    /// interest any more. Between them they have seen so many of each tally's topics.
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
            if tally.conditions & both.alive == 0 {
                continue;
            }
            let number =
                (tally.extract(one.counts) + tally.extract(other.counts)).min(tally.required);
            if number + (tally.factors - seen) < tally.required {
                both.alive &= !tally.conditions;
            }
            counts |= u128::from(number) << tally.shift;
        }
        both.counts = counts;
        self.normalize(both)
    }

    /// A state in plainest form: tallies that no living condition asks for are forgotten. (One that
    /// is met stays at what is asked for, which is the same in every state that it matters to.)
    pub(super) fn normalize(&self, mut state: FoldState) -> Option<FoldState> {
        if !state.alive & self.required != 0 {
            return None;
        }
        for tally in &self.tallies {
            if tally.conditions & state.alive == 0 {
                state.counts &= !tally.mask();
            }
        }
        Some(state)
    }

    /// The conditions that states of all topics together leave alive.
    pub(super) fn alive_together(&self, states: [&FoldState; 3]) -> u128 {
        let mut alive = states.iter().fold(self.all, |alive, s| alive & s.alive);
        for tally in &self.tallies {
            let number: u32 = states.iter().map(|s| tally.extract(s.counts)).sum();
            if number < tally.required {
                alive &= !tally.conditions;
            }
        }
        alive
    }
}

/// How many topics of each tally have been seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SeenCounts(Vec<u32>);

impl SeenCounts {
    /// With those of other topics.
    pub(super) fn plus(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a + b).collect())
    }
}

impl CountTracker {
    fn mask(&self) -> u128 {
        ((1 << self.bits) - 1) << self.shift
    }

    fn extract(&self, counts: u128) -> u32 {
        (counts >> self.shift) as u32 & ((1 << self.bits) - 1)
    }
}
