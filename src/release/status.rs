//! The status of a published version: its age, its review, and what is still to do.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::model::wording::count_noun;
use crate::model::{Release, ReviewCycle, Workshop};

/// Describes the status of a session with this last release: "1.0.0, 92 days, review overdue, 2
/// actions".
pub fn release_status(
    release: &Release,
    workshop: &Workshop,
    now: Timestamp,
    today: Date,
) -> String {
    let mut parts = vec![release.version.to_string()];
    if !release.altered.is_empty() {
        parts.push("altered since it was published".into());
    }
    if let Some(published) = release.published {
        let seconds = now.as_second() - published.as_second();
        parts.push(match seconds / 86_400 {
            days if days < 1 => "published today".into(),
            days => count_noun(days, "day"),
        });
    }
    match review_due(workshop, release) {
        Some(date) if date < today => parts.push("review overdue".into()),
        Some(date) => parts.push(format!("review on {date}")),
        None => {}
    }
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let actions = workshop.actions.iter().filter(|a| !a.done).count();
    if actions > 0 {
        parts.push(count_noun(count(actions), "action"));
    }
    let parked = workshop.parking.iter();
    let parked = parked.filter(|p| p.resolution.trim().is_empty()).count();
    if parked > 0 {
        parts.push(format!("{} parked", count(parked)));
    }
    parts.join(", ")
}

/// Returns the date of the next review: as agreed, else the review cycle after publication.
fn review_due(workshop: &Workshop, release: &Release) -> Option<Date> {
    let cycle = |published: Timestamp| {
        let months = match workshop.review_cycle? {
            ReviewCycle::Monthly => 1,
            ReviewCycle::Quarterly => 3,
        };
        let day = published.to_zoned(TimeZone::UTC).date();
        day.checked_add(Span::new().months(months)).ok()
    };
    let by_cycle = || release.published.and_then(cycle);
    workshop.review_date.or_else(by_cycle)
}
