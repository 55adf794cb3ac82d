//! The members of an object in JSON, with the text of each value as it stands in the file.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Objects nested deeper than this are kept as the text they are.
const MOST_NESTED: usize = 16;

/// Why a line isn't an object.
#[derive(Debug)]
pub(super) enum JsonError {
    /// It is something else.
    NotAnObject,
    /// It isn't JSON.
    Syntax(serde_json::Error),
}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        Self::Syntax(error)
    }
}

/// The members of an object, in their order.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

/// A text, borrowed if nothing in it is escaped.
#[derive(Deserialize)]
struct JsonText<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfObject;
        impl<'de> Visitor<'de> for OfObject {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(JsonText(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(OfObject)
    }
}

/// Returns the members of an object.
///
/// # Errors
///
/// Fails if the text is something else.
pub(super) fn members(text: &str) -> Result<Vec<(Cow<'_, str>, &RawValue)>, JsonError> {
    if !text.trim_start().starts_with('{') {
        // What isn't JSON at all is said to be so.
        serde_json::from_str::<&RawValue>(text)?;
        return Err(JsonError::NotAnObject);
    }
    Ok(serde_json::from_str::<Members<'_>>(text).map(|members| members.0)?)
}

/// Calls `take` with the name and the text of each value of an object, in their order. Members of
/// objects within have dotted names. An array of plain values is their texts, joined by `;`; null
/// is empty; numbers are as they are written.
///
/// # Errors
///
/// Fails if the text isn't an object. Values may have been taken before that.
pub(super) fn visit_values(text: &str, mut take: impl FnMut(&str, &str)) -> Result<(), JsonError> {
    visit_members(text, &mut String::new(), 0, &mut take)
}

fn visit_members(
    text: &str,
    path: &mut String,
    depth: usize,
    take: &mut dyn FnMut(&str, &str),
) -> Result<(), JsonError> {
    for (name, value) in members(text)? {
        let length = path.len();
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(&name);
        let value = value.get();
        if value.starts_with('{') && depth < MOST_NESTED {
            visit_members(value, path, depth + 1, take)?;
        } else {
            take(path, &value_text(value)?);
        }
        path.truncate(length);
    }
    Ok(())
}

/// Returns the text of a value.
fn value_text(value: &str) -> Result<Cow<'_, str>, JsonError> {
    Ok(match value.as_bytes().first() {
        Some(b'"') => serde_json::from_str::<JsonText<'_>>(value)?.0,
        Some(b'n') => "".into(),
        Some(b'[') => {
            let elements: Vec<&RawValue> = serde_json::from_str(value)?;
            let is_plain = |e: &&RawValue| !e.get().starts_with(['[', '{']);
            if !elements.iter().all(is_plain) {
                return Ok(value.into());
            }
            let texts: Result<Vec<_>, _> = elements.iter().map(|e| value_text(e.get())).collect();
            let mut texts = texts?;
            texts.retain(|text| !text.is_empty());
            texts.join(";").into()
        }
        _ => value.into(),
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(r#"{"a":"x","b":1.50,"c":true,"d":null}"#, "a=x b=1.50 c=true d=")]
    #[case(r#"{"a":{"b":{"c":1e3}},"d":{}}"#, "a.b.c=1e3")]
    #[case(r#"{"a":["x",2,null,false],"b":[]}"#, "a=x;2;false b=")]
    #[case(r#"{"a":[{"b":1}]}"#, r#"a=[{"b":1}]"#)]
    #[case(
        r#"{"a":123456789012345678901234567890.10}"#,
        "a=123456789012345678901234567890.10"
    )]
    #[case(r#" { "\u00fc" : "\"\u00e9\n\"" } "#, "ü=\"é\n\"")]
    #[case("{}", "")]
    fn values(#[case] line: &str, #[case] expected: &str) {
        let mut read = Vec::new();
        visit_values(line, |name, value| read.push(format!("{name}={value}"))).unwrap();
        assert_eq!(read.join(" "), expected);
    }

    #[rstest]
    #[case(r#"{"a":1"#, "EOF while parsing")]
    #[case(r#"{"a":1} x"#, "trailing characters")]
    #[case(r#"{"a":NaN}"#, "expected value")]
    #[case(r#"{"a":"\ud800"}"#, "end of hex escape")]
    #[case("a,b", "expected value")]
    fn what_is_no_json(#[case] line: &str, #[case] said: &str) {
        let Err(JsonError::Syntax(error)) = visit_values(line, |_, _| {}) else {
            panic!("{line} is no object");
        };
        assert!(error.to_string().contains(said), "{error}");
    }

    #[rstest]
    #[case("[1]")]
    #[case("12")]
    #[case("\"a\"")]
    fn what_is_no_object(#[case] line: &str) {
        let read = visit_values(line, |_, _| {});
        assert!(matches!(read, Err(JsonError::NotAnObject)), "{line}");
    }

    #[test]
    fn objects_nested_without_end_are_texts() {
        let depth = 20_000;
        let line = format!(
            "{{\"a\":{}1{}}}",
            "{\"a\":".repeat(depth),
            "}".repeat(depth)
        );
        let mut names = Vec::new();
        visit_values(&line, |name, _| names.push(name.len())).unwrap();
        assert_eq!(names, [2 * MOST_NESTED + 1]);
    }
}
