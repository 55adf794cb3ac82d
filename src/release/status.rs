//! The status of a published version: its age, its review, and what is still to do.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::model::wording::count_noun;
use crate::model::{Release, Workshop};

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
    match workshop.review_due(release.published) {
        Some(date) if date < today => parts.push("review overdue".into()),
        Some(date) => parts.push(format!("review on {date}")),
        None => {}
    }
    let actions = workshop.open_actions().count();
    if actions > 0 {
        parts.push(count_noun(actions, "action"));
    }
    let parked = workshop.open_thoughts().count();
    if parked > 0 {
        parts.push(format!("{parked} parked"));
    }
    parts.join(", ")
}
