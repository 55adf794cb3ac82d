//! Evaluates a condition for every lead, as two bitmaps.
//!
//! A test on a field is evaluated once for each text in the field's dictionary, and then each
//! lead's code is looked up. A test on events is evaluated lead by lead.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bitmap::{LOW_BIT_OF_EACH_BYTE, clear_beyond, gather_bits, words_for};
use super::dictionary_eval::{
    DictionaryTruths, code_of, collect_numeric_columns, evaluate_dictionaries, fast_tests,
    truth_code, truth_of,
};
use super::fast_compare::{FastTest, NOT_SHORT, short_range};
use crate::model::Condition;
use crate::scoring::dataset::{CHUNK_LEN, Chunk, Column, Dataset, NO_DAY, day_number};
use crate::scoring::evaluate::{BoundCondition, ConditionPart, DayWindow, FieldTest, Truth};

/// The truth of a condition for every lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TruthBitmap {
    pub yes: Vec<u64>,
    pub unknown: Vec<u64>,
}

/// A condition bound to a data set.
#[derive(Clone, Debug)]
pub(super) struct BatchCondition {
    condition: BoundCondition,
}

/// The truth of part of a condition for a range of leads: holds, and holds or is unknown.
pub(super) struct RangeTruths {
    yes: Vec<u64>,
    maybe: Vec<u64>,
}

impl TruthBitmap {
    /// Returns a bitmap in which every lead is unknown.
    pub fn unknown(leads: usize) -> Self {
        Self {
            yes: vec![0; words_for(leads)],
            unknown: super::bitmap::all_set(leads),
        }
    }
}

impl BatchCondition {
    /// Binds a condition to a data set.
    pub fn new(condition: &Condition, data: &Dataset) -> Self {
        Self {
            condition: BoundCondition::new(condition, data),
        }
    }

    /// Returns the high-cardinality columns that the condition compares numerically, whose parsed
    /// numbers are worth caching.
    pub fn numeric_columns(&self, data: &Dataset) -> Vec<usize> {
        let mut columns = Vec::new();
        collect_numeric_columns(&self.condition, data, &mut columns);
        columns
    }

    /// Evaluates the condition for every lead, on all cores.
    pub fn evaluate(
        &self,
        data: &Dataset,
        numbers: &FxHashMap<usize, Vec<i64>>,
        words_at_once: usize,
    ) -> TruthBitmap {
        let condition = &self.condition;
        let mut tables = Vec::new();
        evaluate_dictionaries(condition, data, &mut tables);
        let words = words_for(data.len());
        let mut truths = TruthBitmap {
            yes: vec![0; words],
            unknown: vec![0; words],
        };
        let tables = &tables[..];
        let some = |(index, (yes, unknown)): (usize, (&mut [u64], &mut [u64]))| {
            let from = index * words_at_once * 64;
            let until = (from + yes.len() * 64).min(data.len());
            let walk = LeadRange {
                data,
                numbers,
                tables,
                from,
                until,
            };
            let mut range_truths = walk.evaluate(condition, &mut 0);
            clear_beyond(&mut range_truths.yes, until);
            clear_beyond(&mut range_truths.maybe, until);
            yes.copy_from_slice(&range_truths.yes);
            let open = range_truths.maybe.iter().zip(&range_truths.yes);
            unknown
                .iter_mut()
                .zip(open)
                .for_each(|(u, (m, y))| *u = m & !y);
        };
        let yes = truths.yes.par_chunks_mut(words_at_once);
        let both = yes.zip(truths.unknown.par_chunks_mut(words_at_once));
        both.enumerate().for_each(some);
        truths
    }
}

/// A range of leads under evaluation.
pub(super) struct LeadRange<'a> {
    pub data: &'a Dataset,
    /// Parsed numbers of some text columns, in millionths.
    numbers: &'a FxHashMap<usize, Vec<i64>>,
    /// One table for each leaf of the condition, in traversal order.
    pub tables: &'a [DictionaryTruths],
    pub from: usize,
    pub until: usize,
}

