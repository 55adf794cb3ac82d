//! Logistic regression with a penalty on the squares of its coefficients, each within bounds.

use super::design::Observations;

/// The most steps of Newton's method; it needs some five.
const MAX_STEPS: usize = 60;
/// The most times a step is halved that would make the fit worse.
const MAX_HALVINGS: usize = 30;
/// A step that promises to lower the loss by less than this is the last.
const SMALLEST_GAIN: f64 = 1e-7;

/// A fitted logistic regression: log-odds are the intercept plus the sum of what a row has times
/// the coefficients.
#[derive(Clone, Debug, PartialEq)]
pub struct LogisticFit {
    /// The log-odds of a row that has nothing.
    pub intercept: f64,
    /// What each column adds to the log-odds.
    pub coefficients: Vec<f64>,
}

/// The loss of a fit, its gradient and its second derivatives; the intercept comes last.
struct Slope {
    gradient: Vec<f64>,
    /// The lower half, row by row.
    curvature: Vec<f64>,
}

impl LogisticFit {
    /// Returns the fit of a share alone, where no column adds anything.
    pub fn of_share(observations: Observations<'_>) -> Self {
        let rate = observations.base_rate();
        Self {
            intercept: (rate / (1.0 - rate)).ln(),
            coefficients: vec![0.0; observations.design.columns()],
        }
    }

    /// Minimizes the logistic loss plus half of `penalty` times the sum of the squared coefficients
    /// (not of the intercept) by projected Newton steps, beginning at `start`. Each coefficient
    /// stays within its bounds, both ends included, 0 among them.
    pub fn new(
        observations: Observations<'_>,
        penalty: f64,
        bounds: &[(f64, f64)],
        start: &Self,
    ) -> Self {
        let mut fit = start.clone();
        for (value, (low, high)) in fit.coefficients.iter_mut().zip(bounds) {
            *value = value.clamp(*low, *high);
        }
        let mut loss = fit.penalized_loss(observations, penalty);
        for _ in 0..MAX_STEPS {
            let slope = fit.slope(observations, penalty);
            let Some((step, gain)) = fit.newton_step(&slope, bounds) else {
                break;
            };
            if gain < SMALLEST_GAIN {
                // So near, a step squares the distance that is left.
                return fit.moved(&step, 1.0, bounds);
            }
            let shorter = (0..MAX_HALVINGS).map(|halvings| 0.5_f64.powi(halvings as i32));
            let better = shorter
                .map(|length| fit.moved(&step, length, bounds))
                .find_map(|next| {
                    let next_loss = next.penalized_loss(observations, penalty);
                    (next_loss < loss).then_some((next, next_loss))
                });
            let Some((next, next_loss)) = better else {
                break;
            };
            (fit, loss) = (next, next_loss);
        }
        fit
    }

    /// Returns the log-odds of a row of the design.
    pub fn log_odds(&self, observations: Observations<'_>, row: usize) -> f64 {
        let entries = observations.design.row(row);
        entries.fold(self.intercept, |sum, (column, times)| {
            sum + self.coefficients[column] * f64::from(times)
        })
    }

    /// Returns the sum of the logistic losses of the rows: minus the log of the likelihood.
    pub fn loss(&self, observations: Observations<'_>) -> f64 {
        let rows = observations.iter();
        rows.map(|(row, well)| logistic_loss(self.log_odds(observations, row), well))
            .sum()
    }

    fn penalized_loss(&self, observations: Observations<'_>, penalty: f64) -> f64 {
        let squares: f64 = self.coefficients.iter().map(|c| c * c).sum();
        self.loss(observations) + penalty / 2.0 * squares
    }

    fn slope(&self, observations: Observations<'_>, penalty: f64) -> Slope {
        let last = self.coefficients.len();
        let mut gradient = vec![0.0; last + 1];
        let mut curvature = vec![0.0; (last + 1) * (last + 2) / 2];
        for (row, well) in observations.iter() {
            let p = probability(self.log_odds(observations, row));
            let (over, weight) = (p - f64::from(u8::from(well)), p * (1.0 - p));
            let entries = observations.design.row(row);
            let with_intercept = entries.map(|(c, times)| (c, f64::from(times)));
            let with_intercept = with_intercept.chain([(last, 1.0)]);
            for (i, x) in with_intercept.clone() {
                gradient[i] += over * x;
                let line = i * (i + 1) / 2;
                for (j, y) in with_intercept.clone().take_while(|(j, _)| *j <= i) {
                    curvature[line + j] += weight * x * y;
                }
            }
        }
        for (i, coefficient) in self.coefficients.iter().enumerate() {
            gradient[i] += penalty * coefficient;
            curvature[i * (i + 1) / 2 + i] += penalty;
        }
        Slope {
            gradient,
            curvature,
        }
    }

