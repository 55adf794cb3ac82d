//! How far back a condition looks.

use crate::model::Condition;

/// How many days back something has to lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::scoring) struct DayWindow {
    /// At most so many days.
    pub within: Option<u32>,
    /// More than so many days.
    pub older_than: Option<u32>,
}

impl DayWindow {
    /// Returns the window of a condition.
    pub fn of(condition: &Condition) -> Self {
        Self {
            within: condition.within_days,
            older_than: condition.older_than_days,
        }
    }

    /// Returns whether it leaves anything out.
    pub fn is_limited(self) -> bool {
        self.within.is_some() || self.older_than.is_some()
    }

    /// Returns whether a day is that far back. Both days are numbers.
    pub fn contains(self, as_of: i32, day: i32) -> bool {
        let age = i64::from(as_of) - i64::from(day);
        let within = self
            .within
            .is_none_or(|days| (0..=i64::from(days)).contains(&age));
        within && self.older_than.is_none_or(|days| age > i64::from(days))
    }

    /// Returns whether an event of this day counts. Without a day to look back from, all of them do
    /// where the window isn't limited.
    pub fn counts(self, day: i32, as_of: Option<i32>) -> bool {
        match as_of {
            Some(as_of) => day <= as_of && self.contains(as_of, day),
            None => !self.is_limited(),
        }
    }
}
