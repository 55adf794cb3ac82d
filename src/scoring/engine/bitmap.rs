//! Bitmaps with one bit per lead.

/// A set of leads, stored as one bit per lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bitmap {
    words: Vec<u64>,
    len: usize,
}

/// The lowest bit of each byte.
pub(super) const LOW_BIT_OF_EACH_BYTE: u64 = 0x0101_0101_0101_0101;

/// Gathers eight bytes, each 0 or 1, into eight bits.
pub(super) fn gather_bits(bytes: u64) -> u64 {
    // Moves the bit of byte n to bit 56 + n; no two partial products collide.
    bytes.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Returns the number of words that hold `leads` bits.
pub(super) fn words_for(leads: usize) -> usize {
    leads.div_ceil(64)
}

/// Returns the mask of the bits in the last word that stand for leads.
pub(super) fn tail_mask(leads: usize) -> u64 {
    match leads % 64 {
        0 => u64::MAX,
        some => (1 << some) - 1,
    }
}

/// Clears all bits from `leads` on.
pub(super) fn clear_beyond(words: &mut [u64], leads: usize) {
    if let Some(last) = words.last_mut() {
        *last &= tail_mask(leads);
    }
}

/// Returns `leads` bits, all set.
pub(super) fn all_set(leads: usize) -> Vec<u64> {
    let mut words = vec![u64::MAX; words_for(leads)];
    clear_beyond(&mut words, leads);
    words
}

/// Returns whether a bit is set.
pub(super) fn is_set(words: &[u64], bit: usize) -> bool {
    words[bit / 64] >> (bit % 64) & 1 == 1
}

/// Returns the number of bits set.
pub(super) fn count(words: &[u64]) -> usize {
    words.iter().map(|w| w.count_ones() as usize).sum()
}

/// Returns the number of bits set in both.
pub(super) fn count_common(words: &[u64], others: &[u64]) -> usize {
    let both = words.iter().zip(others);
    both.map(|(a, b)| (a & b).count_ones() as usize).sum()
}

/// Keeps only the bits that are set in both.
pub(super) fn intersect(into: &mut [u64], other: &[u64]) {
    into.iter_mut().zip(other).for_each(|(a, b)| *a &= b);
}

/// Clears the bits that are set in `other`.
pub(super) fn subtract(into: &mut [u64], other: &[u64]) {
    into.iter_mut().zip(other).for_each(|(a, b)| *a &= !b);
}

/// Sets the bits that are set in `other`.
pub(super) fn unite(into: &mut [u64], other: &[u64]) {
    into.iter_mut().zip(other).for_each(|(a, b)| *a |= b);
}

/// Returns an iterator over the indices of the bits set.
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
    /// Creates a bitmap for `leads` leads with no bit set.
    pub fn new(leads: usize) -> Self {
        Self {
            words: vec![0; words_for(leads)],
            len: leads,
        }
    }

    /// Creates a bitmap of the leads for which `holds` returns true.
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

    /// Returns the number of leads the bitmap covers.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns whether the bitmap covers no leads.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns a lead's bit; false beyond the end.
    pub fn get(&self, lead: usize) -> bool {
        lead < self.len && is_set(&self.words, lead)
    }

    /// Sets a lead's bit. Does nothing beyond the end.
    pub fn set(&mut self, lead: usize) {
        if lead < self.len {
            self.words[lead / 64] |= 1 << (lead % 64);
        }
    }

    /// Clears the bits that are set in `other`.
    pub fn subtract(&mut self, other: &Self) {
        subtract(&mut self.words, &other.words);
    }

    /// Returns the number of bits set.
    pub fn count(&self) -> usize {
        count(&self.words)
    }

    /// Returns the number of bits set in both.
    pub fn count_common(&self, other: &Self) -> usize {
        count_common(&self.words, &other.words)
    }

    /// Returns an iterator over the leads whose bits are set, in order.
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
