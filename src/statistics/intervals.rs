//! Intervals of 95% for shares and their differences.

use serde::{Deserialize, Serialize};

use super::normal::Z95;
use super::share::Share;

/// An interval, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Returns the end nearest zero, or zero if zero is inside: how large a difference is at least.
    pub fn nearest_zero(self) -> f64 {
        if self.low > 0.0 {
            self.low
        } else if self.high < 0.0 {
            self.high
        } else {
            0.0
        }
    }

    /// Returns whether a value lies inside.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Returns the score interval of a share without continuity correction (E. B. Wilson, 1927); 0 to 1
/// of nothing.
pub fn wilson(share: Share) -> Interval {
    let Some(p) = share.value() else {
        return Interval {
            low: 0.0,
            high: 1.0,
        };
    };
    let n = share.of as f64;
    let z2 = Z95 * Z95;
    let middle = p + z2 / (2.0 * n);
    let half = Z95 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    Interval {
        // At the ends the formula gives 0 and 1 but for rounding.
        low: if share.count == 0 {
            0.0
        } else {
            (middle - half) / scale
        },
        high: if share.count == share.of {
            1.0
        } else {
            (middle + half) / scale
        },
    }
}

/// Returns the interval of the difference `a` less `b` of two independent shares, from their Wilson
/// intervals (R. G. Newcombe, 1998, method 10); -1 to 1 where one is of nothing.
pub fn newcombe(a: Share, b: Share) -> Interval {
    let (Some(p), Some(q)) = (a.value(), b.value()) else {
        return Interval {
            low: -1.0,
            high: 1.0,
        };
    };
    let (of_a, of_b) = (wilson(a), wilson(b));
    let difference = p - q;
    Interval {
        low: difference - (p - of_a.low).hypot(of_b.high - q),
        high: difference + (of_a.high - p).hypot(q - of_b.low),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Interval, low: f64, high: f64) -> bool {
        (found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5
    }

    #[test]
    fn published_intervals_are_reproduced() {
        // Newcombe's own examples (Statistics in Medicine 17: 857-872 and 873-890).
        assert!(close(wilson(Share::new(81, 263)), 0.2553, 0.3662));
        assert!(close(wilson(Share::new(0, 20)), 0.0, 0.1611));
        let found = newcombe(Share::new(56, 70), Share::new(48, 80));
        assert!(close(found, 0.0524, 0.3339), "{found:?}");
        let found = newcombe(Share::new(5, 56), Share::new(0, 29));
        assert!(close(found, -0.0381, 0.1926), "{found:?}");
    }

    #[test]
    #[expect(
        clippy::float_cmp,
        reason = "nothing is computed that could be rounded"
    )]
    fn the_end_nearest_zero_says_how_large_it_is_at_least() {
        let of = |low, high| Interval { low, high }.nearest_zero();
        assert_eq!(of(0.1, 0.3), 0.1);
        assert_eq!(of(-0.3, -0.1), -0.1);
        assert_eq!(of(-0.3, 0.1), 0.0);
    }
}
