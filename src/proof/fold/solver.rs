//! The entry point to the fold: one model, or two versions of it, and queries about their leads.

use std::cmp::Ordering;
use std::hash::Hash;
use std::sync::Arc;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use crate::model::wording::grouped;
use crate::model::{CriterionKind, Id};
use crate::scoring::Scorer;

use super::super::cancel::{Cancel, HeldMemory, ProofError};
use super::factor_effects::LeadSpace;
use super::factor_set::FactorSet;
use super::factors::{Factor, FactorAnswer};
use super::fold_state::ConditionTracker;
use super::halves::{FoldInput, Halves, PointUse};
use super::join::RowPair;
use super::same_points::same_points;
use super::semiring::Semiring;
use super::smallest_lead::{LeadSemiring, Smallest64, Smallest128, SmallestWide};
use super::topics::SharedTopic;
use super::tracked_conditions::{ConditionSet, TrackedCondition};

/// The range of all totals.
pub(crate) const ANY_TOTAL: (i64, i64) = (i64::MIN, i64::MAX);

/// One model, or two versions of it, with the conditions to track.
pub(crate) struct Solver<'a> {
    pub models: Vec<&'a Scorer>,
    factors: Arc<FactorSet>,
    /// If both versions count the same points for every lead: for each group of the second, the
    /// matching group of the first.
    pub(super) same_points: Option<Vec<usize>>,
    pub(super) conditions: ConditionSet,
    /// For each model, the conditions of its never rules. A lead that meets one of each model is no
    /// possible lead.
    never: Vec<Vec<TrackedCondition>>,
}

/// A query about the condition masks of leads.
pub(crate) struct FoldQuery<'a, 'b> {
    pub leads: LeadSpace<'a>,
    /// Conditions that a lead must meet to be of interest.
    pub required: u128,
    /// The totals of interest in the first model, as a half-open range.
    pub total_range: (i64, i64),
    /// Maps masks to classes; leads without a class are of no interest.
    pub classify: &'b mut dyn FnMut(u128) -> Option<u32>,
}

impl<'a, 'b> FoldQuery<'a, 'b> {
    /// Creates a query about leads with any total.
    pub(crate) fn all_totals(
        leads: LeadSpace<'a>,
        classify: &'b mut dyn FnMut(u128) -> Option<u32>,
    ) -> Self {
        Self {
            leads,
            required: 0,
            total_range: ANY_TOTAL,
            classify,
        }
    }
}

/// The smallest lead of each class, as the positions of the answers that hold.
pub(crate) type SmallestLeads = FxHashMap<u32, Vec<usize>>;

/// The least and the greatest value of fit, behaviour and total, each with the smallest lead.
pub(crate) type PointExtremes = [[(i64, Vec<usize>); 2]; 3];

// Runs a block with the cheapest representation of smallest leads that is large enough.
macro_rules! sized {
    ($answers:expr, $W:ident => $body:expr) => {
        match $answers {
            0..=Smallest64::MAX_ANSWERS => {
                type $W = Smallest64;
                $body
            }
            0..=Smallest128::MAX_ANSWERS => {
                type $W = Smallest128;
                $body
            }
            0..=256 => {
                type $W = SmallestWide<4>;
                $body
            }
            0..=1_024 => {
                type $W = SmallestWide<16>;
                $body
            }
            0..=4_096 => {
                type $W = SmallestWide<64>;
                $body
            }
            more => Err(ProofError::TooLarge(format!(
                "at most 4,096 answers can be proved, and there are {}",
                grouped(more)
            ))),
        }
    };
}

