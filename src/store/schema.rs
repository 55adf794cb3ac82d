//! JSON Schemas of the kinds of file, for editors.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

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
        "$id": format!("urn:accord:{}", kind.format()),
        "title": format!("Accord {} file", kind.word()),
    });
    let object = schema.as_object_mut().expect("made as an object above");
    for (key, value) in generated.as_object().into_iter().flatten() {
        object.entry(key).or_insert_with(|| value.clone());
    }
    schema["properties"]["accord"]["const"] = json!(kind.format());
    allow_what_is_read(&mut schema);
    schema
}

/// Allows what the reader takes besides: a text written as a number or a word like `true`, and a
/// number or truth written in quotes. YAML tells them apart, people don't.
fn allow_what_is_read(schema: &mut Value) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(allow_what_is_read),
        Value::Object(object) => {
            let is_fixed = ["const", "enum", "format"].iter().any(|key| {
                // The format of whole numbers only says how large they are.
                object.get(*key).is_some_and(|value| !is_of_integers(value))
            });
            if !is_fixed {
                widen(object);
            }
            object.values_mut().for_each(allow_what_is_read);
        }
        _ => {}
    }
}

fn is_of_integers(format: &Value) -> bool {
    format
        .as_str()
        .is_some_and(|format| format.starts_with("int") || format.starts_with("uint"))
}

/// Widens the type of a text, a whole number or a truth.
fn widen(object: &mut Map<String, Value>) {
    let (of, or_null) = match object.get("type") {
        Some(Value::String(of)) => (of.clone(), false),
        Some(Value::Array(several)) => match several.as_slice() {
            [Value::String(of), Value::String(null)] if null == "null" => (of.clone(), true),
            _ => return,
        },
        _ => return,
    };
    let has_pattern = object.contains_key("pattern");
    let wide: &[&str] = match of.as_str() {
        // Ids: a number among them is whole and not negative.
        "string" if has_pattern => {
            if object["pattern"].as_str().is_some_and(|p| p.contains('.')) {
                return;
            }
            object.insert("minimum".into(), json!(0));
            &["string", "integer", "boolean"]
        }
        "string" => &["string", "number", "boolean"],
        "integer" => {
            let signed = object.get("format") == Some(&json!("int64"));
            let digits = if signed { "^[+-]?[0-9]+$" } else { "^[0-9]+$" };
            object.insert("pattern".into(), json!(digits));
            &["integer", "string"]
        }
        "boolean" => {
            object.insert("pattern".into(), json!("^(true|false)$"));
            &["boolean", "string"]
        }
        _ => return,
    };
    let null = or_null.then_some("null");
    let types: Vec<&str> = wide.iter().copied().chain(null).collect();
    object.insert("type".into(), json!(types));
}
