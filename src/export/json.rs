//! The format `json`: the whole definition, for programs.
//!
//! Keys are in a fixed order, those of the definition as in session.yaml.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Value, json};

use super::{ExportError, ExportSource};
use crate::model::printable::printable_json;
use crate::model::{Definition, SignOff};

/// A definition with what is known about its version.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct DefinitionJson<'a> {
    /// The session's name.
    name: &'a str,
    /// The version's number, or `draft`.
    version: String,
    /// When it was published; `null` for a draft.
    published: Option<jiff::Timestamp>,
    /// The digest of the definition, which sign-offs bind.
    digest: String,
    /// Ways in which it differs from what was published. Absent if nothing was altered.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    altered: &'a [String],
    /// Who signed it.
    agreed_by: &'a [SignOff],
    /// The whole definition, as in session.yaml.
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

/// Returns the JSON Schema of the format `json`, as stored in `assets/schema/`. It is strict: it
/// describes what is written, not what a person may write.
///
/// # Panics
///
/// Never: a schema is plain data.
pub fn export_schema() -> String {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let generated = generator.into_root_schema_for::<DefinitionJson<'static>>();
    let mut schema = json!({
        "$schema": generated.get("$schema"),
        "$id": "urn:accord:export/1",
        "title": "Accord definition, exported as JSON",
    });
    if let (Value::Object(object), Some(rest)) = (&mut schema, generated.as_object()) {
        for (key, value) in rest {
            object.entry(key).or_insert_with(|| value.clone());
        }
    }
    serde_json::to_string_pretty(&schema).expect("JSON values can be written") + "\n"
}
