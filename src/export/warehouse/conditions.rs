//! Conditions as expressions that are true, false or null: what isn't known is null, and AND, OR
//! and NOT do with it what the model's language says.

use super::aliases::Aliases;
use super::dialect::SqlEngine;
use super::event_ask::EventAsk;
use super::table_columns::{ComparedAs, TableColumns};
use crate::model::{Condition, Number};
use crate::scoring::simple_lower;

/// Turns conditions into expressions, and collects what these ask for.
pub(super) struct ConditionWriter<'a, 'b> {
    /// The columns of the table whose rows are asked about.
    pub columns: &'b mut TableColumns<'a>,
    /// The names given.
    pub aliases: &'b mut Aliases,
    /// The day to look back from.
    pub as_of: &'b str,
    /// What is asked about events; `None` where there are none to ask about.
    pub events: Option<&'b mut dyn EventAsk>,
}

/// Writes a test of a text with a part of it.
type TextTest = fn(&dyn SqlEngine, &str, &str) -> String;

impl ConditionWriter<'_, '_> {
    /// Returns a condition as an expression that can stand anywhere.
    pub fn condition(&mut self, condition: &Condition) -> String {
        if condition.problem().is_some() {
            return self.columns.engine.unknown();
        }
        let mut parts = Vec::new();
        if let Some(field) = &condition.field {
            self.field_tests(field, condition, &mut parts);
        }
        if condition.is_about_events() {
            match &mut self.events {
                Some(events) => events.ask(condition, &mut parts),
                None => parts.push(self.columns.engine.unknown()),
            }
        }
        if let Some(all) = &condition.all {
            parts.extend(all.iter().map(|one| self.condition(one)));
        }
        if let Some(any) = &condition.any {
            let any: Vec<String> = any.iter().map(|one| self.condition(one)).collect();
            parts.push(joined(&any, " OR "));
        }
        if let Some(none) = &condition.none {
            let none: Vec<String> = none.iter().map(|one| self.condition(one)).collect();
            parts.push(format!("(NOT {})", joined(&none, " OR ")));
        }
        joined(&parts, " AND ")
    }

    fn field_tests(&mut self, field: &str, condition: &Condition, parts: &mut Vec<String>) {
        self.text_tests(field, condition, parts);
        if let Some(has) = &condition.has {
            let list = self.column(field, ComparedAs::List);
            let element = format!(";{};", simple_lower(has));
            parts.push(format!("({})", self.engine().contains(&list, &element)));
        }
        let bounds = [(&condition.min, ">="), (&condition.max, "<=")];
        for (bound, sign) in bounds {
            if let Some(bound) = bound {
                let number = self.column(field, ComparedAs::Number);
                parts.push(format!("({number} {sign} {})", self.number(bound)));
            }
        }
        let days = [
            (condition.on_or_after, ">="),
            (condition.on_or_before, "<="),
        ];
        for (bound, sign) in days {
            if let Some(bound) = bound {
                let day = self.column(field, ComparedAs::Day);
                parts.push(format!("({day} {sign} DATE '{bound}')"));
            }
        }
        if !condition.is_about_events()
            && (condition.within_days.is_some() || condition.older_than_days.is_some())
        {
            let day = self.column(field, ComparedAs::Day);
            let age = self.engine().age(self.as_of, &day);
            parts.extend(
                condition
                    .within_days
                    .map(|most| format!("({age} BETWEEN 0 AND {most})")),
            );
            parts.extend(
                condition
                    .older_than_days
                    .map(|days| format!("({age} > {days})")),
            );
        }
    }

    fn text_tests(&mut self, field: &str, condition: &Condition, parts: &mut Vec<String>) {
        let lists = [(&condition.is_in, "IN"), (&condition.not_in, "NOT IN")];
        for (texts, word) in lists {
            if let Some(texts) = texts {
                let text = self.column(field, ComparedAs::Text);
                let texts: Vec<String> = texts.iter().map(|text| self.literal(text)).collect();
                parts.push(format!("({text} {word} ({}))", texts.join(", ")));
            }
        }
        if let Some(is) = &condition.is {
            let text = self.column(field, ComparedAs::Text);
            parts.push(format!("({text} = {})", self.literal(is)));
        }
        let tests: [(&Option<String>, TextTest); 3] = [
            (&condition.contains, |engine, x, part| {
                engine.contains(x, part)
            }),
            (&condition.starts_with, |engine, x, start| {
                engine.starts_with(x, start)
            }),
            (&condition.ends_with, |engine, x, end| {
                engine.ends_with(x, end)
            }),
        ];
        for (operand, test) in tests {
            if let Some(operand) = operand {
                let text = self.column(field, ComparedAs::Text);
                let test = test(self.engine(), &text, &simple_lower(operand));
                parts.push(format!("({test})"));
            }
        }
        if let Some(known) = condition.known {
            let text = self.column(field, ComparedAs::Text);
            let word = if known { "IS NOT NULL" } else { "IS NULL" };
            parts.push(format!("({text} {word})"));
        }
    }

    fn engine(&self) -> &dyn SqlEngine {
        self.columns.engine
    }

    fn column(&mut self, field: &str, compared: ComparedAs) -> String {
        self.columns.column(field, compared, self.aliases)
    }

    fn literal(&self, text: &str) -> String {
        self.engine().literal(&simple_lower(text))
    }

    fn number(&self, number: &Number) -> String {
        self.engine().number(&number.to_string())
    }
}

/// Joins expressions, in parentheses if there are several.
pub(super) fn joined(parts: &[String], word: &str) -> String {
    match parts {
        [] => "FALSE".into(),
        [only] => only.clone(),
        several => format!("({})", several.join(word)),
    }
}
