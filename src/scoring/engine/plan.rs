//! A scorer prepared for batch scoring: how wide points must be, which part of each rule depends
//! on answers alone, where bands start.

use std::sync::Arc;

use crate::model::{Combine, CriterionKind};
use crate::scoring::compile::{Clause, CompiledCriterion, EntryRule, Measure, ResolvedRef, Scorer};

/// A scorer prepared for batch scoring.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub scorer: Arc<Scorer>,
    /// Whether 16 bits hold every sum of points any lead can have.
    pub narrow: bool,
    /// Whether 64 bits do, so that no sum saturates and order doesn't matter.
    pub exact: bool,
    /// The rules of the stages, in listed order, followed by those of the routes.
    pub rules: Vec<PlannedRule>,
    /// Bands with the total each starts at, ascending; the first starts at the bottom.
    pub bands: Vec<(Option<i64>, Option<usize>)>,
}

/// A rule, split by what its parts depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlannedRule {
    /// The part that depends on answers alone. Empty for a stage every lead is in; a clause that
    /// never holds for a stage that isn't computed.
    pub answer_clauses: Vec<Clause>,
    /// Minima of points.
    pub minima: Vec<(Measure, i64)>,
    /// Stages whose rules must hold too.
    pub reached: Vec<usize>,
}

impl PlannedRule {
    fn new(clauses: &[Clause]) -> Self {
        let mut rule = Self {
            answer_clauses: Vec::new(),
            minima: Vec::new(),
            reached: Vec::new(),
        };
        for clause in clauses {
            match clause {
                Clause::Points { of, least, .. } => rule.minima.push((*of, *least)),
                Clause::Reached(stage) => rule.reached.push(*stage),
                fixed => rule.answer_clauses.push(fixed.clone()),
            }
        }
        rule
    }

    /// Returns the criteria whose answers the rule depends on.
    pub fn criteria(&self) -> impl Iterator<Item = usize> {
        self.answer_clauses
            .iter()
            .flat_map(clause_references)
            .filter_map(|w| w.criterion)
    }
}

/// Returns the index of a kind's points: fit, then behaviour.
pub(super) fn kind_index(kind: CriterionKind) -> usize {
    match kind {
        CriterionKind::Fit => 0,
        CriterionKind::Behaviour => 1,
    }
}

/// Returns the references a clause names.
pub(super) fn clause_references(clause: &Clause) -> impl Iterator<Item = &ResolvedRef> {
    let (plain, topics): (&[ResolvedRef], &[Vec<ResolvedRef>]) = match clause {
        Clause::All(one) | Clause::Not(one) => (std::slice::from_ref(one), &[]),
        Clause::Any(several) | Clause::AtLeast { of: several, .. } => (several, &[]),
        Clause::AtLeastTopics { topics, .. } => (&[], topics),
        Clause::Points { .. } | Clause::Reached(_) | Clause::Never(_) => (&[], &[]),
    };
    plain.iter().chain(topics.iter().flatten())
}

/// Bounds of a sum, including its partial sums.
#[derive(Clone, Copy, Default)]
struct Bounds {
    least: i128,
    most: i128,
}

impl Bounds {
    fn plus(self, other: Self) -> Self {
        Self {
            least: self.least + other.least.min(0),
            most: self.most + other.most.max(0),
        }
    }

    fn fits(self, least: i64, most: i64) -> bool {
        self.least >= i128::from(least) && self.most <= i128::from(most)
    }
}

impl Plan {
    pub fn new(scorer: Arc<Scorer>) -> Self {
        let sums = all_sum_bounds(&scorer);
        // Leave out one value at the bottom: the least number stands for "no answer holds".
        let fit = |least, most| sums.iter().all(|sum| sum.fits(least, most));
        let stages = scorer.stages.iter().map(|stage| match &stage.rule {
            EntryRule::Always => PlannedRule::new(&[]),
            EntryRule::ByPerson => PlannedRule::new(&[Clause::Never(String::new())]),
            EntryRule::Rule(rule) => PlannedRule::new(&rule.clauses),
        });
        let routes = scorer
            .routes
            .iter()
            .map(|r| PlannedRule::new(&r.rule.clauses));
        Self {
            narrow: fit(i64::from(i16::MIN) + 1, i64::from(i16::MAX)),
            exact: fit(i64::MIN + 1, i64::MAX),
            rules: stages.chain(routes).collect(),
            bands: band_starts(&scorer),
            scorer,
        }
    }

    /// Returns the index of a route's rule.
    pub fn route_rule(&self, route: usize) -> usize {
        self.scorer.stages.len() + route
    }

    /// Returns the stage whose rule makes a lead qualified.
    pub fn handoff_stage(&self) -> Option<usize> {
        self.scorer.handoff_rule()?;
        self.scorer.handoff.as_ref()?.stage
    }
}

/// Returns the bounds of every sum computed on the way to a lead's points.
fn all_sum_bounds(scorer: &Scorer) -> Vec<Bounds> {
    let mut groups = vec![Bounds::default(); scorer.groups.len()];
    let mut kinds = [Bounds::default(); 2];
    let mut all = Vec::new();
    for criterion in &scorer.criteria {
        let own = criterion_bounds(criterion);
        all.push(own);
        let into = match criterion.group {
            Some(g) => &mut groups[g],
            None => &mut kinds[kind_index(criterion.kind)],
        };
        *into = into.plus(own);
    }
    for (group, sum) in scorer.groups.iter().zip(&groups) {
        let clamp = |value: i128| {
            let raised = group.min.map_or(value, |min| value.max(min.into()));
            group.max.map_or(raised, |max| raised.min(max.into()))
        };
        let capped = Bounds {
            least: clamp(sum.least),
            most: clamp(sum.most),
        };
        all.push(capped);
        let kind = &mut kinds[kind_index(group.kind)];
        *kind = kind.plus(capped);
    }
    all.extend(groups);
    all.extend(kinds);
    all.push(kinds[0].plus(kinds[1]));
    all
}

fn criterion_bounds(criterion: &CompiledCriterion) -> Bounds {
    let points = criterion.answers.iter().map(|l| i128::from(l.points));
    match criterion.combine {
        Combine::Sum => points.fold(Bounds::default(), |sum, points| {
            sum.plus(Bounds {
                least: points,
                most: points,
            })
        }),
        Combine::OneOf | Combine::Highest => Bounds {
            least: points.clone().fold(0, i128::min),
            most: points.fold(0, i128::max),
        },
    }
}

/// Returns where the bands start, ascending; the first starts at the bottom.
fn band_starts(scorer: &Scorer) -> Vec<(Option<i64>, Option<usize>)> {
    let mut begins: Vec<i64> = scorer.bands.iter().filter_map(|b| b.from).collect();
    begins.sort_unstable();
    begins.dedup();
    let lowest = scorer.bands.iter().position(|b| b.from.is_none());
    let mut bands = vec![(None, lowest)];
    bands.extend(
        begins
            .into_iter()
            .map(|from| (Some(from), scorer.band_of(from))),
    );
    bands
}
