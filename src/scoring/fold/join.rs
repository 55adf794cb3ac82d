//! Joins the fit half with the behaviour half.
//!
//! Which conditions hold depends on the total only through thresholds. So two states together have
//! a *profile*: which class leads fall in, interval by interval of the total. For each state of one
//! half the other half's rows with the same profile are added up first; then each interval is one
//! pass over the row, asking for what the other row holds in a window.

use rustc_hash::FxHashMap;

use super::cancel::{Cancel, HeldMemory, ProofError};
use super::fold_state::{FoldState, Minimum};
use super::halves::{ClassCache, FoldInput, Halves};
use super::point_row::PointRow;
use super::semiring::{CellCost, Semiring};
use super::state_table::StateTable;
use super::tracked_conditions::PointSum;

/// Intervals of the first model's row total and the class of leads in them, by ascending totals;
/// from the first number up to, not including, the second.
type TotalProfile = Vec<(i64, i64, u32)>;

/// Bytes that what is remembered of a mask, a profile or its cause takes at most, beside the
/// profile's intervals.
const CACHE_ENTRY_BYTES: u64 = 192;

/// A join under way.
pub(super) struct HalfJoin<'a, 'b> {
    input: &'a FoldInput<'a>,
    total_range: (i64, i64),
    classify: &'b mut dyn FnMut(u128) -> Option<u32>,
    classes: ClassCache,
    totals: Vec<Minimum>,
    profiles: Vec<TotalProfile>,
    by_content: FxHashMap<TotalProfile, usize>,
    by_cause: FxHashMap<(u128, i64, i64), usize>,
    memory: HeldMemory,
}

/// Rows of both halves whose leads share a profile.
pub(crate) struct RowPair<'a, W: Semiring> {
    entries: &'a [(i64, W)],
    others: &'a [(i64, W)],
    profile: &'a [(i64, i64, u32)],
    crossing: &'a W,
    /// How many more points the first model counts than rows add up to.
    offset: i64,
    /// How many more points the second model counts than the first.
    pub second_offset: i64,
    /// What one value takes.
    size: CellCost,
}

impl<W: Semiring> RowPair<'_, W> {
    /// Everything of each class, with its class.
    pub(super) fn by_class(
        &self,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(u32, W) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        let levels = u64::from(self.others.len().max(1).ilog2()) + 1;
        let mut held = cancel.hold_memory();
        held.grow(levels * self.others.len() as u64 * self.size.bytes)?;
        cancel.spend(levels * self.others.len() as u64 * self.size.steps)?;
        let folded = W::fold(self.others);
        for &(from, to, class) in self.profile {
            let both = (self.entries.len() + self.others.len()) as u64;
            cancel.spend(both * self.size.steps)?;
            let sum = sum_window(self.entries, self.others, &folded, from, to);
            if !sum.is_none() {
                found(class, sum.times(self.crossing))?;
            }
        }
        Ok(())
    }

    /// Everything, with its class and its total in the first model.
    pub(super) fn by_class_and_total(
        &self,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(u32, i64, W) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        for (one, weight) in self.entries {
            cancel.spend(self.others.len() as u64 * (8 + self.size.steps))?;
            for (other, more) in self.others {
                let total = one + other;
                let class = self
                    .profile
                    .iter()
                    .find(|(from, to, _)| (*from..*to).contains(&total));
                if let Some((_, _, class)) = class {
                    found(
                        *class,
                        total + self.offset,
                        weight.times(more).times(self.crossing),
                    )?;
                }
            }
        }
        Ok(())
    }
}

/// What a crossing state adds: fit and behaviour of the first model, and how many more of each the
/// second counts.
#[derive(Clone, Copy)]
struct CrossingPoints {
    first: [i64; 2],
    difference: [i64; 2],
}

