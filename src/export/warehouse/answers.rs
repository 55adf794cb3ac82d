//! What a lead answers: which conditions hold, which answers count, and what isn't known.

use super::common_tables::column;
use super::conditions::ConditionWriter;
use super::table_columns::MadeColumn;
use crate::model::printable::clean;
use crate::model::{Combine, Definition};
use crate::scoring::Scorer;
use crate::scoring::compiled_model::{CompiledCriterion, ResolvedRef};

/// The columns of a model's answers.
pub(super) struct AnswerColumns {
    /// Whether the condition of each answer holds; null if that isn't known.
    pub truths: Vec<MadeColumn>,
    /// Whether each answer is one that the lead has.
    pub held: Vec<MadeColumn>,
    /// For each criterion the column of each answer in `held`; `None` if no lead can have it.
    pub held_by: Vec<Vec<Option<String>>>,
    /// For each criterion, when it isn't known; `None` if it always is.
    pub unknown: Vec<Option<String>>,
}

impl AnswerColumns {
    /// Writes the answers of a model.
    pub fn new(
        definition: &Definition,
        scorer: &Scorer,
        writer: &mut ConditionWriter<'_, '_>,
    ) -> Self {
        let mut columns = Self {
            truths: Vec::new(),
            held: Vec::new(),
            held_by: Vec::new(),
            unknown: Vec::new(),
        };
        let criteria = scorer.criteria().iter().zip(&definition.criteria);
        for (compiled, criterion) in criteria {
            columns.add(compiled, &clean(&criterion.name), writer);
        }
        columns
    }

    fn add(
        &mut self,
        criterion: &CompiledCriterion,
        name: &str,
        writer: &mut ConditionWriter<'_, '_>,
    ) {
        let mut truths: Vec<Option<String>> = Vec::new();
        for answer in &criterion.answers {
            let Some(when) = &answer.when else {
                truths.push(None);
                continue;
            };
            let expression = writer.condition(when);
            let label = answer_name(criterion, answer.id.as_str());
            let alias = writer.aliases.make(&label, "asked");
            self.truths.push(MadeColumn {
                expression,
                alias: alias.clone(),
                comment: comment_of(criterion, answer.id.as_str(), name),
            });
            truths.push(Some(alias));
        }
        self.unknown.push(unknown_when(criterion, &truths));
        let held = held_expressions(criterion, &truths);
        let mut held_by = Vec::new();
        for (answer, expression) in criterion.answers.iter().zip(held) {
            held_by.push(expression.map(|expression| {
                let label = answer_name(criterion, answer.id.as_str());
                let alias = writer.aliases.make(&label, "held");
                self.held.push(column(expression, alias.clone()));
                alias
            }));
        }
        self.held_by.push(held_by);
    }

    /// Whether an answer that a reference names is held.
    pub fn holds(&self, reference: &ResolvedRef) -> String {
        let Some(criterion) = reference.criterion else {
            return "FALSE".into();
        };
        let held = self.held_by[criterion].iter().zip(&reference.answers);
        let named = held.filter(|(_, named)| **named);
        let named: Vec<String> = named.filter_map(|(held, _)| held.clone()).collect();
        super::conditions::joined(&named, " OR ")
    }
}

fn answer_name(criterion: &CompiledCriterion, answer: &str) -> String {
    if criterion.yes_no {
        criterion.id.to_string()
    } else {
        format!("{}_{answer}", criterion.id)
    }
}

fn comment_of(criterion: &CompiledCriterion, answer: &str, name: &str) -> String {
    if criterion.yes_no {
        name.to_owned()
    } else {
        format!("{name}: {answer}")
    }
}

/// Writes when a criterion isn't known: one of its answers isn't, in a `one-of` criterion before the
/// first that holds.
fn unknown_when(criterion: &CompiledCriterion, truths: &[Option<String>]) -> Option<String> {
    let asked = truths.iter().enumerate();
    let asked = asked.filter(|(at, _)| criterion.otherwise != Some(*at));
    if criterion.combine != Combine::OneOf {
        let tests = asked.map(|(_, truth)| match truth {
            Some(truth) => format!("{truth} IS NULL"),
            None => "TRUE".into(),
        });
        let mut tests: Vec<String> = tests.collect();
        if tests.iter().any(|test| test == "TRUE") {
            tests = vec!["TRUE".into()];
        }
        return (!tests.is_empty()).then(|| tests.join(" OR "));
    }
    let mut cases = Vec::new();
    for (_, truth) in asked {
        match truth {
            None => {
                cases.push("ELSE TRUE".to_owned());
                break;
            }
            Some(truth) => {
                cases.push(format!(
                    "WHEN {truth} IS NULL THEN TRUE WHEN {truth} THEN FALSE"
                ));
            }
        }
    }
    match cases.as_slice() {
        [] => None,
        [only] if only == "ELSE TRUE" => Some("TRUE".into()),
        cases => Some(format!("CASE {} END", cases.join(" "))),
    }
}

/// Writes for each answer whether the lead has it; `None` where no lead can.
fn held_expressions(
    criterion: &CompiledCriterion,
    truths: &[Option<String>],
) -> Vec<Option<String>> {
    let holds = |truth: &String| format!("COALESCE({truth}, FALSE)");
    if criterion.combine != Combine::OneOf {
        return truths
            .iter()
            .map(|truth| truth.as_ref().map(holds))
            .collect();
    }
    let mut before: Vec<String> = Vec::new();
    let mut held = Vec::new();
    for (at, truth) in truths.iter().enumerate() {
        held.push(match truth {
            _ if criterion.otherwise == Some(at) => otherwise(truths, at),
            None => None,
            Some(truth) if before.is_empty() => Some(holds(truth)),
            Some(truth) => {
                let cases: String = before
                    .iter()
                    .map(|b| format!(" WHEN {b} THEN FALSE"))
                    .collect();
                Some(format!("CASE{cases} ELSE COALESCE({truth}, FALSE) END"))
            }
        });
        before.extend(truth.clone());
    }
    held
}

/// The answer that holds when every other is known not to.
fn otherwise(truths: &[Option<String>], at: usize) -> Option<String> {
    let others = truths.iter().enumerate().filter(|(other, _)| *other != at);
    let others: Option<Vec<String>> = others.map(|(_, truth)| truth.clone()).collect();
    let others = others?;
    if others.is_empty() {
        return Some("TRUE".into());
    }
    Some(format!("COALESCE(NOT ({}), FALSE)", others.join(" OR ")))
}
