//! Preview and strip while votes are sealed: leads in their own order, without a figure.

use crate::app::hidden::{FIGURES, HIDDEN};
use crate::app::{Does, Row, State, Tone};
use crate::model::record::{Kind, Place};

/// The list of sample leads without what the model says of them, nor an order that tells it; the
/// recorded ones follow, see [`recorded`].
pub fn rows(state: &State) -> Vec<Row> {
    let mut rows = vec![Row::heading("SAMPLE LEADS", HIDDEN)];
    for sample in state.session().samples.iter() {
        let place = Place::new(Kind::Sample, sample.id.clone());
        rows.push(Row::new(Does::Thing(place), &sample.name, ""));
    }
    if state.outlook.as_ref().is_some_and(|o| o.recorded() > 0) {
        rows.push(Row::heading("RECORDED LEADS", HIDDEN));
    }
    rows
}

/// A recorded lead, in the order of the file.
pub fn recorded(state: &State, lead: usize) -> Option<Row> {
    let line = state.outlook.as_ref()?.line(lead)?;
    Some(Row::new(Does::Lead(lead), line.title, ""))
}

/// What stands in place of a verdict.
pub fn verdict() -> Row {
    Row::tells("Qualified", FIGURES).tone(Tone::Warn)
}
