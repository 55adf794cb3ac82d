//! Rows over points for each state: what some of the topics come to together.

use rustc_hash::FxHashMap;

use super::cancel::{Cancel, Held, Refused};
use super::row::Row;
use super::state::{Account, Seen, State};
use super::weight::{Size, Weight};

/// Bytes a row takes beside its cells: its state and its place in the table, which is half empty
/// at worst.
const A_ROW: u64 = 256;

/// What some of the topics come to together.
pub(super) struct Table<W> {
    pub rows: FxHashMap<State, Row<W>>,
    /// How many of each tally's topics are among them.
    pub seen: Seen,
    size: Size,
    held: Held,
}

impl<W: Weight> Table<W> {
    /// Nothing seen yet.
    pub(super) fn start(
        account: &Account,
        size: Size,
        cancel: &Cancel<'_>,
    ) -> Result<Self, Refused> {
        let mut table = Self::empty(account.seen(&[]), size, cancel.hold());
        table.change(account.start(), |row| row.add(0, &W::one()))?;
        Ok(table)
    }

    pub(super) fn empty(seen: Seen, size: Size, held: Held) -> Self {
        Self {
            rows: FxHashMap::default(),
            seen,
            size,
            held,
        }
    }

    /// Adds to the row of a state, and notes what memory that takes.
    pub(super) fn change(
        &mut self,
        state: State,
        add: impl FnOnce(&mut Row<W>),
    ) -> Result<(), Refused> {
        let rows = self.rows.len();
        let row = self.rows.entry(state).or_insert_with(Row::new);
        let before = row.bytes(self.size);
        add(row);
        let more = row.bytes(self.size).saturating_sub(before);
        let new = (self.rows.len() - rows) as u64;
        self.held.grow(more + new * A_ROW)
    }

    /// Each of one with each of the other.
    pub(super) fn times(
        &self,
        other: &Self,
        account: &Account,
        cancel: &Cancel<'_>,
    ) -> Result<Self, Refused> {
        let seen = self.seen.and(&other.seen);
        let mut product = Self::empty(seen, self.size, self.held.another());
        for (one, row) in &self.rows {
            for (two, more) in &other.rows {
                cancel.spend(64 + self.size.steps * row.steps_to_multiply(more))?;
                if let Some(both) = account.together(one, two, &product.seen) {
                    product.change(both, |cells| cells.add_product(row, more))?;
                }
            }
        }
        Ok(product)
    }

    /// The same with every cell put where its number of points leads: to another state and number
    /// of points, or nowhere.
    pub(super) fn sorted_by(
        &self,
        cancel: &Cancel<'_>,
        mut to: impl FnMut(&State, i64) -> Option<(State, i64)>,
    ) -> Result<Self, Refused> {
        let mut sorted = Self::empty(self.seen.clone(), self.size, self.held.another());
        for (state, row) in &self.rows {
            cancel.spend(4 * self.size.steps * row.len() as u64)?;
            for (points, weight) in row.iter() {
                if let Some((state, points)) = to(state, points) {
                    sorted.change(state, |row| row.add(points, weight))?;
                }
            }
        }
        Ok(sorted)
    }
}
