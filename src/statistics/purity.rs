//! Whether leads of one kind ended alike more often than chance would have it.

use super::share::FEWEST;

/// Leads that ended alike are suspicious where chance does that less often than this.
const SUSPICIOUS_CHANCE: f64 = 1e-3;

/// Returns in which of two groups all of some leads are, if they are in one alone, there are at
/// least 20 of them, and chance does that less often than 1 in 1,000: the group's share of all
/// leads to the power of their number.
pub fn pure_group(some: [u64; 2], all: [u64; 2]) -> Option<usize> {
    let [count, total] = [some, all].map(|groups| groups.iter().sum::<u64>());
    let kind = some.iter().position(|group| *group == count)?;
    let share = all[kind] as f64 / total as f64;
    let chance = share.powi(i32::try_from(count).unwrap_or(i32::MAX));
    (count >= FEWEST && chance < SUSPICIOUS_CHANCE).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_alike_are_suspicious_unless_nearly_all_end_so() {
        // .7 to the power of 20 is .0008, of 19 too few; .8 to the power of 20 is .0115.
        assert_eq!(pure_group([20, 0], [70, 30]), Some(0));
        assert_eq!(pure_group([0, 20], [30, 70]), Some(1));
        assert_eq!(pure_group([19, 0], [70, 30]), None);
        assert_eq!(pure_group([20, 0], [80, 20]), None);
        assert_eq!(pure_group([20, 1], [70, 30]), None);
    }
}
