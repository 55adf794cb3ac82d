//! What a model asks of its leads' file and no column holds, as sentences.

use crate::scoring::{Dataset, Scorer};

/// Returns a sentence for each field that conditions ask about and the data has no column for, and
/// for each such column of the events, in the order of the model. Such conditions are unknown for every lead.
pub fn absent_field_warnings(scorer: &Scorer, data: &Dataset) -> Vec<String> {
    let fields = scorer.absent_fields(data).into_iter();
    let fields = fields.map(|field| absent_field_sentence(&field));
    let columns = scorer.absent_event_columns(data).into_iter();
    let columns = columns.map(|column| absent_column_sentence(&column));
    fields.chain(columns).collect()
}

/// Says that no column holds a field.
pub(super) fn absent_field_sentence(field: &str) -> String {
    format!("no column holds the field `{field}`: conditions on it are not known")
}

/// Says that the events lack a column.
pub(super) fn absent_column_sentence(column: &str) -> String {
    format!("the events have no column `{column}`: conditions with it are not known")
}
