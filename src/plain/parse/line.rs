//! The parts of a line, and what becomes of one.

/// Result of a line: an error is a sentence for the user.
pub(in crate::plain) type LineResult = Result<(), String>;

/// Splits a line into its first word and the rest.
pub(in crate::plain) fn split_first_word(line: &str) -> (&str, &str) {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    (first, rest.trim())
}

/// `+++` counts three up.
pub(in crate::plain) fn repeat_count(word: &str) -> Option<i64> {
    let count = i64::try_from(word.len()).ok()?;
    match word.chars().next()? {
        '+' if word.chars().all(|c| c == '+') => Some(count),
        '-' if word.chars().all(|c| c == '-') => Some(-count),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_count() {
        assert_eq!(repeat_count("+++"), Some(3));
        assert_eq!(repeat_count("-"), Some(-1));
        assert_eq!(repeat_count("+-"), None);
        assert_eq!(repeat_count("a"), None);
    }
}
