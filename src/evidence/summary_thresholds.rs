//! Counts the leads of a summary by total, for a curve over thresholds.

use std::sync::Arc;

use super::lead_summary::{LeadSource, LeadSummary};
use super::threshold_counts::{CountedLeads, EndedCounts, ThresholdCounts, TotalsBuilder};
use crate::scoring::engine::Bitmap;

impl LeadSummary {
    /// Returns how many leads would qualify at each total that the hand-off rule could require, if
    /// nothing else of it changed. Counted when it is first asked for.
    pub fn threshold_counts(&self) -> &ThresholdCounts {
        self.threshold_counts
            .get_or_init(|| Arc::new(self.count_by_total()))
    }

    fn count_by_total(&self) -> ThresholdCounts {
        let counted = self.counted_leads();
        let totals = match (self.source, &self.recorded) {
            (LeadSource::Recorded, Some(_)) => self.recorded_totals(counted),
            (LeadSource::Samples, _) => self.sample_totals(counted),
            _ => {
                let counts = |leads: u32| EndedCounts {
                    leads: leads as usize,
                    ..EndedCounts::default()
                };
                let totals = self.tally.histogram.iter();
                totals
                    .map(|(total, leads)| (*total, counts(*leads)))
                    .collect()
            }
        };
        ThresholdCounts {
            required: self.scorer.required_total(),
            counted,
            all: EndedCounts {
                leads: self.tally.leads,
                good: self.tally.won.1,
                bad: self.tally.lost.1,
            },
            totals,
        }
    }

    fn counted_leads(&self) -> CountedLeads {
        if self.scorer.requires_total_only() {
            CountedLeads::TotalIsRule
        } else if self.scorer.has_handoff_rule() && self.has_named_leads() {
            CountedLeads::MeetRest
        } else {
            CountedLeads::TotalAlone
        }
    }

    fn recorded_totals(&self, counted: CountedLeads) -> Vec<(i64, EndedCounts)> {
        let mut totals = TotalsBuilder::new(&self.tally.histogram);
        let Some(recorded) = &self.recorded else {
            return totals.finish();
        };
        let (scored, history) = (&recorded.scored, &recorded.history);
        let rest = (counted == CountedLeads::MeetRest).then(|| {
            let rest = Arc::new(self.scorer.without_required_total());
            scored.rescored(rest).map(|rest| rest.qualified())
        });
        let everybody = || Bitmap::from_fn(scored.len(), |_| true);
        for lead in rest.flatten().unwrap_or_else(everybody).iter() {
            totals.add(scored.total(lead), history.won(lead));
        }
        totals.finish()
    }

