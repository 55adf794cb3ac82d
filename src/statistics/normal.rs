//! The standard normal distribution.

/// The quantile for intervals of 95%.
pub(super) const Z95: f64 = 1.959_963_984_540_054;

/// Returns the probability of a value at least this far from 0, on either side.
pub(super) fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}
