//! Agenda items whose planned minutes differ from those they took.

use crate::model::AgendaItem;

/// Items that took more or less time than planned, with the minutes to plan next time.
pub fn items_to_replan(agenda: &[AgendaItem]) -> impl Iterator<Item = (&AgendaItem, u32)> {
    let all = agenda.iter().map(|item| (item, item.suggested_minutes()));
    all.filter(|(item, minutes)| item.minutes != *minutes)
}
