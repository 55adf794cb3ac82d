//! Preview and strip while votes are sealed: leads in their own order, without any figures.

use crate::app::input::row::{Row, RowTarget, Tone};
use crate::app::secrecy::{FIGURES_HIDDEN, HIDDEN};
use crate::app::state::workbench::State;
use crate::model::record::{Kind, Place};

/// Returns the sample leads without what the model says of them, and not sorted by it. The
/// recorded leads follow, see [`recorded_row`].
pub fn sample_rows(state: &State) -> Vec<Row> {
    let mut rows = vec![Row::heading("SAMPLE LEADS", HIDDEN)];
    for sample in state.session().samples.iter() {
        let place = Place::new(Kind::Sample, sample.id.clone());
        rows.push(Row::new(RowTarget::Record(place), &sample.name, ""));
    }
    if state
        .outlook
        .as_ref()
        .is_some_and(|o| o.recorded_count() > 0)
    {
        rows.push(Row::heading("RECORDED LEADS", HIDDEN));
    }
    rows
}

/// Returns a recorded lead, in file order.
pub fn recorded_row(state: &State, lead: usize) -> Option<Row> {
    let line = state.outlook.as_ref()?.scored_lead(lead)?;
    Some(Row::new(RowTarget::Lead(lead), line.title, ""))
}

/// Returns the row shown in place of a verdict.
pub fn verdict_row() -> Row {
    Row::info("Qualified", FIGURES_HIDDEN).tone(Tone::Warn)
}
