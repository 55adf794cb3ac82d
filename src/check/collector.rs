//! Collects findings about a definition.

use super::codes;
use super::finding::Finding;
use crate::model::{Definition, Place};

/// Collects findings about a definition.
pub(super) struct FindingCollector<'a> {
    pub definition: &'a Definition,
    pub found: Vec<Finding>,
}

impl<'a> FindingCollector<'a> {
    /// Starts without findings.
    pub fn new(definition: &'a Definition) -> Self {
        Self {
            definition,
            found: Vec::new(),
        }
    }

    /// Adds a finding with its code's severity and hint.
    pub fn add(&mut self, code: &'static str, place: Place, message: impl Into<String>) {
        let hint = codes::finding_kind(code).map_or("", |kind| kind.hint);
        self.add_with_hint(code, place, message, hint);
    }

    /// Adds a finding with a hint of its own.
    pub fn add_with_hint(
        &mut self,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let kind = codes::finding_kind(code).expect("findings use codes from the table");
        self.found.push(Finding {
            code: kind.code,
            severity: kind.severity,
            place,
            message: message.into(),
            hint: hint.into(),
            witness: Vec::new(),
            facts: Vec::new(),
            field: None,
        });
    }

    /// Adds a finding of several fields that is fixed in this one.
    pub fn add_at_field(
        &mut self,
        code: &'static str,
        place: Place,
        field: &'static str,
        message: impl Into<String>,
    ) {
        self.add(code, place, message);
        if let Some(finding) = self.found.last_mut() {
            finding.field = Some(field);
        }
    }
}
