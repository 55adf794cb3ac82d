//! Verdicts in words, found by what leads' values answered.
//!
//! One after the other, in one place, and found by numbers: of millions of leads each looks here
//! once, and what isn't in the processor's cache costs more than all the rest.

use rustc_hash::FxHashMap;

/// About as many bytes of words are remembered, and so many keys.
const REMEMBERED: usize = 8 * 1024 * 1024;
const KEYS: usize = 200_000;
/// Before the words: their length, and whether the lead qualifies.
const HEAD: usize = 5;

/// A verdict in words, and whether the lead qualifies.
pub(super) struct Worded<'a> {
    pub words: &'a [u8],
    pub qualified: bool,
}

/// Verdicts by key. A key is some words of bits, made of classes.
pub(super) struct Verdicts {
    /// For each class the word it is in, and where in it.
    layout: Vec<(usize, u32)>,
    key: Vec<u64>,
    classes: usize,
    /// Whether one of the classes has no number.
    odd: bool,
    /// By the first word of a key: where its words begin, or, where more words of the key
    /// follow, what stands for it together with the next.
    places: FxHashMap<(u32, u64), u32>,
    bytes: Vec<u8>,
    found: usize,
}

impl Verdicts {
    /// For keys of classes of so many bits each.
    pub fn new(bits: impl Iterator<Item = u32>) -> Self {
        let (mut layout, mut word, mut used) = (Vec::new(), 0, 0);
        for bits in bits {
            if used + bits > u64::BITS {
                (word, used) = (word + 1, 0);
            }
            layout.push((word, used));
            used += bits;
        }
        Self {
            layout,
            key: vec![0; word + 1],
            classes: 0,
            odd: false,
            places: FxHashMap::default(),
            bytes: Vec::new(),
            found: 0,
        }
    }

    /// Begins a key.
    pub fn begin(&mut self) {
        self.key.fill(0);
        (self.classes, self.odd) = (0, false);
    }

    /// Adds the next class.
    pub fn push(&mut self, class: Option<u16>) {
        let (word, shift) = self.layout[self.classes];
        self.classes += 1;
        match class {
            // An empty class at a word's end has no place in it.
            Some(class) => self.key[word] |= u64::from(class).checked_shl(shift).unwrap_or(0),
            None => self.odd = true,
        }
    }

    /// Whether there is a verdict for the key.
    pub fn find(&mut self) -> bool {
        if self.odd {
            return false;
        }
        let mut place = 0;
        for word in &self.key {
            match self.places.get(&(place, *word)) {
                Some(next) => place = *next,
                None => return false,
            }
        }
        self.found = place as usize;
        true
    }

    /// Adds the verdict for the key.
    pub fn add(&mut self, words: &[u8], qualified: bool) {
        if self.bytes.len() > REMEMBERED || self.places.len() > KEYS {
            self.bytes.clear();
            self.places.clear();
        }
        // One byte, so that no place is the one that stands for nothing.
        self.bytes.push(0);
        self.found = self.bytes.len();
        self.bytes.extend((words.len() as u32).to_ne_bytes());
        self.bytes.push(u8::from(qualified));
        self.bytes.extend_from_slice(words);
        if self.odd {
            return;
        }
        let (last, before) = self.key.split_last().expect("a key has a word");
        let mut place = 0;
        for word in before {
            // Any number will do that no other has.
            let new = self.places.len() as u32 + 1;
            place = *self.places.entry((place, *word)).or_insert(new);
        }
        self.places.insert((place, *last), self.found as u32);
    }

    /// The verdict that was found or added last.
    pub fn found(&self) -> Worded<'_> {
        let (head, words) = self.bytes[self.found..].split_at(HEAD);
        let length = u32::from_ne_bytes(head[..4].try_into().expect("four bytes"));
        Worded {
            words: &words[..length as usize],
            qualified: head[4] == 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(verdicts: &mut Verdicts, classes: &[u16]) -> bool {
        verdicts.begin();
        classes.iter().for_each(|class| verdicts.push(Some(*class)));
        verdicts.find()
    }

    #[test]
    fn keys_of_several_words_are_told_apart() {
        let mut verdicts = Verdicts::new([16; 9].into_iter());
        let key = |n: u16| [n % 3, 1, 2, n / 3 % 3, n % 2, 7, 0, n % 5, n / 7];
        for n in 0..2_000 {
            let key = key(n);
            if !push(&mut verdicts, &key) {
                verdicts.add(format!("{key:?}").as_bytes(), n % 2 == 1);
            }
        }
        for n in 0..2_000 {
            assert!(push(&mut verdicts, &key(n)));
            let found = verdicts.found();
            assert_eq!(found.words, format!("{:?}", key(n)).as_bytes());
            assert_eq!(found.qualified, n % 2 == 1);
        }
        assert!(!push(&mut verdicts, &[9; 9]));
    }

    #[test]
    fn what_has_no_number_is_not_remembered_and_too_much_forgotten() {
        let mut verdicts = Verdicts::new([0, 2].into_iter());
        verdicts.begin();
        verdicts.push(Some(0));
        verdicts.push(None);
        assert!(!verdicts.find());
        verdicts.add(b"odd", false);
        assert_eq!(verdicts.found().words, b"odd");
        assert!(!push(&mut verdicts, &[0, 0]));
        verdicts.add(&vec![b'x'; REMEMBERED], true);
        assert!(push(&mut verdicts, &[0, 0]));
        assert!(!push(&mut verdicts, &[0, 1]));
        verdicts.add(b"y", false);
        assert!(!push(&mut verdicts, &[0, 0]), "forgotten");
        assert!(push(&mut verdicts, &[0, 1]));
    }
}
