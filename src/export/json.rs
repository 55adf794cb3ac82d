//! The format `json`: the whole definition with its version and digest, for programs.
//!
//! Keys are in a fixed order, those of the definition as in session.yaml.

use serde::Serialize;

use super::{ExportError, ExportSource};
use crate::model::printable::printable_json;
use crate::model::{Definition, SignOff};

#[derive(Serialize)]
struct DefinitionJson<'a> {
    name: &'a str,
    version: String,
    published: Option<jiff::Timestamp>,
    digest: String,
    /// Absent if nothing was altered.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    altered: &'a [String],
    agreed_by: &'a [SignOff],
    definition: &'a Definition,
}

// Every format has the signature required by the table, whether or not it can fail.
#[allow(clippy::unnecessary_wraps)]
pub(super) fn render(exported: &ExportSource) -> Result<String, ExportError> {
    let document = DefinitionJson {
        name: &exported.name,
        version: exported.version_word(),
        published: exported.published,
        digest: exported.definition.digest(),
        altered: &exported.altered,
        agreed_by: &exported.agreed_by,
        definition: &exported.definition,
    };
    Ok(printable_json(&document))
}
