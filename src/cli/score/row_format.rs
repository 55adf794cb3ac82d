//! The output format of verdicts: CSV, or JSON with reasons, one lead per line.

use std::io::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use super::cells::{write_csv_cell, write_json_string};
use super::columns::{OwnColumns, PassedColumns};
use super::ordering::{OrderKey, order_key};
use super::verdict_format::VerdictFormat;
use crate::evidence::{WhyWords, verdict_cells};
use crate::model::printable::escaped_json;
use crate::model::{Definition, Id, Phase};
use crate::proof::WholeVerdict;
use crate::records::BlockRows;
use crate::scoring::memo::NextChange;
use crate::scoring::{LeadAudience, Responses, Scorer};

/// Formats verdicts and rows.
pub(super) struct RowFormat {
    format: VerdictFormat,
    version: String,
    why: WhyWords,
    /// The ids that an audience refers to.
    segments: Vec<Id>,
    personas: Vec<Id>,
    dispositions: Vec<Id>,
    own: OwnColumns,
    /// Columns to pass through, with their headers.
    kept: PassedColumns,
    /// Whether lines are to be sorted.
    is_ordered: bool,
}

/// What is said of one lead and can't be said of all with its verdict.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LineFacts {
    /// The day it was looked at from.
    pub as_of: Option<Date>,
    /// When its disposition changes by itself.
    pub next: Option<NextChange>,
}

/// A verdict and the version of the model that gave it.
#[derive(Serialize)]
struct JsonVerdict<'a> {
    #[serde(flatten)]
    verdict: WholeVerdict,
    version: &'a str,
    why: String,
    #[serde(flatten)]
    audience: Option<JsonAudience<'a>>,
}

#[derive(Serialize)]
struct JsonAudience<'a> {
    segment: Option<&'a Id>,
    persona: Option<&'a Id>,
    phase: Option<Phase>,
}

impl RowFormat {
    /// Makes a format for the verdicts of a definition under this version.
    pub fn new(
        format: VerdictFormat,
        definition: &Definition,
        version: &str,
        own: OwnColumns,
        kept: PassedColumns,
    ) -> Self {
        Self {
            format,
            version: version.into(),
            why: WhyWords::new(definition),
            segments: definition.segments.iter().map(|s| s.id.clone()).collect(),
            personas: definition.personas.iter().map(|p| p.id.clone()).collect(),
            dispositions: definition
                .dispositions
                .iter()
                .map(|d| d.id.clone())
                .collect(),
            own,
            kept,
            is_ordered: false,
        }
    }

    /// Puts before each verdict's text the key that its lines are sorted by.
    #[must_use]
    pub fn ordered(self, is_ordered: bool) -> Self {
        Self { is_ordered, ..self }
    }

    /// Whether verdicts' texts begin with a key.
    pub fn is_ordered(&self) -> bool {
        self.is_ordered
    }

    /// Returns the columns that aren't passed through.
    pub fn own(&self) -> &OwnColumns {
        &self.own
    }

    /// Returns what comes before the first lead.
    pub fn header(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.format == VerdictFormat::Csv {
            let kept = self.kept.iter().map(|(_, header)| header.as_str());
            for (place, name) in self.own.names().into_iter().chain(kept).enumerate() {
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
    pub fn verdict_text(
        &self,
        scorer: &Scorer,
        answers: &Responses,
        audience: Option<LeadAudience>,
    ) -> (Vec<u8>, bool) {
        let mut words = Vec::new();
        if self.is_ordered {
            let key: OrderKey = order_key(scorer, answers);
            words.extend_from_slice(&key);
        }
        let qualified = match self.format {
            VerdictFormat::Csv => self.csv_verdict(&mut words, scorer, answers, audience),
            VerdictFormat::Json => self.json_verdict(&mut words, scorer, answers, audience),
        };
        (words, qualified)
    }

    fn json_verdict(
        &self,
        out: &mut Vec<u8>,
        scorer: &Scorer,
        answers: &Responses,
        audience: Option<LeadAudience>,
    ) -> bool {
        let verdict = JsonVerdict {
            verdict: WholeVerdict::of(scorer, answers),
            version: &self.version,
            why: self.why.line(scorer, answers),
            audience: audience.map(|audience| JsonAudience {
                segment: audience.segment.and_then(|at| self.segments.get(at)),
                persona: audience.persona.and_then(|at| self.personas.get(at)),
                phase: audience.phase,
            }),
        };
        let words = serde_json::to_string(&verdict).expect("verdicts are plain data");
        let words = escaped_json(&words);
        // It follows other keys, and further ones may follow it.
        let inside = words.trim_start_matches('{');
        out.push(b',');
        out.extend_from_slice(&inside.as_bytes()[..inside.len() - 1]);
        verdict.verdict.verdict.qualified
    }

    fn csv_verdict(
        &self,
        out: &mut Vec<u8>,
        scorer: &Scorer,
        answers: &Responses,
        audience: Option<LeadAudience>,
    ) -> bool {
        let outcome = scorer.outcome(answers);
        let text = |id: Option<&Id>| id.map(ToString::to_string).unwrap_or_default();
        let cells = verdict_cells(scorer, answers, &outcome, &self.version, &self.why);
        let stands_for = audience.map(|audience| {
            [
                text(audience.segment.and_then(|at| self.segments.get(at))),
                text(audience.persona.and_then(|at| self.personas.get(at))),
                audience.phase.map_or("", Phase::word).into(),
            ]
        });
        for text in cells.iter().chain(stands_for.iter().flatten()) {
            out.push(b',');
            write_csv_cell(out, text);
        }
        outcome.qualified
    }

    /// Writes the part of a line before the verdict: the lead's id as in the file.
    pub fn write_before(&self, out: &mut Vec<u8>, id: &str, line: u64) {
        match self.format {
            VerdictFormat::Csv => write_csv_cell(out, id),
            VerdictFormat::Json => {
                out.push(b'{');
                write_json_string(out, &self.own.id);
                out.push(b':');
                write_json_string(out, id);
                write!(out, ",\"line\":{line}").expect("memory takes what is written");
            }
        }
    }

    /// Writes the part of a line after the verdict.
    pub fn write_after(&self, out: &mut Vec<u8>, row: &BlockRows<'_>, facts: &LineFacts) {
        if self.own.until {
            let next = facts.next;
            let then = next.and_then(|next| self.dispositions.get(next.disposition?));
            self.write_own(
                out,
                "until",
                next.map(|next| next.day.to_string()).as_deref(),
            );
            self.write_own(out, "then", then.map(Id::as_str));
        }
        if self.own.as_of {
            self.write_own(
                out,
                "as_of",
                facts.as_of.map(|day| day.to_string()).as_deref(),
            );
        }
        if let Some(digest) = &self.own.digest {
            self.write_own(out, "model_digest", Some(digest));
        }
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

    /// Writes one of our own columns, without quotes: days, ids and digests need none.
    fn write_own(&self, out: &mut Vec<u8>, name: &str, text: Option<&str>) {
        let written = match (self.format, text) {
            (VerdictFormat::Csv, text) => write!(out, ",{}", text.unwrap_or_default()),
            (VerdictFormat::Json, Some(text)) => write!(out, ",\"{name}\":\"{text}\""),
            (VerdictFormat::Json, None) => write!(out, ",\"{name}\":null"),
        };
        written.expect("memory takes what is written");
    }
}
