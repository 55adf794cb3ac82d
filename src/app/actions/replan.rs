//! Planning the agenda by the minutes its items took.

use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::replanned::items_to_replan;
use crate::document::Edit;
use crate::model::AgendaItem;
use crate::model::record::{Kind, Place};

/// Plans the minutes that were taken and resets the clock for the next meeting.
pub(crate) fn plan_minutes_taken(state: &mut State) -> Vec<Effect> {
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
