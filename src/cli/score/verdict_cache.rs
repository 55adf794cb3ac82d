//! Verdicts in words, found by what leads' values answered.
//!
//! One after the other, in one place, and found by numbers: of millions of leads each looks here
//! once, and what isn't in the processor's cache costs more than all the rest.

use rustc_hash::FxHashMap;

/// About as many bytes of words are remembered, and so many keys.
const MAX_BYTES: usize = 8 * 1024 * 1024;
const MAX_KEYS: usize = 200_000;
/// Before the words: their length, and whether the lead qualifies.
const HEADER_BYTES: usize = 5;

/// Where a verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VerdictOffset(u32);

/// Verdicts by key. A key is some words of bits, made of classes.
pub(super) struct VerdictCache {
    /// For each class the word it is in, and where in it.
    layout: Vec<(usize, u32)>,
    key: Vec<u64>,
    classes: usize,
    /// Whether one of the classes has no number.
    has_unnumbered: bool,
    /// Where the verdict of a key of one word begins.
    short_keys: FxHashMap<u64, u32>,
    /// Of longer keys what stands for a word and those before it; in the end the place.
    long_keys: FxHashMap<(u32, u64), u32>,
    bytes: Vec<u8>,
}

impl VerdictCache {
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
            has_unnumbered: false,
            short_keys: FxHashMap::default(),
            long_keys: FxHashMap::default(),
            bytes: Vec::new(),
        }
    }

    /// Begins a key.
    pub fn begin_key(&mut self) {
        self.key.fill(0);
        (self.classes, self.has_unnumbered) = (0, false);
    }

    /// Adds the next class.
    pub fn push_class(&mut self, class: Option<u16>) {
        let (word, shift) = self.layout[self.classes];
        self.classes += 1;
        match class {
            // An empty class at a word's end has no place in it.
            Some(class) => self.key[word] |= u64::from(class).checked_shl(shift).unwrap_or(0),
            None => self.has_unnumbered = true,
        }
    }

    /// The verdict for the key.
    pub fn find(&self) -> Option<VerdictOffset> {
        if self.has_unnumbered {
            return None;
        }
        if let [word] = self.key[..] {
            return self.short_keys.get(&word).copied().map(VerdictOffset);
        }
        let mut place = 0;
        for word in &self.key {
            place = *self.long_keys.get(&(place, *word))?;
        }
        Some(VerdictOffset(place))
    }

    /// Forgets, if it is too much to remember; places from before are none then.
    pub fn trim(&mut self) {
        let keys = self.short_keys.len() + self.long_keys.len();
        if self.bytes.len() > MAX_BYTES || keys > MAX_KEYS {
            self.bytes.clear();
            self.short_keys.clear();
            self.long_keys.clear();
        }
    }

    /// Adds the verdict for the key.
    pub fn add(&mut self, words: &[u8], qualified: bool) -> VerdictOffset {
        let place = self.bytes.len() as u32;
        self.bytes.extend((words.len() as u32).to_ne_bytes());
        self.bytes.push(u8::from(qualified));
        self.bytes.extend_from_slice(words);
        let (last, before) = self.key.split_last().expect("a key has a word");
        if self.has_unnumbered {
        } else if before.is_empty() {
            self.short_keys.insert(*last, place);
        } else {
            let mut chain = 0;
            for word in before {
                // Any number will do that no other has.
                let new = self.long_keys.len() as u32 + 1;
                chain = *self.long_keys.entry((chain, *word)).or_insert(new);
            }
            self.long_keys.insert((chain, *last), place);
        }
        VerdictOffset(place)
    }

    /// A verdict's words.
    pub fn text(&self, place: VerdictOffset) -> &[u8] {
        let (head, words) = self.bytes[place.0 as usize..].split_at(HEADER_BYTES);
        let length = u32::from_ne_bytes(head[..4].try_into().expect("four bytes"));
        &words[..length as usize]
    }

    /// Whether the leads of a verdict qualify.
    pub fn is_qualified(&self, place: VerdictOffset) -> bool {
        self.bytes[place.0 as usize + HEADER_BYTES - 1] == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(verdicts: &mut VerdictCache, classes: &[u16]) -> Option<VerdictOffset> {
        verdicts.begin_key();
        for class in classes {
            verdicts.push_class(Some(*class));
        }
        verdicts.find()
    }

    #[test]
    fn keys_of_several_words_are_told_apart() {
        let mut verdicts = VerdictCache::new([16; 9].into_iter());
        let key = |n: u16| [n % 3, 1, 2, n / 3 % 3, n % 2, 7, 0, n % 5, n / 7];
        for n in 0..2_000 {
            let key = key(n);
            if find(&mut verdicts, &key).is_none() {
                verdicts.add(format!("{key:?}").as_bytes(), n % 2 == 1);
            }
        }
        for n in 0..2_000 {
            let place = find(&mut verdicts, &key(n)).unwrap();
            assert_eq!(verdicts.text(place), format!("{:?}", key(n)).as_bytes());
            assert_eq!(verdicts.is_qualified(place), n % 2 == 1);
        }
        assert_eq!(find(&mut verdicts, &[9; 9]), None);
    }

    #[test]
    fn what_has_no_number_is_not_remembered_and_too_much_forgotten() {
        let mut verdicts = VerdictCache::new([0, 2].into_iter());
        verdicts.begin_key();
        verdicts.push_class(Some(0));
        verdicts.push_class(None);
        assert_eq!(verdicts.find(), None);
        let odd = verdicts.add(b"odd", false);
        assert_eq!(verdicts.text(odd), b"odd");
        assert_eq!(find(&mut verdicts, &[0, 0]), None);
        verdicts.trim();
        let long = verdicts.add(&vec![b'x'; MAX_BYTES], true);
        assert_eq!(find(&mut verdicts, &[0, 0]), Some(long));
        assert_eq!(find(&mut verdicts, &[0, 1]), None);
        verdicts.add(b"y", false);
        verdicts.trim();
        assert_eq!(find(&mut verdicts, &[0, 0]), None, "forgotten");
    }
}
