//! Times in the zone of the room. Files keep them in UTC.

use jiff::Timestamp;

use crate::app::state::workbench::State;
use crate::model::local_time;

/// Returns whether a time is on the present day.
pub fn is_today(state: &State, at: Timestamp) -> bool {
    let day = |at: Timestamp| at.to_zoned(state.time_zone.clone()).date();
    day(state.now) == day(at)
}

/// Formats a time for the room, without the date if it is today: `09:00`. Where the computer's clock
/// is in UTC, it says so.
pub fn moment_text(state: &State, at: Timestamp) -> String {
    if is_today(state, at) {
        local_time::time_text(at, &state.time_zone)
    } else {
        date_and_time_text(state, at)
    }
}

/// Formats a time with its date.
pub fn date_and_time_text(state: &State, at: Timestamp) -> String {
    local_time::date_and_time_text(at, &state.time_zone)
}
