//! Which columns of the leads a model asks about, and what it compares them with.

use crate::model::{Condition, Definition};
use crate::scoring::dataset::{ValueReading, column_of, simple_lower};
use crate::scoring::evaluate::{ComparedAs, FieldTest, Truth, field_tests};
use crate::scoring::memo::for_each_condition;

/// A column that some condition asks about.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedColumn {
    /// The column of the data set.
    pub column: usize,
    /// The field, as the model first writes it.
    pub field: String,
    /// The texts that its values are compared with, each once.
    pub texts: Vec<AskedText>,
    /// As what its values are compared, besides texts; each once.
    compared_as: Vec<ComparedAs>,
}

/// A text that a column's values are compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedText {
    /// The text, as the model writes it.
    pub text: String,
    /// A test that holds of the values in which it occurs.
    pub(super) test: FieldTest,
}

/// Returns the columns that conditions of a definition ask about, in the order of the model.
pub fn asked_columns(definition: &Definition, columns: &[String]) -> Vec<AskedColumn> {
    let mut asked: Vec<AskedColumn> = Vec::new();
    for_each_condition(definition, &mut |condition| {
        let Some(field) = &condition.field else {
            return;
        };
        let Some(column) = column_of(columns, field) else {
            return;
        };
        let at = asked.iter().position(|a| a.column == column);
        let at = at.unwrap_or_else(|| {
            asked.push(AskedColumn {
                column,
                field: field.clone(),
                texts: Vec::new(),
                compared_as: Vec::new(),
            });
            asked.len() - 1
        });
        asked[at].add(condition);
    });
    asked
}

impl AskedColumn {
    /// Whether values are compared as numbers.
    pub fn is_number(&self) -> bool {
        self.compared_as.contains(&ComparedAs::Number)
    }

    /// Whether values are compared as days.
    pub fn is_day(&self) -> bool {
        self.compared_as.contains(&ComparedAs::Day)
    }

    fn add(&mut self, condition: &Condition) {
        let compared = field_tests(condition).into_iter();
        for compared_as in compared.filter_map(|test| test.compared_as()) {
            if !self.compared_as.contains(&compared_as) {
                self.compared_as.push(compared_as);
            }
        }
        let whole = [&condition.is].into_iter().flatten();
        let lists = [&condition.is_in, &condition.not_in].into_iter().flatten();
        for text in whole.chain(lists.flatten()) {
            self.add_text(text, |lowered| FieldTest::In(vec![lowered]));
        }
        if let Some(text) = &condition.contains {
            self.add_text(text, FieldTest::Contains);
        }
        if let Some(text) = &condition.starts_with {
            self.add_text(text, FieldTest::StartsWith);
        }
        if let Some(text) = &condition.ends_with {
            self.add_text(text, FieldTest::EndsWith);
        }
        if let Some(text) = &condition.has {
            self.add_text(text, FieldTest::Has);
        }
    }

    fn add_text(&mut self, text: &str, test: impl FnOnce(String) -> FieldTest) {
        let added = AskedText {
            text: text.trim().to_owned(),
            test: test(simple_lower(text)),
        };
        if self.texts.iter().all(|other| other.test != added.test) {
            self.texts.push(added);
        }
    }
}

/// How a text is compared with values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextComparison {
    /// With a whole value.
    Whole,
    /// With an element of a list.
    Element,
    /// With a part of a value.
    Part,
}

impl AskedText {
    /// Returns how it is compared.
    pub fn comparison(&self) -> TextComparison {
        match self.test {
            FieldTest::In(_) => TextComparison::Whole,
            FieldTest::Has(_) => TextComparison::Element,
            _ => TextComparison::Part,
        }
    }

    /// Returns whether the text occurs in a value, as the list's reading returns it, in the way that
    /// the model asks for.
    pub fn occurs_in(&self, value: &str, reading: &ValueReading) -> bool {
        self.test.evaluate(value, None, reading) == Truth::Yes
    }
}
