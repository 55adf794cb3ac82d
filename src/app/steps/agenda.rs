//! The agenda on Room: its items, and the minutes they took.

use crate::app::input::row::{Row, RowTarget, StepAction, Tone};
use crate::app::state::clock;
use crate::app::steps::replanned;
use crate::model::Session;
use crate::model::record::{Kind, Place};

/// Returns the agenda's rows in the list.
pub fn agenda_rows(session: &Session) -> Vec<Row> {
    let agenda = &session.workshop.agenda;
    let all = agenda.iter().map(|a| a.minutes).sum::<u32>();
    let mut rows = vec![Row::heading("AGENDA", format!("{all} min"))];
    for item in agenda {
        let target = RowTarget::Record(Place::new(Kind::Agenda, item.id.clone()));
        let value = match item.taken_seconds {
            0 => format!("{} min", item.minutes),
            taken => format!("took {} of {} min", taken.div_ceil(60), item.minutes),
        };
        rows.push(Row::new(target, &item.name, value).indent(1));
    }
    if replanned::items_to_replan(agenda).next().is_some() {
        let text = "Plan the time each step took";
        rows.push(
            Row::new(
                RowTarget::StepAction(StepAction::PlanMinutes),
                text,
                "Enter",
            )
            .indent(1)
            .tone(Tone::Quiet),
        );
    }
    rows
}

/// Returns what is known of an item's time, as rows below its fields.
pub fn time_rows(session: &Session, place: &Place) -> Vec<Row> {
    let agenda = &session.workshop.agenda;
    let Some(item) = agenda.iter().find(|item| item.id == place.id) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    if item.taken_seconds > 0 {
        let taken = clock::minutes_text(i64::from(item.taken_seconds));
        rows.push(Row::info("Taken", format!("{taken} min")));
    }
    if item.extended_minutes > 0 {
        rows.push(Row::info("Added", format!("{} min", item.extended_minutes)));
    }
    let suggested = item.suggested_minutes();
    if suggested != item.minutes {
        rows.push(Row::info("Next time", format!("{suggested} min suggested")));
    }
    rows
}

/// Returns what planning the minutes taken would change.
pub fn replan_rows(session: &Session) -> Vec<Row> {
    let mut rows = vec![Row::heading("PLANNED, AND SUGGESTED FOR NEXT TIME", "")];
    for (item, minutes) in replanned::items_to_replan(&session.workshop.agenda) {
        let value = format!("{} min > {minutes} min", item.minutes);
        rows.push(Row::info(&item.name, value));
    }
    let text = "plans these, and restarts the clock";
    rows.push(Row::new(
        RowTarget::StepAction(StepAction::PlanMinutes),
        "Enter",
        text,
    ));
    rows
}
