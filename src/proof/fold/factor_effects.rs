//! The effects of one factor: which features hold and what it counts, each distinct effect once,
//! with the weight of all the answer patterns that have it.
//!
//! The subsets of a criterion's answers are never enumerated: answers are folded one by one, and
//! equal effects are merged at each step.

use rustc_hash::FxHashMap;

use crate::model::Combine;
use crate::scoring::compiled_model::held_answers;
use crate::scoring::{Responses, Scorer};

use super::super::cancel::{Cancel, ProofError};
use super::factors::Factor;
use super::semiring::{CellCost, Semiring};
use super::tracked_conditions::Feature;

/// Bytes that an entry of the fold takes besides its weight.
const EFFECT_BYTES: u64 = 96;

/// The set of leads that a fold covers.
#[derive(Clone, Copy)]
pub(crate) enum LeadSpace<'a> {
    /// The possible leads, the population that displayed counts cover.
    Possible,
    /// The possible leads, and those with a `one-of` criterion without any answer despite its
    /// `otherwise`.
    Extended,
    /// The leads that a lead can become with further answers. Answers that hold already cost
    /// nothing. In a `one-of` criterion a further answer replaces the one that holds; if none
    /// holds, it falls back to its `otherwise`, which isn't counted. One model only.
    Further(&'a Responses),
}

/// A distinct effect of some of a factor's answer patterns.
#[derive(Clone, Debug)]
pub(super) struct FactorEffect<W> {
    /// A bit for each feature of the factor that holds.
    pub features: u64,
    pub points: [i64; 2],
    pub weight: W,
}

/// How a model counts the answers folded so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum CountedPoints {
    /// The model doesn't have the factor.
    Nothing,
    Sum(i64),
    Highest(Option<i64>),
    /// The model's own first answer that holds, and that answer's index in the factor.
    First(Option<(usize, usize)>),
}

/// The fold over one factor's answers.
pub(super) struct FactorFold<'a> {
    pub models: &'a [&'a Scorer],
    pub factor: &'a Factor,
    pub features: &'a [Feature],
    pub leads: LeadSpace<'a>,
    /// The cost of one weight.
    pub size: CellCost,
}