impl<'a, 'b> HalfJoin<'a, 'b> {
    pub(super) fn new(
        folded: &'a FoldInput<'a>,
        window: (i64, i64),
        classify: &'b mut dyn FnMut(u128) -> Option<u32>,
        cancel: &Cancel<'_>,
    ) -> Self {
        let minima = folded.tracker.minima.iter();
        Self {
            input: folded,
            total_range: window,
            classify,
            classes: ClassCache::default(),
            totals: minima
                .filter(|m| m.sum == PointSum::Total)
                .copied()
                .collect(),
            profiles: Vec::new(),
            by_content: FxHashMap::default(),
            by_cause: FxHashMap::default(),
            memory: cancel.hold_memory(),
        }
    }

    pub(super) fn run<W: Semiring>(
        &mut self,
        halves: &Halves<W>,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(&RowPair<'_, W>) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        for (crossing, row) in &halves.crossing.rows {
            let [fit, behaviour, fit_after, behaviour_after, _] = crossing.sums;
            let more = if self.input.measured_models == 2 {
                [fit_after - fit, behaviour_after - behaviour]
            } else {
                [0; 2]
            };
            let aside = CrossingPoints {
                first: [fit, behaviour],
                difference: more,
            };
            let fit = self.apply_minima(&halves.fit, PointSum::Fit, aside, cancel)?;
            let behaviour =
                self.apply_minima(&halves.behaviour, PointSum::Behaviour, aside, cancel)?;
            for (_, weight) in row.iter() {
                self.join_halves(&fit, &behaviour, (crossing, weight, aside), cancel, found)?;
            }
        }
        Ok(())
    }

    /// Applies the minima of a kind to its half.
    fn apply_minima<W: Semiring>(
        &self,
        half: &StateTable<W>,
        kind: PointSum,
        aside: CrossingPoints,
        cancel: &Cancel<'_>,
    ) -> Result<StateTable<W>, ProofError> {
        let side = usize::from(kind == PointSum::Behaviour);
        let minima = self.input.tracker.minima.iter();
        let minima: Vec<&Minimum> = minima.filter(|m| m.sum == kind).collect();
        half.map_cells(cancel, |state, points| {
            let mut state = *state;
            let first = points + aside.first[side];
            let second = first + aside.difference[side] + state.sums[0];
            for minimum in &minima {
                let value = if minimum.model == 0 { first } else { second };
                if value < minimum.least {
                    state.alive &= !minimum.conditions;
                }
            }
            Some((self.input.tracker.normalize(state)?, points))
        })
    }

