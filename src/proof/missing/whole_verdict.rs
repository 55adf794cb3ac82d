//! A verdict with what the lead lacks, as it is written to files.

use serde::Serialize;

use super::super::cancel::Cancel;
use super::parts::{MissingPart, ONE_LEAD_BUDGET, missing_parts};
use crate::model::{Id, Readiness, ServiceLevel};
use crate::scoring::{Cap, Reason, Responses, Scorer, Verdict};

/// A verdict and the unmet parts of the hand-off rule, each with the smallest set of further
/// answers that would meet it within the budget for one lead. Its JSON is the one of `accord score`
/// and `accord diff`.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeVerdict {
    /// The verdict.
    pub verdict: Verdict,
    /// The unmet parts, in the rule's order; empty if the lead qualifies.
    pub missing: Vec<MissingPart>,
}

impl WholeVerdict {
    /// Judges a lead.
    pub fn of(scorer: &Scorer, responses: &Responses) -> Self {
        let cancel = Cancel::never().with_budget(ONE_LEAD_BUDGET);
        Self {
            verdict: scorer.verdict(responses),
            missing: missing_parts(scorer, responses, &cancel),
        }
    }
}

impl Serialize for WholeVerdict {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let verdict = &self.verdict;
        Fields {
            fit: verdict.fit,
            behaviour: verdict.behaviour,
            total: verdict.total,
            stage: &verdict.stage,
            readiness: verdict.readiness,
            qualified: verdict.qualified,
            band: &verdict.band,
            disposition: &verdict.disposition,
            service_level: &verdict.service_level,
            reasons: &verdict.reasons,
            caps: &verdict.caps,
            decided_by: &verdict.decided_by,
            missing: &self.missing,
            unknown: &verdict.unknown,
            could_reach: verdict.could_reach,
            could_qualify: verdict.could_qualify,
            contradicts: &verdict.contradicts,
        }
        .serialize(to)
    }
}

/// The fields of the JSON, in its order.
#[derive(Serialize)]
struct Fields<'a> {
    fit: i64,
    behaviour: i64,
    total: i64,
    stage: &'a Option<Id>,
    readiness: Option<Readiness>,
    qualified: bool,
    band: &'a Option<Id>,
    disposition: &'a Option<Id>,
    service_level: &'a Option<ServiceLevel>,
    reasons: &'a [Reason],
    caps: &'a [Cap],
    decided_by: &'a Option<String>,
    missing: &'a [MissingPart],
    unknown: &'a [Id],
    could_reach: i64,
    could_qualify: Option<bool>,
    #[serde(skip_serializing_if = "<[Id]>::is_empty")]
    contradicts: &'a [Id],
}