    fn sample_totals(&self, counted: CountedLeads) -> Vec<(i64, EndedCounts)> {
        let mut totals = TotalsBuilder::new(&self.tally.histogram);
        let rest = self.scorer.without_required_total();
        for line in &self.samples {
            if counted != CountedLeads::MeetRest || rest.outcome(&line.responses).qualified {
                totals.add(line.outcome.total, line.won);
            }
        }
        totals.finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::evidence::RecordedLeads;
    use crate::model::{Data, Definition};
    use crate::scoring::Dataset;

    /// Ten leads: size (6, 3 or 0 points), demo (4 points), how they ended.
    const LEADS: [[&str; 3]; 10] = [
        ["big", "yes", "won"],
        ["big", "yes", "won"],
        ["big", "yes", "lost"],
        ["big", "no", "won"],
        ["big", "no", "lost"],
        ["medium", "yes", "won"],
        ["medium", "yes", "open"],
        ["medium", "no", "lost"],
        ["small", "yes", "lost"],
        ["small", "no", "open"],
    ];

    fn summary(rule: Value) -> LeadSummary {
        let is = |field: &str, value: &str| json!({"field": field, "is": value});
        let mut definition = json!({
            "criteria": [
                {"id": "size", "name": "Size", "kind": "fit", "combine": "one-of", "answers": [
                    {"id": "big", "label": "Big", "points": 6, "when": is("size", "big")},
                    {"id": "medium", "label": "Medium", "points": 3, "when": is("size", "medium")},
                    {"id": "small", "label": "Small", "points": 0, "when": is("size", "small")},
                ]},
                {"id": "demo", "name": "Demo", "kind": "behaviour", "points": 4,
                 "when": is("demo", "yes")},
            ],
            "stages": [{"id": "mql", "name": "MQL"}],
            "handoff": {"stage": "mql", "disposition": "forward"},
            "dispositions": [{"id": "forward", "name": "Forward", "action": "forward"}],
        });
        if !rule.is_null() {
            definition["stages"][0]["rule"] = rule;
        }
        let definition: Definition = serde_json::from_value(definition).expect("a definition");
        let columns = ["size", "demo", "outcome"].map(String::from);
        let mut dataset = Dataset::new(columns.into());
        for (at, lead) in LEADS.iter().enumerate() {
            dataset.push(&format!("L{at}"), at as u64 + 2, lead, &[], None);
        }
        let data = Data {
            outcome_field: Some("outcome".into()),
            ..Data::default()
        };
        let mut leads = RecordedLeads::new(Arc::new(dataset), Arc::new(data));
        LeadSummary::new(&definition, &[], &[], Some(&mut leads))
    }

    /// Thresholds with leads, won and lost.
    fn curve(counts: &ThresholdCounts) -> Vec<(i64, usize, usize, usize)> {
        let all = counts.by_threshold().into_iter();
        all.map(|(total, c)| (total, c.leads, c.good, c.bad))
            .collect()
    }

    #[test]
    fn a_total_alone_counts_everybody_who_reaches_it() {
        let summary = summary(json!({"points": {"total": 7}}));
        let counts = summary.threshold_counts();
        assert_eq!(counts.counted, CountedLeads::TotalIsRule);
        assert_eq!(counts.required, Some(7));
        let expected = [
            (0, 10, 4, 4),
            (3, 9, 4, 4),
            (4, 8, 4, 3),
            (6, 7, 4, 2),
            (7, 5, 3, 1),
            (10, 3, 2, 1),
        ];
        assert_eq!(curve(counts), expected);
    }

    #[test]
    fn with_other_parts_those_who_meet_them_count() {
        let summary = summary(json!({"all": ["demo"], "points": {"total": 7}}));
        let counts = summary.threshold_counts();
        assert_eq!(counts.counted, CountedLeads::MeetRest);
        let expected = [(0, 6, 3, 2), (4, 6, 3, 2), (7, 5, 3, 1), (10, 3, 2, 1)];
        assert_eq!(curve(counts), expected);
        let all = EndedCounts {
            leads: 10,
            good: 4,
            bad: 4,
        };
        assert_eq!(counts.all, all);
    }

    /// What the curve says of a threshold is what the model says once it is the rule's.
    #[test]
    fn the_curve_is_what_the_model_would_say() {
        let now = summary(json!({"all": ["demo"], "points": {"total": 7}}));
        for total in -1..=11 {
            let then = summary(json!({"all": ["demo"], "points": {"total": total}})).tally;
            let counts = now.threshold_counts().at_least(total);
            let told = (counts.leads, counts.good, counts.bad);
            assert_eq!(told, (then.qualify, then.won.0, then.lost.0), "{total}");
        }
    }

    #[test]
    fn a_rule_without_a_total_has_none_now() {
        let summary = summary(json!({"all": ["demo"]}));
        let counts = summary.threshold_counts();
        assert_eq!(counts.required, None);
        assert_eq!(counts.counted, CountedLeads::MeetRest);
        assert_eq!(counts.at_least(5).leads, 5);
    }

    #[test]
    fn without_a_rule_the_total_counts_alone() {
        let summary = summary(Value::Null);
        let counts = summary.threshold_counts();
        assert_eq!(
            (counts.required, counts.counted),
            (None, CountedLeads::TotalAlone)
        );
        assert_eq!(counts.at_least(6).leads, 7);
    }
}