    fn join_halves<W: Semiring>(
        &mut self,
        fit: &StateTable<W>,
        behaviour: &StateTable<W>,
        (crossing, with, aside): (&FoldState, &W, CrossingPoints),
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(&RowPair<'_, W>) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        let tracker = self.input.tracker;
        let size = self.input.size::<W>();
        let add = aside.first[0] + aside.first[1];
        for (one, row) in &fit.rows {
            let mut alike: FxHashMap<(usize, i64), PointRow<W>> = FxHashMap::default();
            let mut held = cancel.hold_memory();
            for (two, more) in &behaviour.rows {
                cancel.spend(16)?;
                let alive = tracker.alive_together([one, two, crossing]);
                if !alive & tracker.required != 0 {
                    continue;
                }
                let beside = one.sums[0] + two.sums[0] + aside.difference[0] + aside.difference[1];
                let profile = self.profile_index(alive, add, beside)?;
                if !self.profiles[profile].is_empty() {
                    // Differences are kept apart only where they are of interest by themselves.
                    let beside = if self.input.points { beside } else { 0 };
                    cancel.spend(more.len() as u64 * size.steps)?;
                    let rows = alike.len();
                    let row = alike.entry((profile, beside)).or_insert_with(PointRow::new);
                    let before = row.bytes(size);
                    row.add_row(more);
                    let more = row.bytes(size).saturating_sub(before);
                    held.grow(more + (alike.len() - rows) as u64 * CACHE_ENTRY_BYTES)?;
                }
            }
            if alike.is_empty() {
                continue;
            }
            // Lists of one row and of the longest to be joined with it.
            let longest = alike.values().map(PointRow::len).max().unwrap_or(0);
            held.grow((row.len() + longest) as u64 * (16 + size.bytes))?;
            let entries = row.entries();
            for ((profile, beside), others) in alike {
                found(&RowPair {
                    entries: &entries,
                    others: &others.entries(),
                    profile: &self.profiles[profile],
                    crossing: with,
                    offset: add,
                    second_offset: beside,
                    size,
                })?;
            }
        }
        Ok(())
    }

    /// The profile of leads for whom these conditions can hold but for their totals: what rows add
    /// up to has so much added in the first model, and so much more in the second.
    fn profile_index(&mut self, alive: u128, add: i64, beside: i64) -> Result<usize, ProofError> {
        if let Some(profile) = self.by_cause.get(&(alive, add, beside)) {
            return Ok(*profile);
        }
        self.memory.grow(CACHE_ENTRY_BYTES)?;
        let mut thresholds: Vec<(i64, u128)> = Vec::new();
        for minimum in self.totals.iter().filter(|m| m.conditions & alive != 0) {
            let more = if minimum.model == 0 { 0 } else { beside };
            thresholds.push((minimum.least.saturating_sub(add + more), minimum.conditions));
        }
        thresholds.sort_unstable();
        let end = self.total_range.1.saturating_sub(add);
        let mut from = self.total_range.0.saturating_sub(add);
        let mut mask = thresholds
            .iter()
            .fold(alive, |mask, (_, users)| mask & !users);
        // A condition may have several minima: it holds from the last of them on.
        let mut last: FxHashMap<u128, i64> = FxHashMap::default();
        for (least, users) in &thresholds {
            last.insert(*users, *least);
        }
        let mut profile: TotalProfile = Vec::new();
        let mut steps = thresholds.into_iter().peekable();
        while from < end {
            while let Some((least, users)) = steps.next_if(|(least, _)| *least <= from) {
                if last[&users] == least {
                    mask |= users;
                }
            }
            let to = steps.peek().map_or(end, |(least, _)| (*least).min(end));
            if let Some(class) = self.class_of(mask)? {
                match profile.last_mut() {
                    Some(before) if before.1 == from && before.2 == class => before.1 = to,
                    _ => profile.push((from, to, class)),
                }
            }
            from = to;
        }
        let next = self.profiles.len();
        let intervals = profile.len() as u64;
        let id = *self
            .by_content
            .entry(profile)
            .or_insert_with_key(|profile| {
                self.profiles.push(profile.clone());
                next
            });
        if id == next {
            self.memory.grow(CACHE_ENTRY_BYTES + 64 * intervals)?;
        }
        self.by_cause.insert((alive, add, beside), id);
        Ok(id)
    }

    fn class_of(&mut self, mask: u128) -> Result<Option<u32>, ProofError> {
        if let Some(class) = self.classes.get(&mask) {
            return Ok(*class);
        }
        self.memory.grow(CACHE_ENTRY_BYTES)?;
        let class = (self.classify)(mask);
        self.classes.insert(mask, class);
        Ok(class)
    }
}

/// Each of one list with each of the other whose points add up to at least one number and less than
/// another.
fn sum_window<W: Semiring>(
    entries: &[(i64, W)],
    others: &[(i64, W)],
    folded: &W::Folded,
    from: i64,
    to: i64,
) -> W {
    // As the one's points go up, the window in the other goes down.
    let (mut first, mut end) = (others.len(), others.len());
    let mut sum = W::none();
    for (points, weight) in entries {
        let least = from.saturating_sub(*points);
        while first > 0 && others[first - 1].0 >= least {
            first -= 1;
        }
        let beyond = to.saturating_sub(*points);
        while to != i64::MAX && end > 0 && others[end - 1].0 >= beyond {
            end -= 1;
        }
        if first < end {
            sum.add(&W::window(folded, first, end).times(weight));
        }
    }
    sum
}
