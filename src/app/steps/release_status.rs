//! The status of a published session.

use crate::app::state::workbench::State;
use crate::release;

/// Describes the status of a published session: "1.0.0, 92 days, review overdue, 2 actions".
pub fn release_status(state: &State) -> Option<String> {
    let release = state.versions.last()?;
    let workshop = &state.session().workshop;
    let status = release::release_status(release, workshop, state.now, state.today);
    Some(status)
}
