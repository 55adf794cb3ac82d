//! What a model asks of its leads' file and no column holds, as sentences.

use crate::scoring::{Dataset, Scorer};

/// Returns a sentence for each field that conditions ask about and the data has no column for, in
/// the order of the model. Such conditions are unknown for every lead.
pub fn absent_field_warnings(scorer: &Scorer, data: &Dataset) -> Vec<String> {
    let absent = scorer.absent_fields(data).into_iter();
    absent
        .map(|field| format!("no column holds the field `{field}`: conditions on it are not known"))
        .collect()
}
