//! JSON Schemas of the kinds of file, for editors.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use super::FileKind;
use crate::model::{GlossaryFile, ModelFile, Session, WorkshopFile};

/// Returns the JSON Schema of a kind of file, as stored in `assets/schema/`.
pub fn schema(kind: FileKind) -> String {
    let schema = match kind {
        FileKind::Session => schema_of::<Session>(kind),
        FileKind::Glossary => schema_of::<GlossaryFile>(kind),
        FileKind::Model => schema_of::<ModelFile>(kind),
        FileKind::Workshop => schema_of::<WorkshopFile>(kind),
    };
    let mut text = serde_json::to_string_pretty(&schema).expect("JSON values can be written");
    text.push('\n');
    text
}

fn schema_of<T: JsonSchema>(kind: FileKind) -> Value {
    let generated = SchemaGenerator::default().into_root_schema_for::<T>();
    let mut schema = json!({
        "$schema": generated.get("$schema"),
        "title": format!("Accord {} file", kind.word()),
    });
    let object = schema.as_object_mut().expect("made as an object above");
    for (key, value) in generated.as_object().into_iter().flatten() {
        object.entry(key).or_insert_with(|| value.clone());
    }
    schema["properties"]["accord"]["const"] = json!(kind.format());
    schema
}
