//! Evaluates a condition's tests once for each text in a dictionary.

use rayon::prelude::*;

use super::fast_compare::{FastTest, NOT_SHORT, parse_short, short_range};
use crate::scoring::dataset::{Column, Dataset, same_text};
use crate::scoring::evaluate::{BoundCondition, ConditionPart, Truth};

/// With more texts than this, a dictionary is evaluated on all cores.
const PARALLEL_FROM: usize = 1 << 15;

/// A test's result for each text in a dictionary.
#[derive(Clone, Debug, Default)]
pub(super) struct DictionaryTruths {
    /// For each code, bit 0 is set if the test holds, bit 1 if it is unknown.
    pub truths: Vec<u8>,
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
                let fast_tests: Vec<FastTest<'_>> = tests.iter().map(FastTest::new).collect();
                let texts = matches!(data.store.columns.get(*column), Some(Column::Plain(_)));
                columns.extend((texts && short_range(&fast_tests).is_some()).then_some(*column));
            }
            ConditionPart::All(parts) | ConditionPart::Any(parts) | ConditionPart::None(parts) => {
                for part in parts {
                    collect_numeric_columns(part, data, columns);
                }
            }
            ConditionPart::Unknowable
            | ConditionPart::Event { .. }
            | ConditionPart::Sequence { .. } => {}
        }
    }
}

/// Returns a column's values as short numbers, with [`NOT_SHORT`] for anything else.
pub(super) fn parse_numbers(data: &Dataset, column: usize) -> Vec<i64> {
    let leads = (0..data.len()).into_par_iter().with_min_len(4096);
    let number = |lead| parse_short(trimmed(data.value(lead, column))).unwrap_or(NOT_SHORT);
    leads.map(number).collect()
}

/// Adds a table for each leaf of a condition, in traversal order.
pub(super) fn evaluate_dictionaries(
    condition: &BoundCondition,
    data: &Dataset,
    tables: &mut Vec<DictionaryTruths>,
) {
    for part in &condition.parts {
        match part {
            ConditionPart::Unknowable => {}
            ConditionPart::Field(column, tests) => {
                let fast_tests: Vec<FastTest<'_>> = tests.iter().map(FastTest::new).collect();
                tables.push(match data.store.columns.get(*column) {
                    None => DictionaryTruths::new(1, |_| truth_code(&fast_tests, "")),
                    Some(Column::Plain(_)) => DictionaryTruths::default(),
                    Some(Column::Coded { dictionary, .. }) => {
                        DictionaryTruths::new(dictionary.len(), |code| {
                            truth_code(&fast_tests, dictionary.get(code))
                        })
                    }
                });
            }
            ConditionPart::Event { name, .. } => tables.push(event_name_truths(data, name)),
            ConditionPart::Sequence { names, .. } => {
                tables.extend(names.iter().map(|name| event_name_truths(data, name)));
            }
            ConditionPart::All(parts) | ConditionPart::Any(parts) | ConditionPart::None(parts) => {
                for part in parts {
                    evaluate_dictionaries(part, data, tables);
                }
            }
        }
    }
}

fn event_name_truths(data: &Dataset, name: &str) -> DictionaryTruths {
    let names = data.store.events.names();
    DictionaryTruths::new(names.len(), |code| {
        u8::from(same_text(&names[code as usize], name))
    })
}

pub(super) fn truth_code(tests: &[FastTest<'_>], value: &str) -> u8 {
    let value = trimmed(value);
    match Truth::all(tests.iter().map(|test| test.evaluate(value))) {
        Truth::Yes => 1,
        Truth::No => 0,
        Truth::Unknown => 2,
    }
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
        Self { truths }
    }
}
