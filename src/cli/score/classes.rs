//! Which texts of a column answer its questions alike.
//!
//! A column has few texts that come again and again, or many that hardly do. The former are
//! remembered in a table of fixed size, where a new text takes the place of an old one; so the
//! latter cost what asking costs, and no memory.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};

use crate::scoring::{Asked, Lead, Truth};

/// So many texts are remembered; a power of two.
const SLOTS: usize = 1024;
/// Longer texts aren't.
const LONGEST: usize = 27;

/// A column's questions.
pub(super) struct Classes {
    /// The column of the shape.
    column: usize,
    /// The column of the file.
    pub taken: usize,
    asked: Vec<Asked>,
    slots: Box<[Slot]>,
    by_truths: FxHashMap<Box<[Truth]>, u32>,
    truths: Vec<Truth>,
}

/// A text that was met, and its class.
#[derive(Clone, Copy)]
struct Slot {
    text: [u8; LONGEST],
    /// More than the longest where nothing is here.
    length: u8,
    class: u32,
}

impl Slot {
    fn holds(&self, text: &[u8]) -> bool {
        self.text.get(..usize::from(self.length)) == Some(text)
    }
}

impl Classes {
    /// Of these questions about a column of the shape, whose values are in that of the file.
    pub fn new(column: usize, taken: usize, asked: Vec<Asked>) -> Self {
        let nothing = Slot {
            text: [0; LONGEST],
            length: u8::MAX,
            class: 0,
        };
        Self {
            column,
            taken,
            asked,
            slots: vec![nothing; SLOTS].into(),
            by_truths: FxHashMap::default(),
            truths: Vec::new(),
        }
    }

    /// The class of a text: texts of one class answer alike. Asks with this lead, whose value in
    /// the column is overwritten.
    pub fn of(&mut self, text: &str, lead: &mut Lead) -> u32 {
        let bytes = text.as_bytes();
        if bytes.len() > LONGEST {
            return self.ask(text, lead);
        }
        let mut hasher = FxHasher::default();
        hasher.write(bytes);
        let at = hasher.finish() as usize % SLOTS;
        let beside = at ^ 1;
        for place in [at, beside] {
            if self.slots[place].holds(bytes) {
                return self.slots[place].class;
            }
        }
        let class = self.ask(text, lead);
        self.slots[beside] = self.slots[at];
        let slot = &mut self.slots[at];
        slot.text[..bytes.len()].copy_from_slice(bytes);
        (slot.length, slot.class) = (bytes.len() as u8, class);
        class
    }

    /// Puts a text into the lead.
    pub fn put(&self, text: &str, lead: &mut Lead) {
        let value = &mut lead.values[self.column];
        value.clear();
        value.push_str(text);
    }

    fn ask(&mut self, text: &str, lead: &mut Lead) -> u32 {
        self.put(text, lead);
        self.truths.clear();
        let truths = self.asked.iter().map(|asked| asked.of(lead));
        self.truths.extend(truths);
        if let Some(class) = self.by_truths.get(&self.truths[..]) {
            return *class;
        }
        let class = self.by_truths.len() as u32;
        self.by_truths.insert(self.truths[..].into(), class);
        class
    }
}
