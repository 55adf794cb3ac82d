//! What the answers to one topic come to: which features hold and what they count, each such effect
//! once, with all the answers that have it.
//!
//! The subsets of a criterion's levels are never gone through: its levels are folded one by one,
//! and what comes to the same is put together at once.

use rustc_hash::FxHashMap;

use crate::model::Combine;

use super::super::rules::held;
use super::super::{Answers, Scorer};
use super::cancel::{Cancel, Refused};
use super::conditions::Feature;
use super::topics::Topic;
use super::weight::{Size, Weight};

/// Bytes that what is folded takes beside its value.
const AN_EFFECT: u64 = 96;

/// Which leads a walk goes through.
#[derive(Clone, Copy)]
pub(crate) enum Leads<'a> {
    /// The possible ones: what displayed counts are over.
    Possible,
    /// Those, and a `one-of` criterion may be without any level despite its `otherwise`.
    Extended,
    /// What a lead can become when further levels hold; those that hold already cost nothing. Of a
    /// `one-of` criterion another level takes the place of the one that holds; where nothing of it
    /// holds it falls to its `otherwise`, which isn't counted. One model only.
    Further(&'a Answers),
}

/// What some of a topic's answers come to.
#[derive(Clone, Debug)]
pub(super) struct Effect<W> {
    /// A bit for each of the topic's features that holds.
    pub features: u64,
    /// Points in each model.
    pub points: [i64; 2],
    pub weight: W,
}

/// How a model counts the levels folded so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Counted {
    /// It doesn't know the topic.
    Nothing,
    Sum(i64),
    Highest(Option<i64>),
    /// Its own first level that holds, and which of the topic's that is.
    First(Option<(usize, usize)>),
}

/// A topic being folded.
pub(super) struct Folding<'a> {
    pub models: &'a [&'a Scorer],
    pub topic: &'a Topic,
    pub features: &'a [Feature],
    pub leads: Leads<'a>,
    /// What one value takes.
    pub size: Size,
}

impl Folding<'_> {
    /// Every effect.
    pub(super) fn effects<W: Weight>(
        &self,
        cancel: &Cancel<'_>,
    ) -> Result<Vec<Effect<W>>, Refused> {
        if self.topic.one {
            return Ok(self.of_one_level());
        }
        let now = self.now();
        let start = ([self.nothing(0), self.nothing(1)], 0_u64);
        let mut sums = FxHashMap::default();
        sums.insert(start, W::one());
        let mut memory = cancel.hold();
        for (l, level) in self.topic.levels.iter().enumerate() {
            cancel.spend((3 + self.size.steps) * sums.len() as u64)?;
            let mut held = memory.another();
            let mut next = FxHashMap::default();
            let counted = matches!(self.leads, Leads::Further(_)) || !level.otherwise;
            let holds = W::level(self.topic.first + l, counted);
            for ((counted, features), weight) in sums {
                let with = (
                    [0, 1].map(|m| self.with(m, counted[m], l)),
                    features | self.seen(&counted, l),
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
            // Both are there until now, the next twice as large at most.
            held.grow(2 * next.len() as u64 * (self.size.bytes + AN_EFFECT))?;
            memory = held;
            sums = next;
        }
        let effects = sums.into_iter();
        Ok(effects.map(|((c, f), w)| self.effect(c, f, w)).collect())
    }

    /// The levels that hold already.
    fn now(&self) -> Vec<usize> {
        match (self.leads, self.topic.criteria[0]) {
            (Leads::Further(answers), Some(c)) => {
                held(self.models[0].criteria[c].combine, answers.of(c)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The level that a criterion of which nothing holds falls to.
    fn falls(&self) -> Option<usize> {
        match (self.leads, self.topic.criteria[0]) {
            (Leads::Further(answers), Some(c)) => self.models[0].falls_to(c, answers),
            _ => None,
        }
    }

    /// Where one level holds, or none.
    fn of_one_level<W: Weight>(&self) -> Vec<Effect<W>> {
        let now = self.now();
        let falls = self.falls();
        let (empty, further) = match self.leads {
            Leads::Possible => (!self.topic.has_otherwise(), false),
            Leads::Extended => (true, false),
            Leads::Further(_) => (now.is_empty() && falls.is_none(), true),
        };
        let mut effects = Vec::new();
        if empty {
            effects.push(self.one(None, W::one()));
        }
        for (l, level) in self.topic.levels.iter().enumerate() {
            let weight = if now.contains(&l) {
                W::one()
            } else {
                let counted = further && falls != Some(l) || !level.otherwise;
                W::level(self.topic.first + l, counted)
            };
            effects.push(self.one(Some(l), weight));
        }
        effects
    }

    fn one<W>(&self, level: Option<usize>, weight: W) -> Effect<W> {
        let known = level.map(|l| self.topic.levels[l].of);
        let points = [0, 1].map(|m| {
            let (Some(c), Some(Some(l))) = (self.topic.criteria[m], known.map(|of| of[m])) else {
                return 0;
            };
            self.models[m].criteria[c].levels[l].points
        });
        let holds = |feature: &Feature| level.is_some_and(|l| feature.levels[l]);
        Effect {
            features: self.bits(holds),
            points,
            weight,
        }
    }

    fn bits(&self, holds: impl Fn(&Feature) -> bool) -> u64 {
        let numbered = self.features.iter().enumerate();
        numbered.fold(0, |bits, (f, feature)| {
            bits | u64::from(holds(feature)) << f
        })
    }

    fn nothing(&self, model: usize) -> Counted {
        let Some(c) = self.topic.criteria[model] else {
            return Counted::Nothing;
        };
        match self.models[model].criteria[c].combine {
            Combine::Sum => Counted::Sum(0),
            Combine::Highest => Counted::Highest(None),
            Combine::OneOf => Counted::First(None),
        }
    }

    /// What a model counts when another level holds.
    fn with(&self, model: usize, counted: Counted, level: usize) -> Counted {
        let (Some(c), Some(l)) = (
            self.topic.criteria[model],
            self.topic.levels[level].of[model],
        ) else {
            return counted;
        };
        let points = self.models[model].criteria[c].levels[l].points;
        match counted {
            Counted::Nothing => Counted::Nothing,
            Counted::Sum(sum) => Counted::Sum(sum + points),
            Counted::Highest(best) => {
                Counted::Highest(Some(best.map_or(points, |b| b.max(points))))
            }
            Counted::First(first) => match first {
                Some((before, _)) if before < l => counted,
                _ => Counted::First(Some((l, level))),
            },
        }
    }

    /// The features that hold with a level, but for models that take only the first.
    fn seen(&self, counted: &[Counted; 2], level: usize) -> u64 {
        let first = |model: usize| matches!(counted[model], Counted::First(_));
        self.bits(|feature| feature.levels[level] && !first(feature.model))
    }

    fn effect<W>(&self, counted: [Counted; 2], features: u64, weight: W) -> Effect<W> {
        let points = [0, 1].map(|m| match (counted[m], self.topic.criteria[m]) {
            (Counted::Sum(sum), _) => sum,
            (Counted::Highest(best), _) => best.unwrap_or(0),
            (Counted::First(Some((l, _))), Some(c)) => self.models[m].criteria[c].levels[l].points,
            _ => 0,
        });
        let firsts = self.bits(|feature| {
            matches!(counted[feature.model], Counted::First(Some((_, l))) if feature.levels[l])
        });
        Effect {
            features: features | firsts,
            points,
            weight,
        }
    }
}
