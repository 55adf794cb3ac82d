//! Numbers for the combinations of results that several conditions can have.

use rustc_hash::FxHashMap;

use crate::scoring::evaluate::Truth;

/// Most bits for a class, however many conditions it has.
const MAX_CLASS_BITS: u32 = 16;

/// Returns the bits needed for the results of so many conditions.
pub(super) fn bits_of(conditions: usize) -> u32 {
    let combinations = 3_u64.checked_pow(conditions as u32).unwrap_or(u64::MAX);
    (64 - (combinations - 1).leading_zeros()).min(MAX_CLASS_BITS)
}

/// Numbers for combinations of results.
pub(super) struct ClassNumbers {
    /// Whether there are so few combinations that each has a fixed number.
    is_direct: bool,
    /// Otherwise, the numbers assigned so far.
    by_truths: FxHashMap<Box<[Truth]>, u16>,
    truths: Vec<Truth>,
}

impl ClassNumbers {
    /// Makes numbers for so many conditions.
    pub fn new(conditions: usize) -> Self {
        Self {
            is_direct: 3_u16.checked_pow(conditions as u32).is_some(),
            by_truths: FxHashMap::default(),
            truths: Vec::new(),
        }
    }

    /// Returns the number of a combination; `None` if no numbers are left.
    pub fn of(&mut self, truths: impl Iterator<Item = Truth>) -> Option<u16> {
        if self.is_direct {
            let digit = |truth| match truth {
                Truth::No => 0,
                Truth::Yes => 1,
                Truth::Unknown => 2,
            };
            return Some(truths.fold(0, |number, truth| number * 3 + digit(truth)));
        }
        self.truths.clear();
        self.truths.extend(truths);
        if let Some(number) = self.by_truths.get(&self.truths[..]) {
            return Some(*number);
        }
        let number = u16::try_from(self.by_truths.len()).ok()?;
        self.by_truths.insert(self.truths[..].into(), number);
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_questions_have_numbers_too() {
        let mut numbers = ClassNumbers::new(20);
        let truths_of = |n: usize| (0..20).map(move |q| Truth::from_bool(n >> q & 1 == 1));
        for n in 0..65_536 {
            assert_eq!(numbers.of(truths_of(n)), Some(n as u16));
        }
        assert_eq!(numbers.of(truths_of(65_536)), None);
        assert_eq!(numbers.of(truths_of(7)), Some(7));
    }

    #[test]
    fn answers_fit_their_bits() {
        assert_eq!(
            [0, 1, 2, 3, 4, 10, 11, 60].map(bits_of),
            [0, 2, 4, 5, 7, 16, 16, 16]
        );
    }
}
