//! Tables of a fold: for each state a row over points, for a subset of the factors.

use rustc_hash::FxHashMap;

use super::super::cancel::{Cancel, HeldMemory, ProofError};
use super::fold_state::{ConditionTracker, FoldState, SeenCounts};
use super::point_row::PointRow;
use super::semiring::{CellCost, Semiring};

/// Bytes a row takes besides its cells: its state and its slot in a hash table that may be half
/// empty.
const ROW_BYTES: u64 = 256;

/// The fold of a subset of the factors.
pub(super) struct StateTable<W> {
    pub rows: FxHashMap<FoldState, PointRow<W>>,
    /// For each tally, how many of its factors are included.
    pub seen: SeenCounts,
    size: CellCost,
    memory: HeldMemory,
}

impl<W: Semiring> StateTable<W> {
    /// Creates the table of no factors.
    pub(super) fn initial(
        tracker: &ConditionTracker,
        size: CellCost,
        cancel: &Cancel<'_>,
    ) -> Result<Self, ProofError> {
        let mut table = Self::empty(tracker.seen_counts(&[]), size, cancel.hold_memory());
        table.update_row(tracker.initial_state(), |row| row.add(0, &W::one()))?;
        Ok(table)
    }

    pub(super) fn empty(seen: SeenCounts, size: CellCost, held: HeldMemory) -> Self {
        Self {
            rows: FxHashMap::default(),
            seen,
            size,
            memory: held,
        }
    }

    /// Updates the row of a state and records the memory it takes.
    pub(super) fn update_row(
        &mut self,
        state: FoldState,
        add: impl FnOnce(&mut PointRow<W>),
    ) -> Result<(), ProofError> {
        let rows = self.rows.len();
        let row = self.rows.entry(state).or_insert_with(PointRow::new);
        let before = row.bytes(self.size);
        add(row);
        let more = row.bytes(self.size).saturating_sub(before);
        let new = (self.rows.len() - rows) as u64;
        self.memory.grow(more + new * ROW_BYTES)
    }

    /// Multiplies two tables of disjoint factors.
    pub(super) fn product(
        &self,
        other: &Self,
        tracker: &ConditionTracker,
        cancel: &Cancel<'_>,
    ) -> Result<Self, ProofError> {
        let seen = self.seen.plus(&other.seen);
        let mut product = Self::empty(seen, self.size, self.memory.sibling());
        for (one, row) in &self.rows {
            for (two, more) in &other.rows {
                cancel.spend(64 + self.size.steps * row.steps_to_multiply(more))?;
                if let Some(both) = tracker.combine(one, two, &product.seen) {
                    product.update_row(both, |cells| cells.add_product(row, more))?;
                }
            }
        }
        Ok(product)
    }

    /// Maps every cell, given its state and points, to another state and number of points, or drops
    /// it.
    pub(super) fn map_cells(
        &self,
        cancel: &Cancel<'_>,
        mut to: impl FnMut(&FoldState, i64) -> Option<(FoldState, i64)>,
    ) -> Result<Self, ProofError> {
        let mut sorted = Self::empty(self.seen.clone(), self.size, self.memory.sibling());
        for (state, row) in &self.rows {
            cancel.spend(4 * self.size.steps * row.len() as u64)?;
            for (points, weight) in row.iter() {
                if let Some((state, points)) = to(state, points) {
                    sorted.update_row(state, |row| row.add(points, weight))?;
                }
            }
        }
        Ok(sorted)
    }
}
