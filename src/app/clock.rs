//! The clock of the agenda: time left in the step, and how far ahead or behind the room is.
//!
//! Once started, it follows the room from step to step. An agenda item that is no step, such as
//! a break, is started from its row on Room and runs until the room moves on. Time taken is
//! recorded at each pause, change of step, full minute and at the end; undo doesn't change it.

use jiff::{SignedDuration, Timestamp};

use super::message::Effect;
use super::screen::RowTarget;
use super::state::{NoticeLevel, State};
use super::step::Step;
use crate::document::Edit;
use crate::model::record::Kind;
use crate::model::{AgendaItem, Id};

/// The running clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// Start of the time not recorded yet; `None` while paused.
    pub running_since: Option<Timestamp>,
    /// The agenda item that is no step, while the clock runs for it.
    pub off_step_item: Option<Id>,
    /// Whether it was started since the session was opened.
    pub started: bool,
    /// The urgency of the last warning.
    warned_urgency: Urgency,
}

/// Seconds the system clock may go back without a notice, as in a time sync.
const SLACK_SECONDS: i64 = 2;

/// How urgent the time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Enough time is left.
    #[default]
    None,
    /// A fifth of the time is left.
    Soon,
    /// A twentieth of the time is left.
    Last,
    /// The time is up.
    Over,
}

/// What the clock shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockFace {
    /// Name of the agenda item.
    pub name: String,
    /// Seconds left; negative when time is up.
    pub seconds_left: i64,
    /// Minutes planned, including extensions.
    pub total_minutes: u32,
    /// Whether it is running.
    pub running: bool,
    /// How urgent the time is.
    pub urgency: Urgency,
    /// Seconds behind the whole agenda; negative when ahead.
    pub seconds_behind: i64,
}

impl ClockFace {
    /// Returns a text such as `left 14:20 of 40`, with signs when it is urgent.
    pub fn text(&self) -> String {
        let sign = match self.urgency {
            Urgency::None => "",
            Urgency::Soon => "! ",
            Urgency::Last | Urgency::Over => "!! ",
        };
        let word = match (self.running, self.seconds_left < 0) {
            (true, false) => "left",
            (true, true) => "over by",
            (false, false) => "paused at",
            (false, true) => "paused, over by",
        };
        format!(
            "{sign}{word} {} of {}",
            minutes_text(self.seconds_left.abs()),
            self.total_minutes
        )
    }

    /// Describes how far ahead or behind the whole agenda is, to the minute.
    pub fn agenda_text(&self) -> String {
        match self.seconds_behind / 60 {
            0 => "on time".into(),
            behind @ 1.. => format!("behind {behind} min"),
            ahead => format!("ahead {} min", -ahead),
        }
    }
}

