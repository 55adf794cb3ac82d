//! Exact arithmetic of a funnel in whole numbers: leads can't be divided.

use crate::model::Percent;
use crate::statistics::Share;

/// A share as a ratio of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    count: u128,
    of: u128,
}

impl Ratio {
    /// The ratio of a percentage.
    pub fn of_percent(percent: Percent) -> Self {
        Self {
            count: percent.hundredths().into(),
            of: Percent::WHOLE.into(),
        }
    }

    /// The ratio of so many of so many; `None` of nothing.
    pub fn of_share(share: Share) -> Option<Self> {
        (share.of > 0).then(|| Self {
            count: share.count.into(),
            of: share.of.into(),
        })
    }

    /// Returns how many of `from` pass, rounded down.
    pub fn passing(self, from: u128) -> u128 {
        from.saturating_mul(self.count) / self.of
    }

    /// Returns the least number of which `to` pass; `None` if none ever do.
    pub fn needed(self, to: u128) -> Option<u128> {
        (self.count > 0).then(|| to.saturating_mul(self.of).div_ceil(self.count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forwards_rounds_down_backwards_up_and_what_is_needed_is_enough() {
        let seven = Ratio::of_percent("7%".parse().unwrap());
        assert_eq!((seven.passing(2_000), seven.passing(1_999)), (140, 139));
        assert_eq!(
            (seven.needed(140), seven.needed(141)),
            (Some(2_000), Some(2_015))
        );
        assert_eq!(Ratio::of_percent("0".parse().unwrap()).needed(1), None);
        assert_eq!(Ratio::of_share(Share::new(0, 0)), None);
        for of in 1..40_u64 {
            for count in 1..=of {
                let ratio = Ratio::of_share(Share { count, of }).unwrap();
                for to in 0..50 {
                    let needed = ratio.needed(to).unwrap();
                    assert!(ratio.passing(needed) >= to);
                    assert!(needed == 0 || ratio.passing(needed - 1) < to);
                }
            }
        }
    }
}
