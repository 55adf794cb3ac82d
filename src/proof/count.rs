//! Exact counts of any size.

use std::fmt;

use num_bigint::BigUint;
use serde::{Serialize, Serializer};

use crate::model::wording;

/// An exact number of leads. Displayed and serialised as decimal digits, since JSON numbers are
/// exact only up to 53 bits. The alternate form `{:#}` groups thousands: `9,216`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(BigUint);

impl Count {
    /// Returns whether the count is zero.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }

    /// Returns whether the count is one.
    pub fn is_one(&self) -> bool {
        self.to_u64() == Some(1)
    }

    /// Returns the count with its noun: `1 possible lead`, `9,216 possible leads`.
    pub fn with_noun(&self, noun: &str) -> String {
        if self.is_one() {
            format!("1 {noun}")
        } else {
            format!("{self:#} {}", wording::plural(noun))
        }
    }

    /// Returns the number, if it fits.
    pub fn to_u64(&self) -> Option<u64> {
        u64::try_from(&self.0).ok()
    }

    /// Returns the fraction that this is of `of`; 0 if that is zero.
    pub fn share(&self, of: &Self) -> f64 {
        if of.is_zero() {
            return 0.0;
        }
        // Scaled as integers first, since either number alone may exceed floating point.
        let parts = (&self.0 * 1_000_000_000_u64) / &of.0;
        u64::try_from(parts).map_or(f64::INFINITY, |parts| parts as f64 / 1e9)
    }
}

impl From<BigUint> for Count {
    fn from(number: BigUint) -> Self {
        Self(number)
    }
}

impl From<u64> for Count {
    fn from(number: u64) -> Self {
        Self(number.into())
    }
}

impl std::ops::AddAssign<&Count> for Count {
    fn add_assign(&mut self, other: &Count) {
        self.0 += &other.0;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        if !f.alternate() {
            return f.pad(&digits);
        }
        let mut grouped = String::with_capacity(digits.len() * 4 / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        f.pad(&grouped)
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_digits_and_thousands() {
        let texts = |n: u64| {
            let count = Count::from(n);
            (count.to_string(), format!("{count:#}"))
        };
        assert_eq!(texts(0), ("0".into(), "0".into()));
        assert_eq!(texts(999), ("999".into(), "999".into()));
        assert_eq!(texts(9_216), ("9216".into(), "9,216".into()));
        assert_eq!(texts(1_000_000), ("1000000".into(), "1,000,000".into()));
        let big = Count::from(BigUint::from(2_u32).pow(80));
        assert_eq!(format!("{big:#}"), "1,208,925,819,614,629,174,706,176");
        assert_eq!(
            serde_json::to_string(&big).unwrap(),
            "\"1208925819614629174706176\""
        );
    }

    #[test]
    fn shares_of_numbers_beyond_floating_point() {
        let big = |exponent| Count::from(BigUint::from(2_u32).pow(exponent));
        assert!((big(4_999).share(&big(5_000)) - 0.5).abs() < 1e-9);
        assert!((Count::from(0).share(&Count::from(0))).abs() < 1e-9);
    }
}
