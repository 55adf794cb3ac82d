//! Folds all topics into two halves, fit and behaviour, and joins them where totals are asked for.

use rustc_hash::FxHashMap;

use crate::model::CriterionKind;

use super::super::Scorer;
use super::cancel::{Cancel, Refused};
use super::components::{Component, Half, Kept, components};
use super::conditions::{Feature, Sum};
use super::effects::{Folding, Leads};
use super::join::{Join, Pair};
use super::row::Row;
use super::state::{Account, SUMS, State};
use super::table::Table;
use super::topics::Topic;
use super::weight::{Size, Weight};

/// Sums of points may be so large and no larger.
const LARGEST: i128 = 1 << 60;

/// What is folded: models, the topics they have together, and what is kept account of.
pub(crate) struct Folded<'a> {
    pub models: &'a [&'a Scorer],
    pub topics: &'a [Topic],
    pub account: &'a Account,
    /// How many of the models count points of their own.
    pub measured: usize,
    /// Whether points are of interest by themselves, not only where minima ask for them.
    pub points: bool,
    /// How many leads there are in all, as a power of two.
    pub bits: u64,
}

/// Both halves, ready to be joined.
pub(crate) struct Halves<W> {
    /// Rows over fit points; the first sum is how many more the second model counts.
    pub(super) fit: Table<W>,
    /// The same of behaviour.
    pub(super) behaviour: Table<W>,
    /// Sums are fit and behaviour of the first model, then of the second.
    pub(super) crossing: Table<W>,
}

