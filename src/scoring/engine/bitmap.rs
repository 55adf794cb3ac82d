//! Bitmaps: one bit a lead.

/// A bit for each lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bitmap {
    words: Vec<u64>,
    len: usize,
}

/// The lowest bit of each byte.
pub(super) const LOW_BIT_OF_EACH_BYTE: u64 = 0x0101_0101_0101_0101;

/// Eight bits out of eight bytes, each 0 or 1.
pub(super) fn gather_bits(bytes: u64) -> u64 {
    // Puts the bit of byte n at bit 56 + n; no two products meet.
    bytes.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// How many words hold so many bits.
pub(super) fn words_for(leads: usize) -> usize {
    leads.div_ceil(64)
}

/// The bits of the last word that stand for leads.
pub(super) fn tail_mask(leads: usize) -> u64 {
    match leads % 64 {
        0 => u64::MAX,
        some => (1 << some) - 1,
    }
}

/// Clears what lies beyond so many leads.
pub(super) fn clear_beyond(words: &mut [u64], leads: usize) {
    if let Some(last) = words.last_mut() {
        *last &= tail_mask(leads);
    }
}

/// A bit for each of so many leads.
pub(super) fn all_set(leads: usize) -> Vec<u64> {
    let mut words = vec![u64::MAX; words_for(leads)];
    clear_beyond(&mut words, leads);
    words
}

/// Whether a bit is set.
pub(super) fn is_set(words: &[u64], bit: usize) -> bool {
    words[bit / 64] >> (bit % 64) & 1 == 1
}

/// How many bits are set.
pub(super) fn count(words: &[u64]) -> usize {
    words.iter().map(|w| w.count_ones() as usize).sum()
}

/// How many bits are set in both.
pub(super) fn count_common(words: &[u64], others: &[u64]) -> usize {
    let both = words.iter().zip(others);
    both.map(|(a, b)| (a & b).count_ones() as usize).sum()
}

/// Keeps in one what is in another too.
pub(super) fn intersect(into: &mut [u64], other: &[u64]) {
    into.iter_mut().zip(other).for_each(|(a, b)| *a &= b);
}

/// Takes out of one what is in another.
pub(super) fn subtract(into: &mut [u64], other: &[u64]) {
    into.iter_mut().zip(other).for_each(|(a, b)| *a &= !b);
}

/// Adds to one what is in another.
pub(super) fn unite(into: &mut [u64], other: &[u64]) {
    into.iter_mut().zip(other).for_each(|(a, b)| *a |= b);
}

/// The indices of the bits that are set.
pub(super) fn set_bits(words: &[u64]) -> impl Iterator<Item = usize> {
    words.iter().enumerate().flat_map(|(w, word)| {
        let mut left = *word;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros();
            (left != 0).then(|| {
                left &= left - 1;
                w * 64 + bit as usize
            })
        })
    })
}

impl Bitmap {
    /// No bit set, for so many leads.
    pub fn new(leads: usize) -> Self {
        Self {
            words: vec![0; words_for(leads)],
            len: leads,
        }
    }

    /// The bits of the leads for which something holds.
    pub fn from_fn(leads: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let mut bits = Self::new(leads);
        (0..leads).filter(|l| holds(*l)).for_each(|l| bits.set(l));
        bits
    }

    pub(super) fn from_words(words: Vec<u64>, len: usize) -> Self {
        Self { words, len }
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    /// How many leads it is about.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it is about no lead.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// A lead's bit; not set beyond the end.
    pub fn get(&self, lead: usize) -> bool {
        lead < self.len && is_set(&self.words, lead)
    }

    /// Sets a lead's bit; nothing happens beyond the end.
    pub fn set(&mut self, lead: usize) {
        if lead < self.len {
            self.words[lead / 64] |= 1 << (lead % 64);
        }
    }

    /// Clears the bits that are set in another.
    pub fn subtract(&mut self, other: &Self) {
        subtract(&mut self.words, &other.words);
    }

    /// How many bits are set.
    pub fn count(&self) -> usize {
        count(&self.words)
    }

    /// How many bits are set in both.
    pub fn count_common(&self, other: &Self) -> usize {
        count_common(&self.words, &other.words)
    }

    /// The leads whose bits are set, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        set_bits(&self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_set_counted_and_listed_in_order() {
        let bits = Bitmap::from_fn(130, |lead| lead % 43 == 0);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 43, 86, 129]);
        assert_eq!(
            (bits.count(), bits.get(86), bits.get(130)),
            (4, true, false)
        );
        assert_eq!(
            bits.count_common(&Bitmap::from_fn(130, |lead| lead > 43)),
            2
        );
        assert_eq!(all_set(130), [u64::MAX, u64::MAX, 3]);
    }
}
