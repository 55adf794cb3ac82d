//! Planning the agenda by the minutes its items took.

use super::message::Effect;
use super::state::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::AgendaItem;
use crate::model::record::{Kind, Place};

/// Items that took more or less time than planned, with the minutes to plan next time.
pub fn items_to_replan(agenda: &[AgendaItem]) -> impl Iterator<Item = (&AgendaItem, u32)> {
    let all = agenda.iter().map(|item| (item, item.suggested_minutes()));
    all.filter(|(item, minutes)| item.minutes != *minutes)
}

/// Plans the minutes that were taken and resets the clock for the next meeting.
pub(super) fn plan_minutes_taken(state: &mut State) -> Vec<Effect> {
    let agenda = state.session().workshop.agenda.clone();
    let at = |item: &AgendaItem| Place::new(Kind::Agenda, item.id.clone());
    let edits: Vec<Edit> = items_to_replan(&agenda)
        .map(|(item, minutes)| Edit::set(&at(item), "minutes", minutes.to_string()))
        .collect();
    let mut effects = state.edit(Edit::Several {
        label: "plan the time each step took".into(),
        edits,
    });
    if effects.is_empty() {
        return effects;
    }
    for item in agenda
        .iter()
        .filter(|a| a.taken_seconds + a.extended_minutes > 0)
    {
        effects.extend(state.edit(Edit::Time {
            item: item.id.clone(),
            taken_seconds: 0,
            extended_minutes: 0,
        }));
    }
    state.notify(
        NoticeLevel::Info,
        "The agenda now plans the time each step took; the clock was reset",
    );
    effects
}
