//! Findings about what the two sides promise each other at the hand-off: the report back, and a
//! commitment of each side.

use super::collector::FindingCollector;
use crate::model::wording::join_list;
use crate::model::{Handoff, Kind, Place, ReportBack};

impl FindingCollector<'_> {
    /// Reports a report back that is missing, or that leaves out who, what, by when or where.
    pub(super) fn check_report_back(&mut self, handoff: &Handoff) {
        let place = Place::single(Kind::Handoff);
        let nothing = ReportBack::default();
        let report = handoff.report_back.as_ref().unwrap_or(&nothing);
        let missing = missing_parts(report);
        match missing.as_slice() {
            [] => {}
            _ if is_silent(report) => {
                let message = "Sales reports nothing back after the hand-off";
                self.add("A221", place, message);
            }
            [(field, _), ..] => {
                let parts: Vec<String> = missing.iter().map(|(_, part)| part.to_string()).collect();
                let parts = join_list(&parts, "or");
                let message = format!("the report back doesn't say {parts}");
                self.add_at_field("A265", place, field, message);
            }
        }
    }

    /// Reports sides whose commitment isn't worded.
    pub(super) fn check_commitments(&mut self) {
        let Some(handoff) = &self.definition.handoff else {
            return;
        };
        let commitments = handoff.commitments.as_ref();
        for (side, field, words) in [
            ("Sales", "sales_commits", commitments.map(|c| &c.sales)),
            (
                "Marketing",
                "marketing_commits",
                commitments.map(|c| &c.marketing),
            ),
        ] {
            if words.is_none_or(|words| words.trim().is_empty()) {
                let message = format!("{side} commits to nothing at the hand-off");
                self.add_at_field("A262", Place::single(Kind::Handoff), field, message);
            }
        }
    }
}

/// Returns whether a report back says nothing at all.
fn is_silent(report: &ReportBack) -> bool {
    missing_parts(report).len() == missing_parts(&ReportBack::default()).len()
}

/// Returns the parts that a report back leaves out: the field of each, and what it would say.
fn missing_parts(report: &ReportBack) -> Vec<(&'static str, &'static str)> {
    let blank = |text: &str| text.trim().is_empty();
    let parts = [
        (
            "report_outcomes",
            "what is reported",
            report.outcomes.iter().all(|outcome| blank(outcome)),
        ),
        ("report_by", "who reports it", blank(&report.by)),
        ("report_hours", "by when", report.within_hours.is_none()),
        ("report_system", "where", blank(&report.system)),
    ];
    let missing = parts.into_iter().filter(|(.., missing)| *missing);
    missing.map(|(field, part, _)| (field, part)).collect()
}
