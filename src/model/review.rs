//! When the definition is reviewed next, and what is left to do until then.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::{ActionItem, ParkedThought, ReviewCycle, Workshop};

impl Workshop {
    /// Yields the actions that aren't done.
    pub fn open_actions(&self) -> impl Iterator<Item = &ActionItem> {
        self.actions.iter().filter(|action| !action.done)
    }

    /// Yields the parked thoughts of which nothing has become.
    pub fn open_thoughts(&self) -> impl Iterator<Item = &ParkedThought> {
        let is_open = |thought: &&ParkedThought| thought.resolution.trim().is_empty();
        self.parking.iter().filter(is_open)
    }

    /// Returns the date of the next review: as agreed, else the review cycle after publication.
    pub fn review_due(&self, published: Option<Timestamp>) -> Option<Date> {
        let by_cycle = || {
            let months = match self.review_cycle? {
                ReviewCycle::Monthly => 1,
                ReviewCycle::Quarterly => 3,
            };
            let day = published?.to_zoned(TimeZone::UTC).date();
            day.checked_add(Span::new().months(months)).ok()
        };
        self.review_date.or_else(by_cycle)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_agreed_date_comes_before_the_cycle() {
        let published = "2026-11-30T12:00:00Z".parse().ok();
        let mut workshop = Workshop {
            review_cycle: Some(ReviewCycle::Quarterly),
            ..Workshop::default()
        };
        assert_eq!(workshop.review_due(published), Some(date(2027, 2, 28)));
        workshop.review_date = Some(date(2027, 1, 15));
        assert_eq!(workshop.review_due(published), Some(date(2027, 1, 15)));
        assert_eq!(Workshop::default().review_due(published), None);
    }
}
