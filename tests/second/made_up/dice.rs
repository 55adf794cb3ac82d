//! Choices made from a list of numbers.

/// Numbers to choose by, in order; 0 once they are used up.
#[derive(Clone, Debug)]
pub struct Dice {
    rolls: std::vec::IntoIter<u16>,
}

impl Dice {
    pub fn new(rolls: Vec<u16>) -> Self {
        Self {
            rolls: rolls.into_iter(),
        }
    }

    /// Returns a number below `end`; small ones are the plain choices.
    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.rolls.next().unwrap_or(0)) % end
    }

    /// True once in so many times; false is the plain choice.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// Returns a number from an inclusive range.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let wide = usize::try_from(to - from + 1).expect("from comes before to");
        from + i64::try_from(self.below(wide)).expect("small")
    }

    /// Returns one of these; the first is the plain choice.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// Returns one or more of these in their order, without duplicates.
    pub fn some<T: Clone>(&mut self, from: &[T], most: usize) -> Vec<T> {
        let wanted = 1 + self.below(most.min(from.len()));
        let mut left: Vec<usize> = (0..from.len()).collect();
        let mut taken: Vec<usize> = (0..wanted)
            .map(|_| left.remove(self.below(left.len())))
            .collect();
        taken.sort_unstable();
        taken.into_iter().map(|at| from[at].clone()).collect()
    }
}
