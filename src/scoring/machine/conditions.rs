//! What a walk keeps account of: conditions, each a conjunction of parts, as bits of a mask.
//!
//! Parts are put into one normal form over the topics, so that the same condition of two rules or
//! of two versions is kept account of once.

use rustc_hash::FxHashMap;

use crate::model::CriterionKind;

use super::super::rules::{Clause, Measure, Wanted};
use super::super::scorer::EntryRule;
use super::board::Board;
use super::cancel::Refused;

/// As many conditions as there are bits in a mask.
const MOST: usize = 128;

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Holds {
    /// For every lead.
    Always,
    /// For none.
    Never,
    /// For those whose mask has this bit.
    Bit(usize),
}

impl Holds {
    /// Whether it holds for leads with this mask.
    pub(crate) fn of(self, mask: u128) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Bit(bit) => mask >> bit & 1 == 1,
        }
    }
}

/// That one of some levels of a topic holds, as a model sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Feature {
    pub topic: usize,
    /// The first model where both see the topic alike.
    pub model: usize,
    /// For each of the topic's levels.
    pub levels: Vec<bool>,
}

/// A part of a condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    /// This must hold, or must not.
    One(Feature, bool),
    /// So many of these must, each of another topic.
    Count(usize, Vec<Feature>),
    /// So many points of this: model, measure and least.
    Points(usize, Sum, i64),
}

/// What points are taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sum {
    Total,
    Fit,
    Behaviour,
    Group(usize),
}

/// The conditions kept account of in one walk.
#[derive(Default)]
pub(crate) struct Conditions {
    pub(super) list: Vec<Vec<Part>>,
    known: FxHashMap<Vec<Part>, usize>,
}

