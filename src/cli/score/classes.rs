//! Which texts of a column answer its questions alike.
//!
//! A column has few texts that come again and again, or many that hardly do. The former are
//! remembered in a table of fixed size, where a new text takes the place of an old one; the
//! latter are found out soon, and then asked each time.

use rustc_hash::FxHashMap;

use crate::scoring::{Asked, Lead, Truth};

/// So many texts are remembered; a power of two.
const SLOTS: usize = 1024;
/// Longer texts aren't: in bytes, and in words of eight of them.
const LONGEST: usize = WORDS * 8;
const WORDS: usize = 3;
/// After so many texts it is looked at whether remembering was worth it; where it wasn't, it is
/// tried again after some times as many.
const WINDOW: u32 = 8192;
const TRIED_AGAIN: u32 = 16;
/// A column has at most as many classes as this, whatever it is asked.
const MOST_BITS: u32 = 16;

/// A column's questions.
pub(super) struct Classes {
    /// The column of the shape.
    column: usize,
    /// The column of the file.
    pub taken: usize,
    asked: Vec<Asked>,
    slots: Box<[Slot]>,
    window: Window,
    numbers: Numbers,
}

/// A text that was met, and its class.
#[derive(Clone, Copy)]
struct Slot {
    text: [u64; WORDS],
    /// More than the longest where nothing is here.
    length: u8,
    class: u16,
}

/// How often remembering helped of late.
#[derive(Default)]
struct Window {
    texts: u32,
    asked: u32,
    /// So many windows go by without remembering.
    idle: u32,
}

impl Window {
    fn next(&mut self, asked: bool) {
        self.texts += 1;
        self.asked += u32::from(asked);
        if self.texts == WINDOW {
            let in_vain = self.asked > WINDOW / 4 * 3;
            self.idle = match self.idle {
                0 if in_vain => TRIED_AGAIN,
                idle => idle.saturating_sub(1),
            };
            (self.texts, self.asked) = (0, 0);
        }
    }
}

impl Classes {
    /// Of these questions about a column of the shape, whose values are in that of the file.
    pub fn new(column: usize, taken: usize, asked: Vec<Asked>) -> Self {
        let nothing = Slot {
            text: [0; WORDS],
            length: u8::MAX,
            class: 0,
        };
        Self {
            column,
            taken,
            numbers: Numbers::new(asked.len()),
            asked,
            slots: vec![nothing; SLOTS].into(),
            window: Window::default(),
        }
    }

    /// How many bits its classes take: each question has one of three answers.
    pub fn bits(&self) -> u32 {
        bits_of(self.asked.len())
    }

    /// The class of a text: texts of one class answer alike. Nothing where there are too many
    /// classes. Asks with this lead, whose value in the column is overwritten.
    pub fn of(&mut self, text: &str, lead: &mut Lead) -> Option<u16> {
        let bytes = text.as_bytes();
        if self.window.idle > 0 || bytes.len() > LONGEST {
            self.window.next(true);
            return self.ask(text, lead);
        }
        let words = words_of(bytes);
        let length = bytes.len() as u8;
        let at = place_of(words, length);
        for place in [at, at ^ 1] {
            let slot = &self.slots[place];
            if slot.text == words && slot.length == length {
                self.window.next(false);
                return Some(slot.class);
            }
        }
        self.window.next(true);
        let class = self.ask(text, lead)?;
        self.slots[at ^ 1] = self.slots[at];
        self.slots[at] = Slot {
            text: words,
            length,
            class,
        };
        Some(class)
    }

    /// Puts a text into the lead.
    pub fn put(&self, text: &str, lead: &mut Lead) {
        let value = &mut lead.values[self.column];
        value.clear();
        value.push_str(text);
    }

    fn ask(&mut self, text: &str, lead: &mut Lead) -> Option<u16> {
        self.put(text, lead);
        let truths = self.asked.iter().map(|asked| asked.of(lead));
        self.numbers.of(truths)
    }
}

