//! Rules as expressions: stages, routing rules, and what is missing for the hand-off.

use super::aliases::Aliases;
use super::answers::AnswerColumns;
use super::common_tables::column;
use super::conditions::joined;
use super::dialect::SqlEngine;
use super::points::PointColumns;
use super::table_columns::MadeColumn;
use crate::scoring::Scorer;
use crate::scoring::compiled_model::{Clause, CompiledRule, EntryRule};

/// Writes rules over the columns of answers and points.
pub(super) struct RuleWriter<'a> {
    pub engine: &'a dyn SqlEngine,
    pub scorer: &'a Scorer,
    pub answers: &'a AnswerColumns,
    pub points: &'a PointColumns,
    /// The column of each stage that says whether its rule holds.
    pub stages: Vec<String>,
}

impl<'a> RuleWriter<'a> {
    /// Names the columns of the stages.
    pub fn new(
        engine: &'a dyn SqlEngine,
        scorer: &'a Scorer,
        (answers, points): (&'a AnswerColumns, &'a PointColumns),
        aliases: &mut Aliases,
    ) -> Self {
        let stages = scorer.stages().iter();
        let stages = stages.map(|stage| aliases.make(stage.id.as_str(), "reached"));
        Self {
            stages: stages.collect(),
            engine,
            scorer,
            answers,
            points,
        }
    }

    /// The stages' columns, in layers: each asks only for stages of the layers before.
    pub fn stage_layers(&self) -> Vec<Vec<MadeColumn>> {
        let mut layers: Vec<Vec<MadeColumn>> = Vec::new();
        for (stage, alias) in self.stages.iter().enumerate() {
            let expression = match &self.scorer.stages()[stage].rule {
                EntryRule::Always => "TRUE".into(),
                EntryRule::ByPerson => "FALSE".into(),
                EntryRule::Rule(rule) => self.rule(rule),
            };
            let layer = self.depth(stage);
            if layers.len() <= layer {
                layers.resize(layer + 1, Vec::new());
            }
            layers[layer].push(column(expression, alias.clone()));
        }
        layers
    }

    /// How many stages have to be known before this one. They never lead back to it.
    fn depth(&self, stage: usize) -> usize {
        let EntryRule::Rule(rule) = &self.scorer.stages()[stage].rule else {
            return 0;
        };
        let reached = rule.clauses.iter().filter_map(|clause| match clause {
            Clause::Reached(other) => Some(self.depth(*other) + 1),
            _ => None,
        });
        reached.max().unwrap_or(0)
    }

    /// Whether every clause of a rule holds.
    pub fn rule(&self, rule: &CompiledRule) -> String {
        let clauses: Vec<String> = rule
            .clauses
            .iter()
            .map(|clause| self.clause(clause))
            .collect();
        if clauses.is_empty() {
            return "TRUE".into();
        }
        joined(&clauses, " AND ")
    }

    fn clause(&self, clause: &Clause) -> String {
        match clause {
            Clause::All(reference) => self.answers.holds(reference),
            Clause::Any(references) => {
                let each: Vec<String> = references.iter().map(|r| self.answers.holds(r)).collect();
                joined(&each, " OR ")
            }
            Clause::Not(reference) => format!("(NOT {})", self.answers.holds(reference)),
            Clause::AtLeast { count, .. } | Clause::AtLeastTopics { count, .. } => {
                format!("({} >= {count})", self.counted(clause))
            }
            Clause::Points { of, least, .. } => {
                format!("({} >= {least})", self.points.measure(*of))
            }
            Clause::Reached(stage) => self.stages[*stage].clone(),
            Clause::Never(_) => "FALSE".into(),
        }
    }

    /// Whether each thing that a clause counts is there.
    fn counted_things(&self, clause: &Clause) -> Vec<String> {
        match clause {
            Clause::AtLeast { of, .. } => of.iter().map(|r| self.answers.holds(r)).collect(),
            Clause::AtLeastTopics { topics, .. } => {
                let each = topics.iter().map(|of| {
                    let each: Vec<String> = of.iter().map(|r| self.answers.holds(r)).collect();
                    joined(&each, " OR ")
                });
                each.collect()
            }
            _ => Vec::new(),
        }
    }

    fn counted(&self, clause: &Clause) -> String {
        let things = self.counted_things(clause);
        let each = things
            .iter()
            .map(|held| format!("CASE WHEN {held} THEN 1 ELSE 0 END"));
        format!("({})", each.collect::<Vec<_>>().join(" + "))
    }

    /// The unmet parts of the hand-off's rule, joined by `;`; null if there are none.
    pub fn missing(&self) -> String {
        let clauses = self
            .scorer
            .handoff_rule()
            .map_or(&[][..], |rule| &rule.clauses);
        let texts = clauses.iter().map(|clause| {
            let text = self.missing_text(clause);
            format!("CASE WHEN NOT {} THEN {text} END", self.clause(clause))
        });
        self.or_null(";", &texts.collect::<Vec<_>>())
    }

    fn missing_text(&self, clause: &Clause) -> String {
        let engine = self.engine;
        let text = engine.literal(&self.scorer.clause_text(clause));
        let short_of =
            |count: u32| engine.as_text(&format!("({count} - {})", self.counted(clause)));
        match clause {
            Clause::AtLeast { count, .. } => engine.chained(&[short_of(*count), text]),
            Clause::AtLeastTopics { count, names, .. } => {
                let things = self.counted_things(clause);
                let lacking = names.iter().zip(things).map(|(topic, held)| {
                    let topic = engine.literal(topic.word());
                    format!("CASE WHEN NOT {held} THEN {topic} END")
                });
                let lacking = engine.joined("'/'", &lacking.collect::<Vec<_>>());
                engine.chained(&[short_of(*count), "':covers='".into(), lacking])
            }
            Clause::Points { of, least, .. } => {
                let short = format!("({least} - {})", self.points.measure(*of));
                engine.chained(&[text, engine.as_text(&short)])
            }
            _ => text,
        }
    }

    /// The criteria that aren't known, joined by `;`; null if there are none.
    pub fn unknown(&self) -> String {
        let criteria = self.scorer.criteria().iter().zip(&self.answers.unknown);
        let texts = criteria.filter_map(|(criterion, unknown)| {
            let id = self.engine.literal(criterion.id.as_str());
            Some(match unknown.as_deref()? {
                "TRUE" => id,
                unknown => format!("CASE WHEN {unknown} THEN {id} END"),
            })
        });
        self.or_null(";", &texts.collect::<Vec<_>>())
    }

    fn or_null(&self, separator: &str, texts: &[String]) -> String {
        if texts.is_empty() {
            return self.engine.as_text("NULL");
        }
        let separator = self.engine.literal(separator);
        format!("NULLIF({}, '')", self.engine.joined(&separator, texts))
    }
}
