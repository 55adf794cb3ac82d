//! An export chosen for the next version that can't be made.

use super::codes;
use super::finding::Finding;
use crate::model::{Kind, Place};

/// Returns the error about a name in `exports:` that no format has. `formats` lists those there are;
/// the caller knows them.
pub fn unknown_export(name: &str, formats: &str) -> Finding {
    let kind = codes::finding_kind("A195").expect("the code is in the table");
    Finding {
        code: kind.code,
        severity: kind.severity,
        place: Place::single(Kind::Settings),
        message: format!("the version is to take along `{name}`, which is no export"),
        hint: format!("Choose among {formats}, or take it out of `exports:`."),
        witness: Vec::new(),
        facts: Vec::new(),
        field: Some("exports"),
    }
}
