//! One day of each class that limits cut the days into.

use jiff::Span;
use jiff::civil::{Date, date};

/// The first and the last day that a text can name: years have four digits.
const FIRST: Date = date(1, 1, 1);
const LAST: Date = date(9999, 12, 31);
const EPOCH: Date = date(1970, 1, 1);
/// How far an example lies beyond a limit that has nothing beyond it.
const BEYOND: i64 = 30;

/// Returns a day's number.
pub(super) fn day_number(day: Date) -> i64 {
    i64::from((day - EPOCH).get_days())
}

/// Returns the day with a number; `None` if a text can't name it.
pub(super) fn numbered_day(number: i64) -> Option<Date> {
    let day = EPOCH.checked_add(Span::new().try_days(number).ok()?).ok()?;
    (FIRST..=LAST).contains(&day).then_some(day)
}

/// Where classes of days begin.
#[derive(Clone, Debug, Default)]
pub(super) struct DayCuts(Vec<i64>);

impl DayCuts {
    /// Notes that days from this one on are another class than those before it.
    pub(super) fn begin_class(&mut self, day: i64) {
        self.0.push(day);
    }

    /// Returns one day of each class that a text can name.
    pub(super) fn examples(&self) -> Vec<i64> {
        let (first, last) = (day_number(FIRST), day_number(LAST));
        let mut cuts: Vec<i64> = self.0.clone();
        cuts.retain(|cut| (first + 1..=last).contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        let Some((lowest, highest)) = cuts.first().copied().zip(cuts.last().copied()) else {
            return vec![day_number(date(2026, 1, 15))];
        };
        let mut examples = vec![(lowest - BEYOND).max(first)];
        for pair in cuts.windows(2) {
            examples.push(pair[0] + (pair[1] - 1 - pair[0]) / 2);
        }
        examples.push((highest + BEYOND).min(last));
        examples
    }
}

/// Returns several texts for a day, the plainest first.
pub(super) fn day_texts(day: Date) -> impl Iterator<Item = String> {
    let plain = day.to_string();
    let timed = plain.clone();
    let minutes = (0..24 * 60).map(move |m| format!("{timed}T{:02}:{:02}", m / 60, m % 60));
    std::iter::once(plain).chain(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_days_are_those_of_the_calendar() {
        for day in [
            date(1970, 1, 1),
            date(2000, 2, 29),
            date(1, 1, 1),
            date(9999, 12, 31),
            date(2026, 3, 1),
        ] {
            assert_eq!(numbered_day(day_number(day)), Some(day));
        }
        assert_eq!(day_number(date(1971, 1, 1)), 365);
        assert_eq!(numbered_day(day_number(LAST) + 1), None);
    }

    #[test]
    fn limits_cut_days_into_classes() {
        let mut cuts = DayCuts::default();
        for cut in [100, 90, 100, 101] {
            cuts.begin_class(cut);
        }
        // Before 90, 90 to 99, 100, from 101.
        assert_eq!(cuts.examples(), [60, 94, 100, 131]);
    }
}