impl LeadRange<'_> {
    fn words(&self) -> usize {
        words_for(self.until - self.from)
    }

    pub(super) fn constant(&self, yes: u64, maybe: u64) -> RangeTruths {
        RangeTruths {
            yes: vec![yes; self.words()],
            maybe: vec![maybe; self.words()],
        }
    }

    fn evaluate(&self, condition: &BoundCondition, leaf: &mut usize) -> RangeTruths {
        let mut parts = condition.parts.iter();
        let Some(first) = parts.next() else {
            return self.constant(u64::MAX, u64::MAX);
        };
        let mut all = self.evaluate_part(condition, first, leaf);
        for part in parts {
            all.and(&self.evaluate_part(condition, part, leaf));
        }
        all
    }

    fn evaluate_part(
        &self,
        condition: &BoundCondition,
        part: &ConditionPart,
        leaf: &mut usize,
    ) -> RangeTruths {
        let mut next = || {
            *leaf += 1;
            &self.tables[*leaf - 1]
        };
        match part {
            ConditionPart::Unknowable => self.constant(0, u64::MAX),
            ConditionPart::Field(column, tests) => {
                self.evaluate_field(condition, *column, tests, next())
            }
            ConditionPart::Event(test) => self.evaluate_count(condition, test, leaf),
            ConditionPart::Sequence(test) => self.evaluate_sequence(condition, test, next()),
            ConditionPart::All(parts) => {
                let mut all = self.constant(u64::MAX, u64::MAX);
                for part in parts {
                    all.and(&self.evaluate(part, leaf));
                }
                all
            }
            ConditionPart::Any(parts) => self.evaluate_any(parts, leaf),
            ConditionPart::None(parts) => self.evaluate_any(parts, leaf).not(),
        }
    }

    fn evaluate_any(&self, parts: &[BoundCondition], leaf: &mut usize) -> RangeTruths {
        let mut any = self.constant(0, 0);
        for part in parts {
            any.or(&self.evaluate(part, leaf));
        }
        any
    }

    fn evaluate_field(
        &self,
        condition: &BoundCondition,
        column: usize,
        tests: &[FieldTest],
        table: &DictionaryTruths,
    ) -> RangeTruths {
        let mut answer = self.constant(0, 0);
        let values = self.data.store.columns.get(column);
        if !table.numbers.is_empty() {
            let window = window_of(tests);
            answer.set_each(self.from..self.until, |lead| {
                let code = match values {
                    Some(Column::Coded { codes, .. }) => codes.get(lead) as usize,
                    _ => 0,
                };
                day_truth(table, code, window, self.as_of(condition, lead))
            });
            return answer;
        }
        match values {
            None => {
                let truth = table.truths[0];
                let whole = |bit: u8| if truth >> bit & 1 == 1 { u64::MAX } else { 0 };
                return self.constant(whole(0), whole(0) | whole(1));
            }
            Some(Column::Plain(texts)) => {
                let fast_tests = fast_tests(tests, &condition.reading);
                let range = short_range(&fast_tests).zip(self.numbers.get(&column));
                let looks_back = fast_tests.iter().any(FastTest::looks_back);
                answer.set_each(self.from..self.until, |lead| match range {
                    Some(((least, most), numbers)) if numbers[lead] != NOT_SHORT => {
                        u8::from(least <= numbers[lead] && numbers[lead] <= most)
                    }
                    _ => {
                        let as_of = || self.data.as_of.get(lead).or(condition.latest_event);
                        let as_of = looks_back.then(as_of).flatten();
                        truth_code(&fast_tests, texts.get(lead), as_of, &condition.reading)
                    }
                });
            }
            Some(Column::Coded { codes, .. }) => {
                // A word of 64 leads never spans two chunks.
                let mut from = self.from;
                while from < self.until {
                    let until = ((from / CHUNK_LEN + 1) * CHUNK_LEN).min(self.until);
                    let (start, end) = (from % CHUNK_LEN, from % CHUNK_LEN + until - from);
                    let word = (from - self.from) / 64;
                    let (yes, maybe) = (&mut answer.yes[word..], &mut answer.maybe[word..]);
                    let truths = &table.truths;
                    match codes.chunk(from) {
                        Chunk::Narrow(codes) => {
                            look_up_codes(&codes[start..end], truths, yes, maybe);
                        }
                        Chunk::Middle(codes) => {
                            look_up_codes(&codes[start..end], truths, yes, maybe);
                        }
                        Chunk::Wide(codes) => look_up_codes(&codes[start..end], truths, yes, maybe),
                    }
                    from = until;
                }
            }
        }
        answer
    }

    /// Returns the number of the day that a lead looks back from, or [`NO_DAY`].
    pub(super) fn as_of(&self, condition: &BoundCondition, lead: usize) -> i32 {
        match self.data.as_of.number(lead) {
            NO_DAY => condition.latest_event.map_or(NO_DAY, day_number),
            own => own,
        }
    }
}

