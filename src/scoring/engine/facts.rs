//! What a condition says of every lead, as two bitmaps.
//!
//! A question on a field is answered once for each text of the field's dictionary, and then each
//! lead's code is looked up; one on events is answered lead by lead.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::conditions::{Asked, Part, Test};
use super::super::dataset::{CHUNK, Chunk, Column, Dataset, NO_DAY, number_of};
use super::bits::{LOWEST, gathered, trim, words_for};
use super::lookup::{Table, code_of, compared, look_up};
use super::quick::{LONG, Quick, range_of};
use crate::model::Condition;

/// What a condition says of every lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub yes: Vec<u64>,
    pub unknown: Vec<u64>,
}

/// A condition ready to be asked of many leads; it remembers what it found out of dictionaries.
#[derive(Clone, Debug)]
pub(super) struct Question {
    asked: Asked,
    /// One for each leaf of the condition, in the order they are walked.
    tables: Vec<Table>,
}

/// Answers to part of a question for some leads: holds, and holds or isn't known.
struct Answer {
    yes: Vec<u64>,
    maybe: Vec<u64>,
}

impl Facts {
    /// Nobody can say.
    pub fn unknown(leads: usize) -> Self {
        Self {
            yes: vec![0; words_for(leads)],
            unknown: super::bits::all(leads),
        }
    }
}

impl Question {
    /// Prepares a condition for the leads of data sets with these columns.
    pub fn new(condition: &Condition, shape: &Dataset) -> Self {
        Self {
            asked: Asked::new(condition, shape),
            tables: Vec::new(),
        }
    }

    /// The columns it compares as numbers, text by text: worth knowing as numbers.
    pub fn numbers(&self, data: &Dataset) -> Vec<usize> {
        let mut columns = Vec::new();
        compared(&self.asked, data, &mut columns);
        columns
    }

    /// Asks it of every lead.
    pub fn answer(
        &mut self,
        data: &Dataset,
        numbers: &FxHashMap<usize, Vec<i64>>,
        words_at_once: usize,
        parallel: bool,
    ) -> Facts {
        let Self { asked, tables } = self;
        look_up(asked, data, tables, &mut 0);
        let words = words_for(data.len());
        let mut facts = Facts {
            yes: vec![0; words],
            unknown: vec![0; words],
        };
        let (asked, tables) = (&*asked, &tables[..]);
        let some = |(index, (yes, unknown)): (usize, (&mut [u64], &mut [u64]))| {
            let from = index * words_at_once * 64;
            let until = (from + yes.len() * 64).min(data.len());
            let walk = Walk {
                data,
                numbers,
                tables,
                from,
                until,
            };
            let mut answer = walk.asked(asked, &mut 0);
            trim(&mut answer.yes, until);
            trim(&mut answer.maybe, until);
            yes.copy_from_slice(&answer.yes);
            let open = answer.maybe.iter().zip(&answer.yes);
            unknown
                .iter_mut()
                .zip(open)
                .for_each(|(u, (m, y))| *u = m & !y);
        };
        if parallel {
            let yes = facts.yes.par_chunks_mut(words_at_once);
            let both = yes.zip(facts.unknown.par_chunks_mut(words_at_once));
            both.enumerate().for_each(some);
        } else {
            let yes = facts.yes.chunks_mut(words_at_once);
            let both = yes.zip(facts.unknown.chunks_mut(words_at_once));
            both.enumerate().for_each(some);
        }
        facts
    }
}

/// Some leads being asked.
struct Walk<'a> {
    data: &'a Dataset,
    /// Of some columns of texts, the values as short numbers.
    numbers: &'a FxHashMap<usize, Vec<i64>>,
    tables: &'a [Table],
    from: usize,
    until: usize,
}

