//! Groups the texts of a column into classes that give the same results for its conditions.
//!
//! Either a column has few texts that repeat, or many that hardly do. The former are cached in a
//! table of fixed size, where a new text replaces an old one. The latter are soon detected and
//! tested each time.

use super::class_numbers::{ClassNumbers, bits_of};
use crate::scoring::dataset::{Lead, NO_DAY, day_number};
use crate::scoring::evaluate::BoundCondition;
use crate::scoring::list_figures::{ColumnFigures, ValueKind, ValueProbe};

/// Number of texts cached; a power of two.
const CACHED_TEXTS: usize = 1024;
/// Longest text cached, in bytes and in words of eight bytes.
const MAX_BYTES: usize = WORDS * 8;
const WORDS: usize = 3;
/// The hit rate is checked after this many texts. If it is too low, the cache is suspended for a
/// multiple of that.
const WINDOW_TEXTS: u32 = 8192;
const IDLE_WINDOWS: u32 = 16;

/// The conditions on a column.
pub(super) struct ValueClasses {
    /// The column of the data set.
    pub column: usize,
    conditions: Vec<BoundCondition>,
    /// Whether some condition compares with the day that a lead looks back from.
    looks_back: bool,
    cache: Box<[CachedText]>,
    /// What is counted of the values.
    probe: ValueProbe,
    hit_rate: HitRate,
    numbers: ClassNumbers,
}

/// A cached text and its class.
#[derive(Clone, Copy)]
struct CachedText {
    text: [u64; WORDS],
    /// Greater than the longest text if the slot is empty.
    length: u8,
    class: u16,
    kind: ValueKind,
    /// The day the class was found for, as a number; the same for all if no condition looks back.
    as_of: i32,
}

/// The recent hit rate of the cache.
#[derive(Default)]
struct HitRate {
    texts: u32,
    misses: u32,
    /// Windows left to go without caching.
    idle: u32,
}

impl HitRate {
    fn record_miss(&mut self) {
        self.misses += 1;
        self.record_hit();
    }

    fn record_hit(&mut self) {
        self.texts += 1;
        if self.texts == WINDOW_TEXTS {
            let in_vain = self.misses > WINDOW_TEXTS / 4 * 3;
            self.idle = match self.idle {
                0 if in_vain => IDLE_WINDOWS,
                idle => idle.saturating_sub(1),
            };
            (self.texts, self.misses) = (0, 0);
        }
    }
}

impl ValueClasses {
    /// Makes the classes for conditions on a column of the data set.
    pub fn new(column: usize, conditions: Vec<BoundCondition>, probe: ValueProbe) -> Self {
        let nothing = CachedText {
            text: [0; WORDS],
            length: u8::MAX,
            class: 0,
            kind: ValueKind::default(),
            as_of: NO_DAY,
        };
        Self {
            column,
            looks_back: conditions.iter().any(BoundCondition::looks_back),
            numbers: ClassNumbers::new(conditions.len()),
            conditions,
            cache: vec![nothing; CACHED_TEXTS].into(),
            probe,
            hit_rate: HitRate::default(),
        }
    }

    /// Returns the bits needed for a class: three possible results per condition.
    pub fn bits(&self) -> u32 {
        bits_of(self.conditions.len())
    }

    /// Returns the class of a text; texts of a class give equal results. Returns `None` if there
    /// are too many classes. The conditions are tested on `lead`, whose value in the column is
    /// overwritten.
    pub fn of(&mut self, text: &str, lead: &mut Lead) -> Option<u16> {
        let bytes = text.as_bytes();
        if self.hit_rate.idle > 0 || bytes.len() > MAX_BYTES {
            self.hit_rate.record_miss();
            let kind = self.probe.kind_of(text);
            self.probe.count(kind);
            return self.classify(text, lead);
        }
        let words = packed_words(bytes);
        let length = bytes.len() as u8;
        let as_of = if self.looks_back {
            lead.as_of.map_or(NO_DAY, day_number)
        } else {
            NO_DAY
        };
        let at = slot_index(words, length, as_of);
        for place in [at, at ^ 1] {
            let slot = &self.cache[place];
            if slot.text == words && slot.length == length && slot.as_of == as_of {
                self.hit_rate.record_hit();
                self.probe.count(slot.kind);
                return Some(slot.class);
            }
        }
        self.hit_rate.record_miss();
        let kind = self.probe.kind_of(text);
        self.probe.count(kind);
        let class = self.classify(text, lead)?;
        self.cache[at ^ 1] = self.cache[at];
        self.cache[at] = CachedText {
            text: words,
            length,
            class,
            kind,
            as_of,
        };
        Some(class)
    }

    /// Sets whether the values of leads are counted.
    pub fn count_values(&mut self, on: bool) {
        self.probe.count_leads(on);
    }

