//! The smallest lead as an element of a semiring: fewest counted answers, ties broken by listed
//! order.
//!
//! Of two leads with equally many counted answers, the smaller is the one that has the earliest
//! answer in which they differ. Multiplying both by the same answers of other criteria preserves
//! this order, which is why the smallest whole is made up of the smallest parts.

use std::cmp::Ordering;

use super::semiring::{CellCost, RangeMinima, Semiring};

/// A semiring whose elements identify a lead.
pub(crate) trait LeadSemiring: Semiring {
    /// Returns the positions of the answers that hold.
    fn places(&self) -> Vec<usize>;
}

// Declares a smallest lead packed into one integer: the number of counted answers in the high bits,
// minus a bit for each answer that holds, the first answer's the highest. The smaller integer is
// the smaller lead, and leads of disjoint criteria are combined by addition.
macro_rules! packed {
    ($(#[$doc:meta])* $name:ident, $number:ty, $answers:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $name($number);

        impl $name {
            /// The most answers it can represent.
            pub(crate) const MAX_ANSWERS: usize = $answers;
        }

        impl Semiring for $name {
            fn none() -> Self {
                Self(<$number>::MAX)
            }
            fn one() -> Self {
                Self(0)
            }
            fn is_none(&self) -> bool {
                self.0 == <$number>::MAX
            }
            fn answer(place: usize, counted: bool) -> Self {
                Self((<$number>::from(counted) << $answers) - (1 << ($answers - 1 - place)))
            }
            fn add(&mut self, other: &Self) {
                self.0 = self.0.min(other.0);
            }
            fn times(&self, other: &Self) -> Self {
                if self.is_none() || other.is_none() {
                    Self::none()
                } else {
                    Self(self.0 + other.0)
                }
            }
            fn size(_: u64) -> CellCost {
                CellCost {
                    bytes: u64::from(<$number>::BITS / 8),
                    steps: 1,
                }
            }
            type Folded = RangeMinima<Self>;
            fn fold(entries: &[(i64, Self)]) -> RangeMinima<Self> {
                RangeMinima::new(entries)
            }
            fn window(minima: &RangeMinima<Self>, from: usize, to: usize) -> Self {
                minima.window(from, to)
            }
        }

        impl LeadSemiring for $name {
            fn places(&self) -> Vec<usize> {
                let held = self.0.wrapping_neg() & ((1 << $answers) - 1);
                let places = 0..$answers;
                places.filter(|place| held >> ($answers - 1 - place) & 1 == 1).collect()
            }
        }
    };
}

packed!(
    /// The smallest lead of a model with few answers.
    Smallest64, i64, 57
);
packed!(
    /// The smallest lead of a model with a moderate number of answers.
    Smallest128, i128, 120
);

/// The smallest lead of a model with up to `64 * N` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SmallestWide<const N: usize> {
    counted: u32,
    /// A bit for each answer that holds, the first answer's the highest.
    bits: [u64; N],
}

impl<const N: usize> Semiring for SmallestWide<N> {
    fn none() -> Self {
        Self {
            counted: u32::MAX,
            bits: [0; N],
        }
    }
    fn one() -> Self {
        Self {
            counted: 0,
            bits: [0; N],
        }
    }
    fn is_none(&self) -> bool {
        self.counted == u32::MAX
    }
    fn answer(place: usize, counted: bool) -> Self {
        let mut held = [0; N];
        held[place / 64] = 1 << (63 - place % 64);
        Self {
            counted: counted.into(),
            bits: held,
        }
    }
    fn add(&mut self, other: &Self) {
        let order = self.counted.cmp(&other.counted);
        if order.then_with(|| other.bits.cmp(&self.bits)) == Ordering::Greater {
            *self = *other;
        }
    }
    fn times(&self, other: &Self) -> Self {
        if self.is_none() || other.is_none() {
            return Self::none();
        }
        let mut both = *self;
        both.counted += other.counted;
        for (held, more) in both.bits.iter_mut().zip(other.bits) {
            *held |= more;
        }
        both
    }
    fn size(_: u64) -> CellCost {
        CellCost {
            bytes: 8 + 8 * N as u64,
            steps: 1 + N as u64 / 2,
        }
    }
    type Folded = RangeMinima<Self>;
    fn fold(entries: &[(i64, Self)]) -> RangeMinima<Self> {
        RangeMinima::new(entries)
    }
    fn window(minima: &RangeMinima<Self>, from: usize, to: usize) -> Self {
        minima.window(from, to)
    }
}

impl<const N: usize> LeadSemiring for SmallestWide<N> {
    fn places(&self) -> Vec<usize> {
        let holds = |place: &usize| self.bits[place / 64] >> (63 - place % 64) & 1 == 1;
        (0..64 * N).filter(holds).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds a lead from the positions of counted and of other answers.
    fn lead<W: LeadSemiring>(counted: &[usize], other: &[usize]) -> W {
        let answers = counted.iter().map(|p| W::answer(*p, true));
        let answers = answers.chain(other.iter().map(|p| W::answer(*p, false)));
        answers.fold(W::one(), |sum, answer| sum.times(&answer))
    }

    fn smaller<W: LeadSemiring>(a: &W, b: &W) -> Vec<usize> {
        let mut least = b.clone();
        least.add(a);
        let mut other = a.clone();
        other.add(b);
        assert_eq!(least.places(), other.places());
        least.places()
    }

    fn laws<W: LeadSemiring>() {
        assert!(W::none().is_none() && !W::one().is_none());
        assert!(W::none().times(&W::answer(3, true)).is_none());
        let combined: W = lead(&[0, 5, 56], &[7]);
        assert_eq!(combined.places(), [0, 5, 7, 56]);
        // Fewer answers win, whichever they are.
        assert_eq!(smaller(&lead::<W>(&[9], &[]), &lead(&[0, 1], &[])), [9]);
        // Of equally many, the earliest wins.
        assert_eq!(
            smaller(&lead::<W>(&[1, 2], &[]), &lead(&[0, 9], &[])),
            [0, 9]
        );
        assert_eq!(
            smaller(&lead::<W>(&[0, 2], &[]), &lead(&[0, 1], &[])),
            [0, 1]
        );
        // An answer that isn't counted costs nothing, and having it beats not having it.
        assert_eq!(smaller(&lead::<W>(&[], &[4]), &lead(&[], &[])), [4]);
        assert_eq!(smaller(&lead::<W>(&[], &[4]), &lead(&[0], &[])), [4]);
        assert_eq!(smaller(&W::none(), &lead::<W>(&[3], &[])), [3]);
    }

    #[test]
    fn every_size_keeps_the_same_order() {
        laws::<Smallest64>();
        laws::<Smallest128>();
        laws::<SmallestWide<1>>();
        laws::<SmallestWide<16>>();
        let all: Vec<usize> = (0..120).collect();
        assert_eq!(lead::<Smallest128>(&all, &[]).places(), all);
        let all: Vec<usize> = (0..57).collect();
        assert_eq!(lead::<Smallest64>(&all, &[]).places(), all);
    }
}
