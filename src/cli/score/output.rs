//! Writes verdicts: CSV for tables, JSON with the reasons.

use std::io::{self, Write as _};

use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Map, Value};

use super::super::io::Sink;
use crate::scoring::{Answers, Lead, Scorer, Verdict};

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

/// How verdicts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One row a lead
    Csv,
    /// One array, one object a lead, with reasons and smallest sets
    Json,
}

/// Verdicts being written.
pub(super) struct Output<'a> {
    writer: Writer,
    version: &'a str,
    /// The columns passed through, with their headers.
    kept: Vec<(usize, String)>,
}

enum Writer {
    Csv(Box<csv::Writer<Sink>>, bool),
    Json(Sink, bool),
}

#[derive(Serialize)]
struct JsonLead<'a> {
    lead_id: &'a str,
    line: u64,
    #[serde(flatten)]
    verdict: Verdict,
    version: &'a str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    kept: Map<String, Value>,
}

impl<'a> Output<'a> {
    pub fn new(
        format: Format,
        sink: Sink,
        version: &'a str,
        headers: &[String],
        kept: Vec<usize>,
    ) -> Self {
        let at_once = sink.is_terminal();
        let writer = match format {
            Format::Csv => {
                let mut builder = csv::WriterBuilder::new();
                builder.terminator(csv::Terminator::Any(b'\n'));
                Writer::Csv(Box::new(builder.from_writer(sink)), at_once)
            }
            Format::Json => Writer::Json(sink, false),
        };
        let named = |at: usize| (at, headers[at].clone());
        Self {
            writer,
            version,
            kept: kept.into_iter().map(named).collect(),
        }
    }

    /// Writes what comes before the first lead.
    pub fn begin(&mut self) -> io::Result<()> {
        match &mut self.writer {
            Writer::Csv(writer, at_once) => {
                let kept = self.kept.iter().map(|(_, header)| header.as_str());
                record(writer, *at_once, COLUMNS.into_iter().chain(kept))
            }
            Writer::Json(sink, _) => sink.write_all(b"["),
        }
    }

    /// Writes a lead, under its id as the file has it; says whether it qualifies.
    pub fn lead(
        &mut self,
        scorer: &Scorer,
        lead: &Lead,
        id: &str,
        answers: &Answers,
    ) -> io::Result<bool> {
        match &mut self.writer {
            Writer::Csv(writer, at_once) => {
                let (own, qualified) = row(scorer, id, answers, self.version);
                let kept = self.kept.iter().map(|(at, _)| lead.values[*at].as_str());
                record(writer, *at_once, own.iter().map(String::as_str).chain(kept))?;
                Ok(qualified)
            }
            Writer::Json(sink, any) => {
                let value = |(at, header): &(usize, String)| {
                    (header.clone(), Value::from(lead.values[*at].as_str()))
                };
                let lead = JsonLead {
                    lead_id: id,
                    line: lead.line,
                    verdict: scorer.verdict(answers),
                    version: self.version,
                    kept: self.kept.iter().map(value).collect(),
                };
                let comma = if *any { "," } else { "" };
                let text = serde_json::to_string(&lead).expect("verdicts are plain data");
                sink.write_all(format!("{comma}\n{text}").as_bytes())?;
                *any = true;
                Ok(lead.verdict.qualified)
            }
        }
    }

    /// Ends it.
    pub fn finish(self) -> io::Result<()> {
        match self.writer {
            Writer::Csv(writer, _) => {
                let sink = writer.into_inner();
                sink.map_err(csv::IntoInnerError::into_error)?.finish()
            }
            Writer::Json(mut sink, _) => {
                sink.write_all(b"\n]\n")?;
                sink.finish()
            }
        }
    }
}

fn record<'a>(
    writer: &mut csv::Writer<Sink>,
    at_once: bool,
    cells: impl Iterator<Item = &'a str>,
) -> io::Result<()> {
    writer.write_record(cells).map_err(io_error)?;
    if at_once { writer.flush() } else { Ok(()) }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A lead's own columns, and whether it qualifies.
fn row(scorer: &Scorer, id: &str, answers: &Answers, version: &str) -> ([String; 12], bool) {
    let outcome = scorer.outcome(answers);
    let text = |id: Option<&crate::model::Id>| id.map(ToString::to_string).unwrap_or_default();
    let readiness = outcome.stage.and_then(|stage| scorer.readiness(stage));
    let unknown: Vec<String> = scorer
        .unknown(answers)
        .iter()
        .map(ToString::to_string)
        .collect();
    let row = [
        id.into(),
        outcome.fit.to_string(),
        outcome.behaviour.to_string(),
        outcome.total.to_string(),
        text(outcome.stage.and_then(|stage| scorer.stage_id(stage))),
        readiness
            .map(|readiness| readiness.word().to_owned())
            .unwrap_or_default(),
        outcome.qualified.to_string(),
        text(outcome.band.and_then(|band| scorer.band_id(band))),
        text(
            outcome
                .disposition
                .and_then(|next| scorer.disposition_id(next)),
        ),
        scorer.missing_parts(answers).join(";"),
        unknown.join(";"),
        version.into(),
    ];
    (row, outcome.qualified)
}
