//! The columns of a verdict, as `accord score` writes them and golden leads expect them.

use super::WhyWords;
use crate::model::Id;
use crate::scoring::{Outcome, Responses, Scorer};

/// The columns of a verdict, in their order.
pub const VERDICT_COLUMNS: [&str; 12] = [
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
    "why",
];

/// Returns the texts of a verdict's columns: of the outcome that a model of this version gives to
/// these responses.
pub fn verdict_cells(
    scorer: &Scorer,
    responses: &Responses,
    outcome: &Outcome,
    version: &str,
    why: &WhyWords,
) -> [String; VERDICT_COLUMNS.len()] {
    let text = |id: Option<&Id>| id.map(ToString::to_string).unwrap_or_default();
    let readiness = outcome.stage.and_then(|stage| scorer.readiness(stage));
    let unknown = scorer.unknown_criteria(responses);
    let unknown: Vec<&str> = unknown.iter().map(Id::as_str).collect();
    let next = outcome.disposition;
    [
        outcome.fit.to_string(),
        outcome.behaviour.to_string(),
        outcome.total.to_string(),
        text(outcome.stage.and_then(|stage| scorer.stage_id(stage))),
        readiness.map_or("", |readiness| readiness.word()).into(),
        outcome.qualified.to_string(),
        text(outcome.band.and_then(|band| scorer.band_id(band))),
        text(next.and_then(|next| scorer.disposition_id(next))),
        scorer.missing_parts(responses).join(";"),
        unknown.join(";"),
        version.to_owned(),
        why.line(scorer, responses),
    ]
}