impl<'a> Solver<'a> {
    /// Creates a solver for one model.
    ///
    /// # Errors
    ///
    /// Fails if what conditions mean together can't be settled, or the proof is cancelled.
    pub(crate) fn for_model(scorer: &'a Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        let solver = Self {
            models: vec![scorer],
            factors: FactorSet::of(&[scorer], &|| cancel.is_cancelled())?,
            same_points: Some(Vec::new()),
            conditions: ConditionSet::default(),
            never: Vec::new(),
        };
        solver.with_never_rules()
    }

    /// Creates a solver for two versions of a model.
    ///
    /// # Errors
    ///
    /// As for [`Solver::for_model`].
    pub(crate) fn for_versions(
        before: &'a Scorer,
        after: &'a Scorer,
        cancel: &Cancel<'_>,
    ) -> Result<Self, ProofError> {
        let factors = FactorSet::of(&[before, after], &|| cancel.is_cancelled())?;
        let solver = Self {
            same_points: same_points(before, after, &factors.list),
            models: vec![before, after],
            factors,
            conditions: ConditionSet::default(),
            never: Vec::new(),
        };
        solver.with_never_rules()
    }

    fn with_never_rules(mut self) -> Result<Self, ProofError> {
        for model in 0..self.models.len() {
            let rules = self.models[model].never().iter();
            let conditions = rules.map(|never| self.clauses_condition(model, &never.rule.clauses));
            let conditions = conditions.collect::<Result<_, _>>()?;
            self.never.push(conditions);
        }
        Ok(self)
    }

    /// Returns whether leads with a mask are what no lead can be, by every model.
    fn is_left_out(&self, mask: u128) -> bool {
        self.never
            .iter()
            .all(|rules| rules.iter().any(|rule| rule.holds_for(mask)))
    }

    /// Returns whether some leads may be left out.
    fn has_never_rules(&self) -> bool {
        self.never.iter().all(|rules| !rules.is_empty())
    }

    /// Returns the factors.
    pub(crate) fn factors(&self) -> &[Factor] {
        &self.factors.list
    }

    /// Returns the topics that join some factors.
    pub(crate) fn topics(&self) -> &[SharedTopic] {
        &self.factors.topics
    }

    /// Returns the answer that the other version has with the same id, if it is apart from this one:
    /// its place.
    pub(crate) fn counterpart(
        &self,
        factor: &Factor,
        answer: &FactorAnswer,
        model: usize,
    ) -> Option<usize> {
        let id = |m: usize, answer: &FactorAnswer| {
            let scorer = self.models.get(m)?;
            scorer.answer_id(factor.criteria[m]?, answer.index[m]?)
        };
        let own = id(model, answer)?;
        let other = factor
            .answers
            .iter()
            .position(|l| id(1 - model, l) == Some(own))?;
        Some(factor.first_place + other)
    }

    /// Compares two leads by size: fewest counted answers, ties broken by listed order.
    pub(crate) fn compare_leads(&self, one: &[usize], other: &[usize]) -> Ordering {
        let counted = |places: &[usize]| {
            let holds = |place: usize| places.binary_search(&place).is_ok();
            let of = |factor: &Factor| {
                let answers = (0..factor.answers.len()).filter(|l| holds(factor.first_place + l));
                answers.filter(|l| factor.is_counted(*l, holds)).count()
            };
            self.factors().iter().map(of).sum::<usize>()
        };
        let by_listing = || {
            let (ours, theirs) = (one.iter(), other.iter());
            let first = ours.zip(theirs).find(|(a, b)| a != b);
            // If one is a prefix of the other, the longer lead is the smaller.
            first.map_or(other.len().cmp(&one.len()), |(a, b)| a.cmp(b))
        };
        counted(one).cmp(&counted(other)).then_with(by_listing)
    }

    /// Returns the number of possible leads.
    ///
    /// # Errors
    ///
    /// Fails if never rules leave some out and the budget runs out.
    fn possible_leads(&self, cancel: &Cancel<'_>) -> Result<BigUint, ProofError> {
        if !self.has_never_rules() {
            return Ok(self.all_patterns());
        }
        let mut classify = |_| Some(0);
        let query = FoldQuery::all_totals(LeadSpace::Possible, &mut classify);
        let mut counts = self.count_leads(query, cancel)?;
        Ok(counts.remove(&0).unwrap_or_default())
    }

    /// Returns the never rules of the last model, by index, that leave out leads.
    ///
    /// # Errors
    ///
    /// Fails if the budget runs out or the proof is cancelled.
    fn rules_taken_as_given(&self, cancel: &Cancel<'_>) -> Result<Vec<usize>, ProofError> {
        let mut given = Vec::new();
        if !self.has_never_rules() {
            return Ok(given);
        }
        let last = self.never.len() - 1;
        for (at, rule) in self.never[last].iter().enumerate() {
            let mut classify = |mask| (self.is_left_out(mask) && rule.holds_for(mask)).then_some(0);
            let mut query = FoldQuery::all_totals(LeadSpace::Possible, &mut classify);
            let mut found = false;
            sized!(self.factors.answer_count(), W => {
                self.fold_all_pairs::<W>(&mut query, PointUse::Conditions, cancel, &mut |pair| {
                    pair.by_class(cancel, &mut |_, _| {
                        found = true;
                        Ok(())
                    })
                })
            })?;
            if found {
                given.push(at);
            }
        }
        Ok(given)
    }

    /// Returns the number of possible leads, and the never rules that leave out others.
    ///
    /// # Errors
    ///
    /// As for both.
    pub(crate) fn possible_and_given(
        &self,
        cancel: &Cancel<'_>,
    ) -> Result<(BigUint, Vec<Id>), ProofError> {
        let scorer = self.models[self.models.len() - 1];
        let given = self.rules_taken_as_given(cancel)?.into_iter();
        let given = given.filter_map(|at| scorer.never_id(at).cloned());
        Ok((self.possible_leads(cancel)?, given.collect()))
    }

    /// Returns the number of patterns of answers, those that never rules leave out among them.
    fn all_patterns(&self) -> BigUint {
        let apart = self
            .factors()
            .iter()
            .filter(|factor| factor.topic.is_none());
        let apart = apart.map(|factor| {
            if factor.exclusive {
                BigUint::from(factor.answers.len() + usize::from(!factor.has_otherwise()))
            } else {
                BigUint::from(1_u8) << factor.answers.len()
            }
        });
        let together = self.topics().iter().map(|topic| {
            let patterns = topic.patterns.iter().filter(|pattern| !pattern.extended);
            let free = topic
                .factors
                .iter()
                .map(|t| self.factors()[*t].free_answers());
            BigUint::from(patterns.count()) << free.sum::<usize>()
        });
        apart.chain(together).product()
    }

    /// Finds the smallest lead of each class.
    pub(crate) fn smallest_leads(
        &self,
        mut query: FoldQuery<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<SmallestLeads, ProofError> {
        sized!(self.factors.answer_count(), W => {
            let mut best = BestByClass::<u32, W>::new(self, cancel);
            self.fold_classes(&mut query, cancel, &mut |class, lead: W| best.add(class, &lead))?;
            Ok(best.into_places())
        })
    }

    /// Finds the smallest lead of each class and difference between the two models' totals.
    pub(crate) fn smallest_by_difference(
        &self,
        mut query: FoldQuery<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<FxHashMap<(u32, i64), Vec<usize>>, ProofError> {
        sized!(self.factors.answer_count(), W => {
            let mut best = BestByClass::<(u32, i64), W>::new(self, cancel);
            self.fold_pairs(&mut query, PointUse::Asked, cancel, &mut |pair| {
                pair.by_class(cancel, &mut |class, lead: W| {
                    best.add((class, pair.second_offset), &lead)
                })
            })?;
            Ok(best.into_places())
        })
    }

    /// Finds the smallest lead of each class and total in the first model.
    pub(crate) fn smallest_by_total(
        &self,
        mut query: FoldQuery<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<FxHashMap<(u32, i64), Vec<usize>>, ProofError> {
        sized!(self.factors.answer_count(), W => {
            let mut best = BestByClass::<(u32, i64), W>::new(self, cancel);
            self.fold_pairs(&mut query, PointUse::Asked, cancel, &mut |pair| {
                pair.by_class_and_total(cancel, &mut |class, total, lead: W| {
                    best.add((class, total), &lead)
                })
            })?;
            Ok(best.into_places())
        })
    }

    /// Counts the leads of each class.
    pub(crate) fn count_leads(
        &self,
        mut query: FoldQuery<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<FxHashMap<u32, BigUint>, ProofError> {
        let query = &mut query;
        match self.all_patterns().bits() {
            0..64 => self.count_leads_in::<u64>(query, cancel),
            64..128 => self.count_leads_in::<u128>(query, cancel),
            _ => self.count_leads_in::<BigUint>(query, cancel),
        }
    }

    fn count_leads_in<W: Semiring + Into<BigUint>>(
        &self,
        query: &mut FoldQuery<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<FxHashMap<u32, BigUint>, ProofError> {
        let mut counts = BestByClass::<u32, W>::new(self, cancel);
        self.fold_classes(query, cancel, &mut |class, leads: W| {
            counts.add(class, &leads)
        })?;
        Ok(counts
            .by_class
            .into_iter()
            .map(|(class, n)| (class, n.into()))
            .collect())
    }

    /// Finds the extremes of fit, behaviour and total over the possible leads of one model.
    pub(crate) fn point_extremes(&self, cancel: &Cancel<'_>) -> Result<PointExtremes, ProofError> {
        if self.has_crossing_topic() || self.has_never_rules() {
            let [fit, behaviour] = [CriterionKind::Fit, CriterionKind::Behaviour].map(|kind| {
                let only = self.models[0].with_points_of(kind);
                Solver::for_model(&only, cancel)?.total_extremes(cancel)
            });
            return Ok([fit?, behaviour?, self.total_extremes(cancel)?]);
        }
        sized!(self.factors.answer_count(), W => self.point_extremes_in::<W>(cancel))
    }

    /// Returns whether some topic has criteria of both kinds.
    fn has_crossing_topic(&self) -> bool {
        self.topics().iter().any(|topic| {
            let criteria = topic.factors.iter();
            let criteria = criteria.filter_map(|t| self.factors()[*t].criteria[0]);
            let mut kinds = criteria.map(|c| self.models[0].criteria()[c].kind);
            let first = kinds.next();
            kinds.any(|kind| Some(kind) != first)
        })
    }

    /// Finds the least and the greatest total over the possible leads of one model.
    fn total_extremes(&self, cancel: &Cancel<'_>) -> Result<[(i64, Vec<usize>); 2], ProofError> {
        let mut classify = |_| Some(0);
        let query = FoldQuery::all_totals(LeadSpace::Possible, &mut classify);
        let totals = self.smallest_by_total(query, cancel)?.into_iter();
        let mut totals: Vec<(i64, Vec<usize>)> =
            totals.map(|((_, total), places)| (total, places)).collect();
        totals.sort();
        let ends = totals.first().cloned().zip(totals.pop());
        Ok(ends.map_or_else(Default::default, |(least, most)| [least, most]))
    }

    fn point_extremes_in<W: LeadSemiring>(
        &self,
        cancel: &Cancel<'_>,
    ) -> Result<PointExtremes, ProofError> {
        let tracker = ConditionTracker::new(&[], self.factors().len(), 0)?;
        let halves: Halves<W> = self
            .fold_input(&tracker, PointUse::Asked)
            .fold_halves(LeadSpace::Possible, cancel)?;
        let [fit, behaviour] = halves.subtotals().map(|row| row.entries());
        let any = |row: &[(i64, W)]| {
            let mut any = W::none();
            for (_, lead) in row {
                any.add(lead);
            }
            any
        };
        let (any_fit, any_behaviour) = (any(&fit), any(&behaviour));
        let end = |last: bool| {
            let at = |row: &[(i64, W)]| row[if last { row.len() - 1 } else { 0 }].clone();
            let ((f, fit_lead), (b, behaviour_lead)) = (at(&fit), at(&behaviour));
            [
                (f, fit_lead.times(&any_behaviour).places()),
                (b, behaviour_lead.times(&any_fit).places()),
                (f + b, fit_lead.times(&behaviour_lead).places()),
            ]
        };
        let ([f0, b0, t0], [f1, b1, t1]) = (end(false), end(true));
        Ok([[f0, f1], [b0, b1], [t0, t1]])
    }

    fn fold_classes<W: Semiring>(
        &self,
        query: &mut FoldQuery<'_, '_>,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(u32, W) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        self.fold_pairs(query, PointUse::Conditions, cancel, &mut |pair| {
            pair.by_class(cancel, found)
        })
    }

    /// Runs a fold and yields pairs of rows of both halves, without the leads that no lead can be.
    fn fold_pairs<W: Semiring>(
        &self,
        query: &mut FoldQuery<'_, '_>,
        points: PointUse,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(&RowPair<'_, W>) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        if !self.has_never_rules() {
            return self.fold_all_pairs(query, points, cancel, found);
        }
        let asked = &mut *query.classify;
        let mut classify = |mask| (!self.is_left_out(mask)).then(|| asked(mask)).flatten();
        let mut possible = FoldQuery {
            leads: query.leads,
            required: query.required,
            total_range: query.total_range,
            classify: &mut classify,
        };
        self.fold_all_pairs(&mut possible, points, cancel, found)
    }

    /// Runs a fold and yields pairs of rows of both halves. Points are tracked only if the query or
    /// a condition needs them.
    fn fold_all_pairs<W: Semiring>(
        &self,
        query: &mut FoldQuery<'_, '_>,
        points: PointUse,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(&RowPair<'_, W>) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        let tracker =
            ConditionTracker::new(&self.conditions.list, self.factors().len(), query.required)?;
        let points = if query.total_range == ANY_TOTAL {
            points
        } else {
            PointUse::Asked
        };
        let folded = self.fold_input(&tracker, points);
        let halves = folded.fold_halves(query.leads, cancel)?;
        halves.join(&folded, query.total_range, query.classify, cancel, found)
    }

    fn fold_input<'b>(&'b self, tracker: &'b ConditionTracker, points: PointUse) -> FoldInput<'b> {
        FoldInput {
            models: &self.models,
            factors: &self.factors,
            tracker,
            points,
            measured_models: if self.same_points.is_some() { 1 } else { 2 },
            lead_bits: self.all_patterns().bits(),
        }
    }
}

/// The best value found for each class of leads.
struct BestByClass<K, W> {
    by_class: FxHashMap<K, W>,
    /// Bytes that one class takes, including its key and its lead's positions.
    bytes: u64,
    memory: HeldMemory,
}

impl<K: Eq + Hash, W: Semiring> BestByClass<K, W> {
    fn new(solver: &Solver<'_>, cancel: &Cancel<'_>) -> Self {
        let answers = solver.factors.answer_count() as u64;
        Self {
            by_class: FxHashMap::default(),
            bytes: 256 + 8 * answers + 2 * W::size(answers).bytes,
            memory: cancel.hold_memory(),
        }
    }

    fn add(&mut self, class: K, leads: &W) -> Result<(), ProofError> {
        let before = self.by_class.len();
        self.by_class
            .entry(class)
            .or_insert_with(W::none)
            .add(leads);
        self.memory
            .grow((self.by_class.len() - before) as u64 * self.bytes)
    }
}

impl<K: Eq + Hash, W: LeadSemiring> BestByClass<K, W> {
    /// Returns the smallest leads as the positions of their answers.
    fn into_places(self) -> FxHashMap<K, Vec<usize>> {
        let found = self.by_class.into_iter();
        found.map(|(key, lead)| (key, lead.places())).collect()
    }
}
