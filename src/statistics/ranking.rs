//! How well scores rank: the area under the ROC curve, its interval, and paired differences.

use super::intervals::Interval;
use super::normal::Z95;

/// How well scores rank those that turned out well above those that didn't, with what is needed to
/// say how sure that is (E. R. `DeLong` and others, 1988, in the fast form
/// of X. Sun and W. Xu, 2014).
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// For each that turned out well: the share of the others that it ranks above, equal scores
    /// counting half.
    well: Vec<f64>,
    /// For each of the others: the share of those that turned out well that rank above it.
    badly: Vec<f64>,
}

impl Ranking {
    /// Ranks by scores; `None` unless some turned out well and some didn't.
    pub fn new(scores: &[f64], outcome: &[bool]) -> Option<Self> {
        let of = |kind: bool| -> Vec<f64> {
            let those = scores.iter().zip(outcome);
            those
                .filter(|(_, o)| **o == kind)
                .map(|(s, _)| *s)
                .collect()
        };
        let (well, badly) = (of(true), of(false));
        if well.is_empty() || badly.is_empty() {
            return None;
        }
        let (m, n) = (well.len(), badly.len());
        let together: Vec<f64> = well.iter().chain(&badly).copied().collect();
        let (all, within_well, within_badly) = (
            middle_ranks(&together),
            middle_ranks(&well),
            middle_ranks(&badly),
        );
        let above = |at: usize| (all[at] - within_well[at]) / n as f64;
        let below = |at: usize| 1.0 - (all[m + at] - within_badly[at]) / m as f64;
        Some(Self {
            well: (0..m).map(above).collect(),
            badly: (0..n).map(below).collect(),
        })
    }

    /// Returns the area under the ROC curve: the probability that one that turned out well has a
    /// greater score than one that didn't, equal scores counting half.
    pub fn area(&self) -> f64 {
        mean(&self.well)
    }

    /// Returns the area's interval of 95%, within 0 and 1.
    pub fn interval(&self) -> Interval {
        let error = (spread(&self.well) + spread(&self.badly)).sqrt();
        let area = self.area();
        Interval {
            low: (area - Z95 * error).max(0.0),
            high: (area + Z95 * error).min(1.0),
        }
    }

    /// Returns the area less that of another ranking of the same leads, and the interval of that
    /// difference.
    pub fn difference(&self, other: &Self) -> (f64, Interval) {
        let less = |own: &[f64], theirs: &[f64]| -> Vec<f64> {
            own.iter().zip(theirs).map(|(a, b)| a - b).collect()
        };
        let well = less(&self.well, &other.well);
        let badly = less(&self.badly, &other.badly);
        let error = (spread(&well) + spread(&badly)).sqrt();
        let difference = mean(&well);
        let interval = Interval {
            low: difference - Z95 * error,
            high: difference + Z95 * error,
        };
        (difference, interval)
    }
}

/// Returns the area under the ROC curve; `None` unless some turned out well and some didn't.
pub fn ranking_area(scores: &[f64], outcome: &[bool]) -> Option<f64> {
    Some(Ranking::new(scores, outcome)?.area())
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The variance of the values' mean; unbounded for a single value, which says nothing of it.
fn spread(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    if values.len() < 2 {
        return f64::INFINITY;
    }
    let middle = mean(values);
    let squares: f64 = values.iter().map(|v| (v - middle) * (v - middle)).sum();
    squares / (n - 1.0) / n
}

/// Returns each value's rank from 1; equal values share the middle of their ranks.
fn middle_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    for group in order.chunk_by(|a, b| values[*a].total_cmp(&values[*b]).is_eq()) {
        let to = from + group.len();
        let middle = (from + 1 + to) as f64 / 2.0;
        for at in group {
            ranks[*at] = middle;
        }
        from = to;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTCOME: [bool; 12] = [
        true, true, true, true, true, false, false, false, false, false, false, false,
    ];
    const FIRST: [f64; 12] = [5.0, 4.0, 4.0, 3.0, 1.0, 4.0, 3.0, 2.0, 2.0, 1.0, 0.0, 0.0];
    const SECOND: [f64; 12] = [2.0, 5.0, 3.0, 3.0, 2.0, 1.0, 4.0, 2.0, 3.0, 1.0, 1.0, 0.0];

    fn close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() < 1e-12,
            "{found} is not {expected}"
        );
    }

    #[test]
    fn equal_scores_count_half() {
        // By hand: 5 beats 7; each 4 beats 6 and ties with one; 3 beats 5 and ties with one; 1 beats
        // 2 and ties with one: 7 + 6.5 + 6.5 + 5.5 + 2.5 = 28 of 35.
        close(ranking_area(&FIRST, &OUTCOME).unwrap(), 28.0 / 35.0);
        assert_eq!(ranking_area(&FIRST[..5], &OUTCOME[..5]), None);
        assert_eq!(ranking_area(&[1.0; 12], &OUTCOME), Some(0.5));
    }

    #[test]
    fn intervals_are_those_of_the_definition() {
        // From the 5 x 7 table of comparisons in numpy: variance of its row means / 5 plus variance
        // of its column means / 7, each with n - 1.
        let first = Ranking::new(&FIRST, &OUTCOME).unwrap();
        let second = Ranking::new(&SECOND, &OUTCOME).unwrap();
        close(first.interval().low, 0.525_186_321_724_358_3);
        close(first.interval().high, 1.0);
        let (difference, interval) = first.difference(&second);
        close(difference, 0.028_571_428_571_428_58);
        close(interval.low, -0.310_711_790_518_720_83);
        close(interval.high, 0.367_854_647_661_578);
        let (none, same) = first.difference(&first);
        assert_eq!((none, same.low, same.high), (0.0, 0.0, 0.0));
    }
}
