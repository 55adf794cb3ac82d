//! Folds all factors into two halves, fit and behaviour. `join` joins them where totals matter.

use crate::model::CriterionKind;
use crate::scoring::Scorer;

use super::super::cancel::{Cancel, ProofError};
use super::components::{Component, Half, TrackedSum, components};
use super::factor_effects::{FactorFold, LeadSpace};
use super::factor_set::FactorSet;
use super::fold_state::{ConditionTracker, FoldState, SUM_COUNT, SeenCounts};
use super::point_row::PointRow;
use super::semiring::{CellCost, Semiring};
use super::state_table::StateTable;
use super::topics::SharedTopic;
use super::tracked_conditions::{Feature, PointSum};

/// The largest absolute sum of points that a fold accepts.
const MAX_SUM: i128 = 1 << 60;

/// What the points of leads are tracked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PointUse {
    /// The minima of conditions.
    Conditions,
    /// The question itself, too.
    Asked,
}

/// The input of a fold: the models, their factors, and the tracked conditions.
pub(crate) struct FoldInput<'a> {
    pub models: &'a [&'a Scorer],
    pub factors: &'a FactorSet,
    pub tracker: &'a ConditionTracker,
    /// The number of models whose points are tracked.
    pub measured_models: usize,
    /// What points are tracked for.
    pub points: PointUse,
    /// Bits needed to count all leads.
    pub lead_bits: u64,
}

/// Both halves, ready to be joined.
pub(crate) struct Halves<W> {
    /// Rows indexed by fit points; the first sum is the second model's difference.
    pub(super) fit: StateTable<W>,
    /// The same for behaviour points.
    pub(super) behaviour: StateTable<W>,
    /// Sums are fit and behaviour of the first model, then of the second.
    pub(super) crossing: StateTable<W>,
}

