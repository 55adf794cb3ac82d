//! The output format of verdicts: CSV, or JSON with reasons, one lead per line.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write as _;

use clap::ValueEnum;
use serde::Serialize;

use crate::model::Id;
use crate::model::printable::escaped_json;
use crate::proof::WholeVerdict;
use crate::records::BlockRows;
use crate::scoring::{Responses, Scorer};

const COLUMNS: [&str; 12] = [
    "lead_id",
    "fit",
    "behaviour",
    "total",
    "stage",
    "readiness",
    "qualified",
    "band",
    "disposition",
    "missing",
    "unknown",
    "version",
];

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum VerdictFormat {
    /// One row per lead
    Csv,
    /// One object per lead, one per line, with the reasons and, for each missing part, the smallest
    /// set of answers that would meet it
    Json,
}

/// Formats verdicts and rows.
pub(super) struct RowFormat {
    format: VerdictFormat,
    version: String,
    /// Columns to pass through, with their headers.
    kept: Vec<(usize, String)>,
}

/// A verdict and the version of the model that gave it.
#[derive(Serialize)]
struct JsonVerdict<'a> {
    #[serde(flatten)]
    verdict: WholeVerdict,
    version: &'a str,
}

impl RowFormat {
    /// Makes a format for this version that passes these columns of the header through.
    pub fn new(format: VerdictFormat, version: &str, headers: &[String], kept: &[usize]) -> Self {
        let mut columns: Vec<(usize, String)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for at in kept {
            let header = headers[*at].as_str();
            // JSON keys must be unique: the last of two columns with one name counts.
            let place = *places.entry(header).or_insert(columns.len());
            match columns.get_mut(place) {
                Some(column) if format == VerdictFormat::Json => column.0 = *at,
                _ => columns.push((*at, header.to_owned())),
            }
        }
        Self {
            format,
            version: version.into(),
            kept: columns,
        }
    }

    /// Returns what comes before the first lead.
    pub fn header(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.format == VerdictFormat::Csv {
            let kept = self.kept.iter().map(|(_, header)| header.as_str());
            for (place, name) in COLUMNS.into_iter().chain(kept).enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                write_csv_cell(&mut out, name);
            }
            out.push(b'\n');
        }
        out
    }

    /// Returns the text of a verdict, without anything specific to one lead, and whether such leads
    /// qualify.
    pub fn verdict_text(&self, scorer: &Scorer, answers: &Responses) -> (Vec<u8>, bool) {
        match self.format {
            VerdictFormat::Csv => self.csv_verdict(scorer, answers),
            VerdictFormat::Json => self.json_verdict(scorer, answers),
        }
    }

    fn json_verdict(&self, scorer: &Scorer, answers: &Responses) -> (Vec<u8>, bool) {
        let verdict = JsonVerdict {
            verdict: WholeVerdict::of(scorer, answers),
            version: &self.version,
        };
        let words = serde_json::to_string(&verdict).expect("verdicts are plain data");
        let mut words = escaped_json(&words).into_owned().into_bytes();
        words.pop(); // columns passed through may follow
        words[0] = b',';
        (words, verdict.verdict.verdict.qualified)
    }

    fn csv_verdict(&self, scorer: &Scorer, answers: &Responses) -> (Vec<u8>, bool) {
        let outcome = scorer.outcome(answers);
        let text = |id: Option<&Id>| id.map(ToString::to_string).unwrap_or_default();
        let readiness = outcome.stage.and_then(|stage| scorer.readiness(stage));
        let unknown = scorer.unknown_criteria(answers);
        let unknown: Vec<&str> = unknown.iter().map(Id::as_str).collect();
        let next = outcome.disposition;
        let cells = [
            outcome.fit.to_string(),
            outcome.behaviour.to_string(),
            outcome.total.to_string(),
            text(outcome.stage.and_then(|stage| scorer.stage_id(stage))),
            readiness.map_or("", |readiness| readiness.word()).into(),
            outcome.qualified.to_string(),
            text(outcome.band.and_then(|band| scorer.band_id(band))),
            text(next.and_then(|next| scorer.disposition_id(next))),
            scorer.missing_parts(answers).join(";"),
            unknown.join(";"),
            self.version.clone(),
        ];
        let mut words = Vec::new();
        for text in cells {
            words.push(b',');
            write_csv_cell(&mut words, &text);
        }
        (words, outcome.qualified)
    }

    /// Writes the part of a line before the verdict: the lead's id as in the file.
    pub fn write_before(&self, out: &mut Vec<u8>, id: &str, line: u64) {
        match self.format {
            VerdictFormat::Csv => write_csv_cell(out, id),
            VerdictFormat::Json => {
                out.extend_from_slice(b"{\"lead_id\":");
                write_json_string(out, id);
                write!(out, ",\"line\":{line}").expect("memory takes what is written");
            }
        }
    }

    /// Writes the part of a line after the verdict.
    pub fn write_after(&self, out: &mut Vec<u8>, row: &BlockRows<'_>) {
        for (place, (at, name)) in self.kept.iter().enumerate() {
            match self.format {
                VerdictFormat::Csv => {
                    out.push(b',');
                    write_csv_cell(out, row.field(*at));
                }
                VerdictFormat::Json => {
                    out.extend_from_slice(if place == 0 { b",\"kept\":{" } else { b"," });
                    write_json_string(out, name);
                    out.push(b':');
                    write_json_string(out, row.field(*at));
                }
            }
        }
        out.extend_from_slice(match self.format {
            VerdictFormat::Csv => b"\n",
            VerdictFormat::Json if self.kept.is_empty() => b"}\n",
            VerdictFormat::Json => b"}}\n",
        });
    }
}

/// Writes a CSV cell, quoted only if needed.
fn write_csv_cell(out: &mut Vec<u8>, text: &str) {
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
fn write_json_string(out: &mut Vec<u8>, text: &str) {
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
