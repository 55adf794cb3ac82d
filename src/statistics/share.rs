//! A share: so many of so many.

use serde::{Deserialize, Serialize};

use super::normal::two_sided;

/// With fewer than this in the denominator a share is shown as counts, never as a percentage.
pub const FEWEST: u64 = 20;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// How many, at most `of`.
    pub count: u64,
    /// Of how many.
    pub of: u64,
}

impl Share {
    /// Creates a share of two numbers of leads.
    pub fn new(count: usize, of: usize) -> Self {
        Self {
            count: count as u64,
            of: of as u64,
        }
    }

    /// Returns the share as a number from 0 to 1; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }

    /// Returns whether there are too few to show a percentage.
    pub fn is_of_few(self) -> bool {
        self.of < FEWEST
    }
}

/// Returns the two-sided p-value that two shares differ, by the pooled two-proportion z-test
/// without continuity correction; 1 where nothing can differ.
pub fn share_difference_p(a: Share, b: Share) -> f64 {
    let (Some(first), Some(second)) = (a.value(), b.value()) else {
        return 1.0;
    };
    let (n, m) = (a.of as f64, b.of as f64);
    let pooled = (a.count + b.count) as f64 / (n + m);
    let error = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    if error == 0.0 {
        return 1.0;
    }
    two_sided((first - second) / error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(
        clippy::float_cmp,
        reason = "nothing is computed that could be rounded"
    )]
    fn the_pooled_test_of_two_shares() {
        // 45 of 100 against 30 of 100: z = 0.15 / sqrt(0.375 * 0.625 * 0.02) = 2.19089.
        let p = share_difference_p(Share::new(45, 100), Share::new(30, 100));
        assert!((p - 0.028_459_7).abs() < 1e-6, "{p}");
        assert_eq!(share_difference_p(Share::new(0, 5), Share::new(0, 9)), 1.0);
        assert_eq!(share_difference_p(Share::new(0, 0), Share::new(2, 9)), 1.0);
    }
}
