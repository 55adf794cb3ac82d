//! Fields of records, whatever their kind.

use crate::app::state::workbench::State;
use crate::model::record::Place;

/// Returns a field of a record; blank if there is none.
pub fn field_of(state: &State, place: &Place, key: &str) -> String {
    let record = state.session().record(place);
    record.and_then(|r| r.get(key)).unwrap_or_default()
}
