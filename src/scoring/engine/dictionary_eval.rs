//! Evaluates a condition's tests once for each text in a dictionary.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::fast_compare::{FastTest, NOT_SHORT, short_number, short_range};
use crate::scoring::dataset::{
    Column, Dataset, Dictionary, NO_DAY, ValueReading, day_from_number, day_number, same_text,
};
use crate::scoring::evaluate::{BoundCondition, ConditionPart, FieldTest, Truth};

/// With more texts than this, a dictionary is evaluated on all cores.
const PARALLEL_FROM: usize = 1 << 15;

/// A leaf's results for each text in a dictionary.
#[derive(Clone, Debug, Default)]
pub(super) struct DictionaryTruths {
    /// For each code, bit 0 is set if the tests hold, bit 1 if it is unknown. Tests of days whose
    /// result differs from lead to lead are left out.
    pub truths: Vec<u8>,
    /// For each code, where such tests were left out, the text's day, or [`NO_DAY`]. For a sequence,
    /// the index of the name among its different names, or -1.
    pub numbers: Vec<i32>,
}

/// The days that the leads of a data set look back from.
#[derive(Clone, Copy, Debug)]
pub(super) enum LookBack {
    /// All from the same, or from none.
    Shared(Option<Date>),
    /// Each from its own.
    PerLead,
}

impl LookBack {
    pub fn of(data: &Dataset) -> Self {
        match data.as_of.shared() {
            Some(NO_DAY) => Self::Shared(data.latest_event),
            Some(day) => Self::Shared(Some(day_from_number(day))),
            None => Self::PerLead,
        }
    }
}

/// Collects the plain text columns that the condition tests only by numeric comparison.
pub(super) fn collect_numeric_columns(
    condition: &BoundCondition,
    data: &Dataset,
    columns: &mut Vec<usize>,
) {
    for part in &condition.parts {
        match part {
            ConditionPart::Field(column, tests) => {
                let fast_tests = fast_tests(tests, &condition.reading);
                let texts = matches!(data.store.columns.get(*column), Some(Column::Plain(_)));
                columns.extend((texts && short_range(&fast_tests).is_some()).then_some(*column));
            }
            ConditionPart::All(parts) | ConditionPart::Any(parts) | ConditionPart::None(parts) => {
                for part in parts {
                    collect_numeric_columns(part, data, columns);
                }
            }
            ConditionPart::Unknowable | ConditionPart::Event(_) | ConditionPart::Sequence(_) => {}
        }
    }
}

/// Returns a column's values as short numbers, with [`NOT_SHORT`] for anything else.
pub(super) fn parse_numbers(data: &Dataset, column: usize) -> Vec<i64> {
    let leads = (0..data.len()).into_par_iter().with_min_len(4096);
    let number = |lead| {
        let value = value_of(data.value(lead, column), &data.reading);
        short_number(value, &data.reading).unwrap_or(NOT_SHORT)
    };
    leads.map(number).collect()
}

/// Adds a table for each leaf of a condition on leads, in traversal order.
pub(super) fn evaluate_dictionaries(
    condition: &BoundCondition,
    data: &Dataset,
    tables: &mut Vec<DictionaryTruths>,
) {
    let from = LookBack::of(data);
    add_tables(condition, data, &data.store.columns, from, tables);
}

/// Adds the tables of a condition on values in these columns.
fn add_tables(
    condition: &BoundCondition,
    data: &Dataset,
    columns: &[Column],
    from: LookBack,
    tables: &mut Vec<DictionaryTruths>,
) {
    for part in &condition.parts {
        match part {
            ConditionPart::Unknowable => {}
            ConditionPart::Field(column, tests) => {
                let column = columns.get(*column);
                tables.push(field_table(column, tests, from, &condition.reading));
            }
            ConditionPart::Event(test) => {
                tables.push(event_name_truths(data, &test.names));
                if let Some(row) = &test.row {
                    let columns = data.store.events.columns();
                    add_tables(&row.condition, data, columns, from, tables);
                }
            }
            ConditionPart::Sequence(test) => tables.push(event_name_indexes(data, &test.names)),
            ConditionPart::All(parts) | ConditionPart::Any(parts) | ConditionPart::None(parts) => {
                for part in parts {
                    add_tables(part, data, columns, from, tables);
                }
            }
        }
    }
}

