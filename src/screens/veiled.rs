//! Preview and strip while votes are sealed: leads in their own order, without a figure.

use crate::app::hidden::{FIGURES, HIDDEN};
use crate::app::{Does, Row, State, Tone};
use crate::model::record::{Kind, Place};

/// The list of leads without what the model says of them, nor an order that tells it.
pub fn rows(state: &State, most: usize) -> Vec<Row> {
    let mut rows = vec![Row::heading("SAMPLE LEADS", HIDDEN)];
    for sample in state.session().samples.iter() {
        let place = Place::new(Kind::Sample, sample.id.clone());
        rows.push(Row::new(Does::Thing(place), &sample.name, ""));
    }
    let recorded = state.outlook.as_ref().map(|o| o.recorded.as_slice());
    let recorded = recorded.unwrap_or_default();
    if !recorded.is_empty() {
        rows.push(Row::heading("RECORDED LEADS", HIDDEN));
    }
    let leads = recorded.iter().enumerate().take(most);
    rows.extend(leads.map(|(index, line)| Row::new(Does::Lead(index), &line.title, "")));
    rows
}

/// What stands in place of a verdict.
pub fn verdict() -> Row {
    Row::tells("Qualified", FIGURES).tone(Tone::Warn)
}
