//! Rows: values indexed by a number of points.

use rustc_hash::FxHashMap;

use super::semiring::{CellCost, Semiring};

/// The widest range of points that a row stores densely.
const MAX_DENSE_WIDTH: i64 = 1 << 13;

/// Values indexed by points: dense while the points lie close together, sparse once they lie far
/// apart.
#[derive(Clone, Debug)]
pub(crate) enum PointRow<W> {
    Dense { from: i64, cells: Vec<W> },
    Sparse(FxHashMap<i64, W>),
}

impl<W: Semiring> PointRow<W> {
    pub(crate) fn new() -> Self {
        Self::Dense {
            from: 0,
            cells: Vec::new(),
        }
    }

    /// Returns the bytes its cells take, including the slack of a growing list.
    pub(crate) fn bytes(&self, size: CellCost) -> u64 {
        match self {
            Self::Dense { cells, .. } => 2 * cells.len() as u64 * size.bytes,
            Self::Sparse(map) => 2 * map.len() as u64 * (size.bytes + 16),
        }
    }

    /// Returns the number of cells to iterate over.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Dense { cells, .. } => cells.len(),
            Self::Sparse(map) => map.len(),
        }
    }

    /// Adds a value at a number of points.
    pub(crate) fn add(&mut self, points: i64, weight: &W) {
        self.make_room(points, points + 1);
        match self {
            Self::Dense { from, cells } => cells[(points - *from) as usize].add(weight),
            Self::Sparse(map) => map.entry(points).or_insert_with(W::none).add(weight),
        }
    }

    /// Adds a whole row, shifted by `by` points, with each value multiplied by `with`.
    pub(crate) fn add_shifted(&mut self, row: &Self, by: i64, with: &W) {
        if let Self::Dense { from, cells } = row {
            if cells.is_empty() {
                return;
            }
            let start = *from + by;
            self.make_room(start, start + cells.len() as i64);
            if let Self::Dense { from, cells: mine } = self {
                let at = (start - *from) as usize;
                for (cell, other) in mine[at..].iter_mut().zip(cells) {
                    if !other.is_none() {
                        cell.add(&other.times(with));
                    }
                }
                return;
            }
        }
        for (points, weight) in row.iter() {
            self.add(points + by, &weight.times(with));
        }
    }

    /// Adds a row as it is.
    pub(crate) fn add_row(&mut self, row: &Self) {
        self.add_shifted(row, 0, &W::one());
    }

    /// Returns how many steps [`PointRow::add_product`] takes.
    pub(crate) fn steps_to_multiply(&self, other: &Self) -> u64 {
        let (long, short) = longer_first(self, other);
        (long.len() * short.iter().count() + short.len()) as u64
    }

    /// Adds the product (convolution) of two rows.
    pub(crate) fn add_product(&mut self, one: &Self, other: &Self) {
        let (long, short) = longer_first(one, other);
        for (points, weight) in short.iter() {
            self.add_shifted(long, points, weight);
        }
    }

    /// Returns an iterator over the values present, in no particular order.
    pub(crate) fn iter(&self) -> Box<dyn Iterator<Item = (i64, &W)> + '_> {
        match self {
            Self::Dense { from, cells } => {
                let numbered = cells.iter().enumerate();
                let there = numbered.filter(|(_, weight)| !weight.is_none());
                Box::new(there.map(move |(at, weight)| (from + at as i64, weight)))
            }
            Self::Sparse(map) => Box::new(map.iter().map(|(points, weight)| (*points, weight))),
        }
    }

    /// Returns the values present by ascending points.
    pub(crate) fn entries(&self) -> Vec<(i64, W)> {
        let mut entries: Vec<(i64, W)> = self.iter().map(|(p, w)| (p, w.clone())).collect();
        if matches!(self, Self::Sparse(_)) {
            entries.sort_unstable_by_key(|(points, _)| *points);
        }
        entries
    }

    /// Makes room for points from `start` up to but excluding `end`.
    fn make_room(&mut self, start: i64, end: i64) {
        let Self::Dense { from, cells } = self else {
            return;
        };
        if cells.is_empty() {
            *from = start;
        }
        let (least, last) = (start.min(*from), end.max(*from + cells.len() as i64));
        if last - least > MAX_DENSE_WIDTH {
            let there = std::mem::take(cells).into_iter().enumerate();
            let there = there.filter(|(_, weight)| !weight.is_none());
            *self = Self::Sparse(there.map(|(at, w)| (*from + at as i64, w)).collect());
            return;
        }
        if least < *from {
            let before = (*from - least) as usize;
            cells.splice(0..0, std::iter::repeat_n(W::none(), before));
            *from = least;
        }
        cells.resize((last - least) as usize, W::none());
    }
}

/// Orders two rows, the longer one first.
fn longer_first<'a, W: Semiring>(
    one: &'a PointRow<W>,
    other: &'a PointRow<W>,
) -> (&'a PointRow<W>, &'a PointRow<W>) {
    if one.len() < other.len() {
        (other, one)
    } else {
        (one, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_and_far_rows_hold_the_same() {
        for scale in [1, 1_000_000] {
            let mut row: PointRow<u64> = PointRow::new();
            for (points, number) in [(3, 2), (-2, 5), (0, 1), (3, 4)] {
                row.add(points * scale, &number);
            }
            assert_eq!(row.entries(), [(-2 * scale, 5), (0, 1), (3 * scale, 6)]);
            let mut product = PointRow::new();
            let single = |points: i64, weight: u64| {
                let mut single = PointRow::new();
                single.add(points, &weight);
                single
            };
            product.add_product(&row, &single(2 * scale, 3));
            product.add_row(&single(0, 7));
            assert_eq!(
                product.entries(),
                [(0, 22), (2 * scale, 3), (5 * scale, 18)]
            );
        }
    }
}
