//! Texts packed end to end in a few large blocks, and a dictionary that stores each text once.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

/// Texts per block.
const BLOCK_LEN: usize = 1 << 16;

/// A list of texts.
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
    /// Returns the number of texts.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Appends a text.
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

    /// Returns the text at an index.
    pub fn get(&self, index: usize) -> &str {
        let block = &self.blocks[index / BLOCK_LEN];
        let at = index % BLOCK_LEN;
        let from = if at == 0 { 0 } else { block.ends[at - 1] };
        &block.text[from as usize..block.ends[at] as usize]
    }

    /// Frees unused capacity.
    pub fn shrink(&mut self) {
        self.blocks.iter_mut().for_each(TextBlock::shrink);
        self.blocks.shrink_to_fit();
    }
}

impl TextBlock {
    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// A set of distinct texts, with codes in order of first appearance.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    texts: TextList,
    /// A hash table of (part of the hash, code plus one); empty while nothing is being added.
    slots: Vec<(u32, u32)>,
}

impl Dictionary {
    /// Returns the number of texts.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Returns the text of a code.
    pub fn get(&self, code: u32) -> &str {
        self.texts.get(code as usize)
    }

    /// Returns the code of a text, adding the text if it is new.
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

    /// Returns the code of a text, or else the empty slot where it belongs.
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
        let capacity = ((self.texts.len() + 1) * 4).next_power_of_two().max(16);
        self.slots.clear();
        self.slots.shrink_to_fit();
        self.slots.resize(capacity, (0, 0));
        let mask = capacity - 1;
        for code in 0..self.texts.len() {
            let hash = hash(self.texts.get(code));
            let mut slot = hash as usize & mask;
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = ((hash >> 32) as u32, code as u32 + 1);
        }
    }

    /// Frees unused capacity; adding a text allocates again.
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
    }
}
