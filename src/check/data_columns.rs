//! Compares the columns named on Evidence with those of the leads file.

use super::collector::FindingCollector;
use super::finding::Finding;
use crate::model::{Data, Definition, Kind, Place};

/// Returns a finding for each column that says how a lead ended and that the leads file doesn't
/// have. `columns` are the file's.
pub fn absent_columns(definition: &Definition, data: &Data, columns: &[&str]) -> Vec<Finding> {
    let mut findings = FindingCollector::new(definition);
    let named = [
        ("outcome_field", &data.outcome_field),
        ("bucket_field", &data.bucket_field),
    ];
    for (field, column) in named {
        let Some(column) = column else {
            continue;
        };
        if !columns.contains(&column.as_str()) {
            let message = format!("the leads file has no column `{column}`");
            findings.add_at_field("A273", Place::single(Kind::Data), field, message);
        }
    }
    findings.found
}