impl Board<'_> {
    /// The condition that all these clauses of a model's rule hold.
    pub(in crate::scoring) fn clauses(
        &mut self,
        model: usize,
        clauses: &[Clause],
    ) -> Result<Holds, Refused> {
        let mut parts = Vec::new();
        let possible = self.gather(model, clauses, &mut parts);
        self.condition(possible.then_some(parts))
    }

    /// The condition that a stage's rule holds; always, where it has none.
    pub(super) fn stage(&mut self, model: usize, stage: usize) -> Result<Holds, Refused> {
        let scorer = self.models[model];
        match &scorer.stages[stage].rule {
            EntryRule::Always => Ok(Holds::Always),
            EntryRule::ByPerson => Ok(Holds::Never),
            EntryRule::Rule(rule) => self.clauses(model, &rule.clauses),
        }
    }

    /// The condition that the hand-off stage's rule holds but for the total it asks for.
    pub(crate) fn qualified_but_for_total(&mut self, model: usize) -> Result<Holds, Refused> {
        let Holds::Bit(bit) = self.qualified(model)? else {
            return self.qualified(model);
        };
        let parts = self.conditions.list[bit].iter();
        let rest = parts.filter(|part| !matches!(part, Part::Points(_, Sum::Total, _)));
        let rest = rest.cloned().collect();
        self.condition(Some(rest))
    }

    /// The least total that the hand-off stage's rule asks for.
    pub(crate) fn least_total(&self, model: usize) -> Option<i64> {
        let scorer = self.models[model];
        let mut parts = Vec::new();
        let possible = self.gather(model, &scorer.handoff_rule()?.clauses, &mut parts);
        let totals = parts.into_iter().filter_map(|part| match part {
            Part::Points(_, Sum::Total, least) => Some(least),
            _ => None,
        });
        totals.max().filter(|_| possible)
    }

    /// The condition that the total is at least so much.
    pub(crate) fn total(&mut self, model: usize, least: i64) -> Result<Holds, Refused> {
        let model = self.measured(model);
        self.condition(Some(vec![Part::Points(model, Sum::Total, least)]))
    }

    /// The condition that one of these levels of a criterion holds.
    pub(crate) fn level(
        &mut self,
        model: usize,
        criterion: usize,
        levels: &[bool],
    ) -> Result<Holds, Refused> {
        let feature = self.feature(model, criterion, levels);
        self.condition(feature.map(|feature| vec![Part::One(feature, true)]))
    }

    /// The condition that none of these levels, of these criteria, holds.
    pub(crate) fn none(
        &mut self,
        model: usize,
        of: &[(usize, Vec<bool>)],
    ) -> Result<Holds, Refused> {
        let features = of
            .iter()
            .filter_map(|(c, levels)| self.feature(model, *c, levels));
        let parts = features.map(|feature| Part::One(feature, false));
        let parts = parts.collect();
        self.condition(Some(parts))
    }

    /// Whether a condition asks for a level of the first model's topic, or for points it brings.
    pub(super) fn helps(&self, condition: usize, topic: usize, level: usize) -> bool {
        let asked = |f: &Feature| f.topic == topic && f.levels[level];
        let scorer = self.models[0];
        let looked = self.topics[topic].criteria[0].map(|c| &scorer.criteria[c]);
        let brings = |of: Sum| {
            looked.is_some_and(|looked| {
                looked.levels[level].points > 0
                    && match of {
                        Sum::Total => true,
                        Sum::Fit => looked.kind == CriterionKind::Fit,
                        Sum::Behaviour => looked.kind == CriterionKind::Behaviour,
                        Sum::Group(g) => looked.group == Some(g),
                    }
            })
        };
        self.conditions.list[condition]
            .iter()
            .any(|part| match part {
                Part::One(feature, wanted) => *wanted && asked(feature),
                Part::Count(_, features) => features.iter().any(asked),
                Part::Points(_, of, _) => brings(*of),
            })
    }

    fn condition(&mut self, parts: Option<Vec<Part>>) -> Result<Holds, Refused> {
        let Some(mut parts) = parts else {
            return Ok(Holds::Never);
        };
        parts.sort();
        parts.dedup();
        if parts.is_empty() {
            return Ok(Holds::Always);
        }
        if let Some(bit) = self.conditions.known.get(&parts) {
            return Ok(Holds::Bit(*bit));
        }
        let bit = self.conditions.list.len();
        if bit == MOST {
            return Err(Refused::TooLarge(format!(
                "rules, routes and bands together ask for more than {MOST} different things: \
                 fewer of them can be proved"
            )));
        }
        self.conditions.list.push(parts.clone());
        self.conditions.known.insert(parts, bit);
        Ok(Holds::Bit(bit))
    }

    /// Gathers the parts of some clauses; whether they can hold at all.
    fn gather(&self, model: usize, clauses: &[Clause], parts: &mut Vec<Part>) -> bool {
        clauses.iter().all(|clause| match clause {
            Clause::All(wanted) => self.wanted(model, wanted).is_some_and(|feature| {
                parts.push(Part::One(feature, true));
                true
            }),
            Clause::Not(wanted) => {
                let feature = self.wanted(model, wanted);
                parts.extend(feature.map(|feature| Part::One(feature, false)));
                true
            }
            Clause::Any(several) => self.several(model, 1, several, parts),
            Clause::AtLeast { count, of, .. } => self.several(model, *count as usize, of, parts),
            Clause::Points { of, least, .. } => {
                let (model, of) = self.measure(model, *of);
                parts.push(Part::Points(model, of, *least));
                true
            }
            Clause::Reached(stage) => match &self.models[model].stages[*stage].rule {
                EntryRule::Always => true,
                EntryRule::ByPerson => false,
                EntryRule::Rule(rule) => self.gather(model, &rule.clauses, parts),
            },
            Clause::Never(_) => false,
        })
    }

    fn several(&self, model: usize, count: usize, of: &[Wanted], parts: &mut Vec<Part>) -> bool {
        let mut features: Vec<Feature> = Vec::new();
        for feature in of.iter().filter_map(|wanted| self.wanted(model, wanted)) {
            let same = features.iter_mut().find(|f| f.topic == feature.topic);
            match same {
                Some(first) => {
                    for (level, also) in first.levels.iter_mut().zip(feature.levels) {
                        *level |= also;
                    }
                }
                None => features.push(feature),
            }
        }
        features.sort();
        if features.len() < count {
            return false;
        }
        if features.len() == count {
            parts.extend(features.into_iter().map(|feature| Part::One(feature, true)));
        } else {
            parts.push(Part::Count(count, features));
        }
        true
    }

    fn wanted(&self, model: usize, wanted: &Wanted) -> Option<Feature> {
        self.feature(model, wanted.criterion?, &wanted.levels)
    }

    /// That one of these levels of a model's criterion holds; nothing where there is none.
    fn feature(&self, model: usize, criterion: usize, wanted: &[bool]) -> Option<Feature> {
        let mut topics = self.topics.iter();
        let topic = topics.position(|topic| topic.criteria[model] == Some(criterion))?;
        let known = &self.topics[topic];
        let levels = known.levels.iter().map(|level| level.of[model]);
        let levels: Vec<bool> = levels.map(|l| l.is_some_and(|l| wanted[l])).collect();
        levels.contains(&true).then_some(Feature {
            topic,
            model: if known.same { 0 } else { model },
            levels,
        })
    }

    /// What a group of the second model is measured as.
    fn group(&self, group: usize) -> usize {
        self.same_points
            .as_ref()
            .map_or(group, |first| first[group])
    }

    /// By which model's points a minimum is measured.
    fn measured(&self, model: usize) -> usize {
        if self.same_points.is_some() { 0 } else { model }
    }

    fn measure(&self, model: usize, of: Measure) -> (usize, Sum) {
        let of = match of {
            Measure::Total => Sum::Total,
            Measure::Kind(CriterionKind::Fit) => Sum::Fit,
            Measure::Kind(CriterionKind::Behaviour) => Sum::Behaviour,
            Measure::Group(g) if model == 1 => Sum::Group(self.group(g)),
            Measure::Group(g) => Sum::Group(g),
        };
        (self.measured(model), of)
    }
}
