//! The clock of the agenda: time left in the step, and how far ahead or behind the room is.
//!
//! Once started, it follows the room from step to step. An agenda item that is no step, such as
//! a break, is started from its row on Room and runs until the room moves on. Time taken is
//! recorded at each pause, change of step, full minute and at the end; undo doesn't change it.

use jiff::{SignedDuration, Timestamp};

use crate::app::input::row::RowTarget;
use crate::app::input::step::Step;
use crate::app::state::clock::{SLACK_SECONDS, Urgency, minutes_text};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::clock_face::{current_item, face, unrecorded_seconds};
use crate::app::steps::key_focus::KeyFocus;
use crate::document::Edit;
use crate::model::Id;
use crate::model::record::Kind;

/// Starts or pauses the clock.
pub(crate) fn start_or_pause(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    if let Some(why) = &state.read_only {
        let text = format!("Nothing can be recorded here: {why}");
        return state.warn(text);
    }
    let aside = selected_off_step_item(state, focus);
    if aside.is_none() && face(state).is_some_and(|face| face.is_far_off()) {
        return start_from_now(state, focus);
    }
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

/// Starts the current item anew, as its clock was left running long after the plan.
fn start_from_now(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    let Some(item) = current_item(state).cloned() else {
        return Vec::new();
    };
    let running = state.clock.running_since.replace(state.now);
    let effects = state.edit_at(
        focus,
        Edit::Time {
            item: item.id.clone(),
            taken_seconds: 0,
            extended_minutes: item.extended_minutes,
        },
    );
    if effects.is_empty() && item.taken_seconds > 0 {
        state.clock.running_since = running;
        return effects;
    }
    state.clock.started = true;
    state.clock.warned_urgency = Urgency::None;
    let text = format!(
        "The clock starts from now: {}, {} min",
        item.name,
        item.minutes + item.extended_minutes
    );
    state.notify(NoticeLevel::Info, text);
    effects
}

/// Returns the selected agenda item on Room if it is no step.
fn selected_off_step_item(state: &State, focus: &KeyFocus) -> Option<Id> {
    let RowTarget::Record(place) = focus.list_target() else {
        return None;
    };
    let is_step = Step::ALL.iter().any(|step| place.id == *step.word());
    (state.step == Step::Room && place.kind == Kind::Agenda && !is_step).then(|| place.id.clone())
}

/// Gives the current item two minutes more.
pub(crate) fn add_two_minutes(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
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
    let extended = state.edit_at(focus, edit);
    if !extended.is_empty() {
        state.notify(NoticeLevel::Info, text);
    }
    effects.extend(extended);
    state.clock.warned_urgency = face(state).map_or(Urgency::None, |face| face.urgency);
    effects
}

/// Records the time taken so far.
pub(crate) fn record_time(state: &mut State) -> Vec<Effect> {
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

/// Restores the time an item had taken when an earlier run was killed, if the session has less.
pub(crate) fn recover_time(state: &mut State, item: &Id, seconds: u32) -> Vec<Effect> {
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
pub(crate) fn on_clock_set_back(state: &mut State, now: Timestamp) -> Vec<Effect> {
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
pub(crate) fn on_step_change(state: &mut State, step: Step) -> Vec<Effect> {
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
pub(crate) fn on_tick(state: &mut State) -> Vec<Effect> {
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
            Urgency::Over if face.is_far_off() => (
                NoticeLevel::Warn,
                format!("{}: {}", face.name, face.far_off_text()),
            ),
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
