//! What a walk adds up: how many leads there are, or which is the smallest.
//!
//! Both are the same walk over another semiring: `add` is "either of these leads",
//! `times` is "these answers and those". The smallest leads are in `smallest.rs`.

use num_bigint::BigUint;

/// A value of a semiring.
pub(crate) trait Semiring: Clone {
    /// No lead.
    fn none() -> Self;
    /// The lead of which nothing is told.
    fn one() -> Self;
    /// Whether there is no lead.
    fn is_none(&self) -> bool;
    /// A level that holds: its place among all levels, and whether it counts for how small a lead
    /// is.
    fn level(place: usize, counted: bool) -> Self;
    /// Either.
    fn add(&mut self, other: &Self);
    /// Both, of different criteria.
    fn times(&self, other: &Self) -> Self;

    /// What one takes, where there are so many leads in all (a power of two).
    fn size(bits: u64) -> CellCost;

    /// What answers for every window of a list of values at once.
    type Folded;
    /// Prepares a list.
    fn fold(entries: &[(i64, Self)]) -> Self::Folded;
    /// Everything in part of it: from one place up to, not including, another.
    fn window(folded: &Self::Folded, from: usize, to: usize) -> Self;
}

/// What one value takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CellCost {
    /// Of memory, in bytes.
    pub bytes: u64,
    /// Of work to add it or put it together with another, in steps.
    pub steps: u64,
}

/// How many leads: a number that is large enough for all there are.
macro_rules! counts {
    ($number:ty, $size:expr) => {
        impl Semiring for $number {
            fn size(bits: u64) -> CellCost {
                let size: fn(u64) -> CellCost = $size;
                size(bits)
            }
            fn none() -> Self {
                0_u8.into()
            }
            fn one() -> Self {
                1_u8.into()
            }
            fn is_none(&self) -> bool {
                *self == Self::none()
            }
            fn level(_: usize, _: bool) -> Self {
                Self::one()
            }
            fn add(&mut self, other: &Self) {
                *self += other;
            }
            fn times(&self, other: &Self) -> Self {
                self * other
            }
            /// Sums from the beginning.
            type Folded = Vec<Self>;
            fn fold(entries: &[(i64, Self)]) -> Vec<Self> {
                let mut sum = Self::none();
                let mut sums = vec![sum.clone()];
                for (_, number) in entries {
                    sum += number;
                    sums.push(sum.clone());
                }
                sums
            }
            fn window(sums: &Vec<Self>, from: usize, to: usize) -> Self {
                if from < to {
                    &sums[to] - &sums[from]
                } else {
                    Self::none()
                }
            }
        }
    };
}

counts!(u64, |_| CellCost { bytes: 8, steps: 1 });
counts!(u128, |_| CellCost {
    bytes: 16,
    steps: 1
});
// A number of any length lies in a place of its own.
counts!(BigUint, |bits| CellCost {
    bytes: 48 + bits / 8,
    steps: 4 + bits / 512,
});

/// Minima of any window of a list: one list for each power of two, of the minima of so many.
pub(crate) struct RangeMinima<W>(Vec<Vec<W>>);

impl<W: Semiring> RangeMinima<W> {
    pub(super) fn new(entries: &[(i64, W)]) -> Self {
        let mut lists = vec![entries.iter().map(|(_, w)| w.clone()).collect::<Vec<W>>()];
        let mut width = 1;
        while 2 * width <= entries.len() {
            let last = &lists[lists.len() - 1];
            let next = (0..=entries.len() - 2 * width).map(|at| {
                let mut least = last[at].clone();
                least.add(&last[at + width]);
                least
            });
            let next = next.collect();
            lists.push(next);
            width *= 2;
        }
        Self(lists)
    }

    pub(super) fn window(&self, from: usize, to: usize) -> W {
        if from >= to {
            return W::none();
        }
        let power = (to - from).ilog2() as usize;
        let list = &self.0[power];
        let mut least = list[from].clone();
        least.add(&list[to - (1 << power)]);
        least
    }
}
