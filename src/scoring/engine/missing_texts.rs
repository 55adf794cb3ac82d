//! What many leads lack for the hand-off rule and what is unknown about them, as text for export.

use super::bitmap::is_set;
use super::scored_dataset::ScoredDataset;
use crate::model::CriterionKind;
use crate::scoring::compile::{Clause, Measure};
use crate::scoring::evaluate::topics_text;

/// For each lead, what it lacks for the hand-off rule and what is unknown about it.
#[derive(Clone, Debug)]
pub struct MissingTexts<'a> {
    scored: &'a ScoredDataset,
    parts: Vec<HandoffClause<'a>>,
    /// The id of each criterion and the leads for which it is unknown, if there are any.
    unknown: Vec<(&'a str, Vec<u64>)>,
}

/// One clause of the hand-off rule.
#[derive(Clone, Debug)]
struct HandoffClause<'a> {
    clause: &'a Clause,
    /// The leads for which the clause holds.
    holds: Vec<u64>,
    /// The text for a lead that lacks it, without the amount still short.
    text: String,
    /// For each counted reference, the leads for which it holds.
    counted: Vec<Vec<u64>>,
}

impl<'a> MissingTexts<'a> {
    fn new(scored: &'a ScoredDataset) -> Self {
        let scorer = &*scored.plan.scorer;
        let clauses = scorer.handoff_rule().map_or(&[][..], |rule| &rule.clauses);
        let mut gaps = Self {
            scored,
            parts: clauses
                .iter()
                .map(|clause| HandoffClause::new(scored, clause))
                .collect(),
            unknown: scorer
                .criteria
                .iter()
                .map(|c| (c.id.as_str(), Vec::new()))
                .collect(),
        };
        for block in 0..scored.blocks.len() {
            gaps.add_block(block);
        }
        gaps.unknown
            .retain(|(_, leads)| leads.iter().any(|word| *word != 0));
        gaps
    }

    fn add_block(&mut self, index: usize) {
        let mut responses = self.scored.resolved_responses(index);
        let block = &self.scored.blocks[index];
        for (c, (_, leads)) in self.unknown.iter_mut().enumerate() {
            leads.extend(responses.criterion_unknown(c));
        }
        for part in &mut self.parts {
            match part.clause {
                Clause::Points { .. } => {}
                Clause::Reached(stage) => part.holds.extend(block.rule(*stage)),
                Clause::AtLeast { of, .. } => {
                    part.holds
                        .extend(responses.matching_all(std::slice::from_ref(part.clause)));
                    for (counted, reference) in part.counted.iter_mut().zip(of) {
                        counted.extend(responses.matching(reference));
                    }
                }
                Clause::AtLeastTopics { topics, .. } => {
                    part.holds
                        .extend(responses.matching_all(std::slice::from_ref(part.clause)));
                    for (counted, of) in part.counted.iter_mut().zip(topics) {
                        counted.extend(responses.matching_any(of));
                    }
                }
                fixed => part
                    .holds
                    .extend(responses.matching_all(std::slice::from_ref(fixed))),
            }
        }
    }

    /// Appends the unmet parts of the hand-off rule, joined by `;`, as given by
    /// [`Scorer::missing_parts`](crate::scoring::Scorer::missing_parts).
    pub fn write_missing(&self, lead: usize, text: &mut String) {
        if self.scored.is_qualified(lead) {
            return;
        }
        let mut first = true;
        for part in &self.parts {
            let short = match part.clause {
                Clause::Points { of, least, .. } => {
                    let has = self.scored.measure(lead, *of);
                    if has >= *least {
                        continue;
                    }
                    Some(i128::from(*least) - i128::from(has))
                }
                _ if is_set(&part.holds, lead) => continue,
                Clause::AtLeast { count, .. } | Clause::AtLeastTopics { count, .. } => {
                    let has = part
                        .counted
                        .iter()
                        .filter(|leads| is_set(leads, lead))
                        .count();
                    Some(i128::from(*count) - has as i128)
                }
                _ => None,
            };
            if !std::mem::take(&mut first) {
                text.push(';');
            }
            match (part.clause, short) {
                (Clause::AtLeast { .. }, Some(short)) => {
                    push_number(text, short);
                    text.push_str(&part.text);
                }
                (Clause::AtLeastTopics { names, .. }, Some(short)) => {
                    let lacking = names.iter().zip(&part.counted);
                    let lacking = lacking.filter(|(_, leads)| !is_set(leads, lead));
                    let short = usize::try_from(short).unwrap_or(0);
                    text.push_str(&topics_text(short, lacking.map(|(topic, _)| *topic)));
                }
                (_, short) => {
                    text.push_str(&part.text);
                    if let Some(short) = short {
                        push_number(text, short);
                    }
                }
            }
        }
    }

    /// Appends the ids of the unknown criteria, joined by `;`, as given by
    /// [`Scorer::unknown_criteria`](crate::scoring::Scorer::unknown_criteria).
    pub fn write_unknown(&self, lead: usize, text: &mut String) {
        let mut first = true;
        for (id, leads) in &self.unknown {
            if is_set(leads, lead) {
                if !std::mem::take(&mut first) {
                    text.push(';');
                }
                text.push_str(id);
            }
        }
    }
}

fn push_number(text: &mut String, number: i128) {
    use std::fmt::Write as _;
    write!(text, "{number}").expect("a String takes everything");
}

impl<'a> HandoffClause<'a> {
    fn new(scored: &ScoredDataset, clause: &'a Clause) -> Self {
        let counted = match clause {
            Clause::AtLeast { of, .. } => of.len(),
            Clause::AtLeastTopics { topics, .. } => topics.len(),
            _ => 0,
        };
        Self {
            clause,
            holds: Vec::new(),
            text: scored.plan.scorer.clause_text(clause),
            counted: vec![Vec::new(); counted],
        }
    }
}

impl ScoredDataset {
    /// Returns texts on what each lead lacks and what is unknown about it, for bulk export.
    pub fn missing_texts(&self) -> MissingTexts<'_> {
        MissingTexts::new(self)
    }

    /// Returns a lead's points of some measure.
    fn measure(&self, lead: usize, measure: Measure) -> i64 {
        let (block, at) = self.locate(lead);
        match measure {
            Measure::Total => block.points.lead_total(at),
            Measure::Kind(CriterionKind::Fit) => block.points.fit.get(at),
            Measure::Kind(CriterionKind::Behaviour) => block.points.behaviour.get(at),
            Measure::Group(g) => self.plan.scorer.groups[g].clamp(block.points.groups[g].get(at)),
        }
    }
}