    /// Returns the Newton step of the coefficients that may move, and how much it promises; those at
    /// a bound beyond which the loss would fall stay there (D. P. Bertsekas, 1982).
    fn newton_step(&self, slope: &Slope, bounds: &[(f64, f64)]) -> Option<(Vec<f64>, f64)> {
        let last = self.coefficients.len();
        let may_move = |i: &usize| {
            let Some((low, high)) = bounds.get(*i) else {
                return true;
            };
            let (value, gradient) = (self.coefficients[*i], slope.gradient[*i]);
            low < high && !(value <= *low && gradient > 0.0 || value >= *high && gradient < 0.0)
        };
        let free: Vec<usize> = (0..=last).filter(may_move).collect();
        let at = |i: usize, j: usize| slope.curvature[i * (i + 1) / 2 + j];
        let matrix: Vec<Vec<f64>> = (0..free.len())
            .map(|i| (0..=i).map(|j| at(free[i], free[j])).collect())
            .collect();
        let down: Vec<f64> = free.iter().map(|i| -slope.gradient[*i]).collect();
        let solved = solve_positive(matrix, &down)?;
        let gain = solved.iter().zip(&down).map(|(s, d)| s * d).sum();
        let mut step = vec![0.0; last + 1];
        for (i, value) in free.iter().zip(solved) {
            step[*i] = value;
        }
        Some((step, gain))
    }

    fn moved(&self, step: &[f64], length: f64, bounds: &[(f64, f64)]) -> Self {
        let own = self.coefficients.iter().zip(step).zip(bounds);
        let moved = own.map(|((c, s), (low, high))| (c + length * s).clamp(*low, *high));
        Self {
            coefficients: moved.collect(),
            intercept: self.intercept + length * step[self.coefficients.len()],
        }
    }
}

/// Returns the probability with these log-odds.
pub(super) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Returns minus the log of the probability that these log-odds give to what happened.
pub(super) fn logistic_loss(log_odds: f64, well: bool) -> f64 {
    let wrong = if well { -log_odds } else { log_odds };
    wrong.max(0.0) + (-wrong.abs()).exp().ln_1p()
}

/// Solves a system with a symmetric positive matrix, given by its lower half, by Cholesky's
/// decomposition; `None` if it isn't positive.
fn solve_positive(mut matrix: Vec<Vec<f64>>, right: &[f64]) -> Option<Vec<f64>> {
    let n = right.len();
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| matrix[i][k] * matrix[j][k]).sum();
            let rest = matrix[i][j] - known;
            if i == j {
                if rest <= 0.0 {
                    return None;
                }
                matrix[i][i] = rest.sqrt();
            } else {
                matrix[i][j] = rest / matrix[j][j];
            }
        }
    }
    let mut x = right.to_vec();
    for i in 0..n {
        let known: f64 = (0..i).map(|k| matrix[i][k] * x[k]).sum();
        x[i] = (x[i] - known) / matrix[i][i];
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|k| matrix[k][i] * x[k]).sum();
        x[i] = (x[i] - known) / matrix[i][i];
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::super::design::Design;
    use super::*;

    const FREE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

    fn fitted(penalty: f64, bounds: [(f64, f64); 3]) -> LogisticFit {
        let columns: [&[u8]; 3] = [
            &[1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1],
            &[0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1],
            &[2, 0, 1, 0, 1, 0, 1, 0, 0, 2, 1, 0],
        ];
        let outcome = [1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0].map(|y| y == 1);
        let design = Design::from_columns(12, &columns.map(<[u8]>::to_vec));
        let rows: Vec<usize> = (0..12).collect();
        let observations = Observations {
            design: &design,
            outcome: &outcome,
            rows: &rows,
        };
        let start = LogisticFit::of_share(observations);
        LogisticFit::new(observations, penalty, &bounds, &start)
    }

    fn is(fit: &LogisticFit, coefficients: [f64; 3], intercept: f64) {
        let expected = coefficients.iter().chain([&intercept]);
        let found = fit.coefficients.iter().chain([&fit.intercept]);
        for (found, expected) in found.zip(expected) {
            assert!((found - expected).abs() < 1e-7, "{fit:?}");
        }
    }

    #[test]
    fn a_penalized_fit_is_that_of_another_optimizer() {
        // scikit-learn's LogisticRegression (C = 1 / penalty) gives the same to five decimals, and
        // Newton's method in numpy to eight.
        is(
            &fitted(1.0, [FREE; 3]),
            [1.182_743_77, -0.593_155_53, 0.115_366_78],
            -0.369_978_98,
        );
        is(
            &fitted(0.3, [FREE; 3]),
            [2.212_129_79, -1.160_070_3, 0.348_651_71],
            -0.741_864_91,
        );
    }

    #[test]
    fn a_coefficient_stays_at_a_bound_that_it_would_cross() {
        let above = [(0.0, f64::INFINITY); 3];
        is(
            &fitted(1.0, above),
            [1.172_318_76, 0.0, 0.112_529_02],
            -0.661_055_85,
        );
        // A column that may have no coefficient is as if it weren't there.
        let fit = fitted(1.0, [FREE, (0.0, 0.0), (0.0, f64::INFINITY)]);
        is(&fit, [1.172_318_76, 0.0, 0.112_529_02], -0.661_055_85);
    }
}