impl Folded<'_> {
    /// Folds everything.
    pub(crate) fn halves<W: Weight>(
        &self,
        leads: Leads<'_>,
        cancel: &Cancel<'_>,
    ) -> Result<Halves<W>, Refused> {
        self.check_size()?;
        let mut parts: [Vec<Table<W>>; 3] = [Vec::new(), Vec::new(), Vec::new()];
        for mut component in components(&self.models[..self.measured], self.topics)? {
            component.asked = self.asks(&component);
            let half = component.half();
            let table = self.component(&component, half, leads, cancel)?;
            parts[half as usize].push(table);
        }
        let [fit, behaviour, crossing] = parts.map(|tables| self.product(tables, cancel));
        Ok(Halves {
            fit: fit?,
            behaviour: behaviour?,
            crossing: crossing?,
        })
    }

    /// What one value takes.
    pub(super) fn size<W: Weight>(&self) -> Size {
        W::size(self.bits)
    }

    /// A component in the sums of its half.
    fn component<W: Weight>(
        &self,
        component: &Component,
        half: Half,
        leads: Leads<'_>,
        cancel: &Cancel<'_>,
    ) -> Result<Table<W>, Refused> {
        let topics = component.topics.iter();
        let tables = topics.map(|t| self.topic(*t, component, leads, cancel));
        let tables = tables.collect::<Result<_, _>>()?;
        let open = self.product(tables, cancel)?;
        open.sorted_by(cancel, |state, points| {
            self.close(component, half, state, points)
        })
    }

    /// What the answers to a topic come to, in the sums of its component.
    fn topic<W: Weight>(
        &self,
        topic: usize,
        component: &Component,
        leads: Leads<'_>,
        cancel: &Cancel<'_>,
    ) -> Result<Table<W>, Refused> {
        let features = &self.account.features[topic];
        let features: Vec<Feature> = features.iter().map(|(f, _)| f.clone()).collect();
        let folding = Folding {
            models: self.models,
            topic: &self.topics[topic],
            features: &features,
            leads,
            size: self.size::<W>(),
        };
        let seen = self.account.seen(&[topic]);
        let mut table = Table::empty(seen, self.size::<W>(), cancel.hold());
        let start = self.account.start();
        for effect in folding.effects::<W>(cancel)? {
            let after = self.account.after(topic, effect.features);
            let Some(mut state) = self.account.together(&start, &after, &table.seen) else {
                continue;
            };
            let (points, sums) = component.adds(topic, effect.points);
            state.sums = sums;
            table.change(state, |row| row.add(points, &effect.weight))?;
        }
        Ok(table)
    }

    /// Several tables as one, the plainest first: what only adds points is put together before
    /// there is more than one state.
    fn product<W: Weight>(
        &self,
        mut tables: Vec<Table<W>>,
        cancel: &Cancel<'_>,
    ) -> Result<Table<W>, Refused> {
        tables.sort_by_key(|table| table.rows.len() > 1);
        let mut product = Table::start(self.account, self.size::<W>(), cancel)?;
        for table in tables {
            product = product.times(&table, self.account, cancel)?;
        }
        Ok(product)
    }

    /// Whether it is asked how many points a component counts, inside its groups and outside.
    fn asks(&self, component: &Component) -> [bool; 2] {
        let half = component.half();
        let minima = || self.account.minima.iter();
        let outside = minima().any(|minimum| match minimum.of {
            Sum::Total => true,
            Sum::Fit => half != Half::Behaviour,
            Sum::Behaviour => half != Half::Fit,
            Sum::Group(_) => false,
        });
        let outside = outside || self.points;
        let inside = minima().any(|minimum| {
            let named =
                |sum: &Kept| minimum.model == sum.model && Some(minimum.of) == sum.measure();
            component.sums.iter().any(named)
        });
        [inside || outside, outside]
    }

    /// Applies caps and groups' minima, and turns a component's sums into those of its half.
    fn close(
        &self,
        component: &Component,
        half: Half,
        state: &State,
        points: i64,
    ) -> Option<(State, i64)> {
        let plain = component.plain(points, &state.sums);
        let mut state = *state;
        // Fit and behaviour in each model.
        let mut counted = [[0_i64; 2]; 2];
        for (sum, raw) in component.sums.iter().zip(plain) {
            let group = sum.group.map(|g| &self.models[sum.model].groups[g]);
            let value = group.map_or(raw, |group| group.clamp(raw));
            counted[sum.model][usize::from(sum.kind == CriterionKind::Behaviour)] += value;
            for minimum in &self.account.minima {
                let named = minimum.model == sum.model && Some(minimum.of) == sum.measure();
                if named && value < minimum.least {
                    state.alive &= !minimum.users;
                }
            }
        }
        if !component.asked[1] {
            counted = Default::default();
        }
        let [[fit, behaviour], [fit_after, behaviour_after]] = counted;
        let two = self.measured == 2;
        let more = |before: i64, after: i64| if two { after - before } else { 0 };
        state.sums = [0; SUMS];
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
        Some((self.account.plain(state)?, points))
    }

    /// Refuses points so large that sums of them could leave the numbers there are.
    fn check_size(&self) -> Result<(), Refused> {
        let size = |points: i64| i128::from(points).abs();
        for scorer in self.models {
            let levels = scorer.criteria.iter().flat_map(|c| &c.levels);
            let levels: i128 = levels.map(|level| size(level.points)).sum();
            let widest = i64::try_from(levels).unwrap_or(i64::MAX);
            // A cap counts as far as it can bite.
            let caps = scorer.groups.iter().map(|group| {
                let ends = [group.clamp(-widest), group.clamp(widest)];
                ends.map(size).into_iter().max().unwrap_or(0)
            });
            if levels + caps.sum::<i128>() > LARGEST {
                return Err(Refused::TooLarge(
                    "points or caps are so large that sums of them can't be proved: use smaller \
                     numbers"
                        .into(),
                ));
            }
        }
        Ok(())
    }
}

impl<W: Weight> Halves<W> {
    /// What has so many fit points, and so many behaviour points, in the first model; without
    /// regard to states. Not where criteria change their kind.
    pub(crate) fn subtotals(&self) -> [Row<W>; 2] {
        [&self.fit, &self.behaviour].map(|half| {
            let mut all = Row::new();
            for row in half.rows.values() {
                all.add_row(row);
            }
            all
        })
    }

    /// Joins both halves: what holds for leads with totals in the window, from a least number up
    /// to, not including, another. Masks are put into classes; those without a class are left out.
    pub(crate) fn join(
        &self,
        folded: &Folded<'_>,
        window: (i64, i64),
        classify: &mut dyn FnMut(u128) -> Option<u32>,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(&Pair<'_, W>) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        Join::new(folded, window, classify, cancel).run(self, cancel, found)
    }
}

/// A memory of what masks are classed as.
pub(super) type Classes = FxHashMap<u128, Option<u32>>;