impl FoldInput<'_> {
    /// Runs the whole fold.
    pub(crate) fn fold_halves<W: Semiring>(
        &self,
        leads: LeadSpace<'_>,
        cancel: &Cancel<'_>,
    ) -> Result<Halves<W>, ProofError> {
        self.check_size()?;
        let mut parts: [Vec<StateTable<W>>; 3] = [Vec::new(), Vec::new(), Vec::new()];
        for mut component in components(&self.models[..self.measured_models], self.factors)? {
            component.needs_points = self.needs_points(&component);
            let half = component.half();
            let table = self.fold_component(&component, half, leads, cancel)?;
            parts[half as usize].push(table);
        }
        let [fit, behaviour, crossing] = parts.map(|tables| self.product(tables, cancel));
        Ok(Halves {
            fit: fit?,
            behaviour: behaviour?,
            crossing: crossing?,
        })
    }

    /// Returns the cost of one value.
    pub(super) fn size<W: Semiring>(&self) -> CellCost {
        W::size(self.lead_bits)
    }

    /// Folds a component and converts its sums to those of its half.
    fn fold_component<W: Semiring>(
        &self,
        component: &Component,
        half: Half,
        leads: LeadSpace<'_>,
        cancel: &Cancel<'_>,
    ) -> Result<StateTable<W>, ProofError> {
        let mut tables = Vec::new();
        let mut topics: Vec<usize> = Vec::new();
        for factor in &component.factors {
            match self.factors.list[*factor].topic {
                None => tables.push(self.fold_factor(*factor, component, leads, cancel)?),
                Some(topic) if topics.contains(&topic) => {}
                Some(topic) => {
                    topics.push(topic);
                    let topic = &self.factors.topics[topic];
                    tables.push(self.fold_topic(topic, component, leads, cancel)?);
                }
            }
        }
        let open = self.product(tables, cancel)?;
        open.map_cells(cancel, |state, points| {
            self.apply_caps(component, half, state, points)
        })
    }

    /// Folds one factor into the sums of its component.
    fn fold_factor<W: Semiring>(
        &self,
        factor: usize,
        component: &Component,
        leads: LeadSpace<'_>,
        cancel: &Cancel<'_>,
    ) -> Result<StateTable<W>, ProofError> {
        let features = self.features(factor);
        let folding = self.factor_fold::<W>(factor, &features, leads);
        let seen = self.tracker.seen_counts(&[factor]);
        let mut table = StateTable::empty(seen, self.size::<W>(), cancel.hold_memory());
        let start = self.tracker.initial_state();
        for effect in folding.effects::<W>(cancel)? {
            let after = self.tracker.state_after(factor, effect.features);
            let Some(mut state) = self.tracker.combine(&start, &after, &table.seen) else {
                continue;
            };
            let (points, sums) = component.contribution(factor, effect.points);
            state.sums = sums;
            table.update_row(state, |row| row.add(points, &effect.weight))?;
        }
        Ok(table)
    }

    /// Folds all factors of a topic into the sums of their component, pattern by pattern.
    fn fold_topic<W: Semiring>(
        &self,
        topic: &SharedTopic,
        component: &Component,
        leads: LeadSpace<'_>,
        cancel: &Cancel<'_>,
    ) -> Result<StateTable<W>, ProofError> {
        let features: Vec<Vec<Feature>> = topic.factors.iter().map(|t| self.features(*t)).collect();
        let folding = topic.factors.iter().zip(&features);
        let folding: Vec<FactorFold<'_>> = folding
            .map(|(t, features)| self.factor_fold::<W>(*t, features, leads))
            .collect();
        let seen: Vec<SeenCounts> = (1..=topic.factors.len())
            .map(|folded| self.tracker.seen_counts(&topic.factors[..folded]))
            .collect();
        let all_seen = self.tracker.seen_counts(&topic.factors);
        let mut table = StateTable::empty(all_seen, self.size::<W>(), cancel.hold_memory());
        let start = self.tracker.initial_state();
        for pattern in topic.patterns_in(leads) {
            let mut so_far = vec![(start, 0, W::one())];
            for ((fold, factor), seen) in folding.iter().zip(&topic.factors).zip(&seen) {
                cancel.spend(16)?;
                let effects = fold.pattern_effects::<W>(&pattern.held, cancel)?;
                let mut next = Vec::with_capacity(so_far.len() * effects.len());
                for (state, points, weight) in &so_far {
                    for effect in &effects {
                        let after = self.tracker.state_after(*factor, effect.features);
                        let Some(mut both) = self.tracker.combine(state, &after, seen) else {
                            continue;
                        };
                        let (more, sums) = component.contribution(*factor, effect.points);
                        for (sum, more) in both.sums.iter_mut().zip(sums) {
                            *sum += more;
                        }
                        next.push((both, points + more, weight.times(&effect.weight)));
                    }
                }
                so_far = next;
            }
            for (state, points, weight) in so_far {
                table.update_row(state, |row| row.add(points, &weight))?;
            }
        }
        Ok(table)
    }

    fn features(&self, factor: usize) -> Vec<Feature> {
        let features = self.tracker.features[factor].iter();
        features.map(|(feature, _)| feature.clone()).collect()
    }

    fn factor_fold<'b, W: Semiring>(
        &'b self,
        factor: usize,
        features: &'b [Feature],
        leads: LeadSpace<'b>,
    ) -> FactorFold<'b> {
        FactorFold {
            models: self.models,
            factor: &self.factors.list[factor],
            features,
            leads,
            size: self.size::<W>(),
        }
    }

    /// Multiplies several tables, the simplest first, so that tables that only add points are
    /// merged while there is still a single state.
    fn product<W: Semiring>(
        &self,
        mut tables: Vec<StateTable<W>>,
        cancel: &Cancel<'_>,
    ) -> Result<StateTable<W>, ProofError> {
        tables.sort_by_key(|table| table.rows.len() > 1);
        let mut product = StateTable::initial(self.tracker, self.size::<W>(), cancel)?;
        for table in tables {
            product = product.product(&table, self.tracker, cancel)?;
        }
        Ok(product)
    }

    /// Returns whether a component's points matter, within its groups and outside of them.
    fn needs_points(&self, component: &Component) -> [bool; 2] {
        let half = component.half();
        let minima = || self.tracker.minima.iter();
        let outside = minima().any(|minimum| match minimum.sum {
            PointSum::Total => true,
            PointSum::Fit => half != Half::Behaviour,
            PointSum::Behaviour => half != Half::Fit,
            PointSum::Group(_) => false,
        });
        let outside = outside || self.points == PointUse::Asked;
        let inside = minima().any(|minimum| {
            let named =
                |sum: &TrackedSum| minimum.model == sum.model && Some(minimum.sum) == sum.measure();
            component.sums.iter().any(named)
        });
        [inside || outside, outside]
    }

    /// Applies caps and the minima of groups, and converts a component's sums to those of its half.
    fn apply_caps(
        &self,
        component: &Component,
        half: Half,
        state: &FoldState,
        points: i64,
    ) -> Option<(FoldState, i64)> {
        let plain = component.absolute_sums(points, &state.sums);
        let mut state = *state;
        // Fit and behaviour, by model.
        let mut counted = [[0_i64; 2]; 2];
        for (sum, raw) in component.sums.iter().zip(plain) {
            let group = sum.group.map(|g| &self.models[sum.model].groups()[g]);
            let value = group.map_or(raw, |group| group.clamp(raw));
            counted[sum.model][usize::from(sum.kind == CriterionKind::Behaviour)] += value;
            for minimum in &self.tracker.minima {
                let named = minimum.model == sum.model && Some(minimum.sum) == sum.measure();
                if named && value < minimum.least {
                    state.alive &= !minimum.conditions;
                }
            }
        }
        if !component.needs_points[1] {
            counted = Default::default();
        }
        let [[fit, behaviour], [fit_after, behaviour_after]] = counted;
        let two = self.measured_models == 2;
        let more = |before: i64, after: i64| if two { after - before } else { 0 };
        state.sums = [0; SUM_COUNT];
        let points = match half {
            Half::Fit => {
                state.sums[0] = more(fit, fit_after);
                fit
            }
            Half::Behaviour => {
                state.sums[0] = more(behaviour, behaviour_after);
                behaviour
            }
            Half::Crossing => {
                state.sums[..4].copy_from_slice(&[fit, behaviour, fit_after, behaviour_after]);
                0
            }
        };
        Some((self.tracker.normalize(state)?, points))
    }

    /// Rejects points so large that sums could overflow.
    fn check_size(&self) -> Result<(), ProofError> {
        let size = |points: i64| i128::from(points).abs();
        for scorer in self.models {
            let answers = scorer.criteria().iter().flat_map(|c| &c.answers);
            let answers: i128 = answers.map(|answer| size(answer.points)).sum();
            let widest = i64::try_from(answers).unwrap_or(i64::MAX);
            // A cap counts only as far as it can take effect.
            let caps = scorer.groups().iter().map(|group| {
                let ends = [group.clamp(-widest), group.clamp(widest)];
                ends.map(size).into_iter().max().unwrap_or(0)
            });
            if answers + caps.sum::<i128>() > MAX_SUM {
                return Err(ProofError::TooLarge(
                    "points or caps are so large that sums of them can't be proved: use smaller \
                     numbers"
                        .into(),
                ));
            }
        }
        Ok(())
    }
}

impl<W: Semiring> Halves<W> {
    /// Returns rows over the first model's fit and behaviour points, ignoring states. Not
    /// meaningful if a criterion changes its kind.
    pub(crate) fn subtotals(&self) -> [PointRow<W>; 2] {
        [&self.fit, &self.behaviour].map(|half| {
            let mut all = PointRow::new();
            for row in half.rows.values() {
                all.add_row(row);
            }
            all
        })
    }
}
