//! The rules, part by part: of stages, of routes, and of what no lead can be.

use rust_xlsxwriter::XlsxError;

use super::columns::{
    BEHAVIOUR, COUNTS, FIT, HOLDS, ID, NAME, RESULTS, SUM, TOTAL, WHAT, cell, range,
};
use super::formulas::{count_of, reference};
use super::questions::QuestionRows;
use super::sheet_writer::SheetWriter;
use super::unanswered_lead::UnansweredLead;
use crate::export::handbook::single_parts;
use crate::model::{CriterionKind, Rule, wording};
use crate::scoring::compiled_model::{Clause, CompiledRule, EntryRule, Measure, ResolvedRef};

/// Where the rules' results are: a line for each stage, route and `never` rule of the definition.
#[derive(Default)]
pub(super) struct RuleRows {
    pub stages: Vec<u32>,
    pub routes: Vec<u32>,
    pub never: Vec<u32>,
}

const COLUMNS: [(u16, &str); 5] = [
    (NAME, "Rule"),
    (WHAT, "Part"),
    (HOLDS, "Holds"),
    (SUM, "Counted"),
    (ID, "Id"),
];

/// Writes all rules.
pub(super) fn write_rules(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
    questions: &QuestionRows,
    groups: Option<u32>,
) -> Result<RuleRows, XlsxError> {
    let mut rules = RuleWriter {
        writer,
        lead,
        questions,
        groups,
        reached: Vec::new(),
    };
    let rows = RuleRows {
        stages: rules.stages()?,
        routes: rules.routes()?,
        never: rules.never()?,
    };
    for (row, stage) in std::mem::take(&mut rules.reached) {
        let formula = cell(HOLDS, rows.stages[stage]);
        let value = lead.holds_stage(stage);
        rules.writer.formula_at((row, HOLDS), &formula, value)?;
    }
    Ok(rows)
}

struct RuleWriter<'a, 'b> {
    writer: &'a mut SheetWriter<'b>,
    lead: &'a UnansweredLead<'a>,
    questions: &'a QuestionRows,
    /// The first group's line.
    groups: Option<u32>,
    /// Lines that hold where a stage is reached, written when every stage has its line.
    reached: Vec<(u32, usize)>,
}

impl RuleWriter<'_, '_> {
    fn stages(&mut self) -> Result<Vec<u32>, XlsxError> {
        let stages = &self.lead.definition.stages;
        if !stages.is_empty() {
            self.writer
                .start_section("Entry rules of the stages", &COLUMNS)?;
        }
        let mut rows = Vec::new();
        for (stage, compiled) in stages.iter().zip(self.lead.scorer.stages()) {
            rows.push(self.writer.row);
            self.writer.strong(NAME, &stage.name)?;
            self.writer.text(ID, stage.id.as_str())?;
            match &compiled.rule {
                EntryRule::Always => self.constant("every lead", 1)?,
                EntryRule::ByPerson => self.constant("a person decides", 0)?,
                EntryRule::Rule(rule) => self.rule(stage.rule.as_ref(), rule)?,
            }
        }
        Ok(rows)
    }

    fn routes(&mut self) -> Result<Vec<u32>, XlsxError> {
        let routes = &self.lead.definition.routes;
        if !routes.is_empty() {
            self.writer.start_section("Routing rules", &COLUMNS)?;
        }
        let mut rows = Vec::new();
        for (route, compiled) in routes.iter().zip(self.lead.scorer.routes()) {
            rows.push(self.writer.row);
            self.writer.strong(NAME, route.title())?;
            self.writer.text(ID, route.id.as_str())?;
            self.rule(route.rule.as_ref(), &compiled.rule)?;
        }
        Ok(rows)
    }

