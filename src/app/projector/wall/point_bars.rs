//! Why a lead has its total: bars of points that add up to it.

use serde::{Deserialize, Serialize};

use crate::app::input::row::RowTarget;
use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::room_verdict::{selected_lead, shows_verdict};
use crate::evidence::{LeadSummary, PointStep, ScoredLead, point_steps};
use crate::model::{Definition, Id, Rule, wording};

/// Why a lead has its total: bars of points that add up to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointBars {
    /// What it shows.
    pub title: String,
    /// What gives points or takes them, in the model's order.
    pub bars: Vec<PointBar>,
    /// The lead's total, which is the sum of the bars.
    pub total: i64,
    /// The total that the hand-off rule asks for, if it asks for one.
    pub threshold: Option<i64>,
    /// Whether the lead qualifies; `None` without a hand-off rule.
    pub qualifies: Option<bool>,
    /// The criteria that aren't known of the lead, and count nothing.
    pub unknown: Vec<String>,
}

/// What gives points or takes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointBar {
    /// The answer or, for a cap, the group.
    pub label: String,
    /// What is counted of it: `x3`, or the cap, such as `capped at 12`; mostly blank.
    pub note: String,
    /// The points; never 0.
    pub points: i64,
}

impl PointBars {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self {
            title,
            bars,
            unknown,
            ..
        } = self;
        change(title);
        for bar in bars {
            change(&mut bar.label);
        }
        unknown.iter_mut().for_each(change);
    }

    /// Returns the total, and whether it qualifies, in words.
    pub fn verdict(&self) -> String {
        let points = wording::count_noun(self.total, "point");
        let Some(qualifies) = self.qualifies else {
            return format!("{points}; there is no hand-off rule");
        };
        let word = if qualifies {
            "qualified"
        } else {
            "not qualified"
        };
        match self.threshold {
            None => format!("{points}: {word}"),
            Some(threshold) if !qualifies && self.total >= threshold => {
                format!("{points}, threshold {threshold}: {word}, as more is missing than points")
            }
            Some(threshold) => format!("{points}, threshold {threshold}: {word}"),
        }
    }
}

/// Makes it, where there is something to show: of the selected lead, once the room may see what the
/// model says of it.
pub(super) fn of(state: &State, focus: &KeyFocus) -> Option<PointBars> {
    if state.step != Step::Preview {
        return None;
    }
    let lead = selected_lead(focus).filter(|lead| shows_verdict(state, lead))?;
    let summary = state.outlook.as_deref()?;
    let line = scored_lead(summary, lead)?;
    Some(bars_of(&state.session().definition, summary, &line))
}

fn scored_lead(summary: &LeadSummary, lead: &RowTarget) -> Option<ScoredLead> {
    match lead {
        RowTarget::Lead(index) => summary.scored_lead(*index),
        RowTarget::Record(place) => {
            let mut samples = summary.samples.iter();
            let sample = samples.find(|line| line.sample.as_ref() == Some(&place.id));
            sample.cloned()
        }
        _ => None,
    }
}

fn bars_of(definition: &Definition, summary: &LeadSummary, line: &ScoredLead) -> PointBars {
    let scorer = &summary.scorer;
    let steps = point_steps(definition, scorer, &line.responses);
    let rule = definition.handoff_stage().and_then(|s| s.rule.as_ref());
    let unknown = scorer.unknown_criteria(&line.responses).into_iter();
    let name = |id: Id| {
        let criterion = definition.criterion(id.as_str());
        criterion.map_or_else(|| id.to_string(), |criterion| criterion.name.clone())
    };
    PointBars {
        title: format!("Why {}", wording::count_noun(line.outcome.total, "point")),
        bars: steps.into_iter().map(point_bar).collect(),
        total: line.outcome.total,
        threshold: rule.and_then(Rule::threshold),
        qualifies: summary.has_handoff_rule.then_some(line.outcome.qualified),
        unknown: unknown.map(name).collect(),
    }
}

fn point_bar(step: PointStep) -> PointBar {
    PointBar {
        label: step.label,
        note: step.note,
        points: step.points,
    }
}
