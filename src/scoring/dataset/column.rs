//! The values of one field: codes into a dictionary or, if nearly all values are distinct, the
//! texts themselves.

use super::code_list::{CHUNK_LEN, CodeList};
use super::text_list::{Dictionary, TextList};

/// The values of one field.
#[derive(Clone, Debug)]
pub enum Column {
    /// A dictionary code for each lead.
    Coded {
        /// One code per value.
        codes: CodeList,
        /// The texts that codes stand for.
        dictionary: Dictionary,
    },
    /// A text for each lead.
    Plain(TextList),
}

impl Default for Column {
    fn default() -> Self {
        Self::Coded {
            codes: CodeList::default(),
            dictionary: Dictionary::default(),
        }
    }
}

impl Column {
    /// Creates a column of `leads` empty values.
    pub fn blank(leads: usize) -> Self {
        let mut column = Self::default();
        (0..leads).for_each(|_| column.push(""));
        column
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        match self {
            Self::Coded { codes, .. } => codes.len(),
            Self::Plain(texts) => texts.len(),
        }
    }

    /// Appends a value.
    pub fn push(&mut self, value: &str) {
        match self {
            Self::Plain(texts) => texts.push(value),
            Self::Coded { codes, dictionary } => {
                codes.push(dictionary.intern(value));
                if codes.len().is_multiple_of(CHUNK_LEN) {
                    // The more values there are, the clearer it is how many of them recur.
                    let eighths = if codes.len() < 4 * CHUNK_LEN { 7 } else { 4 };
                    if dictionary.len() > codes.len() / 8 * eighths {
                        self.decode();
                    }
                }
            }
        }
    }

    /// Returns the value at an index.
    pub fn get(&self, index: usize) -> &str {
        match self {
            Self::Coded { codes, dictionary } => dictionary.get(codes.get(index)),
            Self::Plain(texts) => texts.get(index),
        }
    }

    /// Converts codes to plain texts.
    fn decode(&mut self) {
        let mut texts = TextList::default();
        (0..self.len()).for_each(|i| texts.push(self.get(i)));
        *self = Self::Plain(texts);
    }

    /// Returns the distinct values in order of first appearance, each with how often it is there;
    /// `None` for a column in which nearly all values are distinct.
    pub fn value_counts(&self) -> Option<impl Iterator<Item = (&str, u32)>> {
        let Self::Coded { codes, dictionary } = self else {
            return None;
        };
        let mut counts = vec![0; dictionary.len()];
        (0..codes.len()).for_each(|at| counts[codes.get(at) as usize] += 1);
        let counted = counts.into_iter().enumerate();
        Some(counted.map(|(code, n)| (dictionary.get(code as u32), n)))
    }

    /// Frees unused capacity.
    pub fn shrink(&mut self) {
        match self {
            Self::Coded { codes, dictionary } => {
                codes.shrink();
                dictionary.shrink();
            }
            Self::Plain(texts) => texts.shrink(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_nearly_only_distinct_values_needs_no_dictionary() {
        let (mut few, mut many) = (Column::default(), Column::default());
        let text = |i: usize| format!("value {i}");
        for i in 0..70_000 {
            few.push(&text(i % 300));
            many.push(&text(i));
        }
        assert!(matches!(few, Column::Coded { .. }));
        assert!(matches!(many, Column::Plain(_)));
        few.shrink();
        many.shrink();
        assert!((0..70_000).all(|i| few.get(i) == text(i % 300) && many.get(i) == text(i)));
    }
}