/// Formats seconds as minutes and seconds, such as `14:20`.
pub fn minutes_text(seconds: i64) -> String {
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

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
fn unrecorded_seconds(state: &State) -> i64 {
    let since = state.clock.running_since;
    since.map_or(0, |since| state.now.duration_since(since).as_secs().max(0))
}

pub(super) fn urgency(left: i64, of: u32) -> Urgency {
    let total = i64::from(of) * 60;
    match left {
        ..0 => Urgency::Over,
        _ if left * 20 <= total => Urgency::Last,
        _ if left * 5 <= total => Urgency::Soon,
        _ => Urgency::None,
    }
}

/// Seconds behind the agenda. A step the room has left for good counts with the time it took, any
/// other with its planned time or the time it took, whichever is longer. A step is left for good
/// once a later one has had two minutes, so a quick look ahead doesn't count.
fn seconds_behind(agenda: &[AgendaItem], current: &Id, running: i64) -> i64 {
    let taken = |item: &AgendaItem| {
        let now = if item.id == *current { running } else { 0 };
        i64::from(item.taken_seconds) + now
    };
    let begun = agenda.iter().rposition(|item| taken(item) >= 120);
    let mut behind = 0;
    for (index, item) in agenda.iter().enumerate() {
        let planned = i64::from(item.minutes) * 60;
        let is_left = item.id != *current && begun.is_some_and(|last| index < last);
        let will_take = if is_left && taken(item) > 0 {
            taken(item)
        } else if is_left {
            // Skipped so far; it may still come.
            planned
        } else {
            taken(item).max(planned + i64::from(item.extended_minutes) * 60)
        };
        behind += will_take - planned;
    }
    behind
}

/// Starts or pauses the clock.
pub(super) fn start_or_pause(state: &mut State) -> Vec<Effect> {
    if let Some(why) = &state.read_only {
        let text = format!("Nothing can be recorded here: {why}");
        state.notify(NoticeLevel::Warn, text);
        return Vec::new();
    }
    let aside = selected_off_step_item(state);
    let ends = state.clock.running_since.is_some()
        && (aside.is_none() || aside == state.clock.off_step_item);
    let effects = record_time(state);
    if ends {
        let face = face(state);
        state.clock.running_since = None;
        state.clock.off_step_item = None;
        let left = face.map_or(String::new(), |f| {
            format!(" with {} left", minutes_text(f.seconds_left))
        });
        state.notify(
            NoticeLevel::Info,
            format!("The clock is paused{left}; t resumes it"),
        );
        return effects;
    }
    state.clock.off_step_item = aside;
    let Some(item) = current_item(state) else {
        state.clock.off_step_item = None;
        let text = "The agenda has no time for this step: add an item with its name on Room";
        state.notify(NoticeLevel::Info, text);
        return effects;
    };
    let text = format!("The clock is running: {}, {} min", item.name, item.minutes);
    state.clock.running_since = Some(state.now);
    state.clock.started = true;
    state.clock.warned_urgency = Urgency::None;
    state.notify(NoticeLevel::Info, text);
    effects
}

/// Returns the selected agenda item on Room if it is no step.
fn selected_off_step_item(state: &State) -> Option<Id> {
    let Some(RowTarget::Record(place)) = state.selected_row().map(|row| row.target) else {
        return None;
    };
    let is_step = Step::ALL.iter().any(|step| place.id == *step.word());
    (state.step == Step::Room && place.kind == Kind::Agenda && !is_step).then_some(place.id)
}

/// Gives the current item two minutes more.
pub(super) fn add_two_minutes(state: &mut State) -> Vec<Effect> {
    let mut effects = record_time(state);
    let Some(item) = current_item(state) else {
        state.notify(NoticeLevel::Info, "The agenda has no time for this step");
        return effects;
    };
    let edit = Edit::Time {
        item: item.id.clone(),
        taken_seconds: item.taken_seconds,
        extended_minutes: item.extended_minutes + 2,
    };
    let text = format!("Two minutes more for {}", item.name);
    let extended = state.edit(edit);
    if !extended.is_empty() {
        state.notify(NoticeLevel::Info, text);
    }
    effects.extend(extended);
    state.clock.warned_urgency = face(state).map_or(Urgency::None, |face| face.urgency);
    effects
}

/// Records the time taken so far.
pub(super) fn record_time(state: &mut State) -> Vec<Effect> {
    let seconds = unrecorded_seconds(state);
    let (Some(since), Some(item)) = (state.clock.running_since, current_item(state)) else {
        return Vec::new();
    };
    let edit = Edit::Time {
        item: item.id.clone(),
        taken_seconds: item
            .taken_seconds
            .saturating_add(u32::try_from(seconds).unwrap_or(0)),
        extended_minutes: item.extended_minutes,
    };
    if seconds == 0 {
        return Vec::new();
    }
    state.clock.running_since = Some(since + SignedDuration::from_secs(seconds));
    state.edit(edit)
}

/// Returns the item the running clock is for and the seconds it has taken so far.
pub fn item_seconds_taken(state: &State) -> Option<(Id, u32)> {
    state.clock.running_since?;
    let item = current_item(state)?;
    let running = u32::try_from(unrecorded_seconds(state)).unwrap_or(0);
    Some((item.id.clone(), item.taken_seconds.saturating_add(running)))
}

/// Restores the time an item had taken when an earlier run was killed, if the session has less.
pub(super) fn recover_time(state: &mut State, item: &Id, seconds: u32) -> Vec<Effect> {
    let agenda = &state.session().workshop.agenda;
    let Some(item) = agenda.iter().find(|known| known.id == *item) else {
        return Vec::new();
    };
    if item.taken_seconds >= seconds {
        return Vec::new();
    }
    let edit = Edit::Time {
        item: item.id.clone(),
        taken_seconds: seconds,
        extended_minutes: item.extended_minutes,
    };
    state.edit(edit)
}

/// Handles a system clock that was set back: records the time taken until then and runs on.
pub(super) fn on_clock_set_back(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let back = state.now.duration_since(now).as_secs();
    if back < SLACK_SECONDS {
        return Vec::new();
    }
    let effects = record_time(state);
    if let Some(since) = &mut state.clock.running_since {
        *since = now;
    }
    let by = minutes_text(back);
    let text = format!("The computer's clock went back by {by}; timing continues from there");
    state.notify(NoticeLevel::Warn, text);
    effects
}

/// Lets the clock follow the room to another step.
pub(super) fn on_step_change(state: &mut State, step: Step) -> Vec<Effect> {
    if step == state.step {
        return Vec::new();
    }
    let effects = record_time(state);
    if let Some(since) = &mut state.clock.running_since {
        state.clock.off_step_item = None;
        *since = state.now;
    }
    state.clock.warned_urgency = Urgency::None;
    effects
}

/// Handles the passing of time: records each minute, and warns once at each urgency.
pub(super) fn on_tick(state: &mut State) -> Vec<Effect> {
    if state.clock.running_since.is_none() {
        return Vec::new();
    }
    let mut effects = if unrecorded_seconds(state) >= 60 {
        record_time(state)
    } else {
        Vec::new()
    };
    let Some(face) = face(state) else {
        return effects;
    };
    if face.urgency > state.clock.warned_urgency {
        let left = minutes_text(face.seconds_left);
        let (level, text) = match face.urgency {
            Urgency::Over => (
                NoticeLevel::Warn,
                format!("{}: the time is up; T adds two minutes", face.name),
            ),
            Urgency::Last => (
                NoticeLevel::Warn,
                format!("{}: last call, {left} left; T adds two minutes", face.name),
            ),
            _ => (
                NoticeLevel::Info,
                format!("{}: {left} left of {} min", face.name, face.total_minutes),
            ),
        };
        state.notify(level, text);
        effects.push(Effect::Bell);
    }
    state.clock.warned_urgency = face.urgency;
    effects
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agenda(rows: &[(&str, u32, u32)]) -> Vec<AgendaItem> {
        let item = |(id, minutes, taken): &(&str, u32, u32)| AgendaItem {
            id: Id::new(*id).unwrap(),
            name: (*id).into(),
            minutes: *minutes,
            taken_seconds: *taken,
            ..AgendaItem::default()
        };
        rows.iter().map(item).collect()
    }

    #[test]
    fn next_time_is_what_it_took_without_outliers() {
        let suggested =
            |minutes, taken| agenda(&[("points", minutes, taken)])[0].suggested_minutes();
        assert_eq!(suggested(40, 0), 40, "it didn't happen");
        assert_eq!(suggested(40, 52 * 60), 50);
        assert_eq!(suggested(40, 53 * 60), 55);
        assert_eq!(suggested(40, 9 * 60 + 59), 40, "a look, no step");
        assert_eq!(suggested(40, 10 * 60), 10);
        assert_eq!(suggested(40, 121 * 60), 40, "forgotten to be stopped");
        assert_eq!(suggested(5, 80), 5, "never none");
    }

    #[test]
    fn ahead_and_behind() {
        let id = |id| Id::new(id).unwrap();
        let rows = |room, stages, points| {
            agenda(&[
                ("room", 25, room),
                ("stages", 40, stages),
                ("points", 40, points),
            ])
        };
        // In the first step within its time, then three minutes over.
        assert_eq!(seconds_behind(&rows(0, 0, 0), &id("room"), 20 * 60), 0);
        assert_eq!(seconds_behind(&rows(0, 0, 0), &id("room"), 28 * 60), 180);
        // Left after 20 of 25, two minutes into the next: five ahead. A quick look doesn't count.
        assert_eq!(seconds_behind(&rows(1200, 0, 0), &id("stages"), 119), 0);
        assert_eq!(seconds_behind(&rows(1200, 0, 0), &id("stages"), 120), -300);
        // Skipped: it may still come.
        assert_eq!(seconds_behind(&rows(1200, 0, 0), &id("points"), 120), -300);
    }

    #[test]
    fn urgency_comes_at_a_fifth_and_a_twentieth() {
        assert_eq!(urgency(481, 40), Urgency::None);
        assert_eq!(urgency(480, 40), Urgency::Soon);
        assert_eq!(urgency(120, 40), Urgency::Last);
        assert_eq!(urgency(0, 40), Urgency::Last);
        assert_eq!(urgency(-1, 40), Urgency::Over);
    }
}