impl FactorFold<'_> {
    /// Returns every distinct effect.
    pub(super) fn effects<W: Semiring>(
        &self,
        cancel: &Cancel<'_>,
    ) -> Result<Vec<FactorEffect<W>>, ProofError> {
        if self.factor.exclusive {
            return Ok(self.exclusive_effects());
        }
        let start = ([self.initial_points(0), self.initial_points(1)], 0_u64);
        self.effects_from(start, W::one(), cancel)
    }

    /// Returns every distinct effect with a pattern of the decided answers, given the places of
    /// those that hold.
    pub(super) fn pattern_effects<W: Semiring>(
        &self,
        held: &[usize],
        cancel: &Cancel<'_>,
    ) -> Result<Vec<FactorEffect<W>>, ProofError> {
        let holds = |place: usize| held.binary_search(&place).is_ok();
        let own = (0..self.factor.answers.len()).filter(|l| holds(self.factor.first_place + l));
        let own: Vec<usize> = own.collect();
        let mut weight = W::one();
        let now = self.held_answers();
        let falls = self.fallback_answer();
        for l in own.iter().filter(|l| !now.contains(l)) {
            let counted = match self.leads {
                LeadSpace::Further(_) => falls != Some(*l),
                _ => self.factor.is_counted(*l, holds),
            };
            weight = weight.times(&W::answer(self.factor.first_place + l, counted));
        }
        if self.factor.free_answers() == 0 {
            return Ok(vec![FactorEffect {
                features: self.feature_bits(|feature| own.iter().any(|l| feature.answers[*l])),
                points: [0, 1].map(|m| self.held_points(m, &own)),
                weight,
            }]);
        }
        let mut start = ([self.initial_points(0), self.initial_points(1)], 0_u64);
        for l in own {
            let features = start.1 | self.features_with(&start.0, l);
            start = ([0, 1].map(|m| self.add_answer(m, start.0[m], l)), features);
        }
        self.effects_from(start, weight, cancel)
    }

    /// Returns what a model counts if exactly these answers hold.
    fn held_points(&self, model: usize, held: &[usize]) -> i64 {
        let mut counted = self.initial_points(model);
        for l in held {
            counted = self.add_answer(model, counted, *l);
        }
        self.counted_points(model, counted)
    }

    /// Adds the answers that no pattern decides, each as held or not.
    fn effects_from<W: Semiring>(
        &self,
        start: ([CountedPoints; 2], u64),
        weight: W,
        cancel: &Cancel<'_>,
    ) -> Result<Vec<FactorEffect<W>>, ProofError> {
        let now = self.held_answers();
        let mut sums = FxHashMap::default();
        sums.insert(start, weight);
        let mut memory = cancel.hold_memory();
        let answers = self.factor.answers.iter().enumerate();
        for (l, answer) in answers.filter(|(_, answer)| !answer.decided) {
            cancel.spend((3 + self.size.steps) * sums.len() as u64)?;
            let mut held = memory.sibling();
            let mut next = FxHashMap::default();
            let counted = matches!(self.leads, LeadSpace::Further(_)) || !answer.otherwise;
            let holds = W::answer(self.factor.first_place + l, counted);
            for ((counted, features), weight) in sums {
                let with = (
                    [0, 1].map(|m| self.add_answer(m, counted[m], l)),
                    features | self.features_with(&counted, l),
                );
                let mut put = |key, weight: W| match next.entry(key) {
                    std::collections::hash_map::Entry::Vacant(free) => {
                        free.insert(weight);
                    }
                    std::collections::hash_map::Entry::Occupied(mut there) => {
                        W::add(there.get_mut(), &weight);
                    }
                };
                if now.contains(&l) {
                    put(with, weight);
                } else {
                    put(with, weight.times(&holds));
                    put((counted, features), weight);
                }
            }
            // Old and new maps coexist up to here; the new one may have twice its length allocated.
            held.grow(2 * next.len() as u64 * (self.size.bytes + EFFECT_BYTES))?;
            memory = held;
            sums = next;
        }
        let effects = sums.into_iter();
        Ok(effects
            .map(|((c, f), w)| self.build_effect(c, f, w))
            .collect())
    }

    /// Returns the answers that hold already.
    fn held_answers(&self) -> Vec<usize> {
        match (self.leads, self.factor.criteria[0]) {
            (LeadSpace::Further(responses), Some(c)) => held_answers(
                self.models[0].criteria()[c].combine,
                responses.criterion_truths(c),
            )
            .collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the answer that a criterion falls back to if none of its answers holds.
    fn fallback_answer(&self) -> Option<usize> {
        match (self.leads, self.factor.criteria[0]) {
            (LeadSpace::Further(responses), Some(c)) => {
                self.models[0].fallback_answer(c, responses)
            }
            _ => None,
        }
    }

    /// Returns the effects of a factor of which at most one answer holds.
    fn exclusive_effects<W: Semiring>(&self) -> Vec<FactorEffect<W>> {
        let now = self.held_answers();
        let falls = self.fallback_answer();
        let (empty, further) = match self.leads {
            LeadSpace::Possible => (!self.factor.has_otherwise(), false),
            LeadSpace::Extended => (true, false),
            LeadSpace::Further(_) => (now.is_empty() && falls.is_none(), true),
        };
        let mut effects = Vec::new();
        if empty {
            effects.push(self.single_effect(None, W::one()));
        }
        for (l, answer) in self.factor.answers.iter().enumerate() {
            let weight = if now.contains(&l) {
                W::one()
            } else {
                let counted = further && falls != Some(l) || !answer.otherwise;
                W::answer(self.factor.first_place + l, counted)
            };
            effects.push(self.single_effect(Some(l), weight));
        }
        effects
    }

    fn single_effect<W>(&self, answer: Option<usize>, weight: W) -> FactorEffect<W> {
        let known = answer.map(|l| self.factor.answers[l].index);
        let points = [0, 1].map(|m| {
            let (Some(c), Some(Some(l))) = (self.factor.criteria[m], known.map(|of| of[m])) else {
                return 0;
            };
            self.models[m].criteria()[c].answers[l].points
        });
        let holds = |feature: &Feature| answer.is_some_and(|l| feature.answers[l]);
        FactorEffect {
            features: self.feature_bits(holds),
            points,
            weight,
        }
    }

    fn feature_bits(&self, holds: impl Fn(&Feature) -> bool) -> u64 {
        let numbered = self.features.iter().enumerate();
        numbered.fold(0, |bits, (f, feature)| {
            bits | u64::from(holds(feature)) << f
        })
    }

    fn initial_points(&self, model: usize) -> CountedPoints {
        let Some(c) = self.factor.criteria[model] else {
            return CountedPoints::Nothing;
        };
        match self.models[model].criteria()[c].combine {
            Combine::Sum => CountedPoints::Sum(0),
            Combine::Highest => CountedPoints::Highest(None),
            Combine::OneOf => CountedPoints::First(None),
        }
    }

    /// Updates what a model counts when another answer holds.
    fn add_answer(&self, model: usize, counted: CountedPoints, answer: usize) -> CountedPoints {
        let (Some(c), Some(l)) = (
            self.factor.criteria[model],
            self.factor.answers[answer].index[model],
        ) else {
            return counted;
        };
        let points = self.models[model].criteria()[c].answers[l].points;
        match counted {
            CountedPoints::Nothing => CountedPoints::Nothing,
            CountedPoints::Sum(sum) => CountedPoints::Sum(sum + points),
            CountedPoints::Highest(best) => {
                CountedPoints::Highest(Some(best.map_or(points, |b| b.max(points))))
            }
            CountedPoints::First(first) => match first {
                Some((before, _)) if before < l => counted,
                _ => CountedPoints::First(Some((l, answer))),
            },
        }
    }

    /// Returns the features that hold with an answer, except in models that take only the first.
    fn features_with(&self, counted: &[CountedPoints; 2], answer: usize) -> u64 {
        let first = |model: usize| matches!(counted[model], CountedPoints::First(_));
        self.feature_bits(|feature| feature.answers[answer] && !first(feature.model))
    }

    fn build_effect<W>(
        &self,
        counted: [CountedPoints; 2],
        features: u64,
        weight: W,
    ) -> FactorEffect<W> {
        let points = [0, 1].map(|m| self.counted_points(m, counted[m]));
        let firsts = self.feature_bits(|feature| {
            matches!(counted[feature.model], CountedPoints::First(Some((_, l))) if feature.answers[l])
        });
        FactorEffect {
            features: features | firsts,
            points,
            weight,
        }
    }

    fn counted_points(&self, model: usize, counted: CountedPoints) -> i64 {
        match (counted, self.factor.criteria[model]) {
            (CountedPoints::Sum(sum), _) => sum,
            (CountedPoints::Highest(best), _) => best.unwrap_or(0),
            (CountedPoints::First(Some((l, _))), Some(c)) => {
                self.models[model].criteria()[c].answers[l].points
            }
            _ => 0,
        }
    }
}