/// How many bits the answers to so many questions take.
pub(super) fn bits_of(questions: usize) -> u32 {
    let answers = 3_u64.checked_pow(questions as u32).unwrap_or(u64::MAX);
    (64 - (answers - 1).leading_zeros()).min(MOST_BITS)
}

/// Numbers for answers to some questions.
pub(super) struct Numbers {
    /// Whether there are so few that each has a number of its own.
    few: bool,
    /// Else the numbers that were given.
    given: FxHashMap<Box<[Truth]>, u16>,
    truths: Vec<Truth>,
}

impl Numbers {
    /// For answers to so many questions.
    pub fn new(questions: usize) -> Self {
        Self {
            few: 3_u16.checked_pow(questions as u32).is_some(),
            given: FxHashMap::default(),
            truths: Vec::new(),
        }
    }

    /// The number of these answers; nothing where all numbers are given away.
    pub fn of(&mut self, truths: impl Iterator<Item = Truth>) -> Option<u16> {
        if self.few {
            let digit = |truth| match truth {
                Truth::No => 0,
                Truth::Yes => 1,
                Truth::Unknown => 2,
            };
            return Some(truths.fold(0, |number, truth| number * 3 + digit(truth)));
        }
        self.truths.clear();
        self.truths.extend(truths);
        if let Some(number) = self.given.get(&self.truths[..]) {
            return Some(*number);
        }
        let number = u16::try_from(self.given.len()).ok()?;
        self.given.insert(self.truths[..].into(), number);
        Some(number)
    }
}

/// A text as numbers; with its length no other text has the same.
fn words_of(bytes: &[u8]) -> [u64; WORDS] {
    let eight = |at: usize| {
        let word = bytes[at..at + 8].try_into();
        u64::from_ne_bytes(word.expect("eight bytes"))
    };
    let four = |at: usize| {
        let word = bytes[at..at + 4].try_into();
        u64::from(u32::from_ne_bytes(word.expect("four bytes")))
    };
    let byte = |at: usize| u64::from(bytes[at]);
    // The parts of a short text overlap: so nothing has to be copied to a place of full length.
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

/// Where a text is looked for.
fn place_of(text: [u64; WORDS], length: u8) -> usize {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |all: u64, word: u64| (all.rotate_left(23) ^ word).wrapping_mul(ODD);
    let all = text.into_iter().fold(u64::from(length), mix);
    (all >> 32) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Condition;
    use crate::scoring::Dataset;

    fn classes(conditions: &[&str]) -> (Classes, Lead) {
        let shape = Dataset::new(vec!["size".into()]);
        let asked = conditions.iter().map(|text| {
            let condition: Condition = serde_json::from_str(text).unwrap();
            Asked::new(&condition, &shape)
        });
        let lead = Lead {
            values: vec![String::new()],
            ..Lead::default()
        };
        (Classes::new(0, 0, asked.collect()), lead)
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
        assert_eq!(classes.window.idle, 0);
    }

    #[test]
    fn texts_of_all_lengths_are_told_apart() {
        let mut seen = std::collections::HashSet::new();
        for length in 0..=LONGEST {
            let text = vec![b'a'; length];
            assert!(seen.insert((words_of(&text), length)));
            for at in 0..length {
                let mut other = text.clone();
                other[at] = b'b';
                assert!(seen.insert((words_of(&other), length)), "{at} of {length}");
            }
        }
    }

    #[test]
    fn many_questions_have_numbers_too() {
        let mut numbers = Numbers::new(20);
        let answers = |n: usize| (0..20).map(move |q| Truth::known(n >> q & 1 == 1));
        for n in 0..65_536 {
            assert_eq!(numbers.of(answers(n)), Some(n as u16));
        }
        assert_eq!(numbers.of(answers(65_536)), None);
        assert_eq!(numbers.of(answers(7)), Some(7));
    }

    #[test]
    fn answers_fit_their_bits() {
        assert_eq!(
            [0, 1, 2, 3, 4, 10, 11, 60].map(bits_of),
            [0, 2, 4, 5, 7, 16, 16, 16]
        );
    }
}
