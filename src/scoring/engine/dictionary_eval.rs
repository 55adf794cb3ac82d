//! Evaluates a condition's tests once for each text in a dictionary.

use rayon::prelude::*;

use super::super::Truth;
use super::super::condition_eval::{BoundCondition, ConditionPart};
use super::super::dataset::{Column, Dataset};
use super::super::text::same_text;
use super::fast_compare::{FastTest, NOT_SHORT, parse_short, short_range};

/// With at least this many new texts, a dictionary is evaluated on all cores.
const PARALLEL_FROM: usize = 1 << 15;

/// A test's result for each text in a dictionary.
#[derive(Clone, Debug, Default)]
pub(super) struct DictionaryTruths {
    /// The dictionary's id.
    dictionary: u64,
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

/// Evaluates each leaf for every text it hasn't seen yet.
pub(super) fn evaluate_dictionaries(
    condition: &BoundCondition,
    data: &Dataset,
    tables: &mut Vec<DictionaryTruths>,
    leaf: &mut usize,
) {
    for part in &condition.parts {
        match part {
            ConditionPart::Unknowable => {}
            ConditionPart::Field(column, tests) => {
                let fast_tests: Vec<FastTest<'_>> = tests.iter().map(FastTest::new).collect();
                let table = next_table(tables, leaf);
                match data.store.columns.get(*column) {
                    None => table.extend(0, 1, |_| truth_code(&fast_tests, "")),
                    Some(Column::Plain(_)) => {}
                    Some(Column::Coded { dictionary, .. }) => {
                        let id = dictionary.id().number();
                        table.extend(id, dictionary.len(), |code| {
                            truth_code(&fast_tests, dictionary.get(code))
                        });
                    }
                }
            }
            ConditionPart::Event { name, .. } => {
                match_event_names(data, name, next_table(tables, leaf));
            }
            ConditionPart::Sequence { names, .. } => {
                for name in names {
                    match_event_names(data, name, next_table(tables, leaf));
                }
            }
            ConditionPart::All(parts) | ConditionPart::Any(parts) | ConditionPart::None(parts) => {
                for part in parts {
                    evaluate_dictionaries(part, data, tables, leaf);
                }
            }
        }
    }
}

fn next_table<'a>(
    tables: &'a mut Vec<DictionaryTruths>,
    leaf: &mut usize,
) -> &'a mut DictionaryTruths {
    if tables.len() == *leaf {
        tables.push(DictionaryTruths::default());
    }
    *leaf += 1;
    &mut tables[*leaf - 1]
}

fn match_event_names(data: &Dataset, name: &str, table: &mut DictionaryTruths) {
    let events = &data.store.events;
    let names = events.names();
    table.extend(events.names_id().number(), names.len(), |code| {
        u8::from(same_text(&names[code as usize], name))
    });
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
    fn extend(&mut self, id: u64, texts: usize, truth: impl Fn(u32) -> u8 + Send + Sync) {
        if self.dictionary != id {
            self.dictionary = id;
            self.truths.clear();
        }
        let new = self.truths.len() as u32..texts as u32;
        if new.len() > PARALLEL_FROM {
            let found: Vec<u8> = new.into_par_iter().with_min_len(1024).map(truth).collect();
            self.truths.extend(found);
        } else {
            self.truths.extend(new.map(truth));
        }
    }
}
