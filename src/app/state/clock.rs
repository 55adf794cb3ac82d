//! The clock of the agenda.

use jiff::Timestamp;

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
    pub(crate) warned_urgency: Urgency,
}

/// Seconds the system clock may go back without a notice, as in a time sync.
pub(crate) const SLACK_SECONDS: i64 = 2;

/// Seconds over the plan from which the clock was probably left running, or a laptop asleep.
const FAR_OFF_SECONDS: i64 = 60 * 60;

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
    /// Returns whether the clock is so far over the plan that it measures nothing any more.
    pub fn is_far_off(&self) -> bool {
        self.seconds_left <= -FAR_OFF_SECONDS
    }

    /// Returns when the plan began, and how to begin anew.
    pub fn far_off_text(&self) -> String {
        let taken = i64::from(self.total_minutes) * 60 - self.seconds_left;
        let hours = (taken + 1_800) / 3_600;
        format!("the plan began {hours} h ago: t starts it from now")
    }

    /// Returns a text such as `14:20 of 40 left`, with signs when it is urgent.
    pub fn text(&self) -> String {
        if self.is_far_off() {
            return format!("!! {}", self.far_off_text());
        }
        let sign = match self.urgency {
            Urgency::None => "",
            Urgency::Soon => "! ",
            Urgency::Last | Urgency::Over => "!! ",
        };
        let time = minutes_text(self.seconds_left.abs());
        let planned = self.total_minutes;
        let text = if self.seconds_left < 0 {
            format!("over by {time} of {planned}")
        } else {
            format!("{time} of {planned} left")
        };
        let paused = if self.running { "" } else { ", paused" };
        format!("{sign}{text}{paused}")
    }

    /// Describes how far ahead or behind the whole agenda is, to the minute.
    pub fn agenda_text(&self) -> String {
        if self.is_far_off() {
            return String::new();
        }
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

pub(crate) fn urgency(left: i64, of: u32) -> Urgency {
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
pub(crate) fn seconds_behind(agenda: &[AgendaItem], current: &Id, running: i64) -> i64 {
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
