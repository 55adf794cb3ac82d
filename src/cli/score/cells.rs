//! Cells of CSV and strings of JSON, as bytes.

use std::borrow::Cow;

use crate::model::printable::escaped_json;

/// Writes a CSV cell, quoted only if needed.
pub(super) fn write_csv_cell(out: &mut Vec<u8>, text: &str) {
    let must = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if !text.as_bytes().iter().any(must) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for (place, part) in text.split('"').enumerate() {
        if place > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

/// Writes a JSON string.
pub(super) fn write_json_string(out: &mut Vec<u8>, text: &str) {
    let begin = out.len();
    serde_json::to_writer(&mut *out, text).expect("a text is JSON, and memory takes it");
    if !text.is_ascii() {
        let Ok(Cow::Owned(escaped)) = std::str::from_utf8(&out[begin..]).map(escaped_json) else {
            return;
        };
        out.truncate(begin);
        out.extend_from_slice(escaped.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn cells_are_quoted_as_the_csv_crate_does(cells in prop::collection::vec("[a\",;\n\ré #]{0,6}", 2..5)) {
            let mut builder = csv::WriterBuilder::new();
            builder.terminator(csv::Terminator::Any(b'\n'));
            let mut writer = builder.from_writer(Vec::new());
            writer.write_record(&cells).unwrap();
            let mut own = Vec::new();
            for (place, text) in cells.iter().enumerate() {
                if place > 0 {
                    own.push(b',');
                }
                write_csv_cell(&mut own, text);
            }
            own.push(b'\n');
            prop_assert_eq!(own, writer.into_inner().unwrap());
        }
    }
}
