//! The row that says whether `P` publishes.

use crate::app::input::row::{Row, Tone};
use crate::app::state::workbench::State;
use crate::model::Version;
use crate::release;

/// Returns the row that says whether `P` publishes, or what is still needed.
pub(crate) fn publish_row(state: &State, number: Option<Version>) -> Row {
    let publishes = match number {
        Some(number) => format!("publishes {number}"),
        None => "publishes".into(),
    };
    match release::waits_for(state.session(), &state.findings) {
        None => Row::info("P", publishes).tone(Tone::Good),
        Some(waits) => Row::info("Waiting for", waits).tone(Tone::Warn),
    }
}