/// Returns the window that the tests have for the value's day.
pub(super) fn window_of(tests: &[FieldTest]) -> DayWindow {
    let mut windows = tests.iter().filter_map(FieldTest::window);
    windows.next().unwrap_or_default()
}

/// Returns the truth code of a text whose day is tested for a window.
pub(super) fn day_truth(
    table: &DictionaryTruths,
    code: usize,
    window: DayWindow,
    as_of: i32,
) -> u8 {
    let day = table.numbers[code];
    let of_day = if day == NO_DAY || as_of == NO_DAY {
        Truth::Unknown
    } else {
        Truth::from_bool(window.contains(as_of, day))
    };
    code_of(Truth::all([truth_of(table.truths[code]), of_day]))
}

/// Looks up each lead's code, 64 leads per word.
fn look_up_codes<T: Copy + Into<u32>>(
    codes: &[T],
    truths: &[u8],
    yes: &mut [u64],
    maybe: &mut [u64],
) {
    let words = yes.iter_mut().zip(maybe.iter_mut());
    for (codes, (yes, maybe)) in codes.chunks(64).zip(words) {
        let (mut holds, mut open) = (0, 0);
        let (eights, rest) = codes.as_chunks::<8>();
        let truth = |code: &T| u64::from(truths[(*code).into() as usize]);
        for (n, eight) in eights.iter().enumerate() {
            // Assembled in a register: bytes written one by one couldn't be read back at once.
            let mut found = 0;
            for (byte, code) in eight.iter().enumerate() {
                found |= truth(code) << (8 * byte);
            }
            holds |= gather_bits(found & LOW_BIT_OF_EACH_BYTE) << (8 * n);
            open |= gather_bits(found >> 1 & LOW_BIT_OF_EACH_BYTE) << (8 * n);
        }
        for (bit, code) in (8 * eights.len()..).zip(rest) {
            holds |= (truth(code) & 1) << bit;
            open |= (truth(code) >> 1) << bit;
        }
        *yes = holds;
        *maybe = holds | open;
    }
}

impl RangeTruths {
    /// Sets each lead's bits from its truth code.
    pub(super) fn set_each(
        &mut self,
        leads: std::ops::Range<usize>,
        mut truth: impl FnMut(usize) -> u8,
    ) {
        for (bit, lead) in leads.enumerate() {
            let truth = u64::from(truth(lead));
            self.yes[bit / 64] |= (truth & 1) << (bit % 64);
            self.maybe[bit / 64] |= (truth & 1 | truth >> 1) << (bit % 64);
        }
    }

    fn and(&mut self, other: &Self) {
        super::bitmap::intersect(&mut self.yes, &other.yes);
        super::bitmap::intersect(&mut self.maybe, &other.maybe);
    }

    fn or(&mut self, other: &Self) {
        super::bitmap::unite(&mut self.yes, &other.yes);
        super::bitmap::unite(&mut self.maybe, &other.maybe);
    }

    fn not(mut self) -> Self {
        for (yes, maybe) in self.yes.iter_mut().zip(&mut self.maybe) {
            (*yes, *maybe) = (!*maybe, !*yes);
        }
        self
    }
}