fn field_table(
    column: Option<&Column>,
    tests: &[FieldTest],
    from: LookBack,
    reading: &ValueReading,
) -> DictionaryTruths {
    let mut fast_tests = fast_tests(tests, reading);
    let looks_back = fast_tests.iter().any(FastTest::looks_back);
    let as_of = match from {
        LookBack::Shared(day) => day,
        LookBack::PerLead => None,
    };
    let differs = looks_back && matches!(from, LookBack::PerLead);
    if differs {
        fast_tests.retain(|test| !test.looks_back());
    }
    let dictionary = match column {
        None => None,
        Some(Column::Plain(_)) => return DictionaryTruths::default(),
        Some(Column::Coded { dictionary, .. }) => Some(dictionary),
    };
    // A column that isn't there has a blank for each lead.
    let text = |code| dictionary.map_or("", |texts| texts.get(code));
    let texts = dictionary.map_or(1, Dictionary::len);
    let truth = |code| truth_code(&fast_tests, text(code), as_of, reading);
    let mut table = DictionaryTruths::new(texts, truth);
    if differs {
        let day = |code| {
            let day = reading.day(value_of(text(code), reading));
            day.map_or(NO_DAY, day_number)
        };
        table.numbers = (0..texts as u32).map(day).collect();
    }
    table
}

fn event_name_truths(data: &Dataset, names: &[String]) -> DictionaryTruths {
    let all = data.store.events.names();
    DictionaryTruths::new(all.len(), |code| {
        let is = |name: &String| same_text(&all[code as usize], name);
        u8::from(names.iter().any(is))
    })
}

fn event_name_indexes(data: &Dataset, names: &[String]) -> DictionaryTruths {
    let all = data.store.events.names().iter();
    let index = |name: &Arc<str>| names.iter().position(|one| same_text(name, one));
    DictionaryTruths {
        truths: Vec::new(),
        numbers: all
            .map(|name| index(name).map_or(-1, |i| i as i32))
            .collect(),
    }
}

/// Prepares the tests of a field for testing many values.
pub(super) fn fast_tests<'a>(
    tests: &'a [FieldTest],
    reading: &'a ValueReading,
) -> Vec<FastTest<'a>> {
    let tests = tests.iter();
    tests.map(|test| FastTest::new(test, reading)).collect()
}

pub(super) fn truth_code(
    tests: &[FastTest<'_>],
    text: &str,
    as_of: Option<Date>,
    reading: &ValueReading,
) -> u8 {
    let value = value_of(text, reading);
    let truths = tests.iter().map(|test| test.evaluate(value, as_of));
    code_of(Truth::all(truths))
}

pub(super) fn code_of(truth: Truth) -> u8 {
    match truth {
        Truth::Yes => 1,
        Truth::No => 0,
        Truth::Unknown => 2,
    }
}

pub(super) fn truth_of(code: u8) -> Truth {
    match code {
        0 => Truth::No,
        1 => Truth::Yes,
        _ => Truth::Unknown,
    }
}

/// Returns a text as a value, as [`ValueReading::value`] does, but faster.
fn value_of<'a>(text: &'a str, reading: &ValueReading) -> &'a str {
    reading.unless_empty(trimmed(text))
}

/// Trims a value, with a fast path for the common case that there is nothing to trim.
fn trimmed(value: &str) -> &str {
    match value.as_bytes() {
        [] => value,
        [only] if only.is_ascii_graphic() => value,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => value,
        _ => value.trim(),
    }
}

impl DictionaryTruths {
    fn new(texts: usize, truth: impl Fn(u32) -> u8 + Send + Sync) -> Self {
        let codes = 0..texts as u32;
        let truths = if texts > PARALLEL_FROM {
            let codes = codes.into_par_iter().with_min_len(1024);
            codes.map(truth).collect()
        } else {
            codes.map(truth).collect()
        };
        Self {
            truths,
            numbers: Vec::new(),
        }
    }
}
