//! Questions the workbench asks, and the sign-offs and review dates behind them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::command::{Command, DiskCommand, VersionCommand};
use super::dialog::{Dialog, KeyQuestion};
use super::state::State;
use crate::model::wording::count_noun;
use crate::model::{Release, ReviewCycle, SignOff, Workshop};

/// Asks what to do when another program changed session.yaml to [`State::session_on_disk`].
pub fn changed_on_disk_question() -> Dialog {
    let question = KeyQuestion::new(
        "session.yaml was changed by somebody else",
        "Your own edits are kept in the journal whatever you choose, and taking theirs can be undone.",
    )
    .answer('t', "take theirs", Command::Disk(DiskCommand::TakeTheirs))
    .answer('m', "keep mine, overwriting theirs", Command::Disk(DiskCommand::KeepMine))
    .answer('l', "later; nothing is written until then", Command::Close);
    Dialog::KeyQuestion(question)
}

/// Asks what to do when another program changed session.yaml and it can't be read.
pub fn broken_on_disk_question(why: &str) -> Dialog {
    let question = KeyQuestion::new(
        "session.yaml can no longer be read",
        format!("Somebody else changed it. {why}"),
    )
    .answer(
        'm',
        "keep mine, overwriting it",
        Command::Disk(DiskCommand::KeepMine),
    )
    .answer(
        'l',
        "later; nothing is written until it is fixed",
        Command::Close,
    );
    Dialog::KeyQuestion(question)
}

/// Returns the sign-offs of the required sides, whichever text each of them signed.
pub fn required_sign_offs(state: &State) -> Vec<SignOff> {
    let workshop = &state.session().workshop;
    workshop
        .signing_sides()
        .iter()
        .filter_map(|side| workshop.sign_off(*side).cloned())
        .collect()
}

/// Asks whether to begin the revision of a published session; `None` if its workshop isn't over.
pub fn revision_question(state: &State) -> Option<Dialog> {
    let release = state.versions.last()?;
    if !state.session().workshop.is_over(Some(release.version)) || state.read_only.is_some() {
        return None;
    }
    let text = format!(
        "{}. The revision begins with the definitions as they stand; votes, wordings and minutes are kept with {}.",
        release_status(state)?,
        release.version
    );
    let question = KeyQuestion::new("Begin the revision?", text)
        .answer(
            'y',
            "begin it",
            Command::Version(VersionCommand::Revise(release.version)),
        )
        .answer(
            'n',
            "not now; look around or continue as it is",
            Command::Close,
        );
    Some(Dialog::KeyQuestion(question))
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

/// Describes the status of a published session: "1.0.0, 92 days, review overdue, 2 actions".
pub fn release_status(state: &State) -> Option<String> {
    let release = state.versions.last()?;
    let workshop = &state.session().workshop;
    Some(release_status_of(release, workshop, state.now, state.today))
}

/// Describes the status of a session with this last release, in the same words.
pub fn release_status_of(
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
