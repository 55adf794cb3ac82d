//! The logistic curve of a whole-number score: intercept and slope, fitted to how many of each
//! total turned out well.

use super::logistic::probability;

/// The most Newton steps.
const MAX_STEPS: usize = 25;
/// The most times a step is halved that would make the fit worse.
const MAX_HALVINGS: usize = 8;
/// A step that promises to lower the loss by less than this ends the search.
const SMALLEST_GAIN: f64 = 1e-5;

/// How many have each total.
#[derive(Clone, Debug)]
pub(super) struct TotalCounts {
    /// The total of the first count.
    lowest: i64,
    /// For each total, how many turned out badly and how many well.
    counts: Vec<[u32; 2]>,
}

/// The log-odds by total: intercept plus slope times the total. The slope is never below 0, as a
/// greater total always means better.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct ScoreLine {
    pub intercept: f64,
    pub slope: f64,
}

/// The loss at a line, with its derivatives.
struct Point {
    loss: f64,
    gradient: [f64; 2],
    curvature: [f64; 3],
}

impl TotalCounts {
    /// Creates counts of nothing for totals in a range, both ends included.
    pub(super) fn new(lowest: i64, highest: i64) -> Self {
        let totals = usize::try_from(highest - lowest).unwrap_or(0) + 1;
        Self {
            lowest,
            counts: vec![[0; 2]; totals],
        }
    }

    pub(super) fn add(&mut self, total: i64, well: bool) {
        self.counts[(total - self.lowest) as usize][usize::from(well)] += 1;
    }

    pub(super) fn remove(&mut self, total: i64, well: bool) {
        self.counts[(total - self.lowest) as usize][usize::from(well)] -= 1;
    }

    /// Returns the line with the least logistic loss, and that loss; begins at a line nearby.
    pub(super) fn best_line(&self, start: ScoreLine) -> (ScoreLine, f64) {
        let (mut line, mut point) = (start, self.point(start));
        for _ in 0..MAX_STEPS {
            let ([d_intercept, d_slope], gain) = point.newton_step(line);
            if gain < SMALLEST_GAIN {
                break;
            }
            let moved = |length: f64| ScoreLine {
                intercept: line.intercept + length * d_intercept,
                slope: (line.slope + length * d_slope).max(0.0),
            };
            let lengths = (0..MAX_HALVINGS).map(|halvings| 0.5_f64.powi(halvings as i32));
            let tried = lengths.map(|length| (moved(length), self.point(moved(length))));
            let Some(better) = tried.into_iter().find(|(_, next)| next.loss < point.loss) else {
                break;
            };
            (line, point) = better;
        }
        (line, point.loss)
    }

    fn point(&self, line: ScoreLine) -> Point {
        let mut point = Point {
            loss: 0.0,
            gradient: [0.0; 2],
            curvature: [0.0; 3],
        };
        for (at, [badly, well]) in self.counts.iter().enumerate() {
            if badly + well == 0 {
                continue;
            }
            let total = (self.lowest + at as i64) as f64;
            let (badly, well) = (f64::from(*badly), f64::from(*well));
            let log_odds = line.intercept + line.slope * total;
            let p = probability(log_odds);
            // One logarithm for both outcomes.
            let softplus = log_odds.max(0.0) + (-log_odds.abs()).exp().ln_1p();
            point.loss += (badly + well) * softplus - well * log_odds;
            let over = (badly + well) * p - well;
            let weight = (badly + well) * p * (1.0 - p);
            point.gradient[0] += over;
            point.gradient[1] += over * total;
            point.curvature[0] += weight;
            point.curvature[1] += weight * total;
            point.curvature[2] += weight * total * total;
        }
        point
    }
}

impl Point {
    /// Returns the Newton step of intercept and slope, and how much it promises; of the intercept
    /// alone where all totals are equal, or where the slope is 0 and would fall.
    fn newton_step(&self, line: ScoreLine) -> ([f64; 2], f64) {
        let ([down, down_slope], [own, mixed, own_slope]) = (self.gradient, self.curvature);
        let determinant = own * own_slope - mixed * mixed;
        let would_fall = line.slope <= 0.0 && down_slope > down * mixed / own;
        let is_flat = determinant <= 1e-12 * own * own_slope || would_fall;
        let step = if is_flat {
            [-down / own, 0.0]
        } else {
            [
                -(own_slope * down - mixed * down_slope) / determinant,
                -(own * down_slope - mixed * down) / determinant,
            ]
        };
        let gain = -(step[0] * down + step[1] * down_slope);
        (step, gain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(of: &[(i64, u32, u32)]) -> TotalCounts {
        let mut counts = TotalCounts::new(-2, 6);
        for (total, badly, well) in of {
            (0..*badly).for_each(|_| counts.add(*total, false));
            (0..*well).for_each(|_| counts.add(*total, true));
        }
        counts
    }

    #[test]
    fn the_best_line_is_that_of_another_optimizer() {
        // scipy.optimize.minimize (BFGS) on the same leads.
        let counts = counts(&[(-2, 5, 1), (0, 9, 4), (1, 6, 5), (3, 4, 8), (6, 1, 7)]);
        let (line, loss) = counts.best_line(ScoreLine::default());
        assert!((line.intercept + 0.719_817_52).abs() < 1e-3, "{line:?}");
        assert!((line.slope - 0.459_125_26).abs() < 1e-3, "{line:?}");
        assert!((loss - 28.984_348_69).abs() < 1e-5, "{loss}");
    }

    #[test]
    fn a_greater_total_never_means_worse() {
        let counts = counts(&[(0, 1, 9), (1, 9, 1)]);
        let (line, loss) = counts.best_line(ScoreLine::default());
        assert!(line.slope.abs() < 1e-12, "{line:?}");
        // Ten of twenty, whatever the total: 20 ln 2.
        assert!(
            (loss - 20.0 * std::f64::consts::LN_2).abs() < 1e-6,
            "{loss}"
        );
    }

    #[test]
    fn equal_totals_leave_the_share_alone() {
        let counts = counts(&[(3, 3, 1)]);
        let (_, loss) = counts.best_line(ScoreLine::default());
        let expected = -(3.0 * 0.75_f64.ln() + 0.25_f64.ln());
        assert!((loss - expected).abs() < 1e-5, "{loss}");
    }
}
