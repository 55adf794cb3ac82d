//! Joins the fit half with the behaviour half.
//!
//! Which conditions hold depends on the total only through thresholds. So each pair of states has a
//! *profile*: the class of leads in each interval of the total. For each state of one half, the
//! other half's rows with the same profile are added up first. Each interval is then one pass over
//! the row, with a window query on the other row for each entry.

use rustc_hash::FxHashMap;

use super::super::cancel::{Cancel, HeldMemory, ProofError};
use super::fold_state::{FoldState, Minimum};
use super::halves::{FoldInput, Halves, PointUse};
use super::point_row::PointRow;
use super::semiring::{CellCost, Semiring};
use super::state_table::StateTable;
use super::tracked_conditions::PointSum;

/// Cache from masks to classes.
type ClassCache = FxHashMap<u128, Option<u32>>;

/// Half-open intervals of the first model's row total, ascending, each with the class of its leads.
type TotalProfile = Vec<(i64, i64, u32)>;

/// Upper bound on the bytes of a cache entry for a mask, a profile or its key, excluding the
/// profile's intervals.
const CACHE_ENTRY_BYTES: u64 = 192;

/// A join in progress.
struct HalfJoin<'a, 'b> {
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
    /// How many more points the first model counts than the rows add up to.
    offset: i64,
    /// How many more points the second model counts than the first.
    pub second_offset: i64,
    /// The cost of one value.
    size: CellCost,
}

impl<W: Semiring> Halves<W> {
    /// Joins both halves, for leads with totals in a range that includes its start and excludes its
    /// end. Masks are mapped to classes; leads without a class are left out.
    pub(crate) fn join(
        &self,
        folded: &FoldInput<'_>,
        window: (i64, i64),
        classify: &mut dyn FnMut(u128) -> Option<u32>,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(&RowPair<'_, W>) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        HalfJoin::new(folded, window, classify, cancel).run(self, cancel, found)
    }
}

impl<W: Semiring> RowPair<'_, W> {
    /// Yields the weight of each class.
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

    /// Yields the weight of each class and total in the first model.
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

/// Points added by a crossing state: fit and behaviour of the first model, and the second model's
/// difference for each.
#[derive(Clone, Copy)]
struct CrossingPoints {
    first: [i64; 2],
    difference: [i64; 2],
}

impl<'a, 'b> HalfJoin<'a, 'b> {
    fn new(
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

    fn run<W: Semiring>(
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
            let offsets = CrossingPoints {
                first: [fit, behaviour],
                difference: more,
            };
            let fit = self.apply_minima(&halves.fit, PointSum::Fit, offsets, cancel)?;
            let behaviour =
                self.apply_minima(&halves.behaviour, PointSum::Behaviour, offsets, cancel)?;
            for (_, weight) in row.iter() {
                self.join_halves(&fit, &behaviour, (crossing, weight, offsets), cancel, found)?;
            }
        }
        Ok(())
    }

    /// Applies the minima of a kind to its half.
    fn apply_minima<W: Semiring>(
        &self,
        half: &StateTable<W>,
        kind: PointSum,
        offsets: CrossingPoints,
        cancel: &Cancel<'_>,
    ) -> Result<StateTable<W>, ProofError> {
        let side = usize::from(kind == PointSum::Behaviour);
        let minima = self.input.tracker.minima.iter();
        let minima: Vec<&Minimum> = minima.filter(|m| m.sum == kind).collect();
        half.map_cells(cancel, |state, points| {
            let mut state = *state;
            let first = points + offsets.first[side];
            let second = first + offsets.difference[side] + state.sums[0];
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
        (crossing, with, offsets): (&FoldState, &W, CrossingPoints),
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(&RowPair<'_, W>) -> Result<(), ProofError>,
    ) -> Result<(), ProofError> {
        let tracker = self.input.tracker;
        let size = self.input.size::<W>();
        let add = offsets.first[0] + offsets.first[1];
        for (one, row) in &fit.rows {
            let mut by_profile: FxHashMap<(usize, i64), PointRow<W>> = FxHashMap::default();
            let mut held = cancel.hold_memory();
            for (two, more) in &behaviour.rows {
                cancel.spend(16)?;
                let alive = tracker.alive_together([one, two, crossing]);
                if !alive & tracker.required != 0 {
                    continue;
                }
                let difference =
                    one.sums[0] + two.sums[0] + offsets.difference[0] + offsets.difference[1];
                let profile = self.profile_index(alive, add, difference)?;
                if !self.profiles[profile].is_empty() {
                    // Differences are kept apart only if points matter by themselves.
                    let difference = if self.input.points == PointUse::Asked {
                        difference
                    } else {
                        0
                    };
                    cancel.spend(more.len() as u64 * size.steps)?;
                    let rows = by_profile.len();
                    let row = by_profile
                        .entry((profile, difference))
                        .or_insert_with(PointRow::new);
                    let before = row.bytes(size);
                    row.add_row(more);
                    let more = row.bytes(size).saturating_sub(before);
                    held.grow(more + (by_profile.len() - rows) as u64 * CACHE_ENTRY_BYTES)?;
                }
            }
            if by_profile.is_empty() {
                continue;
            }
            // Entry lists of one row and of the longest row joined with it.
            let longest = by_profile.values().map(PointRow::len).max().unwrap_or(0);
            held.grow((row.len() + longest) as u64 * (16 + size.bytes))?;
            let entries = row.entries();
            for ((profile, difference), others) in by_profile {
                found(&RowPair {
                    entries: &entries,
                    others: &others.entries(),
                    profile: &self.profiles[profile],
                    crossing: with,
                    offset: add,
                    second_offset: difference,
                    size,
                })?;
            }
        }
        Ok(())
    }

    /// Returns the profile of leads with these live conditions, apart from their totals. Row totals
    /// exclude `add` points of the first model; the second model counts `difference` more.
    fn profile_index(
        &mut self,
        alive: u128,
        add: i64,
        difference: i64,
    ) -> Result<usize, ProofError> {
        if let Some(profile) = self.by_cause.get(&(alive, add, difference)) {
            return Ok(*profile);
        }
        self.memory.grow(CACHE_ENTRY_BYTES)?;
        let mut thresholds: Vec<(i64, u128)> = Vec::new();
        for minimum in self.totals.iter().filter(|m| m.conditions & alive != 0) {
            let more = if minimum.model == 0 { 0 } else { difference };
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
        self.by_cause.insert((alive, add, difference), id);
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

/// Adds up the products of all pairs of entries whose points sum to at least one number and less
/// than another.
fn sum_window<W: Semiring>(
    entries: &[(i64, W)],
    others: &[(i64, W)],
    folded: &W::Folded,
    from: i64,
    to: i64,
) -> W {
    // As points in one row go up, the window in the other moves down.
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
