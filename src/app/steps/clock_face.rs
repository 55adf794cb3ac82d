//! The clock as it is shown.

use crate::app::state::clock::{ClockFace, seconds_behind, urgency};
use crate::app::state::workbench::State;
use crate::model::{AgendaItem, Id};

/// Returns the agenda item the clock runs for, or would if it were started.
pub fn current_item(state: &State) -> Option<&AgendaItem> {
    let id = match &state.clock.off_step_item {
        Some(id) => id.to_string(),
        None => state.step.word(),
    };
    let agenda = &state.session().workshop.agenda;
    agenda.iter().find(|item| item.id == *id)
}

/// Returns what the clock shows, or `None` if it was never started.
pub fn face(state: &State) -> Option<ClockFace> {
    if !state.clock.started {
        return None;
    }
    let item = current_item(state)?;
    let of = item.minutes + item.extended_minutes;
    let taken = i64::from(item.taken_seconds) + unrecorded_seconds(state);
    let left = i64::from(of) * 60 - taken;
    Some(ClockFace {
        name: item.name.clone(),
        seconds_left: left,
        total_minutes: of,
        running: state.clock.running_since.is_some(),
        urgency: urgency(left, of),
        seconds_behind: seconds_behind(
            &state.session().workshop.agenda,
            &item.id,
            unrecorded_seconds(state),
        ),
    })
}

/// Whole seconds since time was last recorded.
pub(crate) fn unrecorded_seconds(state: &State) -> i64 {
    let since = state.clock.running_since;
    since.map_or(0, |since| state.now.duration_since(since).as_secs().max(0))
}

/// Returns the item the running clock is for and the seconds it has taken so far.
pub fn item_seconds_taken(state: &State) -> Option<(Id, u32)> {
    state.clock.running_since?;
    let item = current_item(state)?;
    let running = u32::try_from(unrecorded_seconds(state)).unwrap_or(0);
    Some((item.id.clone(), item.taken_seconds.saturating_add(running)))
}
