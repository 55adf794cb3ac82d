//! A list of small integers, stored in chunks as narrow as their values allow.

/// Integers per chunk; a power of two.
pub const CHUNK_LEN: usize = 1 << 16;

/// A chunk of integers of one width.
#[derive(Clone, Debug)]
pub enum Chunk {
    /// All values below 2^8.
    Narrow(Vec<u8>),
    /// All values below 2^16.
    Middle(Vec<u16>),
    /// Any values.
    Wide(Vec<u32>),
}

/// A growing list of integers, in chunks that each have their own width.
#[derive(Clone, Debug, Default)]
pub struct CodeList {
    chunks: Vec<Chunk>,
    len: usize,
}

impl Chunk {
    fn push(&mut self, code: u32) {
        match self {
            Self::Narrow(codes) => {
                if let Ok(code) = u8::try_from(code) {
                    codes.push(code);
                    return;
                }
                *self = Self::Middle(codes.iter().map(|c| u16::from(*c)).collect());
                self.push(code);
            }
            Self::Middle(codes) => {
                if let Ok(code) = u16::try_from(code) {
                    codes.push(code);
                    return;
                }
                *self = Self::Wide(codes.iter().map(|c| u32::from(*c)).collect());
                self.push(code);
            }
            Self::Wide(codes) => codes.push(code),
        }
    }

    fn get(&self, index: usize) -> u32 {
        match self {
            Self::Narrow(codes) => u32::from(codes[index]),
            Self::Middle(codes) => u32::from(codes[index]),
            Self::Wide(codes) => codes[index],
        }
    }

    fn shrink(&mut self) {
        match self {
            Self::Narrow(codes) => codes.shrink_to_fit(),
            Self::Middle(codes) => codes.shrink_to_fit(),
            Self::Wide(codes) => codes.shrink_to_fit(),
        }
    }
}

impl CodeList {
    /// Returns the number of integers.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Appends an integer.
    pub fn push(&mut self, code: u32) {
        if self.len == self.chunks.len() * CHUNK_LEN {
            self.chunks.push(Chunk::Narrow(Vec::new()));
        }
        let last = self.chunks.last_mut().expect("one was pushed above");
        last.push(code);
        self.len += 1;
    }

    /// Returns the integer at an index.
    pub fn get(&self, index: usize) -> u32 {
        self.chunks[index / CHUNK_LEN].get(index % CHUNK_LEN)
    }

    /// Returns the chunk that contains an index.
    pub fn chunk(&self, index: usize) -> &Chunk {
        &self.chunks[index / CHUNK_LEN]
    }

    /// Frees unused capacity.
    pub fn shrink(&mut self) {
        self.chunks.iter_mut().for_each(Chunk::shrink);
        self.chunks.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_whatever_their_width() {
        let mut codes = CodeList::default();
        let number = |i: usize| match i {
            100..70_000 => 200 + (i as u32 % 900),
            _ => i as u32,
        };
        (0..200_000).for_each(|i| codes.push(number(i)));
        assert!((0..200_000).all(|i| codes.get(i) == number(i)));
        assert_eq!(codes.len(), 200_000);
        assert!(matches!(codes.chunk(0), Chunk::Middle(_)));
        assert!(matches!(codes.chunk(199_999), Chunk::Wide(_)));
    }
}
