//! The fields that the model asks about, and which of them the list has.

use std::path::Path;

use super::super::Failure;
use crate::records::{DOUBTED_HEADER, LeadLayout, named_columns};
use crate::scoring::Scorer;

/// The most fields that a sentence names.
const MAX_NAMED: usize = 10;

/// The fields that the model asks about.
pub(super) struct AskedFields {
    count: usize,
    /// Those that no column of the list holds.
    absent: Vec<String>,
}

impl AskedFields {
    /// Looks for the fields of a model in a list.
    pub fn new(scorer: &Scorer, layout: &LeadLayout) -> Self {
        let mut absent = scorer.fields();
        let count = absent.len();
        absent.retain(|field| !layout.holds(field));
        Self { count, absent }
    }

    /// Refuses a list that has no column the model asks about: it is another list.
    pub fn refuse_other_list(
        &self,
        path: &Path,
        headers: &[String],
        layout: &LeadLayout,
    ) -> Result<(), Failure> {
        if self.count == 0 || self.absent.len() < self.count {
            return Ok(());
        }
        let path = path.display();
        let fields = quoted(&self.absent);
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
}

fn quoted(fields: &[String]) -> String {
    let named = fields.iter().take(MAX_NAMED);
    let named: Vec<String> = named.map(|field| format!("`{field}`")).collect();
    let more = fields.len().saturating_sub(MAX_NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    named.join(", ") + &more
}