    /// Returns what was counted of the values since it was last taken.
    pub fn take_figures(&mut self) -> ColumnFigures {
        self.probe.take()
    }

    /// Sets the lead's value in the column.
    pub fn set_text(&self, text: &str, lead: &mut Lead) {
        let value = &mut lead.values[self.column];
        value.clear();
        value.push_str(text);
    }

    fn classify(&mut self, text: &str, lead: &mut Lead) -> Option<u16> {
        self.set_text(text, lead);
        let truths = self
            .conditions
            .iter()
            .map(|condition| condition.evaluate(lead));
        self.numbers.of(truths)
    }
}

/// Packs a text into words. With its length this is unique.
fn packed_words(bytes: &[u8]) -> [u64; WORDS] {
    let eight = |at: usize| {
        let word = bytes[at..at + 8].try_into();
        u64::from_ne_bytes(word.expect("eight bytes"))
    };
    let four = |at: usize| {
        let word = bytes[at..at + 4].try_into();
        u64::from(u32::from_ne_bytes(word.expect("four bytes")))
    };
    let byte = |at: usize| u64::from(bytes[at]);
    // The parts of a short text overlap, which avoids copying it to a buffer of full length.
    match bytes.len() {
        0 => [0; WORDS],
        length @ 1..4 => [
            byte(0) | byte(length / 2) << 8 | byte(length - 1) << 16,
            0,
            0,
        ],
        length @ 4..8 => [four(0) | four(length - 4) << 32, 0, 0],
        length @ 8..16 => [eight(0), eight(length - 8), 0],
        length => [eight(0), eight(8), eight(length - 8)],
    }
}

/// Returns the slot in which a text is cached.
fn slot_index(text: [u64; WORDS], length: u8, as_of: i32) -> usize {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |all: u64, word: u64| (all.rotate_left(23) ^ word).wrapping_mul(ODD);
    let start = u64::from(length) ^ u64::from(as_of.cast_unsigned()) << 8;
    let all = text.into_iter().fold(start, mix);
    (all >> 32) as usize % CACHED_TEXTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Condition;
    use crate::scoring::dataset::Dataset;

    fn classes(conditions: &[&str]) -> (ValueClasses, Lead) {
        let shape = Dataset::new(vec!["size".into()]);
        let bound = conditions.iter().map(|text| {
            let condition: Condition = serde_json::from_str(text).unwrap();
            BoundCondition::new(&condition, &shape)
        });
        let lead = Lead {
            values: vec![String::new()],
            ..Lead::default()
        };
        (
            ValueClasses::new(0, bound.collect(), ValueProbe::default()),
            lead,
        )
    }

    #[test]
    fn texts_that_answer_alike_are_of_one_class() {
        let (mut classes, mut lead) = classes(&[
            r#"{"field":"size","min":"10"}"#,
            r#"{"field":"size","is":"x"}"#,
        ]);
        let long = "x".repeat(40);
        let mut of = |text: &str| classes.of(text, &mut lead).unwrap();
        let texts = ["10", "9", "x", "", " X ", "11", "y", &long, "1\0", "1"];
        let first: Vec<u16> = texts.iter().map(|text| of(text)).collect();
        // Not a number and not x, twice: 2 and 0; x: 2 and 1; nothing: 2 and 2.
        assert_eq!(first, [3, 0, 7, 8, 7, 3, 6, 6, 6, 0]);
        let again: Vec<u16> = texts.iter().map(|text| of(text)).collect();
        assert_eq!(again, first);
    }

    #[test]
    fn what_is_not_worth_remembering_is_asked_and_what_is_again_remembered() {
        let (mut classes, mut lead) = classes(&[r#"{"field":"size","min":"500000"}"#]);
        let mut of = |number: u32| classes.of(&number.to_string(), &mut lead).unwrap();
        let (low, high) = (of(0), of(999_999));
        assert_ne!(low, high);
        for number in 0..300_000 {
            let class = of(number * 7 % 1_000_000);
            assert_eq!(class == high, number * 7 % 1_000_000 >= 500_000);
        }
        for number in 0..300_000 {
            assert_eq!(of(number % 5), low);
        }
        assert_eq!(classes.hit_rate.idle, 0);
    }

    #[test]
    fn texts_of_all_lengths_are_told_apart() {
        let mut seen = std::collections::HashSet::new();
        for length in 0..=MAX_BYTES {
            let text = vec![b'a'; length];
            assert!(seen.insert((packed_words(&text), length)));
            for at in 0..length {
                let mut other = text.clone();
                other[at] = b'b';
                assert!(
                    seen.insert((packed_words(&other), length)),
                    "{at} of {length}"
                );
            }
        }
    }
}
