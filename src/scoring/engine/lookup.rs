//! What a condition says of each text of a dictionary, found out once.

use rayon::prelude::*;

use super::super::Truth;
use super::super::conditions::{Asked, Part};
use super::super::dataset::{Column, Dataset};
use super::super::text::same_text;
use super::quick::{LONG, Quick, range_of, short};

/// From so many new texts on, a dictionary is asked on all cores.
const MANY: usize = 1 << 15;

/// What a leaf found out of a dictionary.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The dictionary's mark.
    of: u64,
    /// For each code: bit 0 if it holds, bit 1 if it doesn't but may.
    pub truths: Vec<u8>,
}

/// The columns of texts a condition compares as numbers and nothing else.
pub(super) fn compared(asked: &Asked, data: &Dataset, columns: &mut Vec<usize>) {
    for part in &asked.parts {
        match part {
            Part::Field(column, tests) => {
                let quick: Vec<Quick<'_>> = tests.iter().map(Quick::new).collect();
                let texts = matches!(data.stored.columns.get(*column), Some(Column::Plain(_)));
                columns.extend((texts && range_of(&quick).is_some()).then_some(*column));
            }
            Part::All(parts) | Part::Any(parts) | Part::None(parts) => {
                for part in parts {
                    compared(part, data, columns);
                }
            }
            Part::Unknowable | Part::Event { .. } | Part::Sequence { .. } => {}
        }
    }
}

/// A column's values as short numbers, [`LONG`] where one is none.
pub(super) fn as_numbers(data: &Dataset, column: usize) -> Vec<i64> {
    let leads = (0..data.len()).into_par_iter().with_min_len(4096);
    let number = |lead| short(trimmed(data.value(lead, column))).unwrap_or(LONG);
    leads.map(number).collect()
}

/// Asks each leaf of every text it has not been asked of yet.
pub(super) fn look_up(asked: &Asked, data: &Dataset, tables: &mut Vec<Table>, leaf: &mut usize) {
    for part in &asked.parts {
        match part {
            Part::Unknowable => {}
            Part::Field(column, tests) => {
                let quick: Vec<Quick<'_>> = tests.iter().map(Quick::new).collect();
                let table = table(tables, leaf);
                match data.stored.columns.get(*column) {
                    None => table.ask(0, 1, |_| code_of(&quick, "")),
                    Some(Column::Plain(_)) => {}
                    Some(Column::Coded { dictionary, .. }) => {
                        let mark = dictionary.mark().number();
                        table.ask(mark, dictionary.len(), |code| {
                            code_of(&quick, dictionary.get(code))
                        });
                    }
                }
            }
            Part::Event { name, .. } => ask_names(data, name, table(tables, leaf)),
            Part::Sequence { names, .. } => {
                for name in names {
                    ask_names(data, name, table(tables, leaf));
                }
            }
            Part::All(parts) | Part::Any(parts) | Part::None(parts) => {
                for part in parts {
                    look_up(part, data, tables, leaf);
                }
            }
        }
    }
}

fn table<'a>(tables: &'a mut Vec<Table>, leaf: &mut usize) -> &'a mut Table {
    if tables.len() == *leaf {
        tables.push(Table::default());
    }
    *leaf += 1;
    &mut tables[*leaf - 1]
}

fn ask_names(data: &Dataset, name: &str, table: &mut Table) {
    let events = &data.stored.events;
    let names = events.names();
    table.ask(events.mark().number(), names.len(), |code| {
        u8::from(same_text(&names[code as usize], name))
    });
}

pub(super) fn code_of(tests: &[Quick<'_>], value: &str) -> u8 {
    let value = trimmed(value);
    match Truth::all(tests.iter().map(|test| test.of(value))) {
        Truth::Yes => 1,
        Truth::No => 0,
        Truth::Unknown => 2,
    }
}

/// A value without the blanks around it; most have none.
fn trimmed(value: &str) -> &str {
    match value.as_bytes() {
        [] => value,
        [only] if only.is_ascii_graphic() => value,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => value,
        _ => value.trim(),
    }
}

impl Table {
    fn ask(&mut self, of: u64, texts: usize, truth: impl Fn(u32) -> u8 + Send + Sync) {
        if self.of != of {
            self.of = of;
            self.truths.clear();
        }
        let new = self.truths.len() as u32..texts as u32;
        if new.len() > MANY {
            let found: Vec<u8> = new.into_par_iter().with_min_len(1024).map(truth).collect();
            self.truths.extend(found);
        } else {
            self.truths.extend(new.map(truth));
        }
    }
}
