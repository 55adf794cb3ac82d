//! Refuses a list that has nothing the model asks about.

use std::path::Path;

use super::super::Failure;
use crate::records::{DOUBTED_HEADER, LeadLayout, named_columns};
use crate::scoring::Scorer;

/// Refuses a list that has no column for any field that the model asks about: it is another list.
pub(super) fn refuse_other_list(
    scorer: &Scorer,
    path: &Path,
    headers: &[String],
    layout: &LeadLayout,
) -> Result<(), Failure> {
    let asked = scorer.fields();
    if asked.is_empty() || asked.iter().any(|field| layout.holds(field)) {
        return Ok(());
    }
    let (path, fields) = (path.display(), named_columns(&asked));
    if layout.is_header_doubted() {
        let message = format!("{path}: {DOUBTED_HEADER}");
        return Err(Failure::usage(message).hint(&format!("the model asks about {fields}")));
    }
    let message = format!(
        "{path}: no column holds a field that the model asks about ({fields}): the header has {}",
        named_columns(headers)
    );
    let hint = "check that this is the list, or give its columns with --map FIELD=COLUMN";
    Err(Failure::usage(message).hint(hint))
}
