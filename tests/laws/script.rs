//! Choices made from bytes, so that a fuzzer's bytes can stand for anything.

/// Bytes to choose by, in order; zeros once they are used up.
pub struct Script<'a> {
    bytes: &'a [u8],
}

impl<'a> Script<'a> {
    /// Chooses by these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Returns the next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else {
            return 0;
        };
        self.bytes = rest;
        *first
    }

    /// Returns a number below `end`, which is at most 256.
    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.byte()) % end
    }

    /// True once in so many times, and never when the bytes are used up.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// Returns one of these.
    pub fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len())]
    }

    /// Whether all bytes are used up.
    pub fn is_over(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns up to so many of the remaining bytes as text.
    pub fn text(&mut self, length: usize) -> String {
        let (text, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    /// Returns the remaining bytes.
    pub fn rest(self) -> &'a [u8] {
        self.bytes
    }
}
