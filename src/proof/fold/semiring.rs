//! The semirings that a fold can run over: counting leads, or finding the smallest one.
//!
//! `add` means "either of these leads", `times` means "these answers together with those". The
//! smallest leads are in `smallest_lead.rs`.

use num_bigint::BigUint;

/// An element of a commutative semiring.
pub(crate) trait Semiring: Clone {
    /// Zero: no lead.
    fn none() -> Self;
    /// One: the lead without any answers.
    fn one() -> Self;
    /// Returns whether this is zero.
    fn is_none(&self) -> bool;
    /// A single answer that holds: its position among all answers, and whether it counts towards
    /// the size of a lead.
    fn answer(place: usize, counted: bool) -> Self;
    /// Addition: either lead.
    fn add(&mut self, other: &Self);
    /// Multiplication: both, for disjoint criteria.
    fn times(&self, other: &Self) -> Self;

    /// Returns the cost of one value, given the bits needed to count all leads.
    fn size(bits: u64) -> CellCost;

    /// A list preprocessed for window queries.
    type Folded;
    /// Preprocesses a list.
    fn fold(entries: &[(i64, Self)]) -> Self::Folded;
    /// Returns the sum over a half-open range of the list.
    fn window(folded: &Self::Folded, from: usize, to: usize) -> Self;
}

/// The cost of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CellCost {
    /// Memory, in bytes.
    pub bytes: u64,
    /// Steps to add it to, or multiply it by, another.
    pub steps: u64,
}

// Implements counting with a number type that is large enough for all leads.
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
            fn answer(_: usize, _: bool) -> Self {
                Self::one()
            }
            fn add(&mut self, other: &Self) {
                *self += other;
            }
            fn times(&self, other: &Self) -> Self {
                self * other
            }
            /// Prefix sums.
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
// A big integer allocates its digits separately.
counts!(BigUint, |bits| CellCost {
    bytes: 48 + bits / 8,
    steps: 4 + bits / 512,
});

/// A sparse table for range minima: one list for each power of two, of the minima over windows of
/// that width.
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
