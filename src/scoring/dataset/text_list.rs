//! Texts end to end in a few large blocks, and a dictionary that holds each text once.

use std::hash::Hasher as _;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHasher;

/// How many texts are kept together.
const BLOCK_LEN: usize = 1 << 16;

/// Texts in a row.
#[derive(Clone, Debug, Default)]
pub struct TextList {
    blocks: Vec<TextBlock>,
    len: usize,
}

#[derive(Clone, Debug, Default)]
struct TextBlock {
    text: String,
    ends: Vec<u32>,
}

impl TextList {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Adds one.
    pub fn push(&mut self, text: &str) {
        if self.len == self.blocks.len() * BLOCK_LEN {
            if let Some(full) = self.blocks.last_mut() {
                full.shrink();
            }
            self.blocks.push(TextBlock::default());
        }
        let last = self.blocks.last_mut().expect("one was pushed above");
        last.text.push_str(text);
        let end = u32::try_from(last.text.len());
        last.ends
            .push(end.expect("65,536 values of a field take less than 4 GiB"));
        self.len += 1;
    }

    /// One of those that are there.
    pub fn get(&self, index: usize) -> &str {
        let block = &self.blocks[index / BLOCK_LEN];
        let at = index % BLOCK_LEN;
        let from = if at == 0 { 0 } else { block.ends[at - 1] };
        &block.text[from as usize..block.ends[at] as usize]
    }

    /// Gives back memory kept for more.
    pub fn shrink(&mut self) {
        self.blocks.iter_mut().for_each(TextBlock::shrink);
        self.blocks.shrink_to_fit();
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.blocks.truncate(1);
        for block in &mut self.blocks {
            block.text.clear();
            block.ends.clear();
        }
        self.len = 0;
    }
}

impl TextBlock {
    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Texts, each once, by the order in which they first came.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    texts: TextList,
    /// Where texts are found by their hash: part of it, and the code plus one; empty while
    /// nothing is being added.
    slots: Vec<(u32, u32)>,
    id: DictionaryId,
}

/// Tells one dictionary from every other, its own copies included: what was found out of a
/// dictionary's codes holds while its mark is the same.
#[derive(Debug, PartialEq, Eq)]
pub struct DictionaryId(u64);

impl Default for DictionaryId {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl Clone for DictionaryId {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl DictionaryId {
    /// Its number, which no other has.
    pub fn number(&self) -> u64 {
        self.0
    }
}

impl Dictionary {
    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// The text of a code.
    pub fn get(&self, code: u32) -> &str {
        self.texts.get(code as usize)
    }

    /// What tells it from others.
    pub fn id(&self) -> &DictionaryId {
        &self.id
    }

    /// The code of a text, which is added if it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        if (self.texts.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = hash(text);
        match self.find(hash, text) {
            Ok(code) => code,
            Err(slot) => {
                let code = self.texts.len() as u32;
                self.texts.push(text);
                self.slots[slot] = ((hash >> 32) as u32, code + 1);
                code
            }
        }
    }

    /// The code of a text, or the empty slot for it.
    fn find(&self, hash: u64, text: &str) -> Result<u32, usize> {
        let tag = (hash >> 32) as u32;
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                (_, 0) => return Err(slot),
                (other, code) if other == tag && self.get(code - 1) == text => {
                    return Ok(code - 1);
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let wanted = ((self.texts.len() + 1) * 4).next_power_of_two().max(16);
        self.slots.clear();
        self.slots.shrink_to_fit();
        self.slots.resize(wanted, (0, 0));
        let mask = wanted - 1;
        for code in 0..self.texts.len() {
            let hash = hash(self.texts.get(code));
            let mut slot = hash as usize & mask;
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = ((hash >> 32) as u32, code as u32 + 1);
        }
    }

    /// Gives back memory kept for more; adding takes it again.
    pub fn shrink(&mut self) {
        self.texts.shrink();
        self.slots = Vec::new();
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_byte_for_byte() {
        let mut texts = TextList::default();
        let text = |i: usize| "ä b ".repeat(i % 7) + if i.is_multiple_of(3) { "" } else { "x" };
        (0..150_000).for_each(|i| texts.push(&text(i)));
        texts.shrink();
        assert!((0..150_000).all(|i| texts.get(i) == text(i)));
    }

    #[test]
    fn a_dictionary_holds_each_text_once() {
        let mut dictionary = Dictionary::default();
        let text = |i: u32| format!("{}", i % 5_000);
        for i in 0..20_000 {
            assert_eq!(dictionary.intern(&text(i)), i % 5_000);
            if i == 9_000 {
                dictionary.shrink();
            }
        }
        assert_eq!(dictionary.len(), 5_000);
        assert!((0..5_000).all(|code| dictionary.get(code) == text(code)));
        let copy = dictionary.clone();
        assert_ne!(copy.id(), dictionary.id());
    }
}
