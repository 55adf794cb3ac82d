//! The entry point to the fold: one model, or two versions of it, and queries about their leads.

use std::cmp::Ordering;
use std::hash::Hash;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use crate::model::wording::grouped;
use crate::scoring::Scorer;

use super::cancel::{Cancel, HeldMemory, ProofError};
use super::factor_effects::LeadSpace;
use super::factors::{Factor, FactorAnswer, model_factors, version_factors};
use super::fold_state::ConditionTracker;
use super::halves::{FoldInput, Halves, PointUse};
use super::join::RowPair;
use super::same_points::same_points;
use super::semiring::Semiring;
use super::smallest_lead::{LeadSemiring, Smallest64, Smallest128, SmallestWide};
use super::tracked_conditions::ConditionSet;

/// The range of all totals.
pub(crate) const ANY_TOTAL: (i64, i64) = (i64::MIN, i64::MAX);

/// One model, or two versions of it, with the conditions to track.
pub(crate) struct Solver<'a> {
    pub models: Vec<&'a Scorer>,
    pub factors: Vec<Factor>,
    /// If both versions count the same points for every lead: for each group of the second, the
    /// matching group of the first.
    pub(super) same_points: Option<Vec<usize>>,
    pub(super) conditions: ConditionSet,
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
    pub(crate) fn for_model(scorer: &'a Scorer) -> Self {
        Self {
            models: vec![scorer],
            factors: model_factors(scorer),
            same_points: Some(Vec::new()),
            conditions: ConditionSet::default(),
        }
    }

    /// Creates a solver for two versions of a model.
    pub(crate) fn for_versions(before: &'a Scorer, after: &'a Scorer) -> Self {
        let factors = version_factors(before, after);
        Self {
            same_points: same_points(before, after, &factors),
            models: vec![before, after],
            factors,
            conditions: ConditionSet::default(),
        }
    }

    /// Returns whether an answer that only this version has exists in the other too, but with a
    /// different condition.
    pub(crate) fn has_changed_condition(
        &self,
        factor: &Factor,
        answer: &FactorAnswer,
        model: usize,
    ) -> bool {
        let id = |m: usize, answer: &FactorAnswer| {
            let scorer = self.models.get(m)?;
            scorer.answer_id(factor.criteria[m]?, answer.index[m]?)
        };
        let own = id(model, answer);
        factor.answers.iter().any(|l| id(1 - model, l) == own)
    }

    /// Compares two leads by size: fewest counted answers, ties broken by listed order.
    pub(crate) fn compare_leads(&self, one: &[usize], other: &[usize]) -> Ordering {
        let counted = |places: &[usize]| {
            let answers = self.factors.iter().flat_map(|factor| &factor.answers);
            let counts: Vec<bool> = answers.map(|answer| !answer.otherwise).collect();
            places.iter().filter(|place| counts[**place]).count()
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
    pub(crate) fn possible_leads(&self) -> BigUint {
        let choices = self.factors.iter().map(|factor| {
            if factor.exclusive {
                BigUint::from(factor.answers.len() + usize::from(!factor.has_otherwise()))
            } else {
                BigUint::from(1_u8) << factor.answers.len()
            }
        });
        choices.product()
    }

    /// Finds the smallest lead of each class.
    pub(crate) fn smallest_leads(
        &self,
        mut query: FoldQuery<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<SmallestLeads, ProofError> {
        sized!(self.answer_count(), W => {
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
        sized!(self.answer_count(), W => {
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
        sized!(self.answer_count(), W => {
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
        match self.possible_leads().bits() {
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
        sized!(self.answer_count(), W => self.point_extremes_in::<W>(cancel))
    }

    fn point_extremes_in<W: LeadSemiring>(
        &self,
        cancel: &Cancel<'_>,
    ) -> Result<PointExtremes, ProofError> {
        let tracker = ConditionTracker::new(&[], self.factors.len(), 0)?;
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

    /// Runs a fold and yields pairs of rows of both halves. Points are tracked only if the query or
    /// a condition needs them.
    fn fold_pairs<W: Semiring>(
        &self,
        query: &mut FoldQuery<'_, '_>,
        points: PointUse,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(&RowPair<'_, W>) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        let tracker =
            ConditionTracker::new(&self.conditions.list, self.factors.len(), query.required)?;
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
            lead_bits: self.possible_leads().bits(),
        }
    }

    fn answer_count(&self) -> usize {
        self.factors
            .last()
            .map_or(0, |factor| factor.first_place + factor.answers.len())
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
        let answers = solver.answer_count() as u64;
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