impl Walk<'_> {
    fn words(&self) -> usize {
        words_for(self.until - self.from)
    }

    fn of(&self, yes: u64, maybe: u64) -> Answer {
        Answer {
            yes: vec![yes; self.words()],
            maybe: vec![maybe; self.words()],
        }
    }

    fn asked(&self, asked: &Asked, leaf: &mut usize) -> Answer {
        let mut parts = asked.parts.iter();
        let Some(first) = parts.next() else {
            return self.of(u64::MAX, u64::MAX);
        };
        let mut all = self.part(asked, first, leaf);
        for part in parts {
            all.and(&self.part(asked, part, leaf));
        }
        all
    }

    fn part(&self, asked: &Asked, part: &Part, leaf: &mut usize) -> Answer {
        let mut next = || {
            *leaf += 1;
            &self.tables[*leaf - 1]
        };
        match part {
            Part::Unknowable => self.of(0, u64::MAX),
            Part::Field(column, tests) => self.field(*column, tests, next()),
            Part::Event {
                at_least, within, ..
            } => {
                let table = next();
                self.events(asked, |lead, as_of| {
                    self.happened(lead, as_of, *at_least, *within, table)
                })
            }
            Part::Sequence { names, within } => {
                let tables: Vec<&Table> = names.iter().map(|_| next()).collect();
                self.events(asked, |lead, as_of| {
                    self.in_order(lead, as_of, *within, &tables)
                })
            }
            Part::All(parts) => {
                let mut all = self.of(u64::MAX, u64::MAX);
                for part in parts {
                    all.and(&self.asked(part, leaf));
                }
                all
            }
            Part::Any(parts) => self.any(parts, leaf),
            Part::None(parts) => self.any(parts, leaf).not(),
        }
    }

    fn any(&self, parts: &[Asked], leaf: &mut usize) -> Answer {
        let mut any = self.of(0, 0);
        for part in parts {
            any.or(&self.asked(part, leaf));
        }
        any
    }

    fn field(&self, column: usize, tests: &[Test], table: &Table) -> Answer {
        let mut answer = self.of(0, 0);
        match self.data.stored.columns.get(column) {
            None => {
                let truth = table.truths[0];
                let whole = |bit: u8| if truth >> bit & 1 == 1 { u64::MAX } else { 0 };
                return self.of(whole(0), whole(0) | whole(1));
            }
            Some(Column::Plain(texts)) => {
                let quick: Vec<Quick<'_>> = tests.iter().map(Quick::new).collect();
                let range = range_of(&quick).zip(self.numbers.get(&column));
                answer.each(self.from..self.until, |lead| match range {
                    Some(((least, most), numbers)) if numbers[lead] != LONG => {
                        u8::from(least <= numbers[lead] && numbers[lead] <= most)
                    }
                    _ => code_of(&quick, texts.get(lead)),
                });
            }
            Some(Column::Coded { codes, .. }) => {
                // Chunks and words have no lead in two of either.
                let mut from = self.from;
                while from < self.until {
                    let until = ((from / CHUNK + 1) * CHUNK).min(self.until);
                    let (start, end) = (from % CHUNK, from % CHUNK + until - from);
                    let word = (from - self.from) / 64;
                    let (yes, maybe) = (&mut answer.yes[word..], &mut answer.maybe[word..]);
                    let truths = &table.truths;
                    match codes.chunk(from) {
                        Chunk::Narrow(codes) => translate(&codes[start..end], truths, yes, maybe),
                        Chunk::Middle(codes) => translate(&codes[start..end], truths, yes, maybe),
                        Chunk::Wide(codes) => translate(&codes[start..end], truths, yes, maybe),
                    }
                    from = until;
                }
            }
        }
        answer
    }

    /// Asks each lead, with the day to look back from; unknown where there are no events at all.
    fn events(&self, asked: &Asked, holds: impl Fn(usize, i32) -> bool) -> Answer {
        if !asked.has_events {
            return self.of(0, u64::MAX);
        }
        let latest = asked.latest_event.map_or(NO_DAY, number_of);
        let mut answer = self.of(0, 0);
        answer.each(self.from..self.until, |lead| {
            let own = self.data.stored.as_of.number(lead);
            u8::from(holds(lead, if own == NO_DAY { latest } else { own }))
        });
        answer
    }

    fn happened(
        &self,
        lead: usize,
        as_of: i32,
        at_least: usize,
        within: Option<u32>,
        names: &Table,
    ) -> bool {
        let events = &self.data.stored.events;
        let counts = |event: &usize| {
            names.truths[events.name_code(*event) as usize] == 1
                && is_within(events.day(*event), as_of, within)
        };
        let mut counting = events.range(lead).filter(counts);
        at_least == 0 || counting.nth(at_least - 1).is_some()
    }

    fn in_order(&self, lead: usize, as_of: i32, within: Option<u32>, names: &[&Table]) -> bool {
        let events = &self.data.stored.events;
        let mut range = events.range(lead);
        names.iter().all(|name| {
            range.any(|event| {
                name.truths[events.name_code(event) as usize] == 1
                    && is_within(events.day(event), as_of, within)
            })
        })
    }
}

/// Whether an event of this day counts.
fn is_within(day: i32, as_of: i32, within: Option<u32>) -> bool {
    if as_of == NO_DAY {
        return within.is_none();
    }
    let age = i64::from(as_of) - i64::from(day);
    age >= 0 && within.is_none_or(|days| age <= i64::from(days))
}

/// Looks up each code, 64 leads a word.
fn translate<T: Copy + Into<u32>>(codes: &[T], truths: &[u8], yes: &mut [u64], maybe: &mut [u64]) {
    let words = yes.iter_mut().zip(maybe.iter_mut());
    for (codes, (yes, maybe)) in codes.chunks(64).zip(words) {
        let (mut holds, mut open) = (0, 0);
        let (eights, rest) = codes.as_chunks::<8>();
        let truth = |code: &T| u64::from(truths[(*code).into() as usize]);
        for (n, eight) in eights.iter().enumerate() {
            // Put together in a register: bytes written one by one couldn't be read at once.
            let mut found = 0;
            for (byte, code) in eight.iter().enumerate() {
                found |= truth(code) << (8 * byte);
            }
            holds |= gathered(found & LOWEST) << (8 * n);
            open |= gathered(found >> 1 & LOWEST) << (8 * n);
        }
        for (bit, code) in (8 * eights.len()..).zip(rest) {
            holds |= (truth(code) & 1) << bit;
            open |= (truth(code) >> 1) << bit;
        }
        *yes = holds;
        *maybe = holds | open;
    }
}

impl Answer {
    /// Sets each lead's bits by its truth.
    fn each(&mut self, leads: std::ops::Range<usize>, truth: impl Fn(usize) -> u8) {
        for (bit, lead) in leads.enumerate() {
            let truth = u64::from(truth(lead));
            self.yes[bit / 64] |= (truth & 1) << (bit % 64);
            self.maybe[bit / 64] |= (truth & 1 | truth >> 1) << (bit % 64);
        }
    }

    fn and(&mut self, other: &Self) {
        super::bits::keep(&mut self.yes, &other.yes);
        super::bits::keep(&mut self.maybe, &other.maybe);
    }

    fn or(&mut self, other: &Self) {
        super::bits::join(&mut self.yes, &other.yes);
        super::bits::join(&mut self.maybe, &other.maybe);
    }

    fn not(mut self) -> Self {
        for (yes, maybe) in self.yes.iter_mut().zip(&mut self.maybe) {
            (*yes, *maybe) = (!*maybe, !*yes);
        }
        self
    }
}