    fn never(&mut self) -> Result<Vec<u32>, XlsxError> {
        let never = &self.lead.definition.never;
        if !never.is_empty() {
            self.writer.start_section("What no lead can be", &COLUMNS)?;
        }
        let mut rows = Vec::new();
        for (one, compiled) in never.iter().zip(self.lead.scorer.never()) {
            rows.push(self.writer.row);
            let name = if one.why.is_empty() {
                one.id.as_str()
            } else {
                &one.why
            };
            self.writer.strong(NAME, name)?;
            self.writer.text(ID, one.id.as_str())?;
            self.rule(one.rule.as_ref(), &compiled.rule)?;
        }
        Ok(rows)
    }

    /// Writes a line that always or never holds.
    fn constant(&mut self, words: &str, holds: i64) -> Result<(), XlsxError> {
        self.writer.text(WHAT, words)?;
        self.writer.number(HOLDS, holds)?;
        self.writer.row += 1;
        Ok(())
    }

    /// Writes on this line whether a rule holds, and its parts on those below.
    fn rule(&mut self, rule: Option<&Rule>, compiled: &CompiledRule) -> Result<(), XlsxError> {
        let head = self.writer.row;
        self.writer.text(WHAT, "All of these:")?;
        self.writer.row += 1;
        let parts = rule.map_or_else(Vec::new, single_parts);
        let is_same = parts.len() == compiled.clauses.len();
        for (at, clause) in compiled.clauses.iter().enumerate() {
            let words = parts.get(at).filter(|_| is_same).map_or_else(
                || "a part that isn't well formed".into(),
                |part| wording::rule(self.lead.definition, part),
            );
            self.clause(clause, &words)?;
        }
        let all = compiled.clauses.len();
        let holds = if all == 0 {
            "1".into()
        } else {
            let parts = range(HOLDS, (head + 1, self.writer.row - 1));
            format!("IF(SUM({parts})={all},1,0)")
        };
        let value = compiled
            .clauses
            .iter()
            .all(|clause| self.lead.holds(clause) == 1);
        self.writer
            .formula_at((head, HOLDS), &holds, i64::from(value))
    }

    fn clause(&mut self, clause: &Clause, words: &str) -> Result<(), XlsxError> {
        let answers = &self.questions.answers;
        let holds = match clause {
            Clause::All(one) => format!("IF({},1,0)", reference(answers, one)),
            Clause::Not(one) => format!("IF({},0,1)", reference(answers, one)),
            Clause::Any(of) => self.at_least(1, &self.terms(of))?,
            Clause::AtLeast { count, of, .. } => self.at_least(*count, &self.terms(of))?,
            Clause::AtLeastTopics { count, topics, .. } => {
                let mut terms = Vec::new();
                for of in topics {
                    let counted = count_of(self.writer, &self.terms(of))?;
                    terms.push(format!("({counted}>0)"));
                }
                self.at_least(*count, &terms)?
            }
            Clause::Points { of, least, .. } => {
                format!("IF({}>={least},1,0)", self.measured(*of))
            }
            Clause::Reached(stage) => {
                self.reached.push((self.writer.row, *stage));
                "0".into()
            }
            Clause::Never(_) => "0".into(),
        };
        self.writer.text(WHAT, words)?;
        self.writer
            .formula(HOLDS, &holds, self.lead.holds(clause))?;
        self.writer.row += 1;
        Ok(())
    }

    fn terms(&self, of: &[ResolvedRef]) -> Vec<String> {
        let terms = of.iter().map(|one| reference(&self.questions.answers, one));
        terms.collect()
    }

    fn at_least(&mut self, count: u32, terms: &[String]) -> Result<String, XlsxError> {
        let counted = count_of(self.writer, terms)?;
        Ok(format!("IF({counted}>={count},1,0)"))
    }

    /// Returns the cell of a sum.
    fn measured(&self, of: Measure) -> String {
        match of {
            Measure::Kind(CriterionKind::Fit) => cell(FIT, RESULTS),
            Measure::Kind(CriterionKind::Behaviour) => cell(BEHAVIOUR, RESULTS),
            Measure::Total => cell(TOTAL, RESULTS),
            Measure::Group(group) => {
                let row = self.groups.unwrap_or(0) + u32::try_from(group).unwrap_or(0);
                cell(COUNTS, row)
            }
        }
    }
}
