//! Cache of formatted verdicts, by the classes of a lead's values.
//!
//! Verdicts are stored contiguously and found by number. Each of millions of leads looks here once,
//! and a miss of the processor's cache would cost more than all the rest.

use rustc_hash::FxHashMap;

/// Approximate limit on the bytes of text, and on the number of keys.
const MAX_BYTES: usize = 8 * 1024 * 1024;
const MAX_KEYS: usize = 200_000;
/// Bytes before a text: its length, whether the lead qualifies, what it contradicts, and the
/// fingerprint of the outcome.
const HEADER_BYTES: usize = 14;

/// Position of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerdictOffset(u32);

/// Verdicts by key. A key is made of classes, packed into words.
pub struct VerdictCache {
    /// For each class, its word in the key and its shift within the word.
    layout: Vec<(usize, u32)>,
    key: Vec<u64>,
    classes: usize,
    /// Whether a class of the present key has no number.
    has_unnumbered: bool,
    /// Offsets of verdicts by keys of one word.
    short_keys: FxHashMap<u64, u32>,
    /// For longer keys, a trie over words: maps the number of a prefix and the next word to the
    /// number of the longer prefix, in the end to the offset.
    long_keys: FxHashMap<(u32, u64), u32>,
    bytes: Vec<u8>,
}

impl VerdictCache {
    /// Makes a cache for keys of classes with these numbers of bits.
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

    /// Starts a key.
    pub fn begin_key(&mut self) {
        self.key.fill(0);
        (self.classes, self.has_unnumbered) = (0, false);
    }

    /// Adds the next class to the key.
    pub fn push_class(&mut self, class: Option<u16>) {
        let (word, shift) = self.layout[self.classes];
        self.classes += 1;
        match class {
            // A class of zero bits may be shifted past the end of a word.
            Some(class) => self.key[word] |= u64::from(class).checked_shl(shift).unwrap_or(0),
            None => self.has_unnumbered = true,
        }
    }

    /// Returns the verdict for the key.
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

    /// Clears the cache if it is too large; earlier offsets become invalid.
    pub fn trim(&mut self) {
        let keys = self.short_keys.len() + self.long_keys.len();
        if self.bytes.len() > MAX_BYTES || keys > MAX_KEYS {
            self.bytes.clear();
            self.short_keys.clear();
            self.long_keys.clear();
        }
    }

    /// Adds the verdict for the key.
    ///
    /// `contradicted` is the never rule that its leads meet, of several the first; `outcome` is
    /// equal for equal outcomes.
    pub fn add(
        &mut self,
        words: &[u8],
        qualified: bool,
        contradicted: Option<usize>,
        outcome: u64,
    ) -> VerdictOffset {
        let place = self.bytes.len() as u32;
        self.bytes.extend((words.len() as u32).to_ne_bytes());
        self.bytes.push(u8::from(qualified));
        let number = contradicted.map_or(0, |n| u8::try_from(n + 1).unwrap_or(u8::MAX));
        self.bytes.push(number);
        self.bytes.extend(outcome.to_ne_bytes());
        self.bytes.extend_from_slice(words);
        let (last, before) = self.key.split_last().expect("a key has a word");
        if self.has_unnumbered {
        } else if before.is_empty() {
            self.short_keys.insert(*last, place);
        } else {
            let mut chain = 0;
            for word in before {
                // Any unused number will do.
                let new = self.long_keys.len() as u32 + 1;
                chain = *self.long_keys.entry((chain, *word)).or_insert(new);
            }
            self.long_keys.insert((chain, *last), place);
        }
        VerdictOffset(place)
    }

    /// Returns the text of a verdict.
    pub fn text(&self, place: VerdictOffset) -> &[u8] {
        let (head, words) = self.bytes[place.0 as usize..].split_at(HEADER_BYTES);
        let length = u32::from_ne_bytes(head[..4].try_into().expect("four bytes"));
        &words[..length as usize]
    }

    /// Returns the fingerprint of a verdict's outcome.
    pub fn outcome(&self, place: VerdictOffset) -> u64 {
        let at = place.0 as usize + 6;
        let bytes = self.bytes[at..at + 8].try_into();
        u64::from_ne_bytes(bytes.expect("eight bytes"))
    }

    /// Whether leads with a verdict qualify.
    pub fn is_qualified(&self, place: VerdictOffset) -> bool {
        self.bytes[place.0 as usize + 4] == 1
    }

    /// Returns the never rule that leads with a verdict meet; one past the 255th is counted with
    /// it.
    pub fn contradicted(&self, place: VerdictOffset) -> Option<usize> {
        usize::from(self.bytes[place.0 as usize + 5]).checked_sub(1)
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
                let contradicted = (n % 3 == 0).then_some(usize::from(n % 2));
                verdicts.add(
                    format!("{key:?}").as_bytes(),
                    n % 2 == 1,
                    contradicted,
                    u64::from(n),
                );
            }
        }
        for n in 0..2_000 {
            let place = find(&mut verdicts, &key(n)).unwrap();
            assert_eq!(verdicts.text(place), format!("{:?}", key(n)).as_bytes());
            assert_eq!(verdicts.is_qualified(place), n % 2 == 1);
            assert_eq!(verdicts.outcome(place) % 210, u64::from(n % 210));
            let contradicted = (n % 3 == 0).then_some(usize::from(n % 2));
            assert_eq!(verdicts.contradicted(place), contradicted);
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
        let odd = verdicts.add(b"odd", false, None, 0);
        assert_eq!(verdicts.text(odd), b"odd");
        assert_eq!(find(&mut verdicts, &[0, 0]), None);
        verdicts.trim();
        let long = verdicts.add(&vec![b'x'; MAX_BYTES], true, None, 0);
        assert_eq!(find(&mut verdicts, &[0, 0]), Some(long));
        assert_eq!(find(&mut verdicts, &[0, 1]), None);
        verdicts.add(b"y", false, None, 0);
        verdicts.trim();
        assert_eq!(find(&mut verdicts, &[0, 0]), None, "forgotten");
    }
}
