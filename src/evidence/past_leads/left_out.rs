//! What figures of past leads leave out, as it would tell the outcome.

use crate::model::Data;
use crate::scoring::Dataset;

/// What figures of past leads leave out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Leads that were decided before the day as of which their facts count.
    pub decided_earlier: usize,
    /// Leads without such a day.
    pub without_day: usize,
    /// Columns that say how leads ended, or what Sales did.
    pub columns: Vec<LeftOutColumn>,
    /// Events that begin only with Sales' first response, as first written.
    pub events: Vec<String>,
    /// Further events that begin only on the day a lead is decided.
    pub closing_events: Vec<String>,
}

/// A column that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutColumn {
    /// Its index in the data set.
    pub column: usize,
    /// The field's name.
    pub field: String,
    /// What it tells, in a word or two.
    pub role: &'static str,
    /// Whether it says how the lead ended; otherwise it only orders leads, as an id or a day does.
    pub tells_outcome: bool,
}

/// Returns the columns with a role, which say nothing that could be known of a lead beforehand.
pub(super) fn role_columns(dataset: &Dataset, data: &Data) -> Vec<LeftOutColumn> {
    let roles: [(&Option<String>, &str, bool); 12] = [
        (&data.bucket_field, "bucket", true),
        (&data.outcome_field, "outcome", true),
        (&data.first_response_field, "first response", true),
        (&data.attempts_field, "attempts", true),
        (&data.value_field, "value", true),
        (&data.converted_field, "converted", true),
        (&data.closed_field, "closed", true),
        (&data.reported_field, "reported", true),
        (&data.id, "id", false),
        (&data.created_field, "created", false),
        (&data.handed_off_field, "handed off", false),
        (&data.as_of_field, "own as-of day", false),
    ];
    let column_of = |(field, role, tells_outcome): (&Option<String>, &'static str, bool)| {
        let field = field.as_ref()?;
        Some(LeftOutColumn {
            column: dataset.column(field)?,
            field: field.clone(),
            role,
            tells_outcome,
        })
    };
    let mut columns: Vec<LeftOutColumn> = roles.into_iter().filter_map(column_of).collect();
    let is_named = |column: &usize| columns.iter().all(|named| named.column != *column);
    // The id has a role even where nobody has said so.
    if let Some(column) = dataset.id_column().filter(is_named)
        && let Some(field) = dataset.columns.get(column)
        && data.id.is_none()
    {
        columns.push(LeftOutColumn {
            column,
            field: field.clone(),
            role: "id",
            tells_outcome: false,
        });
    }
    columns
}
