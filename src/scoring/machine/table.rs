//! Rows over points for each state: what some of the topics come to together.

use rustc_hash::FxHashMap;

use super::cancel::{Cancel, Refused};
use super::row::Row;
use super::state::{Account, Seen, State};
use super::weight::Weight;

/// What some of the topics come to together.
pub(super) struct Table<W> {
    pub rows: FxHashMap<State, Row<W>>,
    /// How many of each tally's topics are among them.
    pub seen: Seen,
}

impl<W: Weight> Table<W> {
    /// Nothing seen yet.
    pub(super) fn start(account: &Account) -> Self {
        let mut table = Self::empty(account.seen(&[]));
        table.rows.insert(account.start(), Row::single(0, W::one()));
        table
    }

    pub(super) fn empty(seen: Seen) -> Self {
        Self {
            rows: FxHashMap::default(),
            seen,
        }
    }

    pub(super) fn row(&mut self, state: State) -> &mut Row<W> {
        self.rows.entry(state).or_insert_with(Row::new)
    }

    /// Each of one with each of the other.
    pub(super) fn times(
        &self,
        other: &Self,
        account: &Account,
        cancel: &Cancel<'_>,
    ) -> Result<Self, Refused> {
        let mut product = Self::empty(self.seen.and(&other.seen));
        for (one, row) in &self.rows {
            for (two, more) in &other.rows {
                cancel.spend(64 + row.steps_to_multiply(more))?;
                if let Some(both) = account.together(one, two, &product.seen) {
                    product.row(both).add_product(row, more);
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
        let mut sorted = Self::empty(self.seen.clone());
        for (state, row) in &self.rows {
            cancel.spend(4 * row.len() as u64)?;
            for (points, weight) in row.iter() {
                if let Some((state, points)) = to(state, points) {
                    sorted.row(state).add(points, weight);
                }
            }
        }
        Ok(sorted)
    }
}
