//! The format `json`: the whole definition, its version and its digest, for programs.
//!
//! Keys come in a fixed order, those of the definition as in session.yaml.

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
    /// Only where something was.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    altered: &'a [String],
    agreed_by: &'a [SignOff],
    definition: &'a Definition,
}

// Every format has the one signature the table asks for, whether or not it can fail.
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
